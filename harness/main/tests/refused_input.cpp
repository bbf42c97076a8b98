// SPDX-License-Identifier: Apache-2.0

#include "harness/main/tests/refused_input.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace wsconform {

namespace fs = std::filesystem;

namespace {

std::string in_one_line(const std::vector<std::string>& words) {
    std::string line;
    for (const std::string& word : words)
        line += word + " ";
    return line;
}

}  // namespace

void expect_refused(const Row& row, const Program::Environment& environment) {
    SCOPED_TRACE(in_one_line(row.arguments));

    const Ended ran = ended(row.arguments, environment);

    EXPECT_EQ(ran.status, row.status);
    // Of a run that has begun stands there what it was about to test.
    EXPECT_TRUE(ran.out.empty() || ran.out.find("\nto play   ") != std::string::npos) << ran.out;
    EXPECT_EQ(ran.out.find("\npurposes  "), std::string::npos) << ran.out;
    EXPECT_EQ(std::ranges::count(ran.err, '\n'), 1) << ran.err;
    EXPECT_TRUE(ran.err.starts_with("wsconform: ") && ran.err.ends_with('\n')) << ran.err;
    EXPECT_NE(ran.err.find("; "), std::string::npos) << "does not say what to do: " << ran.err;
    for (const std::string& part : row.says)
        EXPECT_NE(ran.err.find(part), std::string::npos) << part << "\n" << ran.err;
}

void put_older_report() {
    for (const char* const name : outputs)
        put(fs::path{"older"} / name, "older");
}

void expect_older_report() {
    for (const char* const name : outputs) {
        EXPECT_TRUE(text_of(fs::path{"older"} / name) == "older") << name;
        EXPECT_FALSE(fs::exists(fs::path{"older"} / ("." + std::string{name} + ".new"))) << name;
    }
}

void put_one_scenario() {
    put("few/recv/claim.json", text_of(fs::path{WSCONFORM_SCENARIOS} / "WSAStartup" /
                                       "failure_returns_the_code_itself.json"));
}

}  // namespace wsconform
