// SPDX-License-Identifier: Apache-2.0

#pragma once

// A scenario as a C program that needs nothing of ours: it does the steps, and says for each what
// came back and what the scenario's author expected. It knows the claims only, not the model: what
// else the documentation allows, or forbids, is for `wsconform run` to say.

#include <cstddef>
#include <optional>
#include <set>
#include <string>

#include "conformance/scenario/scenario.hpp"

namespace wsconform {

enum class ProgramForm {
    c,     ///< Stands alone; exits with 0, or with 1 if a reply differs.
    wine,  ///< A test of Wine's own suite.
};

/// Why no such program can do what the scenario asks for, with the step; nothing if one can.
std::optional<std::string> why_not_reproducible(const Scenario& scenario,
                                                ProgramForm form = ProgramForm::c);

/// Of the suite's purposes about a clause of this one, the nearest that a program can show; nothing
/// if there is none.
std::optional<std::string> nearest_reproducible(const Scenario& scenario,
                                                ProgramForm form = ProgramForm::c);

/// The program. `todo` are the steps, counted from 1, whose claim Wine is known to fail:
/// `todo_wine` goes before them. Throws InputError if there is no such program, or no such claim.
std::string program_of(const Scenario& scenario, ProgramForm form,
                       const std::set<std::size_t>& todo);

}  // namespace wsconform
