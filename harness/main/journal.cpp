// SPDX-License-Identifier: Apache-2.0

#include "harness/main/journal.hpp"

#include <nlohmann/json.hpp>
#include <sstream>

#include "conformance/text/document.hpp"
#include "conformance/text/input_error.hpp"
#include "harness/version.hpp"
#include "reports/report.hpp"

namespace wsconform {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

constexpr const char* journal_name = "journal.jsonl";

void make_folder(const fs::path& folder) {
    std::error_code fault;
    fs::create_directories(folder / "traces", fault);
    if (fault) {
        throw InputError{input_fault(folder, "folder", "cannot be made: " + fault.message(),
                                     "choose another --out")};
    }
}

/// What a run must have in common with the one that it goes on from.
std::string header_of(const RunOptions& options, const std::string& provider) {
    json header{{"format", "wsconform-journal/1"},
                {"suite", suite_version},
                {"provider", provider},
                {"seed", options.seed},
                {"quiescence_ms", options.quiescence.count()}};
    if (!options.beneath.empty()) header["beneath"] = options.beneath;
    return header.dump();
}

}  // namespace

Journal::Journal(const RunOptions& options, const std::string& provider)
    : folder_{options.out}, resume_{options.resume}, header_{header_of(options, provider)} {
    make_folder(folder_);
    read();
}

bool Journal::goes_on() const {
    return resume_ && fs::exists(folder_ / journal_name);
}

void Journal::read() {
    if (!goes_on()) return;
    const fs::path file = folder_ / journal_name;
    std::ifstream before{file};
    std::string line;
    std::getline(before, line);
    if (line != header_) {
        throw InputError{input_fault(file, "line 1", "is the journal of another run",
                                     "give the same options, or drop --resume")};
    }
    while (std::getline(before, line)) {
        const json entry = json::parse(line, nullptr, false);
        if (entry.is_object() && entry.contains("sha256"))
            fingerprints_ = entry["sha256"].get<std::vector<std::string>>();
        if (entry.is_object() && entry.contains("purpose"))
            noted_.insert(entry["purpose"].get<std::string>());
    }
}

void Journal::hold_to(const std::vector<std::string>& fingerprints) {
    if (fingerprints_ && *fingerprints_ != fingerprints) {
        throw InputError{input_fault(folder_ / journal_name, "line 2",
                                     "is of a run on another build of the DLL",
                                     "drop --resume, or test the DLL that it began with")};
    }
    fingerprints_ = fingerprints;
}

void Journal::open() {
    const fs::path file = folder_ / journal_name;
    const bool is_new = !goes_on();
    file_.open(file, is_new ? std::ios::trunc : std::ios::app);
    if (is_new) file_ << header_ << '\n' << std::flush;
    if (is_new && fingerprints_ && !fingerprints_->empty())
        file_ << json{{"sha256", *fingerprints_}}.dump() << '\n' << std::flush;
    if (!file_) {
        throw InputError{input_fault(file, "file", "cannot be written", "choose another --out")};
    }
}

void Journal::note(const std::string& purpose) {
    file_ << json{{"purpose", purpose}}.dump() << '\n' << std::flush;
}

fs::path Journal::trace_file(const std::string& purpose, std::size_t position) const {
    return folder_ / trace_path(purpose, position);
}

bool Journal::is_recorded(const std::string& purpose, std::size_t position) const {
    return noted_.contains(purpose) && fs::exists(trace_file(purpose, position));
}

std::string Journal::recorded(const std::string& purpose, std::size_t position) const {
    std::ostringstream text;
    text << std::ifstream{trace_file(purpose, position), std::ios::binary}.rdbuf();
    return text.str();
}

void Journal::record(const std::string& purpose, std::size_t position,
                     const std::string& trace) const {
    std::ofstream{trace_file(purpose, position), std::ios::binary | std::ios::trunc} << trace;
}

}  // namespace wsconform
