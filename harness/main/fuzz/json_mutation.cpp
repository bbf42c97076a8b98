// SPDX-License-Identifier: Apache-2.0

#include "harness/main/fuzz/json_mutation.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

namespace wsconform::fuzzing {

namespace {

using Json = nlohmann::ordered_json;

std::size_t below(std::size_t end, Chance& chance) {
    return end == 0 ? 0 : chance() % end;
}

/// Each value of a document, itself included.
void collect(Json& node, std::vector<Json*>& nodes) {
    nodes.push_back(&node);
    if (!node.is_structured()) return;
    for (Json& child : node)
        collect(child, nodes);
}

Json& any_value(Json& document, Chance& chance) {
    std::vector<Json*> nodes;
    collect(document, nodes);
    return *nodes[below(nodes.size(), chance)];
}

const std::string& any_word(Chance& chance) {
    static const std::string none;
    return words().empty() ? none : words()[below(words().size(), chance)];
}

Json other_number(const Json& node, Chance& chance) {
    const std::array<Json, 12> numbers{0,
                                       1,
                                       -1,
                                       255,
                                       65535,
                                       65536,
                                       std::numeric_limits<std::int32_t>::max(),
                                       std::numeric_limits<std::int64_t>::max(),
                                       std::numeric_limits<std::int64_t>::min(),
                                       std::numeric_limits<std::uint64_t>::max(),
                                       0.5,
                                       1e300};
    const std::size_t drawn = below(numbers.size() + 4, chance);
    if (drawn < numbers.size()) return numbers[drawn];
    if (!node.is_number_integer()) return drawn;
    // As unsigned numbers, which may pass their ends.
    const auto value = node.get<std::uint64_t>();
    return static_cast<std::int64_t>(drawn % 2 == 0 ? value + 1 : value - 1);
}

Json other_text(const std::string& text, Chance& chance) {
    const std::array<std::string, 6> hostile{"",
                                             "\x1b[31m\n",
                                             "<script>&\"'",
                                             "../../etc/passwd",
                                             "\xe2\x80\xae\xf0\x9f\x98\x80",
                                             std::string("\0x", 2)};
    const std::size_t at = below(text.size() + 1, chance);
    switch (below(5, chance)) {
        case 0:
            return hostile[below(hostile.size(), chance)];
        case 1:
            return text.substr(0, at);
        case 2:
            return text + text;
        case 3:
            return text.substr(0, at) + static_cast<char>(' ' + below(95, chance)) +
                   text.substr(std::min(text.size(), at + 1));
        default:
            return any_word(chance);
    }
}

Json other_type(const Json& node, Chance& chance) {
    switch (below(8, chance)) {
        case 0:
            return nullptr;
        case 1:
            return chance() % 2 == 0;
        case 2:
            return Json::object();
        case 3:
            return Json::array();
        case 4:
            return Json::array({node});
        case 5:
            return Json{{any_word(chance), node}};
        case 6:
            return any_word(chance);
        default:
            return other_number(node, chance);
    }
}

/// Such as a trace in a bundle.
bool is_document(const std::string& text) {
    return text.starts_with('{') && text.size() > 2;
}

void change_value(Json& node, Chance& chance) {
    if (below(8, chance) == 0) {
        node = other_type(node, chance);
    } else if (node.is_string()) {
        const std::string text = node.get<std::string>();
        node = is_document(text) && below(8, chance) != 0 ? Json(mutated(text, chance))
                                                          : other_text(text, chance);
    } else if (node.is_number()) {
        node = other_number(node, chance);
    } else if (node.is_boolean()) {
        node = !node.get<bool>();
    } else {
        node = other_type(node, chance);
    }
}

void rename_member(Json& object, std::size_t at, Chance& chance) {
    Json renamed = Json::object();
    std::size_t i = 0;
    for (const auto& [key, value] : object.items())
        renamed[i++ == at ? any_word(chance) : key] = value;
    object = std::move(renamed);
}

/// Of an object or array that is not empty.
void change_members(Json& node, Chance& chance) {
    const std::size_t at = below(node.size(), chance);
    const std::size_t other = below(node.size(), chance);
    const auto member = [&](std::size_t i) {
        return std::next(node.begin(), static_cast<std::ptrdiff_t>(i));
    };
    switch (below(4, chance)) {
        case 0:
            node.erase(member(at));
            return;
        case 1:
            if (at != other) std::swap(*member(at), *member(other));
            return;
        case 2: {
            const Json copy = *member(at);
            if (node.is_array()) {
                node.insert(member(other), copy);
            } else {
                node[any_word(chance)] = copy;
            }
            return;
        }
        default:
            if (node.is_object()) {
                rename_member(node, at, chance);
            } else {
                node.push_back(any_word(chance));
            }
    }
}

void change(Json& document, Chance& chance) {
    for (std::size_t more = 1 + below(3, chance); more > 0; --more) {
        Json& node = any_value(document, chance);
        if (node.is_structured() && !node.empty() && below(6, chance) != 0) {
            change_members(node, chance);
        } else {
            change_value(node, chance);
        }
    }
}

std::string text_of(const Json& document) {
    return document.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::vector<std::string> split(std::string_view text) {
    std::vector<std::string> lines;
    std::istringstream stream{std::string{text}};
    for (std::string line; std::getline(stream, line);)
        lines.push_back(line);
    return lines;
}

std::string joined(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines)
        text += line + "\n";
    return text;
}

void change_lines(std::vector<std::string>& lines, Chance& chance) {
    const std::size_t at = below(lines.size(), chance);
    const std::size_t other = below(lines.size(), chance);
    const auto line = lines.begin() + static_cast<std::ptrdiff_t>(at);
    switch (below(3, chance)) {
        case 0:
            lines.erase(line);
            return;
        case 1:
            lines.insert(line, std::string{lines[other]});
            return;
        default:
            std::swap(lines[at], lines[other]);
    }
}

void gather(const Json& schema, std::set<std::string>& found) {
    if (schema.is_string() && schema.get_ref<const std::string&>().size() < 40)
        found.insert(schema.get<std::string>());
    if (!schema.is_structured()) return;
    for (const auto& [key, value] : schema.items()) {
        if (schema.is_object()) found.insert(key);
        gather(value, found);
    }
}

/// The text with one of its documents given to `edit`.
template <typename Edit>
std::string with_a_document(std::string_view text, Chance& chance, const Edit& edit) {
    Json whole = Json::parse(text, nullptr, false);
    if (!whole.is_discarded()) {
        edit(whole);
        return text_of(whole);
    }
    std::vector<std::string> lines = split(text);
    if (lines.empty()) return std::string{text};
    if (below(5, chance) == 0) {
        change_lines(lines, chance);
        return joined(lines);
    }
    std::string& line = lines[below(lines.size(), chance)];
    Json document = Json::parse(line, nullptr, false);
    if (document.is_discarded()) {
        change_lines(lines, chance);
    } else {
        edit(document);
        line = text_of(document);
    }
    return joined(lines);
}

}  // namespace

std::vector<std::string> words_in(std::string_view schema) {
    std::set<std::string> found;
    const Json document = Json::parse(schema, nullptr, false);
    if (!document.is_discarded()) gather(document, found);
    return {found.begin(), found.end()};
}

const std::vector<std::string>& words() {
    static const std::vector<std::string> all = [] {
        std::vector<std::string> found;
        for (const char* const file :
             {"scenarios/scenario.schema.json", "reports/report.schema.json",
              "reports/expectations.schema.json"}) {
            std::ostringstream text;
            text << std::ifstream{std::string{WSCONFORM_ROOT "/"} + file}.rdbuf();
            std::ranges::copy(words_in(text.str()), std::back_inserter(found));
        }
        return found;
    }();
    return all;
}

std::string mutated(std::string_view text, Chance& chance) {
    return with_a_document(text, chance, [&](Json& document) { change(document, chance); });
}

std::string crossed(std::string_view text, std::string_view other, Chance& chance) {
    const std::vector<std::string> lines = split(other);
    Json giver = Json::parse(other, nullptr, false);
    if (giver.is_discarded() && !lines.empty())
        giver = Json::parse(lines[below(lines.size(), chance)], nullptr, false);
    if (giver.is_discarded()) return std::string{text};
    const Json given = any_value(giver, chance);
    return with_a_document(text, chance,
                           [&](Json& document) { any_value(document, chance) = given; });
}

}  // namespace wsconform::fuzzing
