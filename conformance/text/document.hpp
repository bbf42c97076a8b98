// SPDX-License-Identifier: Apache-2.0

#pragma once

// Files that people and other programs hand to us: read within bounds and checked against their
// JSON Schema, so that what comes after may trust their shape. Every fault is an InputError of one
// line, "FILE: PLACE: fault; remedy".

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace wsconform {

struct DocumentKind {
    std::string_view format;  ///< What its "format" key has to say; empty if it has none.
    std::string_view schema;  ///< The text of its JSON Schema.
    std::string_view schema_file;
    std::string_view made_by;  ///< How to get one: "wsconform run --out DIR writes one".
};

/// Whether there is such a file or folder, a link to one included. What the system does not let us
/// see is not there.
bool is_file(const std::filesystem::path& path);
bool is_folder(const std::filesystem::path& path);

/// The bytes of the file. Throws InputError if it is missing, a folder, empty or over 64 MiB.
std::string read_text(const std::filesystem::path& file, const DocumentKind& kind);

/// The text as JSON of this kind. Throws InputError if it is not JSON, of another format or schema,
/// nested deeper than 100, or names a key twice in one object. `file` is for the message only.
nlohmann::json parse_document(std::string_view text, const std::filesystem::path& file,
                              const DocumentKind& kind);

/// "FILE: PLACE: fault; remedy" with nothing in it that a terminal would obey.
std::string input_fault(const std::filesystem::path& file, std::string_view place,
                        std::string_view fault, std::string_view remedy);

}  // namespace wsconform
