// SPDX-License-Identifier: Apache-2.0

// Goal: a far end is used only if connections and datagrams go both ways and end as they were
// ended; if they do not, one line says which step failed and what to do. Method: an agent without
// Windows on the other loopback address, which does one thing wrong.

#include "harness/station/far_end.hpp"

#include <gtest/gtest.h>

#include "conformance/text/input_error.hpp"
#include "harness/harness_error.hpp"

namespace wsconform {
namespace {

using namespace std::chrono_literals;

const in_addr other_loopback{htonl(0x7F000002)};

native::Addresses tried(const std::string& behaviour) {
    const auto agent = [&behaviour](const std::vector<std::string>& words) {
        Command command{{WSCONFORM_FAKE_AGENT, behaviour}};
        command.words.insert(command.words.end(), words.begin(), words.end());
        return command;
    };
    return far_end_tried(other_loopback, agent, 20s);
}

TEST(FarEnd, IsFoundWhereEverythingGoesBothWays) {
    const native::Addresses found = tried("well");

    EXPECT_EQ(native::words_for(found.peer), "127.0.0.2");
    EXPECT_EQ(native::words_for(found.agent), "127.0.0.1");
}

struct Row {
    std::string behaviour;
    std::string fault;
    std::string remedy;
};

void PrintTo(const Row& row, std::ostream* out) {
    *out << row.behaviour;
}

class FarEndWithout : public testing::TestWithParam<Row> {};

TEST_P(FarEndWithout, IsRefusedWithWhatToDo) {
    const Row& row = GetParam();
    try {
        tried(row.behaviour);
        ADD_FAILURE() << "it is found";
    } catch (const HarnessError& error) {
        const std::string words = error.what();
        EXPECT_TRUE(words.starts_with("--far-end 127.0.0.2: ")) << words;
        EXPECT_NE(words.find(row.fault), std::string::npos) << words;
        EXPECT_NE(words.find(row.remedy), std::string::npos) << words;
    }
}

INSTANTIATE_TEST_SUITE_P(
    Something, FarEndWithout,
    testing::Values(
        Row{"is_refused", "cannot connect to it: nobody listens", "name the address by which"},
        Row{"is_ignored", "nothing answers it within 5 seconds", "let a firewall here"},
        Row{"cannot_bind", "bind of the system's own Winsock fails with 10049", ""},
        Row{"babbles", "no answer to this trial", "the same version"},
        Row{"complains", "ended before", "it last said: out of cheese"},
        Row{"lets_nobody_in", "no connection from here arrives", "netsh advfirewall"},
        Row{"sends_no_datagram", "no datagram of the agent's machine", "allow UDP from 127.0.0.1"},
        Row{"is_translated", "calls itself 10.0.2.15 and is seen here as 127.0.0.1", "bridged"},
        Row{"sees_no_connection", "no connection from here arrives", "remoteip=127.0.0.2"},
        Row{"sees_no_datagram", "no datagram from here", "allow the agent UDP from 127.0.0.2"},
        Row{"resets_nothing", "resets is not seen as reset", "play without it"},
        Row{"ends_nothing", "is not seen to end", "play without it"}),
    [](const auto& row) { return row.param.behaviour; });

TEST(FarEnd, IsAnAddressOfThisMachine) {
    for (const char* const text : {"", "localhost", "::1", "127.0.0.1 ", "0.0.0.0", "224.0.0.1",
                                   "255.255.255.255", "127.255.255.255", "198.51.100.7"}) {
        try {
            far_end_named(text);
            ADD_FAILURE() << text << " is taken";
        } catch (const InputError& error) {
            const std::string words = error.what();
            EXPECT_TRUE(words.starts_with("--far-end: ")) << words;
            EXPECT_NE(words.find("127.0.0.1"), std::string::npos) << words;
        }
    }
    EXPECT_EQ(far_end_named("127.0.0.2").s_addr, other_loopback.s_addr);
}

}  // namespace
}  // namespace wsconform
