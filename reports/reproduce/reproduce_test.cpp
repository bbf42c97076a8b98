// SPDX-License-Identifier: Apache-2.0

// Goal: every scenario of the suite is a program in either form, or is refused with a reason that
// it has.

#include "reports/reproduce/reproduce.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "conformance/suite/suite.hpp"
#include "conformance/text/input_error.hpp"
#include "reports/reproduce/played.hpp"
#include "reports/reproduce/wine_patch.hpp"

namespace wsconform {
namespace {

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

TEST(Reproduce, GivesAProgramOrAReasonForEveryScenario) {
    std::size_t programs = 0;
    for (const Scenario& scenario : suite_scenarios()) {
        SCOPED_TRACE(scenario.id);
        if (const auto why = why_not_reproducible(scenario)) {
            EXPECT_TRUE(why->starts_with("step ") || why->starts_with("its clauses bind ")) << *why;
            EXPECT_THROW(program_of(scenario, ProgramForm::c, {}), InputError);
            continue;
        }
        ++programs;
        const std::string c = program_of(scenario, ProgramForm::c, {});
        EXPECT_TRUE(has(c, "int main(") && !has(c, "$")) << c;
        // Each step is said, or named in a comment.
        for (std::size_t i = 1; i <= scenario.steps.size(); ++i) {
            const std::string number = std::to_string(i);
            EXPECT_TRUE(has(c, "begin(" + number + ",") ||
                        has(c, "begin_as_it_is(" + number + ",") || has(c, "step " + number + ": "))
                << number;
        }
        if (why_not_reproducible(scenario, ProgramForm::wine)) {
            EXPECT_TRUE(has(c, "has_name_server()"));
            EXPECT_THROW(program_of(scenario, ProgramForm::wine, {}), InputError);
            continue;
        }
        const std::string wine = program_of(scenario, ProgramForm::wine, {});
        EXPECT_TRUE(has(wine, "\nstatic void test_") && !has(wine, "main(void)")) << wine;
        EXPECT_FALSE(has(wine, ") {\n") || has(wine, "$")) << wine;
    }
    EXPECT_GT(programs, 2 * suite_scenarios().size() / 3);
}

TEST(Reproduce, SaysWhereThePeerMayHideAReset) {
    const std::string reset = "WSARecvDisconnect/unread_data_resets_the_connection";
    const std::string zero = "WSACancelAsyncRequest/zero_handle_is_refused";

    EXPECT_TRUE(has(program_of(*suite_scenario(reset), ProgramForm::c, {}),
                    "is played on the same provider"));
    EXPECT_FALSE(has(program_of(*suite_scenario(zero), ProgramForm::c, {}),
                     "is played on the same provider"));
}

TEST(Reproduce, ComparesRepliesThatExcludeEachOther) {
    const std::string race = "WSACancelAsyncRequest/local_requests_are_cancelled_or_complete";
    const std::string zero = "WSACancelAsyncRequest/zero_handle_is_refused";

    const std::string c = program_of(*suite_scenario(race), ProgramForm::c, {});
    EXPECT_TRUE(has(c, "exclude(4, \"ok\", 5, \"message of r1\");")) << c;
    EXPECT_TRUE(has(c, "exclude(4, \"WSAEINVAL\", 5, \"nothing\");")) << c;
    EXPECT_FALSE(has(c, "exclude(4, \"ok\", 5, \"nothing\");"));
    EXPECT_FALSE(has(c, "exclude(4, \"ok\", 8, "));
    EXPECT_FALSE(has(program_of(*suite_scenario(zero), ProgramForm::c, {}), "exclude("));
}

TEST(Reproduce, ComparesTheSetsOfSelect) {
    const Scenario both = *suite_scenario("select/unready_sockets_leave_the_sets");

    const std::string c = program_of(both, ProgramForm::c, {});

    EXPECT_TRUE(has(c, "\"ready: readfds s2 writefds s1\"")) << c;
}

TEST(Reproduce, NamesTheNearestPurposeThatAProgramCanShow) {
    std::size_t named = 0;
    for (const Scenario& scenario : suite_scenarios()) {
        const auto nearest = nearest_reproducible(scenario);
        if (!nearest) continue;
        SCOPED_TRACE(scenario.id + ", " + *nearest);
        const Scenario other = *suite_scenario(*nearest);
        EXPECT_FALSE(why_not_reproducible(other));
        EXPECT_TRUE(std::ranges::any_of(scenario.clauses, [&other](ClauseId clause) {
            return std::ranges::find(other.clauses, clause) != other.clauses.end();
        }));
        if (why_not_reproducible(scenario)) ++named;
    }
    EXPECT_GE(named, 5U);
    // What needs a name server is no test of Wine's.
    const Scenario held = *suite_scenario("WSAAsyncGetHostByName/server_failure_is_wsatry_again");
    EXPECT_FALSE(why_not_reproducible(held));
    EXPECT_TRUE(why_not_reproducible(held, ProgramForm::wine));
}

TEST(Reproduce, PutsTodoBeforeTheClaimsGiven) {
    const Scenario zero = *suite_scenario("WSACancelAsyncRequest/zero_handle_is_refused");

    const std::string text = program_of(zero, ProgramForm::wine, {2});

    EXPECT_TRUE(has(text, "    todo_wine ok(ret == SOCKET_ERROR && (WSAGetLastError() == "));
    EXPECT_TRUE(has(text, "    ok(!ret, \"got error %d\\n\", ret);")) << text;
}

constexpr const char* test_frame = R"(#include "wine/test.h"

static int code(int error)
{
    return error;
}

START_TEST( sock )
{
    WSADATA data;

    /* Winsock is not started yet. */
    test_early();
    Init();

    test_something();
    Exit();
}
)";

TEST(Reproduce, MakesAPatchOfATestFileOfWine) {
    const Scenario zero = *suite_scenario("WSACancelAsyncRequest/zero_handle_is_refused");

    const std::string patch =
        wine_patch_of(zero, {2}, {"/home/me/wine/dlls/ws2_32/tests/sock.c", test_frame});

    EXPECT_TRUE(has(patch, "\n--- a/dlls/ws2_32/tests/sock.c\n+++ b/dlls/ws2_32/tests/sock.c\n"));
    EXPECT_TRUE(
        has(patch, "\n+static void test_WSACancelAsyncRequest_zero_handle_is_refused(void)\n+{\n"));
    EXPECT_TRUE(has(patch,
                    "\n     test_something();\n"
                    "+    test_WSACancelAsyncRequest_zero_handle_is_refused();\n     Exit();\n"))
        << patch;
    EXPECT_THROW(wine_patch_of(zero, {}, {"sock.c", "int main(void);\n"}), InputError);
}

TEST(Reproduce, CallsATestBeforeWinsockIsStartedIfItMustBe) {
    const Scenario early = *suite_scenario("WSACancelAsyncRequest/call_before_startup_is_refused");

    const std::string patch = wine_patch_of(early, {}, {"sock.c", test_frame});

    EXPECT_TRUE(has(patch,
                    "+    test_WSACancelAsyncRequest_call_before_startup_is_refused();\n"
                    "     test_early();\n"))
        << patch;
}

TEST(Reproduce, LeavesTheNamesOfATestFileAlone) {
    const Scenario text = *suite_scenario("select/unready_sockets_leave_the_sets");

    const std::string patch = wine_patch_of(text, {}, {"sock.c", test_frame});

    EXPECT_TRUE(has(patch, "+static const char *wsconform_code(DWORD error)\n")) << patch;
    EXPECT_TRUE(has(patch, "return wsconform_code(WSAGetLastError());"));
    EXPECT_FALSE(has(patch, " code("));
}

TEST(Reproduce, ReadsWhichStepsDiffered) {
    const std::string said =
        "a: b\nstep 1: WSAStartup(2.2) -> ok\r\n"
        "step 2: recv(s) -> ok   DIFFERS, expected: WSAEINVAL\r\n"
        "step 10: observes p -> end   UNDECIDED, expected: reset\n";

    EXPECT_EQ(failures_said(said + "DIFFERS: 1 of 3 replies\n").todo,
              (std::set<std::size_t>{2, 10}));
    EXPECT_THROW(failures_said(said), InputError);
}

constexpr const char* local_requests =
    "WSACancelAsyncRequest/local_requests_are_cancelled_or_complete";

/// A test of Wine checks each claim for itself: what fails only as a pair is said to be left out.
TEST(Reproduce, SaysWhatATestOfWineLeavesOut) {
    const PlayedFailures said = failures_said(
        "step 4 -> ok and step 5 -> message of r1   DIFFERS: one excludes the other\r\n"
        "DIFFERS: 1 of 14 replies\n");
    EXPECT_TRUE(said.todo.empty());
    ASSERT_EQ(said.left_out.size(), 1U);
    EXPECT_TRUE(has(said.left_out[0], "of step 4 -> ok and step 5 -> message of r1 one excludes"))
        << said.left_out[0];

    EXPECT_TRUE(has(not_compared(*suite_scenario(local_requests)),
                    "does not compare them: 4 with 5, 7 with 8, 10 with 11, 13 with 14;"));
    EXPECT_EQ(not_compared(*suite_scenario("recv/waits_for_the_end")), "");
}

/// A todo_wine before a claim that holds would itself fail in Wine's suite.
TEST(Reproduce, MarksNoClaimThatHolds) {
    const Scenario pair = *suite_scenario("WSASendDisconnect/success_with_data_disables_sending");
    TranscriptLine sent{6, "main", "send(s, hello)", "returned 5", {}, true};

    const PlayedFailures claimed = failures_reported(pair, {sent});
    EXPECT_TRUE(claimed.todo.empty());
    ASSERT_EQ(claimed.left_out.size(), 1U);
    EXPECT_TRUE(has(claimed.left_out[0], "step 7 (send(s, hello) returned 5) is claimed, and"))
        << claimed.left_out[0];
    sent.observed = "returned SOCKET_ERROR, WSAEFAULT";
    EXPECT_EQ(failures_reported(pair, {sent}).todo, std::set<std::size_t>{7});

    const TranscriptLine message{4,  "main", "awaits a message", "got the message of r1: success",
                                 {}, true};
    const PlayedFailures unclaimed = failures_reported(*suite_scenario(local_requests), {message});
    ASSERT_EQ(unclaimed.left_out.size(), 1U);
    EXPECT_TRUE(has(unclaimed.left_out[0], "the scenario claims nothing of it"));
}

TEST(Reproduce, NamesTheFormThatIsPossible) {
    const Scenario names = *suite_scenario("WSACancelAsyncRequest/completion_race_has_one_outcome");
    try {
        program_of(names, ProgramForm::wine, {});
        FAIL();
    } catch (const InputError& error) {
        EXPECT_TRUE(has(error.what(), "; without --form wine it is a C program; ")) << error.what();
    }
    EXPECT_TRUE(has(program_of(names, ProgramForm::c, {}), "wineserver -w"));
}

}  // namespace
}  // namespace wsconform
