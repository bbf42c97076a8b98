// SPDX-License-Identifier: Apache-2.0

// Goal: what is known of Wine is found without a scenario that anybody wrote, each deviation in few
// steps and in a file of its own.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "harness/main/tests/wsconform_process.hpp"

namespace wsconform {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using nlohmann::json;

TEST(WineGenerated, FindsWhatIsKnownWithoutAScenario) {
    own_folder();
    const fs::path known = fs::path{WSCONFORM_SCENARIOS} / "../reports/expectations/wine-8.0.json";

    Program program{{"run", "--provider", "wine", "--filter",
                     "generated.resets_and_events:generated.legacy_options", "--cases", "10",
                     "--quiescence", "300", "--jobs", "2", "--out", "out"}};
    const Ended ran = program.ended(800s);
    const Ended found = ended({"found", "out/report.json", "--expectations", known.string()});

    EXPECT_EQ(ran.status, 1) << ran.err;
    EXPECT_EQ(found.status, 1) << "two properties cannot find it all: " << found.out;
    for (const std::string clause :
         {"end-of-stream.abortive-close-is-wsaeconnreset", "fd-close.wsaeventselect-records-it-too",
          "close.datagram-linger-option-is-wsaenoprotoopt",
          "version.behaviour-follows-negotiated-version"})
        EXPECT_NE(found.out.find("found    clause " + clause + ": "), std::string::npos)
            << found.out;
    const json report = json_of("out/report.json");
    for (const auto& [id, purpose] : report.at("purposes").items()) {
        if (!purpose.contains("generated")) continue;
        for (const json& each : purpose.at("generated").at("counterexamples"))
            EXPECT_TRUE(fs::exists("out/" + each.at("file").get<std::string>())) << each;
    }
    EXPECT_EQ(left_running(), "");
}

}  // namespace
}  // namespace wsconform
