#pragma once

// Deviations by what they break and not by purpose: which of those that are known did a run find,
// whatever scenarios it played? So generated scenarios can be held against what is known.

#include <map>
#include <string>

#include "reports/expectations.hpp"
#include "reports/report.hpp"

namespace wsconform {

/// By "clause SLUG" or "error in FUNCTION": the purpose that shows it, or nothing.
struct KnownFound {
    std::map<std::string, std::string> known;
    std::map<std::string, std::string> further;  ///< What no expectation names.

    std::size_t missing() const;
    /// 1 if something known was not found.
    int exit_status() const { return missing() > 0 ? 1 : 0; }
};

/// Throws InputError if the expectations are for another provider.
KnownFound found_in(const Report& report, const Expectations& expectations);

/// For the terminal: one line each, what is missing first, and a last line that counts.
std::string found_text(const KnownFound& found);

}  // namespace wsconform
