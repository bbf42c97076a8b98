#include "conformance/generators/deviation.hpp"

#include <algorithm>

namespace wsconform::generating {

std::string call_of(const Step& step) {
    if (!step.function.empty()) return step.function;
    // "awaits a message", "peer observes p": the call's kind, without the names.
    return (step.thread ? "step " : step.actor + " ") + std::to_string(step.call.index());
}

std::string Deviation::name() const {
    std::string words{"breaks_down"};
    if (verdict == Verdict::fail && !clauses.empty()) {
        const std::string_view slug = clauses.back()->slug;
        words = slug.substr(slug.find('.') + 1);
        std::ranges::replace(words, '-', '_');
    }
    return words;
}

std::optional<Deviation> deviation_in(const Judgement& judgement, const Scenario& scenario) {
    if (judgement.verdict < Verdict::fail) return std::nullopt;
    Deviation deviation{judgement.verdict, {}, {}};
    const std::size_t step = last_step_of(judgement, scenario);
    if (step < scenario.steps.size()) deviation.call = call_of(scenario.steps[step]);
    if (!judgement.violations.empty()) {
        deviation.verdict = Verdict::fail;
        deviation.clauses = judgement.violations.front().clauses;
    }
    return deviation;
}

std::size_t last_step_of(const Judgement& judgement, const Scenario& scenario) {
    if (!judgement.violations.empty()) return judgement.violations.front().step;
    // Of what broke down, the step after those that were judged.
    const bool is_raised = !judgement.transcript.empty() && judgement.transcript.back().violated;
    const std::size_t seen = judgement.transcript.empty() ? 0 : judgement.transcript.back().step;
    const std::size_t next = judgement.transcript.empty() || is_raised ? seen : seen + 1;
    return std::min(next, scenario.steps.size() - 1);
}

}  // namespace wsconform::generating
