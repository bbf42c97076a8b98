// SPDX-License-Identifier: Apache-2.0

// Goal: what a killed station left is removed by the next one, and what another uses is not.

#include "harness/station/own_scratch.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <optional>

namespace wsconform {
namespace {

namespace fs = std::filesystem;

TEST(OwnScratch, GoesAndTakesAlongWhatWasLeft) {
    const fs::path below = fs::path{testing::TempDir()} / "wsconform-own-scratch";
    fs::remove_all(below);
    fs::create_directories(below / "scratch-killed/prefix");
    fs::create_directories(below / "wine");
    std::optional<OwnScratch> first{std::in_place, below};
    std::ofstream{first->path() / "file"} << "text";

    EXPECT_FALSE(fs::exists(below / "scratch-killed"));
    {
        const OwnScratch second{below};
        EXPECT_TRUE(fs::exists(first->path() / "file"));
        EXPECT_NE(second.path(), first->path());
    }
    const fs::path used = first->path();
    first.reset();
    EXPECT_FALSE(fs::exists(used));
    EXPECT_TRUE(fs::exists(below / "wine"));
    fs::remove_all(below);
}

}  // namespace
}  // namespace wsconform
