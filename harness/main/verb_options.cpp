// SPDX-License-Identifier: Apache-2.0

#include "harness/main/verb_options.hpp"

#include <cstdlib>
#include <map>

#include "conformance/text/input_error.hpp"
#include "conformance/text/text.hpp"

namespace wsconform {

namespace {

std::map<std::string, Grading> gradings_by_word() {
    std::map<std::string, Grading> by_word;
    for (const Grading grading : gradings)
        by_word.emplace(word_for(grading), grading);
    return by_word;
}

}  // namespace

void require_no_strange_flags(const Arguments& arguments, std::string_view verb) {
    const auto& flags = arguments.run.gtest_arguments;
    if (!flags.empty() && verb != "run")
        throw InputError{visible(flags.front(), 200) + ": is a flag for run, and not for " +
                         std::string{verb} + "; leave it out"};
}

void add_grading(CLI::App& verb, Grading& grading) {
    const auto by_word = gradings_by_word();
    const auto choose = [&grading, by_word](const std::string& word) {
        grading = by_word.at(word);
    };
    verb.add_option_function<std::string>(
            "--grading", choose,
            "portable: accepts what a document says and what Windows was seen to do; strict: the "
            "document alone; windows: what Windows does alone")
        ->check(CLI::IsMember(by_word));
}

void add_today(CLI::App& verb, Arguments& arguments) {
    verb.add_option("--today", arguments.today,
                    "the day by which expectations expire, such as 2026-11-21; else the clock's");
}

void add_wine(CLI::App& verb, std::string& wine) {
    if (const char* const variable = std::getenv("WSCONFORM_WINE"); variable != nullptr)
        wine = variable;
    verb.add_option("--wine", wine,
                    "the Wine to play on: the folder of one that was installed or built, or a "
                    "program; else that of WSCONFORM_WINE, else the installed one");
}

void add_allow_untested(CLI::App& verb, bool& allows) {
    verb.add_flag("--allow-untested", allows,
                  "accept purposes that the machine could not show; else exit 3");
}

}  // namespace wsconform
