// SPDX-License-Identifier: Apache-2.0

#pragma once

// What each verb is for, in words: the one source of --help, of the manual pages and of what the
// program says when it is called without a verb.

#include <string>
#include <string_view>
#include <vector>

namespace wsconform {

struct VerbWords {
    std::string_view name;
    std::string_view group;  ///< Under which heading it stands.
    std::string_view does;   ///< One sentence, without its stop.
    std::vector<std::string_view> examples;
    std::string_view statuses;  ///< "0: ...; 1: ...", without 2 and 3, which all verbs have.
    std::string_view more;      ///< What else there is to know; may be empty.
};

/// In the order in which a newcomer meets them.
const std::vector<VerbWords>& verb_words();
const VerbWords& words_of_verb(std::string_view name);

/// Below the options in --help: examples, what else there is to know, exit statuses.
std::string footer_of(const VerbWords& verb);

/// What one can do, with three examples.
std::string overview();

}  // namespace wsconform
