// SPDX-License-Identifier: Apache-2.0

#include "conformance/suite/suite.hpp"

#include <algorithm>
#include <optional>

#include "conformance/suite/embedded.hpp"
#include "conformance/text/document.hpp"
#include "conformance/text/glob.hpp"
#include "conformance/text/input_error.hpp"
#include "conformance/text/text.hpp"

namespace wsconform {

namespace fs = std::filesystem;

namespace {

std::string without_extension(std::string_view name) {
    return std::string{name.substr(0, name.rfind('.'))};
}

bool matches_any(std::string_view text, std::string_view globs) {
    while (true) {
        const std::size_t colon = globs.find(':');
        if (matches(text, globs.substr(0, colon))) return true;
        if (colon == std::string_view::npos) return false;
        globs.remove_prefix(colon + 1);
    }
}

}  // namespace

bool is_selected(std::string_view name, std::string_view filter) {
    const std::size_t dash = filter.find('-');
    const bool is_taken = dash == 0 || matches_any(name, filter.substr(0, dash));
    if (!is_taken || dash == std::string_view::npos) return is_taken;
    const std::string_view left_out = filter.substr(dash + 1);
    return !matches_any(name, left_out.substr(0, left_out.find('-')));
}

std::optional<Scenario> suite_scenario(const std::string& id) {
    const auto file =
        std::ranges::find(embedded::scenario_files, id + ".json", &embedded::File::name);
    if (file == embedded::scenario_files.end()) return std::nullopt;
    return parse_scenario(file->text, id, "scenarios/" + std::string{file->name});
}

std::vector<Scenario> suite_scenarios() {
    std::vector<Scenario> scenarios;
    for (const embedded::File& file : embedded::scenario_files) {
        scenarios.push_back(parse_scenario(file.text, without_extension(file.name),
                                           "scenarios/" + std::string{file.name}));
    }
    std::ranges::sort(scenarios, {}, &Scenario::id);
    return scenarios;
}

namespace {

/// A purpose is named in reports, which are text.
void require_letters(const fs::path& file) {
    if (valid_utf8(file.generic_string()) != file.generic_string())
        throw InputError{
            input_fault(file, "name", "is no UTF-8, and a purpose is named by it", "rename it")};
}

/// A scenario that lies beside the folders of calls, where none is played; the first by name.
std::optional<fs::path> astray_in(const fs::path& folder) {
    std::optional<fs::path> first;
    std::error_code fault;
    fs::directory_iterator entry{folder, fault};
    for (; !fault && entry != fs::directory_iterator{}; entry.increment(fault)) {
        const fs::path& path = entry->path();
        const bool is_scenario =
            path.extension() == ".json" && path.stem().extension() != ".schema" && is_file(path);
        if (is_scenario && (!first || path < *first)) first = path;
    }
    return first;
}

}  // namespace

Scenario scenario_in(const fs::path& file) {
    require_letters(file);
    const DocumentKind kind{"", "", "", "see scenarios/README.md"};
    const fs::path call = fs::absolute(file).parent_path().filename();
    return parse_scenario(read_text(file, kind), (call / file.stem()).generic_string(),
                          file.generic_string());
}

std::vector<Scenario> scenarios_below(const fs::path& folder) {
    if (folder.extension() == ".json" && is_file(folder)) return {scenario_in(folder)};
    if (!is_folder(folder)) {
        throw InputError{input_fault(folder, "folder", "is missing",
                                     "give the folder that holds <call>/*.json")};
    }
    std::vector<Scenario> scenarios;
    std::error_code fault;
    fs::recursive_directory_iterator entry{folder, fault};
    for (; !fault && entry != fs::recursive_directory_iterator{}; entry.increment(fault)) {
        const fs::path name = entry->path().lexically_relative(folder);
        const bool is_scenario =
            name.extension() == ".json" && name.has_parent_path() && is_file(entry->path());
        if (!is_scenario) continue;
        require_letters(entry->path());
        scenarios.push_back(
            load_scenario(folder.generic_string(), without_extension(name.generic_string())));
    }
    if (fault)
        throw InputError{input_fault(folder, "folder", "cannot be read: " + fault.message(),
                                     "give another folder")};
    if (scenarios.empty()) {
        throw InputError{
            input_fault(folder, "folder", "holds no <call>/<claim>.json", "give another folder")};
    }
    if (const auto astray = astray_in(folder))
        throw InputError{input_fault(*astray, "place",
                                     "is beside the folders of calls, where nothing is played",
                                     "move it into the folder of its call")};
    std::ranges::sort(scenarios, {}, &Scenario::id);
    return scenarios;
}

}  // namespace wsconform
