// SPDX-License-Identifier: Apache-2.0

#pragma once

// JSON made small for the page. Reports of many providers say the same thing over and over: here
// each distinct value stands once, and all others refer to it. The whole is then compressed.
// html/page_data.js reads it, value by value, when one is looked at.

#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <unordered_map>
#include <vector>

namespace wsconform {

/// A text is a string, a number a number; an array lists the places of its elements; so does an
/// object, after -1 minus the place of its keys among the shapes. What a value refers to comes
/// before it. Of a text of a megabyte only its beginning is kept, and how much is missing.
class Packer {
  public:
    /// The place of the value.
    std::size_t add(const nlohmann::ordered_json& value);
    std::size_t add_array(const std::vector<std::size_t>& places);

    /// {"shapes": [keys, ...], "values": [...]}; the last value added is the last there.
    std::string text() const;

  private:
    class Table {
      public:
        std::size_t place_of(std::string entry);
        std::string text() const;

      private:
        std::unordered_map<std::string, std::size_t> places_;
        std::vector<const std::string*> entries_;  ///< Keys of the map, which never move.
    };

    Table shapes_;
    Table values_;
};

/// Compressed as zlib does, and in base64: "deflate" is what a browser calls it.
std::string compressed_base64(const std::string& text);
std::string base64(const std::string& bytes);

}  // namespace wsconform
