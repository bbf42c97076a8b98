// SPDX-License-Identifier: Apache-2.0

#include "harness/station/far_end.hpp"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <poll.h>
#include <sys/socket.h>

#include <cerrno>
#include <memory>
#include <nlohmann/json.hpp>

#include "conformance/text/input_error.hpp"
#include "conformance/text/text.hpp"
#include "harness/harness_error.hpp"

namespace wsconform {

namespace {

using namespace std::chrono_literals;
using namespace native;
using Json = nlohmann::json;

constexpr std::size_t longest_line_bytes = 1 << 12;
/// For one step of the trial, over the slowest network that plays would still work on.
constexpr auto patience = 5s;

std::string addresses_here() {
    ifaddrs* first = nullptr;
    if (getifaddrs(&first) != 0) return "none that could be listed";
    const std::unique_ptr<ifaddrs, decltype(&freeifaddrs)> owner{first, freeifaddrs};
    std::string words;
    for (const ifaddrs* each = first; each != nullptr; each = each->ifa_next) {
        if (each->ifa_addr == nullptr || each->ifa_addr->sa_family != AF_INET) continue;
        const auto* const address = reinterpret_cast<const sockaddr_in*>(each->ifa_addr);
        words += (words.empty() ? "" : ", ") + words_for(address->sin_addr);
    }
    return words.empty() ? "none" : words;
}

bool is_of_one_machine(in_addr address) {
    constexpr std::uint32_t first_multicast = 0xE0000000;
    const std::uint32_t number = ntohl(address.s_addr);
    return number >= 0x01000000 && number < first_multicast;
}

/// 0 if this machine listens there and reaches itself, which it does not at a broadcast address.
int error_of_listening_at(in_addr address) {
    const Descriptor listener = opened(SOCK_STREAM);
    sockaddr_in whole = endpoint(address, 0);
    const auto* const name = reinterpret_cast<const sockaddr*>(&whole);
    if (bind(listener.value(), name, sizeof whole) != 0 || listen(listener.value(), 1) != 0)
        return errno;
    whole = endpoint(address, port_of(listener));
    const Descriptor visitor = opened(SOCK_STREAM);
    const bool is_begun = connect(visitor.value(), name, sizeof whole) == 0 || errno == EINPROGRESS;
    return is_begun ? 0 : errno;
}

/// The connections and datagrams of one trial.
class Trial {
  public:
    Trial(in_addr peer, const AgentTrial& agent, std::chrono::seconds bound)
        : deadline_{Clock::now() + bound}, addresses_{peer, {}} {
        bind_to_any_port(listener_, peer);
        bind_to_any_port(mailbox_, peer);
        if (listen(listener_.value(), 1) != 0) throw HarnessError{because("listen", errno)};
        const std::string where = words_for(peer) + ":" + std::to_string(port_of(listener_)) + ":" +
                                  std::to_string(port_of(mailbox_));
        process_ = std::make_unique<ChildProcess>(agent({"--far-end", where}));
        process_->close_input();
    }

    Addresses run() {
        const Json there = next_line();
        if (there.contains("failed")) throw fault(words_for_failure(there));
        hear_from_agent(there.at("own").get<std::string>());
        reach_agent(there.at("tcp").get<std::uint16_t>(), there.at("udp").get<std::uint16_t>());
        const Json back = next_line();
        if (!back.at("accepted").get<bool>()) throw fault(not_connected());
        if (!back.at("datagram").get<bool>())
            throw fault(
                "no datagram from here arrives on the agent's machine: let its firewall "
                "allow the agent UDP from " +
                words_for(addresses_.peer));
        see_ends();
        return addresses_;
    }

  private:
    HarnessError fault(const std::string& what) const {
        return HarnessError{"--far-end " + words_for(addresses_.peer) + ": " + what};
    }

    Json next_line() {
        const Reading read = process_->read_line(longest_line_bytes, deadline_);
        if (read.kind == Reading::Kind::line) return Json::parse(read.line);
        const std::string words = process_->last_words();
        throw fault("the agent ended before it had tried the far end, or took too long" +
                    (words.empty() ? "" : "; it last said: " + visible(words, 200)));
    }

    std::string words_for_failure(const Json& there) const {
        constexpr int refused = 10061;
        const auto step = there.at("failed").get<std::string>();
        const int code = there.at("error").get<int>();
        if (step != "connect")
            return "on the agent's machine " + step + " of the system's own Winsock fails with " +
                   std::to_string(code);
        const std::string why = code == 0 ? "nothing answers it within 5 seconds"
                                          : "its connect fails with " + std::to_string(code);
        if (code == refused)
            return "the agent's machine cannot connect to it: nobody listens there; name the "
                   "address by which the agent's machine reaches this one (127.0.0.1 is each "
                   "machine itself)";
        return "the agent's machine cannot connect to it: " + why +
               "; let a firewall here, or in between, allow TCP and UDP from the agent's "
               "machine, or name another address of this one";
    }

    std::string not_connected() const {
        return "no connection from here arrives on the agent's machine at " +
               words_for(addresses_.agent) + ": " + allow_agent();
    }

    std::string allow_agent() const {
        return "let its firewall allow the agent, such as with netsh advfirewall firewall add "
               "rule name=wsconform dir=in action=allow program=PATH\\wsconform-agent.exe "
               "remoteip=" +
               words_for(addresses_.peer);
    }

    void hear_from_agent(const std::string& own) {
        if (!is_ready(listener_, POLLIN, Clock::now() + patience))
            throw fault(
                "the agent says that it connected, and no connection arrives here: "
                "something in between answers in this machine's place");
        in_addr from{};
        theirs_ = accepted_from(listener_, from);
        addresses_.agent = from;
        if (words_for(from) != own)
            throw fault("the agent's machine calls itself " + visible(own, 40) +
                        " and is seen here as " + words_for(from) +
                        ": addresses are translated in between; give both machines a network "
                        "without that, such as a bridged one");
        if (!is_ready(mailbox_, POLLIN, Clock::now() + patience))
            throw fault(
                "no datagram of the agent's machine arrives here: let a firewall here, or "
                "in between, allow UDP from " +
                own);
    }

    void reach_agent(std::uint16_t stream_port, std::uint16_t datagram_port) {
        const sockaddr_in stream = endpoint(addresses_.agent, stream_port);
        const sockaddr_in datagrams = endpoint(addresses_.agent, datagram_port);
        // Whether they arrived the agent tells.
        [[maybe_unused]] const auto sent =
            sendto(mailbox_.value(), "x", 1, MSG_NOSIGNAL,
                   reinterpret_cast<const sockaddr*>(&datagrams), sizeof datagrams);
        const int begun =
            connect(ours_.value(), reinterpret_cast<const sockaddr*>(&stream), sizeof stream);
        if (begun == 0) return;
        if (errno != EINPROGRESS || !is_ready(ours_, POLLOUT, Clock::now() + patience) ||
            error_of(ours_) != 0)
            throw fault(not_connected());
    }

    /// The agent has its own connection reset, and ends the one that came from here.
    void see_ends() {
        std::string bytes(1, '\0');
        in_addr nobody{};
        const bool is_told = is_ready(theirs_, POLLIN, Clock::now() + patience);
        if (!is_told || received_from(theirs_, bytes, nobody) >= 0 || !means_reset(errno))
            throw fault(
                "a connection that the agent's machine resets is not seen as reset here: "
                "something in between changes connections; play without it");
        if (!is_ready(ours_, POLLIN, Clock::now() + patience) ||
            received_from(ours_, bytes, nobody) != 0)
            throw fault(
                "a connection that the agent's machine ends is not seen to end here: "
                "something in between changes connections; play without it");
    }

    Clock::time_point deadline_;
    Addresses addresses_;
    Descriptor listener_ = opened(SOCK_STREAM);
    Descriptor mailbox_ = opened(SOCK_DGRAM);
    Descriptor theirs_;
    Descriptor ours_ = opened(SOCK_STREAM);
    std::unique_ptr<ChildProcess> process_;
};

}  // namespace

in_addr far_end_named(const std::string& text) {
    const std::string place = "--far-end: " + visible(text, 60);
    in_addr address{};
    if (inet_pton(AF_INET, text.c_str(), &address) != 1)
        throw InputError{place + " is no IPv4 address such as 192.0.2.7; this machine has " +
                         addresses_here()};
    if (!is_of_one_machine(address))
        throw InputError{place + " is no address of one machine; this one has " + addresses_here()};
    if (const int error = error_of_listening_at(address); error != 0)
        throw InputError{place + " is no address of this machine (" + because("bind", error) +
                         "); it has " + addresses_here()};
    return address;
}

Addresses far_end_tried(in_addr address, const AgentTrial& agent, std::chrono::seconds bound) {
    try {
        return Trial{address, agent, bound}.run();
    } catch (const Json::exception&) {
        throw HarnessError{"--far-end " + words_for(address) +
                           ": what the agent says is no answer to this trial; see that it is of "
                           "the same version"};
    }
}

}  // namespace wsconform
