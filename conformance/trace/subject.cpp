#include "conformance/trace/subject.hpp"

#include <algorithm>

namespace wsconform {

std::string_view word_for(Interface interface) {
    return interface == Interface::spi ? "spi" : "api";
}

std::string_view word_for(DllVersion dll) {
    return dll == DllVersion::v1_1 ? "1.1" : "2.2";
}

std::optional<Interface> interface_named(std::string_view word) {
    for (const Interface interface : {Interface::api, Interface::spi}) {
        if (word_for(interface) == word) return interface;
    }
    return std::nullopt;
}

std::optional<DllVersion> dll_named(std::string_view word) {
    for (const DllVersion dll : {DllVersion::v1_1, DllVersion::v2_2}) {
        if (word_for(dll) == word) return dll;
    }
    return std::nullopt;
}

Interface interface_of(const Scenario& scenario) {
    const bool binds_providers_only = std::ranges::any_of(
        scenario.clauses, [](ClauseId clause) { return clause->levels.is_for_providers_only(); });
    return binds_providers_only ? Interface::spi : Interface::api;
}

Subject simulated_subject(const Scenario& scenario) {
    return {"simulated", interface_of(scenario)};
}

}  // namespace wsconform
