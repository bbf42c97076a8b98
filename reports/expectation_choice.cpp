// SPDX-License-Identifier: Apache-2.0

#include "reports/expectation_choice.hpp"

#include <algorithm>
#include <vector>

#include "conformance/text/document.hpp"
#include "conformance/text/input_error.hpp"
#include "conformance/text/text.hpp"
#include "reports/expectations.hpp"

namespace wsconform {

namespace {

namespace fs = std::filesystem;

struct Candidate {
    std::string version;
    fs::path file;
};

/// The numbers between the dots.
std::vector<std::string> parts_of(const std::string& version) {
    std::vector<std::string> parts(1);
    for (const char c : version) {
        if (c == '.')
            parts.emplace_back();
        else if (c != '0' || !parts.back().empty())
            parts.back() += c;
    }
    return parts;
}

/// A shorter number is a smaller one, because none begins with a zero.
bool is_older(const std::string& one, const std::string& other) {
    const auto is_less = [](const std::string& a, const std::string& b) {
        return a.size() != b.size() ? a.size() < b.size() : a < b;
    };
    return std::ranges::lexicographical_compare(parts_of(one), parts_of(other), is_less);
}

/// "8.0" of "wine-8.0.json".
std::string version_in_name(const fs::path& file) {
    const std::string name = file.stem().string();
    const std::size_t hyphen = name.rfind('-');
    return hyphen == std::string::npos ? "" : version_number(name.substr(hyphen + 1));
}

/// The oldest first.
std::vector<Candidate> candidates(const fs::path& folder, const std::string& provider) {
    std::vector<Candidate> found;
    std::error_code fault;
    fs::directory_iterator entry{folder, fault};
    for (; !fault && entry != fs::directory_iterator{}; entry.increment(fault)) {
        const fs::path& file = entry->path();
        if (file.extension() == ".json" && read_expectations(file).provider == provider)
            found.push_back({version_in_name(file), file});
    }
    if (fault)
        throw InputError{
            input_fault(folder, "folder", "cannot be read: " + fault.message(), "give another")};
    std::sort(found.begin(), found.end(), [](const Candidate& one, const Candidate& other) {
        if (is_older(one.version, other.version)) return true;
        return one.version == other.version && one.file < other.file;
    });
    return found;
}

}  // namespace

std::string version_number(std::string_view text) {
    const std::size_t start = text.find_first_of("0123456789");
    if (start == std::string_view::npos) return "";
    std::string number{text.substr(start)};
    number.resize(std::min(number.find_first_not_of("0123456789."), number.size()));
    while (number.ends_with('.'))
        number.pop_back();
    return number;
}

ExpectationChoice expectations_for(const fs::path& given, const std::string& provider,
                                   const std::string& version) {
    if (!is_folder(given)) return {given, ""};
    const std::vector<Candidate> found = candidates(given, provider);
    if (found.empty())
        throw InputError{input_fault(
            given, "folder", "is a folder without expectations for \"" + visible(provider) + "\"",
            "put a file there, such as gate --update writes, or leave out "
            "--expectations")};
    const auto newer = std::find_if(found.begin(), found.end(), [&](const Candidate& candidate) {
        return !version.empty() && is_older(version, candidate.version);
    });
    const Candidate& chosen = newer == found.begin() ? found.front() : *std::prev(newer);
    std::string why = "expectations: " + visible(chosen.file.filename().string());
    if (version.empty())
        why += ", the newest; nobody knows the version of this provider";
    else if (chosen.version != version)
        why += newer == found.begin()
                   ? ", the oldest, because this is " + visible(version) + "; expect differences"
                   : ", the nearest older one to " + visible(version) + "; expect differences";
    return {chosen.file, why};
}

}  // namespace wsconform
