// SPDX-License-Identifier: Apache-2.0

#include "harness/main/command_line.hpp"

#include <algorithm>
#include <array>
#include <iostream>
#include <memory>
#include <string_view>
#include <vector>

#include "conformance/text/folding.hpp"
#include "conformance/text/input_error.hpp"
#include "conformance/text/nearest.hpp"
#include "conformance/text/text.hpp"
#include "harness/main/folded_output.hpp"
#include "harness/main/playing_verbs.hpp"
#include "harness/main/reading_verbs.hpp"
#include "harness/main/verb_words.hpp"
#include "harness/version.hpp"
#include "reports/terminal.hpp"

namespace wsconform {
namespace {

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words)
        text += (text.empty() ? "" : ", ") + word;
    return text;
}

std::vector<std::string> names_of_verbs() {
    std::vector<std::string> names;
    for (const VerbWords& verb : verb_words())
        names.emplace_back(verb.name);
    return names;
}

std::vector<std::string> names_of_options(const CLI::App& verb) {
    std::vector<std::string> names;
    for (const CLI::Option* const option : verb.get_options()) {
        for (const std::string& name : option->get_lnames())
            names.push_back("--" + name);
    }
    return names;
}

/// Of a word of the scripts in the suite's own tree, which one may take for a verb.
std::string word_of_a_script(const std::string& word) {
    if (word == "package")
        return "./conform package, in the tree of the suite, builds a zip for Windows and a Debian "
               "package; ";
    if (word == "build" || word == "test")
        return "./conform, in the tree of the suite, builds it, and ./check runs its own tests; ";
    if (word == "publish") return "reports/publish, in the tree of the suite, does that; ";
    return {};
}

[[noreturn]] void refuse_verb(const std::string& word) {
    if (const std::string script = word_of_a_script(word); !script.empty())
        throw InputError{visible(word, 80) + ": is no verb; " + script + "see wsconform --help"};
    const std::string all = joined(names_of_verbs());
    throw InputError{visible(word, 80) + ": is no verb; " + did_you_mean(word, names_of_verbs()) +
                     "the verbs are " + all + "; see wsconform --help"};
}

/// What the line says of one verb, or of the program.
class Refusal {
  public:
    explicit Refusal(const CLI::App& verb) : verb_{&verb} {}

    InputError of_stranger(const std::string& word) const {
        const std::string given = visible(word, 80);
        if (!word.starts_with("-"))
            return InputError{name() + ": takes no further \"" + given +
                              "\"; put words with spaces in "
                              "quotes, and " +
                              see()};
        const std::string option = word.substr(0, word.find('='));
        return InputError{name() + ": " + given + ": there is no such option; " +
                          did_you_mean(option, names_of_options(*verb_)) + see()};
    }
    InputError of_missing(const std::string& what) const {
        const CLI::Option* const option = verb_->get_option_no_throw(what);
        const std::string means = option == nullptr ? "" : " (" + option->get_description() + ")";
        return InputError{name() + ": " + what + " is missing" + means + "; for example " +
                          example() + ". " + capital(see())};
    }
    InputError of_anything(const std::string& fault) const {
        return InputError{name() + ": " + visible(fault) + "; " + see()};
    }

  private:
    static std::string capital(std::string text) {
        text[0] = 'S';
        return text;
    }
    std::string name() const {
        const CLI::App* const parent = verb_->get_parent();
        const bool is_below = parent != nullptr && parent->get_parent() != nullptr;
        return (is_below ? parent->get_name() + " " : "") + verb_->get_name();
    }
    std::string see() const { return "see wsconform " + name() + " --help"; }
    std::string example() const {
        const std::string verb = name();
        const auto words = words_of_verb(verb.substr(0, verb.find(' ')));
        return std::string{words.examples.front()};
    }
    const CLI::App* verb_;
};

const CLI::App& verb_meant(const CLI::App& app) {
    const auto chosen = app.get_subcommands();
    return chosen.empty() ? app : verb_meant(*chosen.front());
}

/// The library's sentence without what every one of them has.
std::string fault_in(const CLI::ParseError& error) {
    std::string text = error.what();
    constexpr std::string_view unread = "Could not convert: ";
    if (text.starts_with(unread)) return text.substr(unread.size()) + " is no number";
    return text;
}

[[noreturn]] void refuse(const CLI::App& app, const CLI::ParseError& error) {
    const CLI::App& verb = verb_meant(app);
    const std::vector<std::string> strange = app.remaining(true);
    if (&verb == &app && !strange.empty()) refuse_verb(strange.front());
    const Refusal refusal{verb};
    const std::string text = error.what();
    const std::size_t end = text.find(" is required");
    if (!strange.empty() && strange.front() != "--") throw refusal.of_stranger(strange.front());
    if (error.get_name() == "RequiredError" && end != std::string::npos)
        throw refusal.of_missing(text.substr(0, end));
    throw refusal.of_anything(fault_in(error));
}

}  // namespace

void add_all_verbs(CLI::App& app, Arguments& arguments) {
    for (const auto add : {add_run, add_bisect, add_reading_verbs, add_station})
        add(app, arguments);
}

namespace {

/// What these print is to be read by a program, or pasted whole.
bool is_text_for_programs(const std::vector<std::string>& words) {
    constexpr std::array<std::string_view, 5> verbs{"completion", "man", "reproduce", "schema",
                                                    "expectations"};
    const bool is_one = words.size() > 1 && std::ranges::find(verbs, words[1]) != verbs.end();
    return is_one || std::ranges::find(words, "--json") != words.end();
}

/// Fits what is printed into the terminal; nothing where output goes elsewhere.
std::unique_ptr<FoldedOutput> folded_for_terminal(const std::vector<std::string>& words) {
    const std::size_t columns = columns_to_fold_at();
    if (columns == 0 || is_text_for_programs(words)) return nullptr;
    write_for_columns(columns);
    return std::make_unique<FoldedOutput>(columns);
}

/// Help is for people, wherever it goes.
void print_help(const std::string& text) {
    constexpr std::size_t usual = 80;
    const std::size_t columns = columns_to_fold_at();
    std::cout << folded(text, columns == 0 ? usual : columns);
}

}  // namespace

int act_on(const std::vector<std::string>& words) {
    const auto fold = folded_for_terminal(words);
    // GoogleTest's own flags are taken out first; the rest is ours.
    Arguments arguments;
    std::vector<std::string> ours;
    for (std::size_t i = words.size(); i > 1; --i) {
        const std::string& word = words[i - 1];
        if (word.starts_with("--gtest_")) {
            arguments.run.gtest_arguments.insert(arguments.run.gtest_arguments.begin(), word);
        } else {
            ours.push_back(word);
        }
    }
    const bool is_asked_for_help = ours.size() == 1 && (ours[0] == "--help" || ours[0] == "-h");
    if (ours.empty() || is_asked_for_help) {
        print_help(overview());
        return is_asked_for_help ? 0 : 2;
    }
    CLI::App app{"wsconform", "wsconform"};
    app.set_version_flag("--version", suite_version);
    app.require_subcommand(1);
    add_all_verbs(app, arguments);
    try {
        app.parse(ours);
    } catch (const CLI::ParseError& error) {
        if (dynamic_cast<const CLI::CallForHelp*>(&error) != nullptr) {
            print_help(app.help());
            return 0;
        }
        if (error.get_exit_code() == 0) return app.exit(error);
        refuse(app, error);
    }
    return arguments.status;
}

}  // namespace wsconform
