// SPDX-License-Identifier: Apache-2.0

#pragma once

// What users call the things that verbs take: a purpose by either of its forms, a call, a clause.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/scenario/scenario.hpp"

namespace wsconform {

/// The text in small letters.
std::string in_small_letters(std::string_view text);

/// A clause by its slug or id in any case, or by the last part of its slug if no other has it.
std::optional<ClauseId> clause_called(std::string_view name);

/// Such as "amb-29".
std::optional<AmbiguityId> ambiguity_called(std::string_view name);
/// The clauses that an ambiguity is about.
std::vector<ClauseId> clauses_about(AmbiguityId ambiguity);

/// The purpose of the suite, with '/' or with '.' in its name.
std::optional<Scenario> purpose_called(std::string name);

/// The filter as GoogleTest reads it (see `is_selected`). Between its colons may also stand a
/// purpose with '/', a call alone for all its purposes, and a clause or an ambiguity for those
/// that claim it.
std::string filter_in_full(const std::string& filter, const std::vector<Scenario>& scenarios);

}  // namespace wsconform
