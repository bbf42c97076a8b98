// SPDX-License-Identifier: Apache-2.0

#include "conformance/text/document.hpp"

#include <algorithm>
#include <fstream>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <system_error>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>
#include <vector>

#include "conformance/text/file_kind.hpp"
#include "conformance/text/input_error.hpp"
#include "conformance/text/schema_fault.hpp"
#include "conformance/text/text.hpp"

namespace wsconform {
namespace {

using nlohmann::json;

constexpr std::size_t limit_bytes = 64UL * 1024 * 1024;
constexpr std::size_t limit_depth = 100;
/// A document of more values was written by a program, which is not helped by words.
constexpr std::size_t limit_explained = 200'000;

struct Fault {
    std::string place;
    std::string fault;
    std::string remedy;
};

std::string in_quotes(std::string_view text) {
    return "\"" + visible(text, 120) + "\"";
}

std::string contents_of(const std::filesystem::path& file, std::string_view made_by) {
    if (is_folder(file)) throw Fault{"file", "is a folder", "name the file in it"};
    std::ifstream stream{file, std::ios::binary};
    if (!stream) throw Fault{"file", "is missing or cannot be opened", std::string{made_by}};

    std::string text;
    std::vector<char> block(1U << 20U);
    while (stream && text.size() <= limit_bytes) {
        stream.read(block.data(), static_cast<std::streamsize>(block.size()));
        text.append(block.data(), static_cast<std::size_t>(stream.gcount()));
    }
    if (stream.bad()) throw Fault{"file", "cannot be read to its end", "check the disk"};
    if (text.size() > limit_bytes)
        throw Fault{"file", "is larger than 64 MiB", "split the run with --filter"};
    if (text.empty()) throw Fault{"file", "is empty", std::string{made_by}};
    return text;
}

/// Watches the parser, so that nothing deep or ambiguous is ever built.
class Bounds {
  public:
    bool operator()(int /*depth*/, json::parse_event_t event, const json& parsed) {
        ++values_;
        switch (event) {
            case json::parse_event_t::object_start:
            case json::parse_event_t::array_start:
                open();
                break;
            case json::parse_event_t::object_end:
            case json::parse_event_t::array_end:
                keys_.pop_back();
                break;
            case json::parse_event_t::key:
                see(parsed.get_ref<const std::string&>());
                break;
            case json::parse_event_t::value:
                break;
        }
        return true;
    }
    std::size_t values() const { return values_; }

  private:
    void open() {
        if (keys_.size() == limit_depth)
            throw Fault{"file", "is nested deeper than 100", "give a file of the suite's own"};
        keys_.emplace_back();
    }
    void see(const std::string& key) {
        if (!keys_.back().insert(key).second)
            throw Fault{"key " + in_quotes(key), "stands twice in one object", "remove one"};
    }

    std::vector<std::set<std::string>> keys_;
    std::size_t values_{};
};

std::string line_and_column(std::string_view text, std::size_t byte) {
    const std::string_view before = text.substr(0, byte == 0 ? 0 : byte - 1);
    const auto line = 1 + std::ranges::count(before, '\n');
    const std::size_t column = before.size() - (before.rfind('\n') + 1) + 1;
    return "line " + std::to_string(line) + ", column " + std::to_string(column);
}

/// The middle of "[id] parse error at ...: syntax error while parsing value - WHAT; last read ...".
std::string syntax_fault(std::string_view message) {
    const std::size_t dash = message.find(" - ");
    if (dash != std::string_view::npos) message.remove_prefix(dash + 3);
    return visible(message.substr(0, message.find(';')), 200);
}

json parsed(std::string_view text, Bounds& bounds, const DocumentKind& kind) {
    const std::string_view made_by = kind.made_by;
    try {
        return json::parse(text, std::ref(bounds));
    } catch (const json::parse_error& error) {
        const std::string mistaken = mistaken_file(text, kind_of_format(kind.format));
        if (!mistaken.empty() && !kind.format.empty() && error.byte <= text.size())
            throw Fault{"file", mistaken, std::string{kind.made_by}};
        const std::string place = line_and_column(text, error.byte);
        const std::string fault = syntax_fault(error.what());
        if (error.byte > text.size())
            throw Fault{place, "the file ends in the middle", std::string{made_by}};
        throw Fault{place, "is not JSON: " + fault, std::string{made_by}};
    } catch (const json::out_of_range&) {
        throw Fault{"file", "holds a number that is too large", std::string{made_by}};
    }
}

Fault other_format(const std::string& format, const DocumentKind& kind) {
    const std::string is = kind_of_format(format);
    const std::string wanted = kind_of_format(kind.format);
    if (is.empty() || is == wanted)
        return {".format", "is " + in_quotes(format) + ", not " + in_quotes(kind.format),
                "give a file of that format, or use the suite version that wrote this one"};
    return {".format",
            "is " + in_quotes(format) + ": this is " + is + ", and here " + wanted + " is wanted",
            std::string{kind.made_by}};
}

void require_format(const json& document, const DocumentKind& kind) {
    const bool has_format = document.is_object() && document.contains("format");
    if (!has_format || !document["format"].is_string())
        throw Fault{".format", "is missing, so this is not " + kind_of_format(kind.format),
                    std::string{kind.made_by}};
    const auto& format = document["format"].get_ref<const std::string&>();
    if (format != kind.format) throw other_format(format, kind);
}

using Adapter = valijson::adapters::NlohmannJsonAdapter;

/// A schema made ready, which takes longer than the reading of most documents. The validator keeps
/// the patterns of the schema, which it would else compile anew for each document.
struct ReadySchema {
    json text;
    valijson::Schema schema;
    valijson::Validator validator;

    explicit ReadySchema(std::string_view written) : text(json::parse(written)) {
        valijson::SchemaParser{}.populateSchema(Adapter{text}, schema);
    }
};

ReadySchema& schema_of(const DocumentKind& kind) {
    thread_local std::map<std::string, ReadySchema, std::less<>> ready;
    auto found = ready.find(kind.schema);
    if (found == ready.end())
        found = ready.try_emplace(std::string{kind.schema}, kind.schema).first;
    return found->second;
}

void require_schema(const json& document, const DocumentKind& kind, std::size_t values) {
    ReadySchema& ready = schema_of(kind);
    if (ready.validator.validate(ready.schema, Adapter{document}, nullptr)) return;
    const std::string remedy = "the format is described by " + std::string{kind.schema_file};
    if (values > limit_explained) throw Fault{"file", "does not follow its schema", remedy};
    const auto found = schema_fault(ready.text, document);
    if (!found) throw Fault{"file", "does not follow its schema", remedy};
    throw Fault{found->place, found->fault, found->meant + remedy};
}

}  // namespace

bool is_file(const std::filesystem::path& path) {
    std::error_code ignored;
    return std::filesystem::is_regular_file(path, ignored);
}

bool is_folder(const std::filesystem::path& path) {
    std::error_code ignored;
    return std::filesystem::is_directory(path, ignored);
}

std::string input_fault(const std::filesystem::path& file, std::string_view place,
                        std::string_view fault, std::string_view remedy) {
    return visible(file.generic_string()) + ": " + std::string{place} + ": " + std::string{fault} +
           "; " + std::string{remedy};
}

std::string read_text(const std::filesystem::path& file, const DocumentKind& kind) {
    try {
        return contents_of(file, kind.made_by);
    } catch (const Fault& fault) {
        throw InputError{input_fault(file, fault.place, fault.fault, fault.remedy)};
    }
}

json parse_document(std::string_view text, const std::filesystem::path& file,
                    const DocumentKind& kind) {
    try {
        Bounds bounds;
        json document = parsed(text, bounds, kind);
        if (!kind.format.empty()) require_format(document, kind);
        require_schema(document, kind, bounds.values());
        return document;
    } catch (const Fault& fault) {
        throw InputError{input_fault(file, fault.place, fault.fault, fault.remedy)};
    }
}

}  // namespace wsconform
