// SPDX-License-Identifier: Apache-2.0

#pragma once

// What whoever plays can do: the provider by what it exports (its ICS), and the machine by what it
// lets the lower testers do (the IXIT).

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "conformance/trace/tested.hpp"

namespace wsconform {

struct Capabilities {
    /// Of "agent", "name_server", "peer" and "database": what is missing, and why.
    std::map<std::string, std::string> missing = {};
    /// The functions the provider exports; nothing if all of them can be taken for granted.
    std::optional<std::vector<std::string>> exports = {};
    unsigned bits{64};
    /// The address of the peer, if the agent is on another machine and has one all the same.
    std::string far_end = {};
    bool is_legacy{};   ///< A 1.1 DLL.
    bool is_spi{};      ///< A transport provider.
    bool starts{true};  ///< Of a transport provider: whether WSPStartup succeeds.
    /// Why it does not, or what is odd about it; empty if there is nothing to say.
    std::string start = {};
    /// Whether nothing that the provider starts gets out of its station; nothing if there is no
    /// station.
    std::optional<bool> is_isolated = {};
    std::string isolation = {};  ///< What there is where nothing can be isolated, such as "job".
    Tested tested = {};          ///< Nothing of the simulated provider.

    bool operator==(const Capabilities&) const = default;
};

}  // namespace wsconform
