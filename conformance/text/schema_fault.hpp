// SPDX-License-Identifier: Apache-2.0

#pragma once

// What is wrong with a document that does not follow its schema, in words that its author
// understands: what was written, what was expected, and the word that was meant.

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

namespace wsconform {

struct SchemaFault {
    std::string place;  ///< As jq writes it: .purposes["bind/x"].clauses[0]
    std::string fault;
    std::string meant;  ///< `did you mean "kind"? `; empty if there is nothing to guess.
};

/// The first fault of a document in reading order. Whether it has one is the validator's business:
/// this knows the keywords that our schemas use, and finds nothing where it knows no better.
std::optional<SchemaFault> schema_fault(const nlohmann::json& schema,
                                        const nlohmann::json& document);

}  // namespace wsconform
