// SPDX-License-Identifier: Apache-2.0

#include "harness/station/name_server.hpp"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "harness/harness_error.hpp"
#include "harness/station/descriptor.hpp"
#include "harness/station/native_socket.hpp"

namespace wsconform {

namespace {

/// A provider that asks in a loop must not fill our memory.
constexpr std::size_t most_kept = 1000;

std::string key_of(const std::string& name) {
    if (const auto reverse = dns::reverse_name_of(name)) return *reverse;
    if (!dns::is_name(name)) throw HarnessError{"'" + name + "' is no DNS name"};
    return dns::lower_case(name);
}

bool is_ipv6(const std::string& address) {
    in6_addr parsed{};
    return inet_pton(AF_INET6, address.c_str(), &parsed) == 1;
}

dns::Rcode rcode_named(const std::string& rcode) {
    static const std::map<std::string, dns::Rcode> codes = {
        {"NODATA", dns::Rcode::noerror},    {"NXDOMAIN", dns::Rcode::nxdomain},
        {"SERVFAIL", dns::Rcode::servfail}, {"REFUSED", dns::Rcode::refused},
        {"FORMERR", dns::Rcode::formerr},   {"NOTIMP", dns::Rcode::notimp},
    };
    const auto found = codes.find(rcode);
    if (found == codes.end()) throw HarnessError{"the name server knows no rcode '" + rcode + "'"};
    return found->second;
}

}  // namespace

void Zone::answers(const std::string& name, const std::vector<std::string>& addresses,
                   const std::vector<std::string>& aliases) {
    const std::string key = key_of(name);
    for (const std::string& address : addresses) {
        if (is_ipv6(address)) continue;  // Nobody asks for its name.
        const auto reverse = dns::reverse_name_of(address);
        if (!reverse.has_value()) throw HarnessError{"'" + address + "' is no address"};
        pointers_[*reverse] = key;
    }
    said_.erase(key);
    addresses_[key] = addresses;
    for (std::size_t i = 0; i < aliases.size(); ++i)
        canonical_[key_of(aliases[i])] = i + 1 < aliases.size() ? key_of(aliases[i + 1]) : key;
}

void Zone::says(const std::string& name, const std::string& rcode) {
    said_[key_of(name)] = rcode_named(rcode);
}

std::string Zone::subject_of(const std::string& name) const {
    if (const auto pointer = pointers_.find(name); pointer != pointers_.end())
        return pointer->second;
    std::string subject = name;
    for (std::size_t links = 0; links <= canonical_.size(); ++links) {
        const auto alias = canonical_.find(subject);
        if (alias == canonical_.end()) break;
        subject = alias->second;
    }
    return subject;
}

Zone::Answer Zone::answer(const std::string& name, std::uint16_t type) const {
    Answer answer{dns::Rcode::noerror};
    std::string owner = name;
    // The bound is for aliases that a scenario made circular.
    for (std::size_t links = 0; links <= canonical_.size(); ++links) {
        if (const auto said = said_.find(owner); said != said_.end()) {
            answer.rcode = said->second;
            return answer;
        }
        const auto alias = canonical_.find(owner);
        if (alias == canonical_.end()) break;
        answer.records.push_back({owner, dns::Type::cname, alias->second});
        owner = alias->second;
    }
    if (!addresses_.contains(owner) && !pointers_.contains(owner))
        answer.rcode = dns::Rcode::nxdomain;
    for (const dns::Record& record : records_of(owner)) {
        if (type == static_cast<std::uint16_t>(record.type)) answer.records.push_back(record);
    }
    return answer;
}

std::vector<dns::Record> Zone::records_of(const std::string& owner) const {
    std::vector<dns::Record> records;
    if (const auto addresses = addresses_.find(owner); addresses != addresses_.end()) {
        for (const std::string& address : addresses->second)
            records.push_back({owner, is_ipv6(address) ? dns::Type::aaaa : dns::Type::a, address});
    }
    if (const auto pointer = pointers_.find(owner); pointer != pointers_.end())
        records.push_back({owner, dns::Type::ptr, pointer->second});
    return records;
}

Descriptor name_server_socket(std::uint16_t port) {
    Descriptor made{socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
    sockaddr_in address = native::loopback(port);
    if (bind(made.value(), reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
        throw HarnessError{because("port " + std::to_string(port) + " of 127.0.0.1", errno)};
    return made;
}

NameServer::NameServer(std::uint16_t port) : NameServer{name_server_socket(port)} {}

NameServer::NameServer(Descriptor socket) : socket_{std::move(socket)}, stop_{make_pipe()} {
    sockaddr_in address{};
    socklen_t length = sizeof address;
    getsockname(socket_.value(), reinterpret_cast<sockaddr*>(&address), &length);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread{[this] { serve(); }};
}

NameServer::~NameServer() {
    stop_.writer.close();
    thread_.join();
}

void NameServer::answers(const std::string& name, const std::vector<std::string>& addresses,
                         const std::vector<std::string>& aliases) {
    const std::lock_guard lock{mutex_};
    zone_.answers(name, addresses, aliases);
}

void NameServer::says(const std::string& name, const std::string& rcode) {
    const std::lock_guard lock{mutex_};
    zone_.says(name, rcode);
}

void NameServer::holds(const std::string& name) {
    const std::lock_guard lock{mutex_};
    held_.insert(key_of(name));
}

bool NameServer::is_asked(const std::string& name, std::chrono::milliseconds bound) {
    const std::string key = key_of(name);
    std::unique_lock lock{mutex_};
    return asked_.wait_for(lock, bound, [&] {
        return std::ranges::any_of(
            kept_, [&](const Kept& kept) { return zone_.subject_of(kept.question.name) == key; });
    });
}

void NameServer::releases(const std::string& name) {
    const std::string key = key_of(name);
    const std::lock_guard lock{mutex_};
    held_.erase(key);
    for (const Kept& kept : kept_) {
        if (zone_.subject_of(kept.question.name) == key) reply(kept);
    }
    std::erase_if(kept_,
                  [&](const Kept& kept) { return zone_.subject_of(kept.question.name) == key; });
}

std::optional<std::string> NameServer::fault() {
    const std::lock_guard lock{mutex_};
    return fault_;
}

void NameServer::reset() {
    const std::lock_guard lock{mutex_};
    fault_.reset();
    zone_ = {};
    held_.clear();
    kept_.clear();
}

void NameServer::serve() {
    std::array<char, 4096> packet{};
    while (true) {
        std::array<pollfd, 2> sources{pollfd{socket_.value(), POLLIN, 0},
                                      pollfd{stop_.reader.value(), POLLIN, 0}};
        if (poll(sources.data(), sources.size(), -1) < 0) continue;
        if (sources[1].revents != 0) return;
        sockaddr_in from{};
        socklen_t length = sizeof from;
        const ssize_t count = recvfrom(socket_.value(), packet.data(), packet.size(), 0,
                                       reinterpret_cast<sockaddr*>(&from), &length);
        if (count >= 0) take({packet.data(), static_cast<std::size_t>(count)}, from);
    }
}

void NameServer::take(std::string_view packet, const sockaddr_in& from) {
    auto question = dns::parse_question(packet);
    if (!question.has_value()) return;
    const std::lock_guard lock{mutex_};
    const Kept kept{std::move(*question), from};
    if (!held_.contains(zone_.subject_of(kept.question.name))) {
        reply(kept);
    } else if (kept_.size() < most_kept) {
        kept_.push_back(kept);
        asked_.notify_all();
    }
}

void NameServer::reply(const Kept& kept) {
    const auto [rcode, records] = zone_.answer(kept.question.name, kept.question.type);
    const std::string packet = dns::response_to(kept.question, rcode, records);
    // An error of an earlier answer, to one who is gone by now, is told in the place of this one's.
    for (int attempts = 0; attempts < 2; ++attempts) {
        const ssize_t sent =
            sendto(socket_.value(), packet.data(), packet.size(), MSG_NOSIGNAL,
                   reinterpret_cast<const sockaddr*>(&kept.from), sizeof kept.from);
        if (sent >= 0) return;
    }
    if (errno != ECONNREFUSED) fault_ = because("the name server's answer", errno);
}

}  // namespace wsconform
