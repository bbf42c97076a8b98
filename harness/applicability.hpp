#pragma once

// Whether a purpose can be played at all, decided before it runs from what the provider exports
// (its ICS) and what the machine lets the lower testers do (the IXIT).

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "conformance/scenario/scenario.hpp"

namespace wsconform {

struct Capabilities {
    /// Of "name_server", "peer" and "database": what is missing, and why.
    std::map<std::string, std::string> missing;
    /// The functions the provider exports; nothing if all of them can be taken for granted.
    std::optional<std::vector<std::string>> exports;
    unsigned bits{64};
    bool is_legacy{};  ///< A 1.1 DLL.
    bool is_spi{};     ///< A transport provider.
};

/// The reason, in one sentence, why the purpose does not apply; nothing if it does.
std::optional<std::string> why_not_applicable(const Scenario& scenario,
                                              const Capabilities& capabilities);

}  // namespace wsconform
