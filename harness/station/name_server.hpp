// SPDX-License-Identifier: Apache-2.0

#pragma once

// The lower tester of the resolver: a name server on loopback that answers A and PTR questions as a
// scenario says, and keeps those for a held name unanswered until the scenario releases it.
//
// It serves in a thread of its own, because a provider asks while the station waits for the agent.
// The two threads meet in one place: every public function and every packet takes `mutex_`, and
// `asked_` wakes the one who waits in `is_asked`. The thread owns no state and never blocks with
// the mutex held. It ends when the write end of `stop_` closes, which the destructor does first.

#include <netinet/in.h>

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "harness/station/descriptor.hpp"
#include "harness/station/dns_message.hpp"

namespace wsconform {

/// What a scenario has said about names. An IPv4 address in the place of a name means its PTR name.
class Zone {
  public:
    struct Answer {
        dns::Rcode rcode;
        std::vector<dns::Record> records = {};
    };

    /// Addresses are IPv4 or IPv6. Throws HarnessError for what cannot be written in DNS.
    void answers(const std::string& name, const std::vector<std::string>& addresses,
                 const std::vector<std::string>& aliases);
    /// One of NXDOMAIN, SERVFAIL, REFUSED, FORMERR, NOTIMP, NODATA.
    void says(const std::string& name, const std::string& rcode);

    /// The name that a question about `name` is really about: an alias's or an address's own name.
    std::string subject_of(const std::string& name) const;

    /// A name nothing was said about does not exist.
    Answer answer(const std::string& name, std::uint16_t type) const;

  private:
    /// All that is known of a name itself, of whatever type.
    std::vector<dns::Record> records_of(const std::string& owner) const;

    std::map<std::string, dns::Rcode> said_;
    std::map<std::string, std::vector<std::string>> addresses_;
    std::map<std::string, std::string> canonical_;
    std::map<std::string, std::string> pointers_;
};

/// A socket for one on 127.0.0.1. Not everybody has the right to one of a port below 1024. Throws
/// HarnessError.
Descriptor name_server_socket(std::uint16_t port);

class NameServer {
  public:
    /// Listens on 127.0.0.1; port 0 takes a free one. Throws HarnessError if it cannot.
    explicit NameServer(std::uint16_t port);
    explicit NameServer(Descriptor socket);
    NameServer(const NameServer&) = delete;
    NameServer& operator=(const NameServer&) = delete;
    ~NameServer();

    std::uint16_t port() const { return port_; }

    void answers(const std::string& name, const std::vector<std::string>& addresses,
                 const std::vector<std::string>& aliases);
    void says(const std::string& name, const std::string& rcode);
    void holds(const std::string& name);
    /// Waits until a question for the held name is there.
    bool is_asked(const std::string& name, std::chrono::milliseconds bound);
    /// Answers the questions kept, and holds the name no longer.
    void releases(const std::string& name);

    /// Why an answer could not be sent, if one could not.
    std::optional<std::string> fault();

    /// Forgets all that was said and all questions kept.
    void reset();

  private:
    struct Kept {
        dns::Question question;
        sockaddr_in from{};
    };

    void serve();
    void take(std::string_view packet, const sockaddr_in& from);
    void reply(const Kept& kept);

    Descriptor socket_;
    Pipe stop_;
    std::uint16_t port_ = 0;
    std::mutex mutex_;
    std::condition_variable asked_;
    Zone zone_;
    std::set<std::string> held_;
    std::vector<Kept> kept_;
    std::optional<std::string> fault_;
    std::thread thread_;
};

}  // namespace wsconform
