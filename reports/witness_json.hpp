// SPDX-License-Identifier: Apache-2.0

#pragma once

// What a provider was seen to do, as report.json has it: a list of words. The schema knows each.

#include <nlohmann/json.hpp>

#include "model/witness.hpp"

namespace wsconform {

nlohmann::ordered_json json_of(Witnesses witnessed);
/// Of words that the schema allows.
Witnesses witnesses_of(const nlohmann::json& words);

}  // namespace wsconform
