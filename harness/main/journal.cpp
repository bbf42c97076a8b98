// SPDX-License-Identifier: Apache-2.0

#include "harness/main/journal.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>
#include <system_error>

#include "conformance/text/document.hpp"
#include "conformance/text/input_error.hpp"
#include "conformance/text/text.hpp"
#include "conformance/trace/footer.hpp"
#include "reports/output_folder.hpp"
#include "reports/report_parts.hpp"
#include "reports/sha256.hpp"

namespace wsconform {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

namespace {

constexpr const char* journal_name = "journal.jsonl";
constexpr std::string_view remedy = "choose another --out";
constexpr std::string_view drop_resume = "give the same options, or drop --resume";

const DocumentKind text_of_ours{"", "", "", "drop --resume"};

/// What a run must have in common with the one that it goes on from.
Json header_of(const RunOptions& options, const Report& head) {
    Json header{{"format", "wsconform-journal/2"},
                {"suite", head.suite},
                {"provider", head.provider},
                {"options", options_json(head)}};
    // Of this machine, and so in no report.
    for (const auto& [name, folder] :
         {std::pair{"scenarios", options.scenarios}, std::pair{"prefix", options.prefix}}) {
        if (!folder.empty()) header[name] = valid_utf8(fs::absolute(folder).string());
    }
    if (!options.far_end.empty()) header["far_end"] = options.far_end;
    return header;
}

/// Of a file that may hold anything: nothing deep is kept, for it would be walked through.
Json shallow(const std::string& line) {
    constexpr int deepest = 8;
    return Json::parse(
        line, [](int depth, Json::parse_event_t, const Json&) { return depth <= deepest; }, false);
}

std::string short_text(const Json& object, const std::string& key) {
    return object.contains(key) ? visible(object[key].dump(), 80) : "nothing";
}

/// What the two headers do not have in common, in one phrase.
std::string difference(const Json& older, const Json& ours) {
    if (!older.is_object() || !older.contains("format")) return "is no journal";
    for (const auto& [key, value] : ours.items()) {
        const bool is_same = older.contains(key) && older[key] == value;
        if (is_same || key == "options") continue;
        return "is the journal of another run: its " + key + " is " + short_text(older, key) +
               ", and this one's " + short_text(ours, key);
    }
    const Json theirs = older.value("options", Json::object());
    Json both = ours.at("options");
    if (theirs.is_object()) both.update(theirs);
    for (const auto& [key, value] : both.items()) {
        const std::string one = short_text(theirs, key);
        const std::string other = short_text(ours.at("options"), key);
        if (one != other)
            return "is the journal of another run: its " + visible(key, 40) + " was " + one +
                   ", and is " + other + " now";
    }
    return "is the journal of another run";
}

}  // namespace

Journal::Folder Journal::made(const fs::path& path) {
    std::error_code fault;
    fs::create_directories(path, fault);
    const std::string failed = fault ? "cannot be made: " : "nothing can be written into it: ";
    if (!fault) fs::create_directories(path / "traces", fault);
    if (fault) throw InputError{input_fault(path, "folder", failed + fault.message(), remedy)};
    return {path, FolderLock{path, remedy}};
}

Journal::Journal(const RunOptions& options, const Report& head)
    : folder_{made(options.out)}, header_{header_of(options, head).dump()} {
    require_place_for_outputs(folder_.path);
    const fs::path file = folder_.path / journal_name;
    require_replaceable(file, remedy);
    std::error_code fault;
    // One that was killed before its first line has noted nothing.
    if (!options.resume || fs::file_size(file, fault) == 0 || fault) return;
    read(read_text(file, text_of_ours));
}

void Journal::read(const std::string& text) {
    const fs::path file = folder_.path / journal_name;
    is_cut_short_ = !text.ends_with('\n');
    std::istringstream lines{text};
    std::string line;
    std::getline(lines, line);
    if (lines.eof()) return;  // Not even that line is whole.
    goes_on_ = true;
    if (line != header_)
        throw InputError{input_fault(file, "line 1",
                                     difference(shallow(line), Json::parse(header_)), drop_resume)};
    while (std::getline(lines, line))
        read_line(line);
}

/// What makes no sense is as if it were not there: that purpose is played again.
void Journal::read_line(const std::string& line) {
    const Json entry = shallow(line);
    if (!entry.is_object()) return;
    if (entry.contains("tested")) tested_ = line;
    if (!entry.contains("purpose") || !entry["purpose"].is_string()) return;
    Digests digests;
    const Json traces = entry.value("traces", Json::object());
    for (const auto& [file, digest] : traces.items()) {
        if (digest.is_string()) digests[file] = digest.get<std::string>();
    }
    noted_[entry["purpose"].get<std::string>()] = std::move(digests);
}

void Journal::hold_to(const std::vector<Tested>& tested) {
    Json all = Json::array();
    for (const Tested& one : tested)
        all.push_back({{"sha256", fingerprints_of(one)}, {"system", valid_utf8(one.system)}});
    const std::string line = Json{{"tested", std::move(all)}}.dump();
    if (!tested_.empty() && tested_ != line)
        throw InputError{input_fault(folder_.path / journal_name, "line 2",
                                     "is of a run on another build of the DLL or of its system",
                                     "drop --resume, or test what it began with")};
    tells_tested_ = tested_.empty();
    tested_ = line;
}

void Journal::open() {
    const fs::path file = folder_.path / journal_name;
    lines_.emplace(file, goes_on_ ? Lines::Begin::after_what_is_there : Lines::Begin::anew, remedy);
    if (goes_on_ && is_cut_short_) lines_->append("");
    if (!goes_on_) lines_->append(header_);
    if (tells_tested_) lines_->append(tested_);
}

void Journal::note(const std::string& purpose) {
    Digests digests = recorded_[purpose];
    if (const auto earlier = noted_.find(purpose); earlier != noted_.end())
        digests.insert(earlier->second.begin(), earlier->second.end());
    Json line{{"purpose", valid_utf8(purpose)}};
    if (!digests.empty()) line["traces"] = digests;
    lines_->append(line.dump());
}

std::optional<std::string> Journal::recorded(const std::string& purpose,
                                             std::size_t position) const {
    const std::string file = trace_path(purpose, position);
    const auto noted = noted_.find(purpose);
    if (noted == noted_.end() || !noted->second.contains(file)) return std::nullopt;
    std::error_code fault;
    if (!fs::is_regular_file(folder_.path / file, fault)) return std::nullopt;
    try {
        std::string trace = read_text(folder_.path / file, text_of_ours);
        const bool is_whole = sha256(trace) == noted->second.at(file) && !why_lost(trace);
        return is_whole ? std::optional{std::move(trace)} : std::nullopt;
    } catch (const InputError&) {
        return std::nullopt;
    }
}

void Journal::record(const std::string& purpose, std::size_t position, const std::string& trace) {
    const std::string file = trace_path(purpose, position);
    write_whole(folder_.path / file, trace, remedy);
    recorded_[purpose][file] = sha256(trace);
}

void Journal::forget(const std::string& purpose, std::size_t position) {
    remove_file(folder_.path / trace_path(purpose, position), remedy);
}

}  // namespace wsconform
