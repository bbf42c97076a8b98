// SPDX-License-Identifier: Apache-2.0

#include "reports/witness_json.hpp"

#include <cstddef>
#include <string>

#include "model/ensure.hpp"

namespace wsconform {

nlohmann::ordered_json json_of(Witnesses witnessed) {
    auto words = nlohmann::ordered_json::array();
    for (std::size_t i = 1; i < witness_names.size(); ++i) {
        if (witnessed.contains(static_cast<Witness>(i))) words.push_back(witness_names[i].slug);
    }
    return words;
}

Witnesses witnesses_of(const nlohmann::json& words) {
    Witnesses witnessed;
    for (const nlohmann::json& word : words) {
        const auto witness = witness_named(word.get_ref<const std::string&>());
        ensure(witness.has_value(), "the schema knows the same witnesses as the model");
        witnessed.add(*witness);
    }
    return witnessed;
}

}  // namespace wsconform
