// SPDX-License-Identifier: Apache-2.0

#pragma once

// What a provider asked about while it started, so that one which refuses can be told why it may
// have done so.

#include <string>
#include <vector>

#include "harness/agent/spi/spi_headers.hpp"

namespace wsconform::agent::spi {

struct Questions {
    /// Whether it read the catalogue's entries.
    bool enumerated = false;
    /// Ids that no provider of the catalogue has, as GUIDs are written.
    std::vector<std::string> unknown_providers{};
    /// DLLs that it wanted to load, with the system's reason why it could not.
    std::vector<std::string> unloaded{};
    /// Whether it looked for the entry point of a provider below it.
    bool reached_below = false;
};

void note_enumeration();
void note_unknown_provider(const GUID& id);
void note_unloaded(const std::string& dll, DWORD error);

void note_reach_below();

Questions questions_so_far();

}  // namespace wsconform::agent::spi
