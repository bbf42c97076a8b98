// SPDX-License-Identifier: Apache-2.0

// Goal: of a folder the expectations that fit best are taken, and the user is told which.

#include "reports/expectation_choice.hpp"

#include <gtest/gtest.h>

#include <array>
#include <fstream>

#include "conformance/text/input_error.hpp"
#include "reports/expectations.hpp"

namespace wsconform {
namespace {

namespace fs = std::filesystem;

class ExpectationChoiceTest : public testing::Test {
  protected:
    ExpectationChoiceTest() {
        fs::remove_all(folder_);
        fs::create_directories(folder_);
    }
    ~ExpectationChoiceTest() override { fs::remove_all(folder_); }

    void file(const std::string& name, const std::string& provider) const {
        std::ofstream{folder_ / name} << to_json({"", provider, {}});
    }

    const fs::path folder_ =
        fs::current_path() / (std::string{"expectations-"} +
                              testing::UnitTest::GetInstance()->current_test_info()->name());
};

TEST_F(ExpectationChoiceTest, TakesTheVersionOrElseTheNearestOlderOne) {
    for (const char* const name : {"wine-8.0.json", "wine-9.0.json", "wine-10.0.json"})
        file(name, "wine");
    file("other-9.5.json", "other");
    struct Case {
        const char* version;
        const char* chosen;
        const char* told;
    };
    constexpr std::array cases{
        Case{"10.0", "wine-10.0.json", "expectations: wine-10.0.json"},
        Case{"8.0", "wine-8.0.json", "expectations: wine-8.0.json"},
        Case{"8.0.2", "wine-8.0.json",
             "expectations: wine-8.0.json, the nearest older one to 8.0.2"},
        Case{"9.22", "wine-9.0.json", "expectations: wine-9.0.json, the nearest older one to 9.22"},
        Case{"11.3", "wine-10.0.json", "expectations: wine-10.0.json, the nearest older one to 11"},
        Case{"6.0", "wine-8.0.json", "expectations: wine-8.0.json, the oldest, because this is 6."},
        Case{"", "wine-10.0.json", "expectations: wine-10.0.json, the newest; nobody knows"}};

    for (const Case& wanted : cases) {
        const ExpectationChoice choice = expectations_for(folder_, "wine", wanted.version);
        EXPECT_EQ(choice.file.filename(), wanted.chosen) << wanted.version;
        EXPECT_TRUE(choice.why.starts_with(wanted.told)) << choice.why;
    }
}

TEST_F(ExpectationChoiceTest, TakesAFileAsItIs) {
    file("known.json", "wine");

    const ExpectationChoice choice = expectations_for(folder_ / "known.json", "wine", "10.0");

    EXPECT_EQ(choice.file, folder_ / "known.json");
    EXPECT_EQ(choice.why, "");
}

TEST_F(ExpectationChoiceTest, RefusesAFolderWithoutThisProvider) {
    file("wine-8.0.json", "wine");

    try {
        expectations_for(folder_, "windows", "");
        FAIL() << "not refused";
    } catch (const InputError& error) {
        EXPECT_NE(
            std::string{error.what()}.find("is a folder without expectations for \"windows\""),
            std::string::npos)
            << error.what();
    }
}

TEST(VersionNumber, IsTheFirstOfTheText) {
    EXPECT_EQ(version_number("wine-8.0 (Debian 8.0~repack-4)"), "8.0");
    EXPECT_EQ(version_number("wine-10.0-rc2 (Staging)"), "10.0");
    EXPECT_EQ(version_number("wine-9.22-157-gdeadbee"), "9.22");
    EXPECT_EQ(version_number("wine"), "");
}

}  // namespace
}  // namespace wsconform
