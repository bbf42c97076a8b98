// Goal: every scenario of the suite is a program in either form, or is refused with a reason that
// it has.

#include "reports/reproduce/reproduce.hpp"

#include <gtest/gtest.h>

#include "conformance/suite/suite.hpp"
#include "conformance/text/input_error.hpp"

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
            EXPECT_TRUE(why->starts_with("step ")) << *why;
            EXPECT_THROW(program_of(scenario, ProgramForm::c, {}), InputError);
            continue;
        }
        ++programs;
        const std::string c = program_of(scenario, ProgramForm::c, {});
        EXPECT_TRUE(has(c, "int main(void)") && !has(c, "$")) << c;
        // Each step is said, or named in a comment.
        for (std::size_t i = 1; i <= scenario.steps.size(); ++i) {
            const std::string number = std::to_string(i);
            EXPECT_TRUE(has(c, "begin(" + number + ",") ||
                        has(c, "begin_as_it_is(" + number + ",") || has(c, "step " + number + ": "))
                << number;
        }
        const std::string wine = program_of(scenario, ProgramForm::wine, {});
        EXPECT_TRUE(has(wine, "START_TEST(") && !has(wine, "main(void)")) << wine;
    }
    EXPECT_GT(programs, 2 * suite_scenarios().size() / 3);
}

TEST(Reproduce, SaysWhereThePeerMayHideAReset) {
    const std::string reset = "WSARecvDisconnect/unread_data_resets_the_connection";
    const std::string zero = "WSACancelAsyncRequest/zero_handle_is_refused";

    EXPECT_TRUE(
        has(program_of(*suite_scenario(reset), ProgramForm::c, {}), "lives on the same provider"));
    EXPECT_FALSE(
        has(program_of(*suite_scenario(zero), ProgramForm::c, {}), "lives on the same provider"));
}

TEST(Reproduce, PutsTodoBeforeTheClaimsGiven) {
    const Scenario zero = *suite_scenario("WSACancelAsyncRequest/zero_handle_is_refused");

    const std::string text = program_of(zero, ProgramForm::wine, {2});

    EXPECT_TRUE(has(text, "    todo_wine ok(!strcmp(seen, \"WSAEINVAL\") || "));
    EXPECT_TRUE(has(text, "    ok(!strcmp(seen, \"ok\")"));
}

}  // namespace
}  // namespace wsconform
