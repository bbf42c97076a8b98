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

std::string_view word_for(Change change) {
    switch (change) {
        case Change::new_deviation:
            return "new";
        case Change::changed:
            return "changed";
        case Change::unreviewed:
            return "unreviewed";
        case Change::expired:
            return "expired";
        case Change::vanished:
            return "vanished";
        case Change::lost:
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
    const auto count = [&result](Change change) { return std::to_string(result.count(change)); };
    text += "gate: " + count(Change::new_deviation) + " new, " + count(Change::changed) +
            " changed, " + count(Change::vanished) + " vanished, " + count(Change::lost) + " lost";
    for (const Change change : {Change::unreviewed, Change::expired}) {
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
