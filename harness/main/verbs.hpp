// SPDX-License-Identifier: Apache-2.0

#pragma once

// The verbs that need no provider. Each returns the exit status and throws InputError.

#include <string>
#include <vector>

#include "model/ruling.hpp"
#include "reports/reproduce/reproduce.hpp"

namespace wsconform {

/// Traces are judged, scenarios asked for claims that no conforming provider could meet; of
/// folders, all files. 1 if a provider deviates or a claim is impossible.
int check(const std::vector<std::string>& paths, Grading grading);
/// A clause, by slug or id, or an ambiguity: what it says, who cites it, what puts it to the test.
int explain(const std::string& name);
int diff(const std::string& older, const std::string& newer);
/// Which of the deviations that are known the run found. 1 if not all.
int found(const std::string& report, const std::string& expectations);
/// Tries every mutant on the purposes that the filter names, and lists them, or those alone that
/// none of these kills. 1 if too many of them live.
int try_all_mutants(const std::string& filter, Grading grading, bool shows_alive);
/// The scenario as a conversation, by its id or file.
int show_scenario(const std::string& id_or_file);
/// For a test of Wine's own suite.
struct WineTestOptions {
    std::vector<std::size_t> todo;  ///< Steps that Wine is known to fail.
    std::string played;             ///< A report, or what the C program printed, that tells more.
    std::string into;               ///< The test file that a patch is to be made of.
};

/// A scenario of the suite, by its id, or a file, as a C program; to standard output if `out` is
/// empty.
int reproduce_scenario(const std::string& id_or_file, const std::string& out, ProgramForm form,
                       const WineTestOptions& wine);

}  // namespace wsconform
