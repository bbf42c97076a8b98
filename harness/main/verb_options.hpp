// SPDX-License-Identifier: Apache-2.0

#pragma once

// What several verbs of the command line have in common.

#include <CLI/CLI.hpp>
#include <string>
#include <string_view>

#include "harness/main/arguments.hpp"
#include "harness/main/verb_words.hpp"
#include "model/ruling.hpp"

namespace wsconform {

/// Throws InputError if there are flags of GoogleTest, unless the verb is `run`.
void require_no_strange_flags(const Arguments& arguments, std::string_view verb);

/// A verb of the program: what it does is done when all words have been understood.
template <typename Do>
CLI::App* add_verb(CLI::App& app, Arguments& arguments, const char* name, Do act) {
    const VerbWords& words = words_of_verb(name);
    CLI::App* const verb = app.add_subcommand(name, std::string{words.does});
    verb->footer(footer_of(words));
    verb->callback([&arguments, act, name] {
        require_no_strange_flags(arguments, name);
        arguments.status = act();
    });
    return verb;
}

inline constexpr const char* filter_help =
    "purposes: globs such as recv.*, calls, clauses, ambiguities; colons between; all if left out";

void add_grading(CLI::App& verb, Grading& grading);
void add_today(CLI::App& verb, Arguments& arguments);
/// The variable WSCONFORM_WINE counts where the option is not given.
void add_wine(CLI::App& verb, std::string& wine);
void add_allow_untested(CLI::App& verb, bool& allows);

}  // namespace wsconform
