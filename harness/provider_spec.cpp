#include "harness/provider_spec.hpp"

#include <filesystem>

#include "conformance/input_error.hpp"
#include "conformance/text.hpp"

namespace wsconform {

namespace {

constexpr std::string_view suspend_prefix = "simulated:suspend=";

ProviderSpec simulated(const std::string& text) {
    ProviderSpec spec{text, true, std::nullopt, {}};
    if (text == "simulated") return spec;
    const std::string slug = text.substr(suspend_prefix.size());
    spec.suspended = ClauseId::find(slug);
    if (!spec.suspended) {
        throw InputError{"--provider: \"" + visible(slug) +
                         "\" is no clause; give a slug or id, see wsconform explain"};
    }
    return spec;
}

ProviderSpec library(const std::string& text) {
    const std::string path = text.substr(std::string{"api:"}.size());
    if (path.find('/') != std::string::npos && !std::filesystem::is_regular_file(path)) {
        throw InputError{visible(path) +
                         ": file: is missing or no file; give the path of a DLL after \"api:\""};
    }
    if (path.empty()) throw InputError{"--provider: \"api:\" names no DLL; write api:PATH"};
    return {text, false, std::nullopt, path};
}

}  // namespace

ProviderSpec parse_provider(const std::string& text) {
    if (text == "simulated" || text.starts_with(suspend_prefix)) return simulated(text);
    if (text == "wine") return {text, false, std::nullopt, "ws2_32.dll"};
    if (text == "windows") return {text, false, std::nullopt, "ws2_32.dll"};
    if (text == "wine:wsock32") return {text, false, std::nullopt, "wsock32.dll"};
    if (text.starts_with("api:")) return library(text);
    throw InputError{"--provider: \"" + visible(text) +
                     "\" is unknown; wsconform providers lists what can be tested"};
}

std::vector<ProviderForm> provider_forms() {
    return {
        {"simulated", "the model in the part of a provider"},
        {"simulated:suspend=SLUG", "the same, ignoring one clause: a mutant"},
        {"wine", "the ws2_32.dll of the installed Wine"},
        {"wine:wsock32", "its 1.1 DLL"},
        {"windows", "the ws2_32.dll of the machine that --agent starts the agent on"},
        {"api:PATH", "any DLL with the exports of ws2_32.dll, loaded by Wine or by --agent"},
    };
}

}  // namespace wsconform
