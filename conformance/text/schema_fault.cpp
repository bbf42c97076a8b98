// SPDX-License-Identifier: Apache-2.0

#include "conformance/text/schema_fault.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <regex>
#include <string_view>
#include <vector>

#include "conformance/text/nearest.hpp"
#include "conformance/text/text.hpp"

namespace wsconform {
namespace {

using nlohmann::json;
using Found = std::optional<SchemaFault>;

std::string in_quotes(std::string_view text) {
    return "\"" + visible(text, 80) + "\"";
}

std::string shown(const json& value) {
    if (value.is_object()) return "an object";
    if (value.is_array()) return "a list";
    return visible(value.dump(-1, ' ', false, json::error_handler_t::replace), 80);
}

/// The place of a member, as jq writes it.
std::string member(const std::string& place, const std::string& key) {
    constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyz_";
    if (key.find_first_not_of(plain) != std::string::npos || key.empty())
        return (place.empty() ? "." : place) + "[" + in_quotes(key) + "]";
    return place + "." + key;
}

std::string listed(const std::vector<std::string>& words) {
    constexpr std::size_t most = 12;
    std::string text;
    for (std::size_t i = 0; i < words.size() && i < most; ++i)
        text += (i == 0 ? "" : ", ") + words[i];
    return words.size() > most ? text + " and " + std::to_string(words.size() - most) + " more"
                               : text;
}

std::string kind_in_words(const std::string& type) {
    if (type == "string") return "a text";
    if (type == "integer") return "a whole number";
    if (type == "array") return "a list";
    if (type == "boolean") return "true or false";
    if (type == "null") return "null";
    return type == "number" ? "a number" : "an object";
}

/// A schema may allow several kinds.
std::vector<std::string> kinds_of(const json& schema) {
    const auto type = schema.find("type");
    if (type == schema.end()) return {"object"};
    if (type->is_string()) return {type->get<std::string>()};
    return type->get<std::vector<std::string>>();
}

std::string kinds_in_words(const json& schema) {
    std::string words;
    for (const std::string& kind : kinds_of(schema))
        words += (words.empty() ? "" : ", or ") + kind_in_words(kind);
    return words;
}

bool is_of(const json& value, const std::string& type) {
    if (type == "string") return value.is_string();
    if (type == "integer") return value.is_number_integer();
    if (type == "array") return value.is_array();
    if (type == "boolean") return value.is_boolean();
    if (type == "null") return value.is_null();
    return type == "number" ? value.is_number() : value.is_object();
}

class Reader {
  public:
    explicit Reader(const json& root) : root_{&root} {}

    Found fault(const json& schema, const json& value, const std::string& place) const {
        if (schema.contains("$ref")) {
            const std::string reference = schema["$ref"];
            return fault(root_->at(json::json_pointer{reference.substr(1)}), value, place);
        }
        for (const auto look : {&Reader::of_kind, &Reader::of_words, &Reader::of_text,
                                &Reader::of_number, &Reader::of_list, &Reader::of_choice,
                                &Reader::of_keys, &Reader::of_members, &Reader::of_parts}) {
            if (const Found found = (this->*look)(schema, value, place)) return found;
        }
        return std::nullopt;
    }

  private:
    static SchemaFault other(const json& value, const std::string& place,
                             const std::string& expected,
                             const std::vector<std::string>& words = {}) {
        const std::string written = value.is_string() ? value.get<std::string>() : "";
        return {place, "is " + shown(value) + ", not " + expected, did_you_mean(written, words)};
    }

    Found of_kind(const json& schema, const json& value, const std::string& place) const {
        const auto is_its_kind = [&](const std::string& kind) { return is_of(value, kind); };
        if (!schema.contains("type") || std::ranges::any_of(kinds_of(schema), is_its_kind))
            return std::nullopt;
        return other(value, place, expected_by(schema), words_of(schema));
    }
    Found of_words(const json& schema, const json& value, const std::string& place) const {
        const bool is_other = (schema.contains("const") && schema["const"] != value) ||
                              (schema.contains("enum") &&
                               std::ranges::find(schema["enum"], value) == schema["enum"].end());
        if (!is_other) return std::nullopt;
        return other(value, place, expected_by(schema), words_of(schema));
    }
    Found of_text(const json& schema, const json& value, const std::string& place) const {
        if (!value.is_string()) return std::nullopt;
        const auto& text = value.get_ref<const std::string&>();
        if (text.size() < schema.value("minLength", std::size_t{}))
            return SchemaFault{
                place, text.empty() ? "is an empty text" : "is too short: " + shown(value), ""};
        if (text.size() > schema.value("maxLength", text.size()))
            return SchemaFault{place,
                               "is longer than " + schema["maxLength"].dump() + " characters", ""};
        constexpr std::size_t longest = 2000;  // Longer ones take too much stack to match.
        if (!schema.contains("pattern") || text.size() > longest ||
            std::regex_search(text, std::regex{schema["pattern"].get<std::string>()}))
            return std::nullopt;
        return other(value, place, expected_by(schema));
    }
    Found of_number(const json& schema, const json& value, const std::string& place) const {
        if (!value.is_number()) return std::nullopt;
        const bool is_outside = (schema.contains("minimum") && value < schema["minimum"]) ||
                                (schema.contains("maximum") && value > schema["maximum"]);
        if (!is_outside) return std::nullopt;
        return other(value, place, expected_by(schema));
    }
    Found of_list(const json& schema, const json& value, const std::string& place) const {
        if (!value.is_array()) return std::nullopt;
        const std::size_t most = schema.value("maxItems", value.size());
        if (value.size() < schema.value("minItems", std::size_t{}))
            return SchemaFault{place, "holds fewer than " + schema["minItems"].dump(), ""};
        if (value.size() > most)
            return SchemaFault{place, "holds more than " + std::to_string(most), ""};
        for (std::size_t i = 0; i < value.size(); ++i) {
            const std::string at = place + "[" + std::to_string(i) + "]";
            if (schema.value("uniqueItems", false) &&
                std::find(value.begin(), value.begin() + static_cast<std::ptrdiff_t>(i),
                          value[i]) != value.begin() + static_cast<std::ptrdiff_t>(i))
                return SchemaFault{at, "stands there twice: " + shown(value[i]), ""};
            if (!schema.contains("items")) continue;
            if (const Found found = fault(schema["items"], value[i], at)) return found;
        }
        return std::nullopt;
    }

    /// One of several forms. The form meant is the one that goes wrong deepest inside.
    Found of_choice(const json& schema, const json& value, const std::string& place) const;
    Found of_keys(const json& schema, const json& value, const std::string& place) const;
    Found of_members(const json& schema, const json& value, const std::string& place) const {
        if (!value.is_object()) return std::nullopt;
        if (value.size() < schema.value("minProperties", std::size_t{}))
            return SchemaFault{place, "has fewer keys than " + schema["minProperties"].dump(), ""};
        for (const auto& [key, part] : value.items()) {
            const json* const rule = rule_for(schema, key);
            if (rule == nullptr) continue;
            if (const Found found = fault(*rule, part, member(place, key))) return found;
        }
        return std::nullopt;
    }
    static const json* rule_for(const json& schema, const std::string& key) {
        const auto named = schema.find("properties");
        if (named != schema.end() && named->contains(key)) return &(*named)[key];
        const auto rest = schema.find("additionalProperties");
        return rest != schema.end() && rest->is_object() ? &*rest : nullptr;
    }
    Found of_parts(const json& schema, const json& value, const std::string& place) const {
        for (const json& part : schema.value("allOf", json::array())) {
            if (const Found found = fault(part, value, place)) return found;
        }
        if (!schema.contains("if")) return std::nullopt;
        const char* const branch = fault(schema["if"], value, place) ? "else" : "then";
        return schema.contains(branch) ? fault(schema[branch], value, place) : std::nullopt;
    }

    /// All texts that the schema allows by name.
    std::vector<std::string> words_of(const json& schema) const;
    std::string expected_by(const json& schema) const;

    const json* root_;
};

std::vector<std::string> Reader::words_of(const json& schema) const {
    std::vector<std::string> words;
    const auto add = [&words](const json& word) {
        if (word.is_string()) words.push_back(word);
    };
    if (schema.contains("const")) add(schema["const"]);
    for (const json& word : schema.value("enum", json::array()))
        add(word);
    for (const json& form : schema.value("anyOf", json::array())) {
        const std::vector<std::string> more = words_of(form);
        words.insert(words.end(), more.begin(), more.end());
    }
    if (!schema.contains("$ref")) return words;
    const std::string reference = schema["$ref"];
    return words_of(root_->at(json::json_pointer{reference.substr(1)}));
}

std::string Reader::expected_by(const json& schema) const {
    if (schema.contains("$ref")) {
        const std::string reference = schema["$ref"];
        return expected_by(root_->at(json::json_pointer{reference.substr(1)}));
    }
    if (schema.contains("const")) return shown(schema["const"]);
    if (schema.contains("enum")) {
        std::vector<std::string> words;
        for (const json& word : schema["enum"])
            words.push_back(word.is_string() ? word.get<std::string>() : word.dump());
        return words.size() == 1 ? words.front() : "one of " + listed(words);
    }
    if (schema.contains("anyOf")) {
        std::string text;
        for (const json& form : schema["anyOf"])
            text += (text.empty() ? "" : ", or ") + expected_by(form);
        return text;
    }
    std::string text = kinds_in_words(schema);
    if (schema.contains("minimum") && schema.contains("maximum"))
        return text + " from " + schema["minimum"].dump() + " to " + schema["maximum"].dump();
    if (schema.contains("pattern"))
        return text + " of the form " + schema["pattern"].get<std::string>();
    return text;
}

Found Reader::of_choice(const json& schema, const json& value, const std::string& place) const {
    Found deepest;
    for (const json& form : schema.value("anyOf", json::array())) {
        const Found found = fault(form, value, place);
        if (!found) return std::nullopt;
        if (found->place.size() > place.size() && !deepest) deepest = found;
    }
    if (deepest || !schema.contains("anyOf")) {
        if (deepest || !schema.contains("oneOf")) return deepest;
    } else {
        return other(value, place, expected_by(schema), words_of(schema));
    }
    // Of our schemas these are steps, each known by the one key that says what it does.
    std::vector<std::string> kinds;
    std::vector<std::string> present;
    for (const json& form : schema["oneOf"]) {
        for (const json& key : form.value("required", json::array())) {
            kinds.push_back(key);
            if (value.is_object() && value.contains(kinds.back())) present.push_back(kinds.back());
        }
    }
    if (present.size() > 1)
        return SchemaFault{place, "does two things at once: " + listed(present), ""};
    if (present.size() == 1 || !value.is_object()) return std::nullopt;
    std::string meant;
    for (const auto& [key, part] : value.items()) {
        if (meant.empty()) meant = did_you_mean(key, kinds);
    }
    return SchemaFault{place, "has no key that says what it does, such as " + listed(kinds), meant};
}

Found Reader::of_keys(const json& schema, const json& value, const std::string& place) const {
    if (!value.is_object()) return std::nullopt;
    std::vector<std::string> missing;
    for (const json& key : schema.value("required", json::array())) {
        if (!value.contains(key.get<std::string>())) missing.push_back(key);
    }
    const auto rest = schema.find("additionalProperties");
    const bool is_closed = rest != schema.end() && rest->is_boolean() && !rest->get<bool>();
    for (const auto& [key, part] : value.items()) {
        if (!is_closed || rule_for(schema, key) != nullptr) continue;
        std::vector<std::string> known;
        const json names = schema.value("properties", json::object());
        for (const auto& [name, rule] : names.items()) {
            if (!value.contains(name)) known.push_back(name);
        }
        const std::string fault = "has a key that the format does not know: " + in_quotes(key);
        const std::string meant = did_you_mean(key, known);
        const bool tells = meant.empty() && !known.empty();
        return SchemaFault{place, fault + (tells ? "; here may stand " + listed(known) : ""),
                           meant};
    }
    if (missing.empty()) return std::nullopt;
    return SchemaFault{place, "lacks the key " + in_quotes(missing.front()), ""};
}

}  // namespace

std::optional<SchemaFault> schema_fault(const json& schema, const json& document) {
    Found found = Reader{schema}.fault(schema, document, "");
    if (found && found->place.empty()) found->place = "file";
    return found;
}

}  // namespace wsconform
