// SPDX-License-Identifier: Apache-2.0

#pragma once

// What several verbs of the command line have in common.

#include <CLI/CLI.hpp>
#include <string>
#include <string_view>

#include "harness/main/arguments.hpp"
#include "model/ruling.hpp"

namespace wsconform {

/// Throws InputError if there are flags of GoogleTest, unless the verb is `run`.
void require_no_strange_flags(const Arguments& arguments, std::string_view verb);

/// A verb of the program: what it does is done when all words have been understood.
template <typename Do>
CLI::App* add_verb(CLI::App& app, Arguments& arguments, const char* name, const char* about,
                   Do act) {
    CLI::App* const verb = app.add_subcommand(name, about);
    verb->callback([&arguments, act, name] {
        require_no_strange_flags(arguments, name);
        arguments.status = act();
    });
    return verb;
}

void add_grading(CLI::App& verb, Grading& grading);
void add_today(CLI::App& verb, Arguments& arguments);
/// The variable WSCONFORM_WINE counts where the option is not given.
void add_wine(CLI::App& verb, std::string& wine);
void add_allow_untested(CLI::App& verb, bool& allows);

}  // namespace wsconform
