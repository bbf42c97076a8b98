// SPDX-License-Identifier: Apache-2.0

#include "reports/page_data.hpp"

#include <zlib.h>

#include <cstdint>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "conformance/text/text.hpp"

namespace wsconform {
namespace {

constexpr std::size_t longest_text = 3600;

using Json = nlohmann::ordered_json;

std::string list_of(const std::vector<std::size_t>& places, std::string first) {
    std::string list = std::move(first);
    for (const std::size_t place : places) {
        list += (list.empty() ? "" : ",") + std::to_string(place);
    }
    return "[" + list + "]";
}

Json kept(const std::string& text) {
    return text.size() > longest_text ? visible(text, longest_text) : text;
}

}  // namespace

std::size_t Packer::Table::place_of(std::string entry) {
    const auto [known, is_new] = places_.emplace(std::move(entry), entries_.size());
    if (is_new) entries_.push_back(&known->first);
    return known->second;
}

std::string Packer::Table::text() const {
    std::string text;
    for (const std::string* entry : entries_) {
        text += (text.empty() ? "" : ",") + *entry;
    }
    return "[" + text + "]";
}

// Recursion is as deep as a report, which its schema bounds.
std::size_t Packer::add(const Json& value) {
    if (value.is_string())
        return values_.place_of(kept(value.get_ref<const std::string&>()).dump());
    if (!value.is_structured()) return values_.place_of(value.dump());

    std::vector<std::size_t> places;
    places.reserve(value.size());
    for (const Json& element : value) {
        places.push_back(add(element));
    }
    if (value.is_array()) return add_array(places);
    Json keys = Json::array();
    for (const auto& [key, element] : value.items()) {
        keys.push_back(kept(key));
    }
    const std::size_t shape = shapes_.place_of(keys.dump());
    return values_.place_of(list_of(places, "-" + std::to_string(shape + 1)));
}

std::size_t Packer::add_array(const std::vector<std::size_t>& places) {
    return values_.place_of(list_of(places, ""));
}

std::string Packer::text() const {
    return R"({"shapes":)" + shapes_.text() + R"(,"values":)" + values_.text() + "}";
}

std::string base64(const std::string& bytes) {
    constexpr std::string_view alphabet =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    std::uint32_t bits = 0;
    std::size_t count = 0;
    for (const char byte : bytes) {
        bits = (bits << 8U) | static_cast<unsigned char>(byte);
        for (count += 8; count >= 6; count -= 6) {
            text += alphabet[(bits >> (count - 6)) & 0x3FU];
        }
    }
    if (count > 0) text += alphabet[(bits << (6 - count)) & 0x3FU];
    text.resize((text.size() + 3) / 4 * 4, '=');
    return text;
}

std::string compressed_base64(const std::string& text) {
    const auto given = static_cast<uLong>(text.size());  // Of 32 bits on Windows.
    uLongf size = compressBound(given);
    std::string bytes(size, '\0');
    // NOLINTBEGIN(cppcoreguidelines-pro-type-reinterpret-cast): zlib's idea of a byte.
    const int outcome =
        compress2(reinterpret_cast<Bytef*>(bytes.data()), &size,
                  reinterpret_cast<const Bytef*>(text.data()), given, Z_BEST_COMPRESSION);
    // NOLINTEND(cppcoreguidelines-pro-type-reinterpret-cast)
    if (outcome != Z_OK) throw std::runtime_error{"zlib cannot compress the page's data"};
    bytes.resize(size);
    return base64(bytes);
}

}  // namespace wsconform
