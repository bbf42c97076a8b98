// SPDX-License-Identifier: Apache-2.0

#pragma once

// A report with the traces it was judged from, in one file that can be handed on: JSON lines, a
// header, a line for each file with its fingerprint, and a last line with the fingerprint of all
// that is above it. Nothing is ever unpacked, so no name in it reaches a file system.

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace wsconform {

struct Bundle {
    std::string suite;     ///< The version that made it.
    std::string provider;  ///< As its report has it.
    /// "report.json" and "traces/NAME.jsonl", each with its text.
    std::map<std::string, std::string> files;

    bool operator==(const Bundle&) const = default;
};

/// The text of the bundle's file. Bytes that are no UTF-8 are written as \xNN.
std::string to_text(const Bundle& bundle);

/// Of a file, or of the folder that holds it as bundle.jsonl. Throws InputError unless every byte
/// is as it was written.
Bundle read_bundle(const std::filesystem::path& given);

}  // namespace wsconform
