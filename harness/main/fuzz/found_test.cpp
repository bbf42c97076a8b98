// SPDX-License-Identifier: Apache-2.0

// Goal: what fuzzing has found once is never found again, with any compiler. Method: each target
// takes the inputs in its folder of found/, and some hundreds of changes to each of them.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

#include "harness/main/fuzz/json_mutation.hpp"
#include "harness/main/fuzz/targets.hpp"

namespace wsconform::fuzzing {
namespace {

namespace fs = std::filesystem;

const fs::path found{WSCONFORM_ROOT "/harness/main/fuzz/found"};

std::string text_in(const fs::path& file) {
    std::ostringstream text;
    text << std::ifstream{file, std::ios::binary}.rdbuf();
    return text.str();
}

class Found : public testing::TestWithParam<Target> {};

TEST_P(Found, InputIsTakenOrRefusedInOneLine) {
    ASSERT_TRUE(fs::is_directory(found / GetParam().name));
    for (const auto& file : fs::directory_iterator{found / GetParam().name}) {
        SCOPED_TRACE(file.path().string());
        GetParam().take(text_in(file.path()));
    }
}

TEST_P(Found, InputIsTakenOrRefusedHoweverItIsChanged) {
    constexpr int most_changes = 100;
    Chance chance{1};
    for (const auto& file : fs::directory_iterator{found / GetParam().name}) {
        SCOPED_TRACE(file.path().string());
        std::string text = text_in(file.path());
        for (int i = 0; i < most_changes && text.size() < 100'000; ++i)
            GetParam().take(text = mutated(text, chance));
    }
}

std::string name_of(const testing::TestParamInfo<Target>& target) {
    return std::string{target.param.name};
}

INSTANTIATE_TEST_SUITE_P(Fuzzed, Found, testing::ValuesIn(targets), name_of);

TEST(FoundFolder, HasAFolderForEachTargetAndNoOther) {
    std::set<std::string> folders;
    for (const auto& entry : fs::directory_iterator{found})
        if (entry.is_directory()) folders.insert(entry.path().filename());
    std::set<std::string> names;
    for (const Target& target : targets)
        names.emplace(target.name);
    EXPECT_EQ(folders, names);
}

}  // namespace
}  // namespace wsconform::fuzzing
