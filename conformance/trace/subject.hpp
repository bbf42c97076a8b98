// SPDX-License-Identifier: Apache-2.0

#pragma once

// What a scenario was played on, as far as the model must know it before it judges: which interface
// the calls went through, which version of Winsock the DLL is of, and how wide its handles are.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/scenario/scenario.hpp"

namespace wsconform {

enum class Interface : std::uint8_t {
    api,  ///< The exports of a ws2_32.dll or wsock32.dll.
    spi,  ///< The procedure table of a transport provider, or of a chain of them.
};

enum class DllVersion : std::uint8_t { v1_1, v2_2 };

struct Subject {
    std::string provider;  ///< What reports call it. Nothing is concluded from it.
    Interface interface { Interface::api };
    DllVersion dll{DllVersion::v2_2};
    unsigned bits{64};
    /// Of the provider's files, a chain's top first; none if nobody told.
    std::vector<std::string> sha256 = {};

    bool operator==(const Subject&) const = default;
};

/// The words of a trace's header: "api", "spi"; "1.1", "2.2".
std::string_view word_for(Interface interface);
std::string_view word_for(DllVersion dll);
/// The other way round; nothing for any other word.
std::optional<Interface> interface_named(std::string_view word);
std::optional<DllVersion> dll_named(std::string_view word);

/// The interface that a scenario is about: a transport provider's if one of its clauses binds
/// nobody else. The simulated provider plays it there.
Interface interface_of(const Scenario& scenario);

/// The simulated provider in the part that the scenario is about.
Subject simulated_subject(const Scenario& scenario);

}  // namespace wsconform
