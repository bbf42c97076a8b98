// SPDX-License-Identifier: Apache-2.0

#include "harness/station/name_server.hpp"
#include "harness/harness_error.hpp"
#include "harness/station/descriptor.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>

#include <array>

namespace wsconform {
namespace {

using namespace std::chrono_literals;
using dns::Rcode;
using dns::Type;

std::string packet_asking(const std::string& name, Type type) {
    std::string packet{"\x12\x34\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00", 12};
    for (std::size_t at = 0; at < name.size();) {
        const std::string label = name.substr(at, name.find('.', at) - at);
        packet += static_cast<char>(label.size()) + label;
        at += label.size() + 1;
    }
    packet += '\0';
    packet += '\0';
    packet += static_cast<char>(type);
    packet += std::string{"\x00\x01", 2};
    return packet;
}

/// A resolver of our own: one socket, connected to the server.
class Resolver {
  public:
    explicit Resolver(const NameServer& server) : socket_{socket(AF_INET, SOCK_DGRAM, 0)} {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        address.sin_port = htons(server.port());
        if (connect(socket_.value(), reinterpret_cast<const sockaddr*>(&address), sizeof address) !=
            0)
            throw HarnessError{because("connect", errno)};
    }

    void asks(const std::string& packet) const {
        send(socket_.value(), packet.data(), packet.size(), 0);
    }
    std::string answer(std::chrono::milliseconds bound) const {
        pollfd source{socket_.value(), POLLIN, 0};
        if (poll(&source, 1, static_cast<int>(bound.count())) <= 0) return {};
        std::array<char, 2000> packet{};
        const ssize_t count = recv(socket_.value(), packet.data(), packet.size(), 0);
        return {packet.data(), static_cast<std::size_t>(count)};
    }

  private:
    Descriptor socket_;
};

int rcode_of(const std::string& response) {
    return response.at(3) & 0x0F;
}
int answers_in(const std::string& response) {
    return response.at(7);
}

TEST(DnsMessage, TakesOnlyOneWellFormedQuestion) {
    const std::string good = packet_asking("Host.Test", Type::a);
    const auto question = dns::parse_question(good);
    ASSERT_TRUE(question.has_value());
    EXPECT_EQ(question->name, "host.test");
    EXPECT_EQ(question->id, 0x1234);

    for (std::size_t length = 0; length < good.size(); ++length)
        EXPECT_FALSE(dns::parse_question(good.substr(0, length)).has_value()) << length;
    std::string response = good;
    response[2] = '\x81';
    EXPECT_FALSE(dns::parse_question(response).has_value());
    std::string pointer = good;
    pointer[12] = '\xC0';
    EXPECT_FALSE(dns::parse_question(pointer).has_value());
    EXPECT_FALSE(dns::parse_question(packet_asking(std::string(300, 'a'), Type::a)).has_value());
}

TEST(DnsMessage, ReversesAddresses) {
    EXPECT_EQ(dns::reverse_name_of("192.0.2.7"), "7.2.0.192.in-addr.arpa");
    EXPECT_EQ(dns::reverse_name_of("host.test"), std::nullopt);
}

TEST(Zone, AnswersAddressesAliasesAndPointers) {
    constexpr auto a = static_cast<std::uint16_t>(Type::a);
    Zone zone;
    zone.answers("host.test", {"192.0.2.7", "192.0.2.8"}, {"first.test", "Second.Test"});

    EXPECT_EQ(zone.answer("host.test", a).records.size(), 2U);
    const auto chain = zone.answer("first.test", a).records;
    ASSERT_EQ(chain.size(), 4U);
    EXPECT_EQ(chain[0].value, "second.test");
    EXPECT_EQ(chain[1].value, "host.test");
    EXPECT_EQ(chain[3].value, "192.0.2.8");
    const auto pointer =
        zone.answer("7.2.0.192.in-addr.arpa", static_cast<std::uint16_t>(Type::ptr)).records;
    ASSERT_EQ(pointer.size(), 1U);
    EXPECT_EQ(pointer[0].value, "host.test");
    const auto other = zone.answer("host.test", static_cast<std::uint16_t>(Type::aaaa));
    EXPECT_EQ(other.rcode, Rcode::noerror);
    EXPECT_TRUE(other.records.empty());
    EXPECT_EQ(zone.answer("absent.test", a).rcode, Rcode::nxdomain);
}

TEST(Zone, EndsCircularAliases) {
    Zone zone;
    zone.answers("host.test", {}, {"host.test"});

    EXPECT_LE(zone.answer("host.test", static_cast<std::uint16_t>(Type::a)).records.size(), 2U);
}

TEST(Zone, RefusesWhatDnsCannotSay) {
    Zone zone;
    EXPECT_THROW(zone.answers("host.test", {"192.0.2"}, {}), HarnessError);
    EXPECT_THROW(zone.answers("host..test", {}, {}), HarnessError);
    EXPECT_THROW(zone.says("host.test", "SORRY"), HarnessError);
}

TEST(NameServer, SaysEveryRcode) {
    NameServer server{0};
    const Resolver resolver{server};
    const std::map<std::string, int> rcodes = {{"NODATA", 0},   {"FORMERR", 1}, {"SERVFAIL", 2},
                                               {"NXDOMAIN", 3}, {"NOTIMP", 4},  {"REFUSED", 5}};
    for (const auto& [rcode, number] : rcodes) {
        server.says("x.test", rcode);
        resolver.asks(packet_asking("x.test", Type::a));
        const std::string response = resolver.answer(20s);
        EXPECT_EQ(rcode_of(response), number) << rcode;
        EXPECT_EQ(answers_in(response), 0) << rcode;
    }
}

TEST(NameServer, KeepsQuestionsForAHeldNameUntilItIsReleased) {
    NameServer server{0};
    const Resolver resolver{server};
    server.answers("slow.test", {"192.0.2.7"}, {});
    server.holds("slow.test");

    EXPECT_FALSE(server.is_asked("slow.test", 1ms));
    resolver.asks(packet_asking("SLOW.test", Type::a));
    EXPECT_TRUE(server.is_asked("slow.test", 20s));
    resolver.asks(packet_asking("other.test", Type::a));
    EXPECT_EQ(rcode_of(resolver.answer(20s)), 3);

    server.releases("slow.test");
    const std::string response = resolver.answer(20s);
    EXPECT_EQ(response.substr(0, 2), "\x12\x34");
    EXPECT_EQ(answers_in(response), 1);
    EXPECT_EQ(response.substr(12, 10), std::string{"\4SLOW\4test"}) << "the question as it came";
    EXPECT_EQ(response.substr(response.size() - 4), std::string("\xC0\x00\x02\x07", 4));
    EXPECT_FALSE(server.is_asked("slow.test", 1ms));
}

TEST(NameServer, HoldsAnAddressByItsPointerName) {
    NameServer server{0};
    const Resolver resolver{server};
    server.holds("192.0.2.7");
    resolver.asks(packet_asking("7.2.0.192.in-addr.arpa", Type::ptr));

    EXPECT_TRUE(server.is_asked("192.0.2.7", 20s));
}

TEST(NameServer, IgnoresNoiseAndForgetsOnReset) {
    NameServer server{0};
    const Resolver resolver{server};
    server.answers("host.test", {"192.0.2.7"}, {});
    server.holds("slow.test");
    resolver.asks("");
    resolver.asks("noise");
    resolver.asks(packet_asking("slow.test", Type::a));
    ASSERT_TRUE(server.is_asked("slow.test", 20s));

    server.reset();
    EXPECT_FALSE(server.is_asked("slow.test", 1ms));
    resolver.asks(packet_asking("host.test", Type::a));
    EXPECT_EQ(rcode_of(resolver.answer(20s)), 3);
}

TEST(NameServer, SaysWhichPortItCannotHave) {
    const NameServer server{0};
    EXPECT_THROW(NameServer{server.port()}, HarnessError);
}

}  // namespace
}  // namespace wsconform
