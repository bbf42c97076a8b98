// SPDX-License-Identifier: Apache-2.0

#pragma once

// What the tests of this folder share: reports made of few words, files that go away again.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "conformance/text/input_error.hpp"
#include "reports/report.hpp"

namespace wsconform {

/// A purpose with nothing but a name, its claims and its finding; a failure breaks `broken`.
inline PurposeResult purpose(std::string id, Finding finding, std::vector<ClauseId> claims = {},
                             const std::vector<ClauseId>& broken = {}) {
    PurposeResult result{std::move(id), "It holds.", "valid", std::move(claims), {}, {}, {}};
    switch (finding) {
        case Finding::pass:
            result.judgement.verdict = Verdict::pass;
            break;
        case Finding::fail:
            result.judgement.verdict = Verdict::fail;
            break;
        case Finding::error:
            result.judgement.verdict = Verdict::error;
            break;
        case Finding::inconclusive:
            result.judgement.verdict = Verdict::inconclusive;
            break;
        case Finding::not_applicable:
        case Finding::untested:
            result.not_played = NotPlayed{finding, "It cannot be played."};
            break;
    }
    if (!result.not_played) result.judgement.exercised = result.clauses;
    if (!broken.empty())
        result.judgement.violations = {{1, "call returned 0", {}, broken, std::nullopt, ""}};
    return result;
}

inline Report report_of(std::vector<PurposeResult> purposes) {
    Report report;
    report.suite = "0.1.0";
    report.provider = "wine";
    report.purposes = std::move(purposes);
    return report;
}

/// A folder of this test alone, removed at its end.
class ScratchFolder {
  public:
    ScratchFolder() {
        const auto& test = *testing::UnitTest::GetInstance()->current_test_info();
        path_ = std::filesystem::path{testing::TempDir()} /
                (std::string{"wsconform."} + test.test_suite_name() + "." + test.name());
        std::filesystem::remove_all(path_);
        std::filesystem::create_directories(path_);
    }
    ~ScratchFolder() { std::filesystem::remove_all(path_); }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;

    const std::filesystem::path& path() const { return path_; }
    std::filesystem::path file(const std::string& name, std::string_view text) const {
        std::ofstream{path_ / name, std::ios::binary} << text;
        return path_ / name;
    }

  private:
    std::filesystem::path path_;
};

inline std::string contents(const std::filesystem::path& file) {
    std::ostringstream text;
    text << std::ifstream{file, std::ios::binary}.rdbuf();
    return text.str();
}

inline bool holds(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

/// What is wrong with the file, in the words of who read it.
template <typename Read>
std::string fault_of(const Read& read, const std::filesystem::path& file) {
    try {
        read(file);
    } catch (const InputError& error) {
        return error.what();
    }
    return "no fault";
}

/// The mark after which a text runs from right to left.
// NOLINTNEXTLINE(misc-misleading-bidirectional): that it misleads is what is tested.
inline constexpr std::string_view mark_of_direction = "\xE2\x80\xAE";

/// Markup, control characters, marks of direction, bytes that are no text, and a script's end.
inline const std::string hostile_text =
    "</script><img src=x onerror=alert(1)>&\"']]>\x1b[31m\x01\r\nx" +
    std::string{mark_of_direction} + "txt\xFF\xC0\xAF";

}  // namespace wsconform
