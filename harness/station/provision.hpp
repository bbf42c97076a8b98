// SPDX-License-Identifier: Apache-2.0

#pragma once

// What a station needs of the world outside before it is closed off: a Wine, the Windows folder
// that it copies, and what it sees of the machine's files.

#include <filesystem>
#include <optional>
#include <string>

#include "harness/station/station.hpp"
#include "harness/station/view.hpp"
#include "harness/station/wine.hpp"

namespace wsconform {

struct Provision {
    Wine wine = {};
    /// The folder that is copied.
    std::filesystem::path windows = {};
    View view = {};
    /// Why there is none of it.
    std::optional<std::string> missing = {};
};

/// A station has another working directory than whoever named its files.
StationOptions with_whole_paths(StationOptions options);

/// Makes the Windows folder if it is not there yet, in a station that can write to nothing else.
Provision provision_for(const StationOptions& options);

}  // namespace wsconform
