#include <gtest/gtest.h>

#include "reports/renderings.hpp"
#include "reports/test_support.hpp"

namespace wsconform {
namespace {

constexpr ClauseId zero = "cancel-async.zero-handle-is-refused"_clause;

TEST(GatedJUnit, FailsWhatTheGateObjectsToUnderItsName) {
    const Report report =
        report_of({purpose("c/a", Finding::fail, {}, {zero}), purpose("c/b", Finding::inconclusive),
                   purpose("c/c", Finding::pass)});
    GateResult gated;
    gated.entries = {{GateChange::unreviewed, "c/a", "Nobody looked."},
                     {GateChange::new_deviation, "c/b", "inconclusive"},
                     {GateChange::vanished, "c/c", "pass"},
                     {GateChange::vanished, "d/gone", "not in the report"},
                     {GateChange::lost, "d/lost", "never played"}};

    const std::string xml = to_junit(report, gated);

    EXPECT_TRUE(holds(xml, "<failure message=\"Nobody looked.\" type=\"unreviewed\">")) << xml;
    EXPECT_TRUE(holds(xml, "<failure message=\"inconclusive\" type=\"new\"/>")) << xml;
    EXPECT_TRUE(holds(xml, "<failure message=\"pass\" type=\"vanished\"/>")) << xml;
    EXPECT_TRUE(holds(xml, "<failure message=\"not in the report\" type=\"vanished\"/>")) << xml;
    EXPECT_TRUE(holds(xml, "<error message=\"never played\" type=\"lost\"/>")) << xml;
    EXPECT_TRUE(holds(xml, "tests=\"5\" failures=\"4\" errors=\"1\" skipped=\"0\"")) << xml;
}

TEST(GatedJUnit, AcceptsWhatTheGateAccepts) {
    Report report = report_of({purpose("c/a", Finding::fail, {}, {zero})});
    report.purposes[0].expectation = Expectation{Finding::fail, {zero}, "Known.", ""};

    EXPECT_TRUE(holds(to_junit(report, {}), "<skipped message=\"expected deviation: Known.\"/>"));
}

TEST(JUnit, NamesTheClausesAndTheirSourcesAndTellsHowItWent) {
    PurposeResult result = purpose("c/a", Finding::fail, {zero}, {zero});
    result.judgement.transcript = {{0, "main", "WSAStartup(2.2)", "returned 0", {}, false},
                                   {1, "main", "call(]]>\x1b)", "returned <0>", {}, true}};

    const std::string xml = to_junit(report_of({result}));

    EXPECT_TRUE(holds(xml,
                      "<property name=\"clause\" value=\"cancel-async.zero-handle-is-refused "
                      "(MUST, CAR-05)\"/>"))
        << xml;
    EXPECT_TRUE(holds(xml, "<property name=\"source\" value=\"" + std::string{zero->sources}));
    EXPECT_TRUE(holds(xml,
                      "<system-out>  1: main: WSAStartup(2.2) returned 0\n"
                      "! 2: main: call(]]&gt;\\u001B) returned &lt;0&gt;\n</system-out>"))
        << xml;
}

TEST(JUnit, TellsNothingOfHowWhatPassedWent) {
    PurposeResult result = purpose("c/a", Finding::pass);
    result.judgement.transcript = {{0, "main", "WSAStartup(2.2)", "returned 0", {}, false}};

    EXPECT_FALSE(holds(to_junit(report_of({result})), "system-out"));
}

}  // namespace
}  // namespace wsconform
