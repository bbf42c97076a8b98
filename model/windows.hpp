// SPDX-License-Identifier: Apache-2.0

#pragma once

// What Windows was seen to do with what a clause or an ambiguity is about. Public test suites
// assert it of Windows; none of it was measured by this project.

#include <cstdint>
#include <string_view>
#include <vector>

#include "model/ambiguities.hpp"
#include "model/catalogue.hpp"

namespace wsconform {

/// How a deviation, or a branch taken where the sources leave a choice, compares with Windows.
enum class Likeness : std::uint8_t { as_windows, unlike_windows, not_known };
/// "as Windows", "unlike Windows", "not known of Windows"
std::string_view word_for(Likeness likeness);

struct WindowsFact {
    ClauseId clause;
    std::vector<std::string_view> calls{};  ///< Those it was seen of; empty: of all.
    bool is_kept = true;                    ///< Windows does as the clause says.
    std::string_view source;                ///< Suite, file and function.
};

const std::vector<WindowsFact>& windows_facts();

/// What is known of that clause by that call; null if nothing.
const WindowsFact* windows_fact(ClauseId clause, std::string_view call);

Likeness likeness_of(const Ambiguity& ambiguity, std::string_view branch);

}  // namespace wsconform
