#include "harness/main/anonymous.hpp"

#include <algorithm>
#include <cctype>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <vector>

#include "conformance/text/input_error.hpp"
#include "harness/main/verification.hpp"

namespace wsconform {
namespace {

using nlohmann::ordered_json;
using Names = std::map<std::string, std::string>;  ///< What is said in place of what.

constexpr std::string_view new_name = "Provider A";

/// The model takes a few things from the name: that it is a transport provider, or a 1.1 DLL.
std::string name_of_one(const std::string& old, const std::string& suffix) {
    const bool is_legacy = old.find("wsock32") != std::string::npos;
    return std::string{new_name} + suffix + (is_legacy ? " (wsock32)" : "");
}

std::string stem_of(const std::string& file) {
    return file.substr(0, file.rfind('.'));
}

/// Each DLL of the provider, by its file name and by that without its end.
Names names_for(const std::string& provider) {
    Names names;
    const std::vector<std::string> chain = chain_of(provider);
    for (std::size_t i = 0; i < chain.size(); ++i) {
        const std::string suffix = chain.size() > 1 ? "." + std::to_string(i + 1) : "";
        names[chain[i]] = names[stem_of(chain[i])] = name_of_one(chain[i], suffix);
    }
    if (provider.starts_with("api:")) {
        const std::string file = provider.substr(std::string{"api:"}.size());
        names[file] = names[stem_of(file)] = name_of_one(file, "");
    }
    names.erase("");
    return names;
}

/// The provider, or a part of its chain.
std::string renamed(const std::string& provider, const Names& names) {
    const std::vector<std::string> chain = chain_of(provider);
    if (chain.empty())
        return (provider.starts_with("api:") ? "api:" : "") + name_of_one(provider, "");
    std::string name;
    for (const std::string& file : chain)
        name += (name.empty() ? "spi:" : "+") + names.at(file);
    return name;
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
    for (std::string line; std::getline(stream, line);)
        lines.push_back(ordered_json::parse(line));
    return lines;
}

/// What gethostname said in any trace, in letters that take as much room: the layout is judged.
Names names_of_the_machine(const Bundle& bundle) {
    Names names;
    for (const auto& [path, trace] : bundle.files) {
        if (path == "report.json") continue;
        for (const ordered_json& line : lines_of(trace)) {
            if (!line.contains("name") || !line["name"].is_string()) continue;
            const auto& name = line["name"].get_ref<const std::string&>();
            if (name.empty() || name == "localhost" || line.value("event", "") != "returned")
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

std::string without_names(const std::string& trace, const Names& provider, const Names& machine) {
    std::vector<ordered_json> lines = lines_of(trace);
    ordered_json& header = lines.front();
    header["provider"] = renamed(header.value("provider", ""), provider);
    std::string text = header.dump() + "\n";
    for (std::size_t i = 1; i < lines.size(); ++i) {
        hide_in(lines[i], machine);
        for (const char* const words : {"detail", "failed"}) {
            if (lines[i].contains(words)) hide_in(lines[i][words], provider);
        }
        text += lines[i].dump() + "\n";
    }
    return text;
}

}  // namespace

Bundle anonymous(const Bundle& bundle) {
    if (bundle.provider.starts_with("simulated"))
        throw InputError{"--anonymous: a simulated provider is ours; give a report of another one"};
    const Names provider = names_for(bundle.provider);
    const Names machine = names_of_the_machine(bundle);
    Bundle hidden_bundle{bundle.suite, renamed(bundle.provider, provider), {}};
    for (const auto& [path, trace] : bundle.files) {
        if (path != "report.json")
            hidden_bundle.files[path] = without_names(trace, provider, machine);
    }
    return hidden_bundle;
}

Report anonymous(Report report, const std::string& provider) {
    const Names names = names_for(report.provider);
    report.provider = provider;
    for (auto& [name, answer] : report.capabilities)
        answer = hidden(answer, names);
    for (PurposeResult& result : report.purposes) {
        result.expectation.reset();
        if (result.not_applicable) result.not_applicable = hidden(*result.not_applicable, names);
    }
    return report;
}

}  // namespace wsconform
