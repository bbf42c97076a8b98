// SPDX-License-Identifier: Apache-2.0

#include "harness/main/provider_ids.hpp"

#include <algorithm>
#include <regex>

#include "conformance/text/input_error.hpp"
#include "conformance/text/text.hpp"
#include "harness/provider_spec.hpp"

namespace wsconform {

namespace {

InputError fault(const std::string& given, const std::string& what) {
    return InputError{"--provider-id: \"" + visible(given) + "\" " + what};
}

bool is_guid(const std::string& text) {
    static const std::regex guid{R"(\{?[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}?)"};
    return std::regex_match(text, guid) && text.starts_with('{') == text.ends_with('}');
}

}  // namespace

std::map<std::string, std::string> provider_ids(const RunOptions& options) {
    std::map<std::string, std::string> ids;
    if (options.provider_ids.empty()) return ids;
    const std::vector<std::string> chain = parse_provider(options.provider).chain;
    for (const std::string& given : options.provider_ids) {
        if (chain.empty())
            throw fault(given, "is for a transport provider; give it with --provider spi:PATH");
        const std::size_t equals = given.rfind('=');
        const std::string id = equals == std::string::npos ? given : given.substr(equals + 1);
        if (!is_guid(id)) {
            throw fault(given,
                        "is no GUID; write {8-4-4-4-12} hexadecimal digits, or FILE=GUID for a DLL "
                        "that is not the top of the chain");
        }
        const std::string file =
            equals == std::string::npos ? file_of(chain.front()) : given.substr(0, equals);
        const auto owner = std::ranges::find(chain, file, file_of);
        if (owner == chain.end())
            throw fault(given, "names no DLL of the chain; name one without its folder");
        const bool is_taken = std::ranges::any_of(
            ids, [&](const auto& other) { return other.first != *owner && other.second == id; });
        if (is_taken) throw fault(given, "is given to two DLLs; each has one of its own");
        ids[*owner] = id;
    }
    return ids;
}

}  // namespace wsconform
