// SPDX-License-Identifier: Apache-2.0

#include "harness/main/anonymous.hpp"

#include <algorithm>
#include <cctype>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <vector>

#include "conformance/text/input_error.hpp"
#include "conformance/trace/trace.hpp"
#include "reports/blame.hpp"

namespace wsconform {
namespace {

using nlohmann::ordered_json;
using Names = std::map<std::string, std::string>;  ///< What is said in place of what.

constexpr std::string_view new_name = "Provider A";

std::string stem_of(const std::string& file) {
    return file.substr(0, file.rfind('.'));
}

/// "Provider A", or "Provider A.2" for the second of a chain.
std::string name_at(std::size_t place, std::size_t size) {
    return std::string{new_name} + (size > 1 ? "." + std::to_string(place + 1) : "");
}

std::string file_of_api(const std::string& provider) {
    constexpr std::string_view api = "api:";
    return provider.starts_with(api) ? provider.substr(api.size()) : "";
}

/// Each DLL of the provider, by its file name and by that without its end.
Names names_for(const Report& report) {
    std::vector<std::string> files = report.chain;
    if (files.empty()) files.push_back(file_of_api(report.provider));
    // A DLL beneath it is no less somebody's; the Wine that may be there is everybody's.
    if (!file_of_api(report.beneath).empty()) files.push_back(file_of_api(report.beneath));
    Names names;
    const bool is_api = report.chain.empty();
    for (std::size_t i = 0; i < files.size(); ++i) {
        const std::size_t size = is_api && i == 0 ? 1 : files.size();
        names[files[i]] = names[stem_of(files[i])] = name_at(i, size);
    }
    names.erase("");
    return names;
}

std::string nameless_beneath(const Report& report) {
    return file_of_api(report.beneath).empty() ? report.beneath : "api:" + name_at(1, 2);
}

/// What a report and its traces call the provider, and of a chain the part from each DLL on.
Names providers_for(const Report& report) {
    Names providers;
    const std::string api = file_of_api(report.provider).empty() ? "" : "api:";
    providers[report.provider] = api + std::string{new_name};
    if (!report.beneath.empty()) providers[report.beneath] = nameless_beneath(report);
    std::vector<std::string> nameless;
    nameless.reserve(report.chain.size());
    for (std::size_t i = 0; i < report.chain.size(); ++i)
        nameless.push_back(name_at(i, report.chain.size()));
    for (std::size_t position = 1; position <= nameless.size(); ++position)
        providers[name_from(report.chain, position)] = name_from(nameless, position);
    return providers;
}

bool is_same_letter(char one, char other) {
    return std::tolower(static_cast<unsigned char>(one)) ==
           std::tolower(static_cast<unsigned char>(other));
}

bool is_in_word(const std::string& text, std::size_t at) {
    return at < text.size() &&
           (std::isalnum(static_cast<unsigned char>(text[at])) != 0 || text[at] == '_');
}

/// The text with each name replaced where it stands as a word, in whatever case.
std::string hidden(std::string text, const Names& names) {
    std::vector<std::pair<std::string, std::string>> longest_first{names.begin(), names.end()};
    std::ranges::stable_sort(longest_first, std::greater{},
                             [](const auto& name) { return name.first.size(); });
    for (const auto& [old, fresh] : longest_first) {
        for (std::size_t at = 0; at + old.size() <= text.size();) {
            const auto begin = text.begin() + static_cast<std::ptrdiff_t>(at);
            const bool is_it = std::equal(old.begin(), old.end(), begin, is_same_letter) &&
                               (at == 0 || !is_in_word(text, at - 1)) &&
                               !is_in_word(text, at + old.size());
            if (is_it) text.replace(at, old.size(), fresh);
            at += is_it ? fresh.size() : 1;
        }
    }
    return text;
}

std::vector<ordered_json> lines_of(const std::string& trace) {
    std::vector<ordered_json> lines;
    std::istringstream stream{trace};
    for (std::string line; std::getline(stream, line);) {
        if (!line.empty()) lines.push_back(ordered_json::parse(line));
    }
    return lines;
}

/// What a line says under that key if it is a text. Where a trace has lost its ground it may say
/// anything: a judge does not read on.
std::string text_in(const ordered_json& line, const char* key) {
    const auto found = line.find(key);
    return found != line.end() && found->is_string() ? found->get<std::string>() : "";
}

/// What gethostname said in any trace, in letters that take as much room: the layout is judged.
Names names_of_the_machine(const Bundle& bundle) {
    Names names;
    for (const auto& [path, trace] : bundle.files) {
        if (path == "report.json") continue;
        for (const ordered_json& line : lines_of(trace)) {
            const std::string name = text_in(line, "name");
            if (name.empty() || name == "localhost" || text_in(line, "event") != "returned")
                continue;
            std::string letters = name;
            std::ranges::replace_if(
                letters, [](char c) { return c != '.'; }, 'x');
            names[name] = letters;
        }
    }
    return names;
}

/// Every string of an event, at whatever depth.
void hide_in(ordered_json& value, const Names& names) {
    if (value.is_string()) {
        value = hidden(value.get<std::string>(), names);
    } else if (value.is_structured()) {
        for (ordered_json& part : value)
            hide_in(part, names);
    }
}

/// The facts of a header that names nobody, whatever wrote it.
void name_anew(ordered_json& header, const std::string& trace, const Names& providers) {
    const Subject subject = parse_trace_header(trace, "its trace").subject;
    const auto known = providers.find(subject.provider);
    header["provider"] = known == providers.end() ? std::string{new_name} : known->second;
    header["interface"] = word_for(subject.interface);
    header["dll"] = word_for(subject.dll);
    header.erase("sha256");
}

std::string without_names(const std::string& trace, const Names& providers, const Names& files,
                          const Names& machine) {
    std::vector<ordered_json> lines = lines_of(trace);
    ordered_json& header = lines.front();
    name_anew(header, trace, providers);
    std::string text = header.dump() + "\n";
    for (std::size_t i = 1; i < lines.size(); ++i) {
        hide_in(lines[i], machine);
        for (const char* const words : {"detail", "failed"}) {
            if (lines[i].contains(words)) hide_in(lines[i][words], files);
        }
        text += lines[i].dump() + "\n";
    }
    return text;
}

}  // namespace

Bundle anonymous(const Bundle& bundle, const Report& report) {
    if (report.provider.starts_with("simulated"))
        throw InputError{"--anonymous: a simulated provider is ours; give a report of another one"};
    const Names files = names_for(report);
    const Names providers = providers_for(report);
    const Names machine = names_of_the_machine(bundle);
    Bundle hidden_bundle{bundle.suite, providers.at(report.provider), {}};
    for (const auto& [path, trace] : bundle.files) {
        if (path != "report.json")
            hidden_bundle.files[path] = without_names(trace, providers, files, machine);
    }
    return hidden_bundle;
}

Report anonymous(Report report) {
    const Names names = names_for(report);
    const Names providers = providers_for(report);
    report.provider = providers.at(report.provider);
    if (!report.beneath.empty()) report.beneath = providers.at(report.beneath);
    report.tested = report.tested_beneath = {};
    report.provider_ids.clear();
    report.prepare.clear();
    report.prefix.clear();
    for (std::string& file : report.chain)
        file = names.at(file);
    // What may be the cause tells of the DLL's files and ids.
    report.start = hidden(report.start.substr(0, report.start.find("; ")), names);
    for (auto& [name, answer] : report.capabilities)
        answer = name == "far_end" ? "yes" : hidden(answer, names);
    for (PurposeResult& result : report.purposes) {
        result.expectation.reset();
        if (result.not_played) result.not_played->reason = hidden(result.not_played->reason, names);
    }
    return report;
}

}  // namespace wsconform
