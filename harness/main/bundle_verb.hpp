// SPDX-License-Identifier: Apache-2.0

#pragma once

// `wsconform bundle` and `wsconform verify`: a report and its traces in one file, and whether the
// one follows from the other. Each returns the exit status and throws InputError.

#include <string>

namespace wsconform {

struct BundleOptions {
    std::string folder;  ///< As `run --out` wrote it.
    std::string out;     ///< A file; empty for bundle.jsonl in that folder.
    bool is_anonymous{};
};

int bundle(const BundleOptions& options);
int verify(const std::string& file);

}  // namespace wsconform
