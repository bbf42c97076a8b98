// SPDX-License-Identifier: Apache-2.0

#pragma once

// A JSON object that is built in linear time.

#include <nlohmann/json.hpp>
#include <string>
#include <utility>

namespace wsconform {

/// An object whose keys are known to differ: appending does not search for them, so that a report
/// of many purposes is written in linear time.
class ObjectOf {
  public:
    void add(std::string key, nlohmann::ordered_json value) {
        entries_.nlohmann::ordered_json::object_t::Container::emplace_back(std::move(key),
                                                                           std::move(value));
    }
    nlohmann::ordered_json json() && {
        nlohmann::ordered_json object =
            std::move(entries_);  // In braces it would become an array of one.
        return object;
    }

  private:
    nlohmann::ordered_json::object_t entries_;
};

}  // namespace wsconform
