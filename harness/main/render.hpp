// SPDX-License-Identifier: Apache-2.0

#pragma once

// The verb `report`: one report rendered again, the shards of a run put together, or several
// providers compared.

#include <string>
#include <vector>

namespace wsconform {

struct RenderOptions {
    std::vector<std::string> reports;  ///< Files, or folders that hold report.json.
    std::string history;               ///< A folder of reports of many builds, in their place.
    std::string html;
    std::string junit;
    std::string markdown;
    std::string badge;
    std::string merge;
};

/// The exit status. Throws InputError.
int render(const RenderOptions& options);

}  // namespace wsconform
