// SPDX-License-Identifier: Apache-2.0

// What a gate found, as words.

#include <algorithm>
#include <map>

#include "conformance/text/text.hpp"
#include "reports/conclusions.hpp"
#include "reports/gate.hpp"
#include "reports/plural.hpp"

namespace wsconform {
namespace {

std::string line(std::string_view word, const GateEntry& entry) {
    std::string text{word};
    text.resize(std::max<std::size_t>(text.size() + 1, 10), ' ');
    return text + visible(entry.id) + ": " + visible(entry.text) + "\n";
}

/// What one machine cannot show it cannot show a hundred times: one line for each reason.
std::string untested_text(const GateResult& result) {
    std::map<std::string_view, std::size_t> reasons;
    for (const GateEntry& entry : result.entries) {
        if (entry.change == GateChange::untested) ++reasons[entry.text];
    }
    std::string text;
    for (const auto& [reason, times] : reasons) {
        text += "untested  " + plural(times, "purpose") + ": " + visible(reason) + "\n";
    }
    if (!reasons.empty() && !result.allows_untested)
        text +=
            "untested purposes prove nothing; play them on a machine that can, or accept that "
            "with --allow-untested\n";
    return text;
}

}  // namespace

std::string_view word_for(GateChange change) {
    switch (change) {
        case GateChange::new_deviation:
            return "new";
        case GateChange::changed:
            return "changed";
        case GateChange::unreviewed:
            return "unreviewed";
        case GateChange::expired:
            return "expired";
        case GateChange::vanished:
            return "vanished";
        case GateChange::lost:
            return "lost";
        case GateChange::untested:
            return "untested";
    }
    return "";
}

std::string gate_text(const GateResult& result) {
    std::string text;
    for (const GateEntry& entry : result.entries) {
        if (entry.change != GateChange::untested) text += line(word_for(entry.change), entry);
    }
    text += untested_text(result);
    for (const GateEntry& entry : result.flaky) {
        text += line("flaky", entry);
    }
    if (!result.flaky.empty())
        text += "flaky purposes: at most one gate in 100 takes chance for a change\n";
    const auto count = [&result](GateChange change) {
        return std::to_string(result.count(change));
    };
    text += "gate: " + count(GateChange::new_deviation) + " new, " + count(GateChange::changed) +
            " changed, " + count(GateChange::vanished) + " vanished, " + count(GateChange::lost) +
            " lost";
    for (const GateChange change :
         {GateChange::untested, GateChange::unreviewed, GateChange::expired}) {
        if (result.count(change) != 0)
            text += ", " + count(change) + " " + std::string{word_for(change)};
    }
    text += "; " + std::to_string(result.known) + " known, " + std::to_string(result.conforming) +
            " conforming";
    if (result.not_applicable != 0)
        text += ", " + std::to_string(result.not_applicable) + " not applicable";
    if (result.outside != 0)
        text += "; " + std::to_string(result.outside) + " expected outside what was played";
    text += "\n";
    if (result.decides_nothing()) text += nothing_was_decided;
    return text;
}

}  // namespace wsconform
