// SPDX-License-Identifier: Apache-2.0

#include "conformance/generators/deviation.hpp"

#include <algorithm>

namespace wsconform::generating {

std::string call_of(const Step& step) {
    if (!step.function.empty()) return step.function;
    // "awaits a message", "peer observes p": the call's kind, without the names.
    return (step.thread ? "step " : step.actor + " ") + std::to_string(step.call.index());
}

std::string Deviation::name() const {
    std::string words{verdict == Verdict::fail ? "departs" : "breaks_down"};
    if (call.find(' ') == std::string::npos) words += "_in_" + call;
    if (verdict == Verdict::fail && !clauses.empty()) {
        const std::string_view slug = clauses.back()->slug;
        words = slug.substr(slug.find('.') + 1);
        std::ranges::replace(words, '-', '_');
    }
    return words;
}

namespace {

/// Of what broke down, the step that raised an exception, or the one after those that were judged.
std::size_t step_that_broke(const Judgement& judgement, const Scenario& scenario) {
    const auto is_raised = [&](const TranscriptLine& line) {
        return line.violated && std::ranges::none_of(judgement.violations, [&](const Violation& v) {
                   return v.step == line.step;
               });
    };
    const auto& lines = judgement.transcript;
    const auto raised = std::ranges::find_if(lines, is_raised);
    if (raised != lines.end()) return raised->step;
    return lines.empty() ? 0 : std::min(lines.back().step + 1, scenario.steps.size() - 1);
}

}  // namespace

std::vector<Deviation> deviations_in(const Judgement& judgement, const Scenario& scenario) {
    std::vector<Deviation> all;
    if (judgement.verdict < Verdict::fail) return all;
    for (const Violation& violation : judgement.violations) {
        const std::string call = call_of(scenario.steps[violation.step]);
        all.push_back({Verdict::fail, call, violation.clauses, violation.step});
    }
    if (judgement.verdict != Verdict::error) return all;
    // What a thread of the provider's own raises shows later than the call that gave it the work.
    const std::size_t broke = step_that_broke(judgement, scenario);
    std::size_t called = broke;
    while (called > 0 && scenario.steps[called].function.empty())
        --called;
    all.push_back({Verdict::error, call_of(scenario.steps[called]), {}, broke});
    return all;
}

}  // namespace wsconform::generating
