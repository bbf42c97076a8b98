// SPDX-License-Identifier: Apache-2.0

// A run goes on from what an earlier one has noted, of which all but the first line may be
// anything, or that line too.

#include "harness/main/journal.hpp"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "harness/main/fuzz/targets.hpp"

namespace wsconform::fuzzing {

namespace {

namespace fs = std::filesystem;

/// The folder of one process, removed at its end.
struct Scratch {
    Scratch() { fs::create_directories(path / "traces"); }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    ~Scratch() {
        std::error_code ignored;
        fs::remove_all(path, ignored);
    }

    fs::path path =
        fs::temp_directory_path() / ("wsconform-fuzzed-journal-" + std::to_string(::getpid()));
};

RunOptions options_in(const fs::path& folder, bool resumes) {
    RunOptions options;
    options.out = folder;
    options.resume = resumes;
    return options;
}

void write(const fs::path& file, std::string_view text) {
    std::ofstream stream{file, std::ios::binary | std::ios::trunc};
    stream.write(text.data(), static_cast<std::streamsize>(text.size()));
}

/// What every journal of these options begins with.
std::string first_line(const fs::path& folder, const Report& head) {
    Journal{options_in(folder, false), head}.open();
    std::ostringstream text;
    text << std::ifstream{folder / "journal.jsonl", std::ios::binary}.rdbuf();
    return text.str();
}

void go_on(const fs::path& folder, const Report& head, const std::string& text) {
    write(folder / "journal.jsonl", text);
    is_taken([&] {
        Journal journal{options_in(folder, true), head};
        for (const char* const purpose : {"call/claim", "", "../x"})
            journal.is_recorded(purpose);
        journal.hold_to({});
    });
}

}  // namespace

void take_journal(std::string_view input) {
    static const Scratch scratch;
    static const Report head = [] {
        Report report;
        report.suite = "0";
        report.provider = "simulated";
        return report;
    }();
    static const std::string first = first_line(scratch.path, head);
    write(scratch.path / trace_path("call/claim"), input);
    go_on(scratch.path, head, first + std::string{input});
    go_on(scratch.path, head, std::string{input});
}

}  // namespace wsconform::fuzzing
