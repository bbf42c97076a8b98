// SPDX-License-Identifier: Apache-2.0

#include "harness/provider_spec.hpp"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <sstream>

#include "conformance/text/document.hpp"
#include "conformance/text/input_error.hpp"
#include "conformance/text/nearest.hpp"
#include "conformance/text/text.hpp"

namespace wsconform {

namespace {

constexpr std::string_view suspend_prefix = "simulated:suspend=";
constexpr std::string_view mutate_prefix = "simulated:mutate=";

/// Whether this program runs where those paths are.
constexpr bool is_of_windows = std::filesystem::path::preferred_separator == '\\';

const std::string mutant_help = "wsconform list mutants names them all";

void refuse_folder(const std::string& path) {
    if (is_folder(path))
        throw MissingLibrary{visible(path) + ": file: is a folder; name the DLL in it"};
}

/// A name of Windows is made of letters, and this machine's of bytes.
void require_letters(const std::string& text) {
    if (valid_utf8(text) != text)
        throw InputError{"--provider: \"" + visible(text) +
                         "\" is no UTF-8, so Windows has no such name; rename the file"};
}

ProviderSpec simulated(const std::string& text) {
    ProviderSpec spec{text, true, std::nullopt, {}};
    if (text == "simulated") return spec;
    if (text.starts_with(mutate_prefix)) {
        spec.mutation = text.substr(mutate_prefix.size());
        if (spec.mutation.empty())
            throw InputError{"--provider: \"simulated:mutate=\" names no mutant; " + mutant_help};
        return spec;
    }
    const std::string slug = text.substr(suspend_prefix.size());
    spec.suspended = ClauseId::find(slug);
    if (!spec.suspended) {
        std::vector<std::string> slugs;
        for (const ClauseId clause : all_clauses())
            slugs.emplace_back(clause->slug);
        throw InputError{"--provider: \"" + visible(slug) + "\" is no clause; " +
                         did_you_mean(slug, slugs) +
                         "wsconform list clauses names them all, and wsconform explain one"};
    }
    return spec;
}

/// Of another machine's file system: a Windows path can be judged by the agent only.
bool is_elsewhere(const std::string& path) {
    if (is_of_windows) return false;
    const bool has_drive = path.size() > 2 && path[1] == ':' && path[2] == '/' &&
                           std::isalpha(static_cast<unsigned char>(path[0])) != 0;
    return has_drive || path.find('\\') != std::string::npos;
}

/// On Windows either slash parts a path.
std::string with_slashes(const std::string& path) {
    return is_of_windows ? std::filesystem::path{path}.generic_string() : path;
}

/// A bare name is a file of the current folder, and never a DLL of the system's. Whether it is
/// there can be told only where the agent is.
ProviderSpec library(const std::string& text) {
    std::string path = with_slashes(text.substr(std::string{"api:"}.size()));
    if (path.empty()) throw InputError{"--provider: \"api:\" names no DLL; write api:PATH"};
    const std::string name = "api:" + file_of(path);
    if (is_elsewhere(path)) return {name, false, std::nullopt, path};
    if (path.find('/') == std::string::npos) {
        path.insert(0, "./");
    } else {
        require_library(path);
    }
    return {name, false, std::nullopt, path};
}

/// The path of one DLL of a chain, which the station can use wherever it runs.
std::string link_of_chain(const std::string& path) {
    if (path.empty()) {
        throw InputError{
            "--provider: \"spi:\" names no DLL, or a \"+\" has none beside it; write "
            "spi:PATH[+PATH...]"};
    }
    if (is_elsewhere(path)) return path;
    refuse_folder(path);
    if (!is_file(path)) {
        throw MissingLibrary{
            visible(path) +
            ": file: is missing or no file; give the path of a transport provider's "
            "DLL after \"spi:\", those of a chain with \"+\" between, the top first"};
    }
    return std::filesystem::absolute(path).lexically_normal().generic_string();
}

/// A "+" may be part of a path: what is no file on its own may be one with what follows.
ProviderSpec transport(const std::string& text) {
    constexpr std::size_t most_layers = 7;  // MAX_PROTOCOL_CHAIN
    ProviderSpec spec{"", false, std::nullopt, {}};
    std::istringstream parts{with_slashes(text.substr(std::string{"spi:"}.size())) + "+"};
    std::string path;
    for (std::string part; std::getline(parts, part, '+');) {
        path += part;
        const bool may_go_on = !part.empty() && !is_file(path) && !is_elsewhere(path) &&
                               !parts.eof() && parts.peek() != EOF;
        if (may_go_on) {
            path += '+';
            continue;
        }
        spec.chain.push_back(link_of_chain(path));
        path.clear();
    }
    if (spec.chain.empty()) link_of_chain("");
    if (spec.chain.size() > most_layers)
        throw InputError{"--provider: a chain has at most 7 DLLs; name fewer after \"spi:\""};
    for (auto at = spec.chain.begin(); at != spec.chain.end(); ++at) {
        if (std::find(spec.chain.begin(), at, *at) != at)
            throw InputError{visible(*at) + ": is in the chain twice; name each DLL once"};
    }
    return chain_from(spec, 1);
}

}  // namespace

void require_library(const std::string& path) {
    if (is_file(path)) return;
    refuse_folder(path);
    throw MissingLibrary{visible(path) +
                         ": file: is missing or no file; give the path of a DLL after \"api:\"; "
                         "Wine's own is --provider wine or wine:wsock32"};
}

std::string file_of(const std::string& path) {
    return path.substr(path.find_last_of("/\\") + 1);
}

ProviderSpec chain_from(const ProviderSpec& whole, std::size_t position) {
    ProviderSpec spec = whole;
    spec.chain.erase(spec.chain.begin(),
                     spec.chain.begin() + static_cast<std::ptrdiff_t>(position - 1));
    spec.name.clear();
    for (const std::string& path : spec.chain)
        spec.name += (spec.name.empty() ? "spi:" : "+") + file_of(path);
    return spec;
}

ProviderSpec parse_provider(const std::string& text) {
    require_letters(text);
    const bool is_mutant = text.starts_with(suspend_prefix) || text.starts_with(mutate_prefix);
    if (text == "simulated" || is_mutant) return simulated(text);
    if (text == "wine") return {text, false, std::nullopt, "ws2_32.dll"};
    if (text == "windows") return {text, false, std::nullopt, "ws2_32.dll"};
    if (text == "wine:wsock32") return {text, false, std::nullopt, "wsock32.dll"};
    if (text.starts_with("api:")) return library(text);
    if (text.starts_with("spi:")) return transport(text);
    const std::string help = "wsconform providers lists what can be tested";
    const bool is_path = text.ends_with(".dll") || text.find('/') != std::string::npos;
    if (is_path && text.find(':') == std::string::npos)
        throw InputError{"--provider: \"" + visible(text) +
                         "\" does not say what kind of DLL that is; write api:" + visible(text) +
                         " for one like ws2_32.dll, spi:" + visible(text) +
                         " for a transport provider; " + help};
    const std::string meant = did_you_mean(text, {"simulated", "wine", "wine:wsock32", "windows"});
    throw InputError{"--provider: \"" + visible(text) + "\" is unknown; " + meant + help};
}

ProviderSpec parse_beneath(const std::string& text, const ProviderSpec& above) {
    if (!above.name.starts_with("api:")) {
        throw InputError{
            "--beneath: goes with --provider api:PATH; a chain of spi: names its layers, and any "
            "other provider forwards to none"};
    }
    const bool is_known =
        text == "wine" || text == "wine:wsock32" || text == "windows" || text.starts_with("api:");
    ProviderSpec beneath = is_known ? parse_provider(text) : ProviderSpec{};
    if (!is_known || beneath.is_simulated || !beneath.chain.empty() || beneath.name == above.name) {
        throw InputError{"--beneath: \"" + visible(text) +
                         "\" cannot be beneath it; name what the DLL forwards to: wine, "
                         "wine:wsock32, windows, or an api:PATH with another file name"};
    }
    return beneath;
}

std::vector<ProviderForm> provider_forms() {
    return {
        {"simulated", "the model in the part of a provider"},
        {"simulated:suspend=SLUG", "the same, ignoring one clause: a mutant"},
        {"simulated:mutate=NAME", "the same with one fault; wsconform mutants lists them"},
        {"wine", "the ws2_32.dll of the installed Wine"},
        {"wine:wsock32", "its 1.1 DLL"},
        {"windows", "the ws2_32.dll of this Windows, or of that on which --agent starts the agent"},
        {"api:PATH", "any DLL with the exports of ws2_32.dll"},
        {"spi:PATH[+PATH...]", "a transport provider's DLL, or a chain of them, the top first"},
    };
}

}  // namespace wsconform
