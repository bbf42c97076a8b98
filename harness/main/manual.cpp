// SPDX-License-Identifier: Apache-2.0

#include "harness/main/manual.hpp"

#include <algorithm>
#include <vector>

#include "conformance/text/input_error.hpp"
#include "conformance/text/nearest.hpp"
#include "conformance/text/text.hpp"
#include "harness/main/verb_words.hpp"
#include "harness/version.hpp"

namespace wsconform {
namespace {

/// Text as troff prints it.
std::string plain(std::string_view text) {
    std::string safe;
    for (const char letter : text) {
        if (letter == '\\')
            safe += "\\e";
        else if (letter == '-')
            safe += "\\-";
        else
            safe += letter;
    }
    return safe.starts_with('.') || safe.starts_with('\'') ? "\\&" + safe : safe;
}

std::string heading(const std::string& name, std::string_view about) {
    std::string title = name;
    std::ranges::transform(title, title.begin(),
                           [](unsigned char letter) { return static_cast<char>(toupper(letter)); });
    return ".TH " + title + " 1 \"\" \"wsconform " + suite_version +
           "\" \"User Commands\"\n.SH NAME\n" + plain(name) + " \\- " + plain(about) + "\n";
}

/// "--out TEXT [wsconform-report]", or the name of what stands alone.
std::string option_line(const CLI::Option& option) {
    std::string text = option.get_positional() ? option.get_name(true) : option.get_name();
    if (!option.get_positional() && option.get_expected_max() > 0) text += " VALUE";
    const std::string initial = option.get_default_str();
    return plain(text) + (initial.empty() ? "" : " (" + plain(initial) + " if left out)");
}

std::string options_of(const CLI::App& verb) {
    std::string text;
    for (const CLI::Option* const option : verb.get_options())
        text += ".TP\n.B " + option_line(*option) + "\n" + plain(option->get_description()) + "\n";
    return text;
}

std::string synopsis_of(const CLI::App& verb) {
    std::string text = ".SH SYNOPSIS\n.B wsconform " + plain(verb.get_name());
    for (const CLI::Option* const option : verb.get_options()) {
        if (option->get_positional()) text += " " + option->get_name(true);
    }
    return text + " [options]\n";
}

std::string page_of(const CLI::App& verb, const VerbWords& words) {
    std::string text = heading("wsconform-" + std::string{words.name}, words.does) +
                       synopsis_of(verb) + ".SH OPTIONS\n" + options_of(verb);
    for (const CLI::App* const below : verb.get_subcommands({}))
        text += ".SH " + plain(below->get_name()) + "\n" + plain(below->get_description()) + "\n" +
                options_of(*below);
    if (!words.more.empty()) text += ".SH NOTES\n" + plain(words.more) + "\n";
    text += ".SH EXAMPLES\n.nf\n";
    for (const std::string_view example : words.examples)
        text += plain(example) + "\n";
    return text + ".fi\n.SH EXIT STATUS\n" + plain(words.statuses) +
           ".\nWith all verbs 2: what was given is wrong; 3: it could not be done.\n" +
           ".SH SEE ALSO\n.BR wsconform (1)\n";
}

std::string page_of_the_program() {
    std::string text =
        heading("wsconform", "does a Winsock provider do what the documentation says?") +
        ".SH SYNOPSIS\n.B wsconform VERB\n[options]\n";
    std::string_view group;
    for (const VerbWords& words : verb_words()) {
        if (group != words.group) text += ".SH \"" + std::string{group = words.group} + "\"\n";
        text += ".TP\n.B " + std::string{words.name} + "\n" + plain(words.does) + ".\n";
    }
    text += ".SH EXAMPLES\n.nf\n";
    for (const char* const verb : {"run", "explain", "gate"})
        text += plain(words_of_verb(verb).examples.front()) + "\n";
    return text + ".fi\n.SH SEE ALSO\n.BR wsconform\\-run (1), .BR wsconform\\-gate (1)\n";
}

std::string words_to_complete(const CLI::App& verb) {
    std::string text;
    for (const CLI::App* const below : verb.get_subcommands({}))
        text += " " + below->get_name();
    for (const CLI::Option* const option : verb.get_options()) {
        for (const std::string& name : option->get_lnames())
            text += " --" + name;
    }
    return text;
}

}  // namespace

std::string manual_page(const CLI::App& app, const std::string& verb) {
    if (verb.empty()) return page_of_the_program();
    std::vector<std::string> names;
    for (const VerbWords& words : verb_words())
        names.emplace_back(words.name);
    if (std::ranges::find(names, verb) == names.end())
        throw InputError{"man: " + visible(verb, 60) + " is no verb; " + did_you_mean(verb, names) +
                         "see wsconform --help"};
    return page_of(*app.get_subcommand(verb), words_of_verb(verb));
}

std::string bash_completion(const CLI::App& app) {
    std::string verbs;
    std::string cases;
    for (const VerbWords& words : verb_words()) {
        verbs += (verbs.empty() ? "" : " ") + std::string{words.name};
        cases += "        " + std::string{words.name} + ") words=\"" +
                 words_to_complete(*app.get_subcommand(std::string{words.name})).substr(1) +
                 "\" ;;\n";
    }
    return "# Completion of wsconform for bash; written by: wsconform completion\n"
           "_wsconform() {\n"
           "    local word=${COMP_WORDS[COMP_CWORD]} words=''\n"
           "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
           "        COMPREPLY=($(compgen -W '" +
           verbs +
           "' -- \"$word\"))\n"
           "        return\n"
           "    fi\n"
           "    case ${COMP_WORDS[1]} in\n" +
           cases +
           "    esac\n"
           "    COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n"
           "    if [ \"${#COMPREPLY[@]}\" -eq 0 ]; then COMPREPLY=($(compgen -f -- \"$word\")); "
           "fi\n"
           "}\n"
           "complete -o filenames -F _wsconform wsconform\n";
}

}  // namespace wsconform
