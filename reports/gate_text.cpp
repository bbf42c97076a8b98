// What a gate found, as words.

#include <algorithm>

#include "conformance/text/text.hpp"
#include "reports/gate.hpp"

namespace wsconform {
namespace {

std::string line(std::string_view word, const GateEntry& entry) {
    std::string text{word};
    text.resize(std::max<std::size_t>(text.size() + 1, 10), ' ');
    return text + visible(entry.id) + ": " + visible(entry.text) + "\n";
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
    }
    return "";
}

std::string gate_text(const GateResult& result) {
    std::string text;
    for (const GateEntry& entry : result.entries) {
        text += line(word_for(entry.change), entry);
    }
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
    for (const GateChange change : {GateChange::unreviewed, GateChange::expired}) {
        if (result.count(change) != 0)
            text += ", " + count(change) + " " + std::string{word_for(change)};
    }
    text += "; " + std::to_string(result.known) + " known, " + std::to_string(result.conforming) +
            " conforming";
    if (result.outside != 0)
        text += "; " + std::to_string(result.outside) + " expected outside what was played";
    return text + "\n";
}

}  // namespace wsconform
