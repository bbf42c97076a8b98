// SPDX-License-Identifier: Apache-2.0

#include "harness/main/verb_options.hpp"

#include <cstdlib>
#include <map>

namespace wsconform {

namespace {

const std::map<std::string, Grading> gradings{
    {"strict", Grading::strict}, {"portable", Grading::portable}, {"windows", Grading::windows}};

}  // namespace

void add_grading(CLI::App& verb, Grading& grading) {
    const auto choose = [&grading](const std::string& word) { grading = gradings.at(word); };
    verb.add_option_function<std::string>(
            "--grading", choose,
            "portable: accepts what a document says and what Windows was seen to do; strict: the "
            "document alone; windows: what Windows does alone")
        ->check(CLI::IsMember(gradings));
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
