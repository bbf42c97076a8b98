// SPDX-License-Identifier: Apache-2.0

#include "reports/bundle.hpp"

#include <nlohmann/json.hpp>
#include <vector>

#include "conformance/text/document.hpp"
#include "conformance/text/file_kind.hpp"
#include "conformance/text/input_error.hpp"
#include "conformance/text/text.hpp"
#include "reports/sha256.hpp"

namespace wsconform {
namespace {

using nlohmann::json;

constexpr std::string_view made_by = "wsconform bundle DIR writes one";

const DocumentKind header_kind{"wsconform-bundle/1", R"({
    "type": "object",
    "required": ["format", "suite", "provider", "files"],
    "additionalProperties": false,
    "properties": {
        "format": {"type": "string"},
        "suite": {"type": "string"},
        "provider": {"type": "string"},
        "files": {"type": "integer", "minimum": 1, "maximum": 100000}
    }
})",
                               "reports/bundle.cpp", made_by};

const DocumentKind file_kind{"", R"({
    "type": "object",
    "required": ["path", "sha256", "text"],
    "additionalProperties": false,
    "properties": {
        "path": {"type": "string", "minLength": 1, "maxLength": 300},
        "sha256": {"type": "string", "minLength": 64, "maxLength": 64},
        "text": {"type": "string"}
    }
})",
                             "reports/bundle.cpp", made_by};

std::string seal_of(std::string_view text) {
    return R"({"sha256":")" + sha256(text) + "\"}\n";
}

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& place,
                         const std::string& fault) {
    throw InputError{input_fault(file, place, fault, "have it sent again as it was written")};
}

bool is_name(std::string_view path) {
    constexpr std::string_view folder = "traces/";
    if (path == "report.json") return true;
    if (!path.starts_with(folder) || !path.ends_with(".jsonl")) return false;
    path.remove_prefix(folder.size());
    return path.find_first_not_of(
               "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-") ==
           std::string_view::npos;
}

/// The lines above the last, if that is their seal.
std::vector<std::string_view> sealed_lines(std::string_view text,
                                           const std::filesystem::path& file) {
    if (const std::string mistaken = mistaken_file(text, "a bundle"); !mistaken.empty())
        throw InputError{input_fault(file, "file", mistaken, made_by)};
    const std::size_t end_of_lines = text.rfind('\n', text.size() - 2);
    if (end_of_lines == std::string_view::npos || text.back() != '\n')
        refuse(file, "file", "is no bundle, or is cut short");
    const std::string_view above = text.substr(0, end_of_lines + 1);
    if (text.substr(above.size()) != seal_of(above))
        refuse(file, "last line", "is not the fingerprint of what is above it: a byte was changed");
    std::vector<std::string_view> lines;
    for (std::size_t at = 0; at < above.size();) {
        const std::size_t end = above.find('\n', at);
        lines.push_back(above.substr(at, end - at));
        at = end + 1;
    }
    return lines;
}

void read_file_line(std::string_view line, const std::filesystem::path& file,
                    const std::string& place, Bundle& bundle) {
    const json document = parse_document(line, file.generic_string() + ": " + place, file_kind);
    const auto& path = document["path"].get_ref<const std::string&>();
    const auto& text = document["text"].get_ref<const std::string&>();
    if (!is_name(path)) refuse(file, place, "names the file \"" + visible(path, 120) + "\"");
    if (document["sha256"] != sha256(text))
        refuse(file, place, "has another fingerprint than " + path + " in it");
    if (!bundle.files.emplace(path, text).second) refuse(file, place, "brings " + path + " again");
}

}  // namespace

std::string to_text(const Bundle& bundle) {
    using Line = nlohmann::ordered_json;
    std::string text = Line{{"format", header_kind.format},
                            {"suite", valid_utf8(bundle.suite)},
                            {"provider", valid_utf8(bundle.provider)},
                            {"files", bundle.files.size()}}
                           .dump() +
                       "\n";
    for (const auto& [path, contents] : bundle.files) {
        const std::string valid = valid_utf8(contents);
        text += Line{{"path", path}, {"sha256", sha256(valid)}, {"text", valid}}.dump() + "\n";
    }
    return text + seal_of(text);
}

Bundle read_bundle(const std::filesystem::path& given) {
    const std::filesystem::path inside = given / "bundle.jsonl";
    const std::filesystem::path file = is_file(inside) ? inside : given;
    if (is_folder(file))
        throw InputError{input_fault(file, "file", "is a folder without bundle.jsonl", made_by)};
    const std::string text = read_text(file, header_kind);
    const auto lines = sealed_lines(text, file);
    const json header =
        parse_document(lines.front(), file.generic_string() + ": line 1", header_kind);
    Bundle bundle{header["suite"], header["provider"], {}};
    for (std::size_t i = 1; i < lines.size(); ++i) {
        read_file_line(lines[i], file, "line " + std::to_string(i + 1), bundle);
    }
    if (header["files"] != bundle.files.size())
        refuse(file, "line 1",
               "promises " + header["files"].dump() + " files, and there are " +
                   std::to_string(bundle.files.size()));
    if (!bundle.files.contains("report.json")) refuse(file, "file", "holds no report.json");
    return bundle;
}

}  // namespace wsconform
