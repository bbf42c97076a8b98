// SPDX-License-Identifier: Apache-2.0

#pragma once

// An expectation as JSON, which stands in expectation files and in reports alike.

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "reports/report.hpp"

namespace wsconform {

/// What is wrong with an expectation, for whoever knows its place in the file.
struct ExpectationFault {
    std::string place;  ///< ".clauses", below the expectation.
    std::string fault;
    std::string remedy;
};

nlohmann::ordered_json json_of(const Expectation& expectation);
/// Of a document that follows its schema. Throws ExpectationFault.
Expectation expectation_of(const nlohmann::json& document);

}  // namespace wsconform
