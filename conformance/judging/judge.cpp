// SPDX-License-Identifier: Apache-2.0

#include "conformance/judging/judge.hpp"

#include <algorithm>
#include <map>

#include "conformance/judging/breakdown.hpp"
#include "conformance/judging/claims.hpp"
#include "conformance/judging/describe.hpp"
#include "conformance/judging/failed_start.hpp"
#include "conformance/judging/oracle.hpp"
#include "conformance/judging/witnessing.hpp"
#include "model/flight.hpp"

namespace wsconform {

State initial_state(const Subject& subject) {
    State state{};
    const bool is_legacy = subject.dll == DllVersion::v1_1;
    state.process.legacy_dll = is_legacy ? 1 : 0;
    if (!is_legacy) state.process.highest = {2, 2};
    state.process.is_32bit = subject.bits == 32 ? 1 : 0;
    state.process.is_spi = subject.interface == Interface::spi ? 1 : 0;
    return state;
}

namespace {

std::vector<ClauseId> listed(const Clauses& clauses) {
    return {clauses.begin(), clauses.end()};
}

std::vector<Alternative> in_words(const Assessment& assessment, const Step& step,
                                  const Scenario& scenario) {
    std::map<std::string, Clauses> by_text;
    std::vector<std::string> order;
    for (const AllowedOutcome& outcome : assessment.allowed) {
        const std::string text = describe(outcome.pattern, step, scenario, *assessment.example);
        const auto [entry, is_new] = by_text.try_emplace(text, outcome.because);
        if (is_new)
            order.push_back(text);
        else
            entry->second.add(outcome.because);
    }
    std::vector<Alternative> alternatives;
    alternatives.reserve(order.size());
    for (const std::string& text : order)
        alternatives.push_back({text, listed(by_text[text])});
    return alternatives;
}

/// "WSACleanup() returned 0", "peer observes p: saw nothing".
std::string sentence(const Step& step, const std::string& observed) {
    if (!step.function.empty()) return step.action + " " + observed;
    const std::string actor = step.thread ? "" : step.actor + " ";
    return actor + step.action + ": " + observed;
}

/// Builds the judgement as the events go by.
class Judging {
  public:
    Judging(const Trace& trace, Grading grading)
        : trace_{&trace}, oracle_{Spec{grading, std::nullopt}, initial_state(trace.subject)} {}

    void observe(const Event& event) {
        const Step& step = trace_->scenario.steps[event.step];
        if (!event.failure.empty()) {
            worsen(Verdict::inconclusive, "step " + std::to_string(event.step + 1) + ": " +
                                              step.action + ": the " + step.actor +
                                              " could not: " + event.failure);
        }
        if (is_over_ || step.timing == Timing::begins) {
            if (!is_over_) begin(event, step);
            return;
        }
        if (!event.reply) return;
        if (step.timing == Timing::whole && step.thread && waits(*step.thread)) {
            // What that call did in the end was not seen: nothing after it can be judged.
            is_over_ = true;
            worsen(Verdict::inconclusive, "step " + std::to_string(event.step + 1) + ": thread " +
                                              step.actor +
                                              " had not returned from the call before");
            return;
        }
        const Assessment assessment =
            oracle_.observe({&step.call, step.thread, *event.reply, step.timing});
        const std::string observed = describe(*event.reply, step, trace_->scenario,
                                              *assessment.example, assessment.unwanted_writes) +
                                     beside(event);
        seen_.emplace_back(event.step, observed);
        judgement_.transcript.push_back({event.step, step.actor, step.action, observed,
                                         in_words(assessment, step, trace_->scenario),
                                         assessment.conclusion == Conclusion::violates});
        // After a violation the oracle only supposes what it goes on from.
        if (judgement_.violations.empty()) {
            exercised_.add(assessment.exercised);
            if (assessment.conclusion == Conclusion::violates) exercised_.add(assessment.broken);
        }
        note_choice(assessment.branch);
        conclude(event, step, assessment, observed);
    }

    /// Only told: when a provider may make upcalls is not stated.
    void note_when_upcalls_are_made() {
        if (trace_->upcalls.empty()) return;
        const auto is_in_startup = [&](const UpcallMade& upcall) {
            const Step& step = trace_->scenario.steps[upcall.step];
            return std::holds_alternative<calls::SpiStartup>(step.call);
        };
        const bool is_late = std::ranges::any_of(trace_->upcalls, &UpcallMade::is_late);
        const bool is_early = std::ranges::any_of(trace_->upcalls, is_in_startup);
        note_choice({"AMB-59"_ambiguity, is_late    ? "also after the final WSPCleanup"
                                         : is_early ? "also inside WSPStartup"
                                                    : "between the two"});
    }
    void note_choice(const Branch& branch) {
        if (!branch.ambiguity) return;
        const std::string_view id = (*branch.ambiguity)->id;
        judgement_.choices.push_back({std::string{id}, std::string{branch.taken}});
    }

    /// What a provider asks of itself, not because a script has it ask.
    void judge_upcalls() {
        for (const UpcallMade& upcall : trace_->upcalls) {
            const Step& step = trace_->scenario.steps[upcall.step];
            const bool is_told_to = std::holds_alternative<calls::Upcall>(step.call);
            const bool names_nobody =
                upcall.name == "WPUGetProviderPath" && upcall.error == Error::wsaeinval;
            if (is_told_to || !names_nobody) continue;
            Violation violation;
            violation.step = upcall.step;
            violation.observed =
                step.action +
                " called WPUGetProviderPath for an id that the protocol catalogue lacks";
            violation.clauses = {"upcall.wpugetproviderpath-needs-enumerated-provider-id"_clause};
            worsen(Verdict::fail,
                   "step " + std::to_string(upcall.step + 1) + ": " + violation.observed);
            judgement_.violations.push_back(std::move(violation));
            return;
        }
    }

    Judgement finish() {
        judgement_.exercised = exercised_.listed();
        judgement_.breakdown = breakdown_of(*trace_, judgement_.transcript);
        if (judgement_.verdict == Verdict::none) worsen(Verdict::pass, {});
        return judgement_;
    }
    /// The verdict only gets worse; the first reason for the worst one is kept.
    void worsen(Verdict verdict, const std::string& reason) {
        if (verdict <= judgement_.verdict) return;
        judgement_.verdict = verdict;
        judgement_.reason = reason;
    }

  private:
    bool waits(ThreadId thread) const {
        return std::ranges::any_of(
            oracle_.possible(), [thread](const State& state) { return is_pending(state, thread); });
    }

    void begin(const Event& event, const Step& step) {
        Observation begins{&step.call, step.thread, {}, step.timing};
        for (const Event& later : trace_->events) {
            const Step& other = trace_->scenario.steps[later.step];
            const bool ends = other.timing == Timing::returns && other.begun_by == event.step;
            if (ends && later.reply && later.reply->kind != ReplyKind::nothing)
                begins.landing = later.reply;
        }
        oracle_.observe(begins);
        seen_.emplace_back(event.step, "began");
        judgement_.transcript.push_back({event.step, step.actor, step.action, "began", {}, false});
    }

    void conclude(const Event& event, const Step& step, const Assessment& assessment,
                  const std::string& observed) {
        const std::string where =
            "step " + std::to_string(event.step + 1) + ": " + sentence(step, observed);
        switch (assessment.conclusion) {
            case Conclusion::conforms:
                check_claim(*event.reply, step, where);
                break;
            case Conclusion::violates:
                if (event.reply->kind == ReplyKind::raised) {
                    worsen(Verdict::error, where);
                } else {
                    add_violation(event, step, assessment, observed);
                    worsen(Verdict::fail, where);
                }
                break;
            case Conclusion::out_of_resources:
                worsen(Verdict::inconclusive, where + " (out of resources)");
                break;
            case Conclusion::blocked:
                worsen(Verdict::inconclusive, where + ", and need not have");
                break;
            case Conclusion::unsupported:
                worsen(Verdict::inconclusive, where + " (unsupported by the provider)");
                break;
            case Conclusion::over_budget:
                worsen(Verdict::inconclusive,
                       where + " (budget: more states than the oracle holds)");
                break;
        }
    }

    void check_claim(const Reply& reply, const Step& step, const std::string& where) {
        if (!step.claim) return;
        const bool meets = std::ranges::any_of(oracle_.possible(), [&](const State& state) {
            return is_claimed(*step.claim, reply, state);
        });
        if (!meets)
            worsen(Verdict::inconclusive, where + ": this conforms, but not as the purpose needs");
    }

    void add_violation(const Event& event, const Step& step, const Assessment& assessment,
                       const std::string& observed) {
        Violation violation;
        violation.step = event.step;
        violation.observed = sentence(step, observed);
        violation.allowed = in_words(assessment, step, trace_->scenario);
        violation.clauses = assessment.broken.listed();
        if (assessment.since && *assessment.since < seen_.size()) {
            const auto& [earlier, text] = seen_[*assessment.since];
            violation.since = earlier;
            violation.since_text = sentence(trace_->scenario.steps[earlier], text);
        }
        judgement_.violations.push_back(std::move(violation));
    }

    const Trace* trace_;
    Oracle oracle_;
    Judgement judgement_;
    ClauseSet exercised_;
    bool is_over_{};  ///< The rest of the trace cannot be judged.
    std::vector<std::pair<std::size_t, std::string>> seen_;  ///< By observation.
};

/// What the end of the trace says of the verdict, whatever came before.
struct Ending {
    Verdict verdict{Verdict::none};
    std::string reason;
};

bool has_ended(const Trace& trace, const Event& event) {
    const bool is_in_flight = trace.scenario.steps[event.step].timing == Timing::begins;
    return is_in_flight || event.reply.has_value() || !event.failure.empty();
}

/// Whether all steps were played, or all up to one that a lower tester could not do.
bool is_complete(const Trace& trace) {
    return trace.events.size() == trace.scenario.steps.size() ||
           (!trace.events.empty() && !trace.events.back().failure.empty());
}

Ending ending_of(const Trace& trace) {
    static const std::map<std::string, std::string> broken{{"crashed", "the agent crashed"},
                                                           {"garbage", "the agent wrote garbage"},
                                                           {"silent", "the agent stayed silent"},
                                                           {"lost", "the agent was lost"}};
    const std::string after_step = " after " + std::to_string(trace.events.size()) + " of " +
                                   std::to_string(trace.scenario.steps.size()) + " steps";
    if (const auto found = broken.find(trace.how); found != broken.end()) {
        const std::string detail = trace.detail.empty() ? "" : ": " + trace.detail;
        return {Verdict::error, found->second + after_step + detail};
    }
    const bool all_returned = std::ranges::all_of(
        trace.events, [&](const Event& event) { return has_ended(trace, event); });
    const bool was_all = all_returned && is_complete(trace);
    if (was_all) return {};
    if (trace.how != "hung") return {Verdict::error, "the trace ends" + after_step};
    if (!all_returned) return {Verdict::error, "the agent fell silent" + after_step};
    return {Verdict::inconclusive, "the provider hung" + after_step};
}

}  // namespace

Judgement judge(const Trace& trace, Grading grading) {
    Judging judging{trace, grading};
    for (const Event& event : trace.events)
        judging.observe(event);
    judging.judge_upcalls();
    judging.note_when_upcalls_are_made();
    const Ending ending = ending_of(trace);
    judging.worsen(ending.verdict, ending.reason);
    Judgement judgement = judging.finish();
    judgement.witnessed = witnessed_in(trace);
    if (trace.subject.interface == Interface::spi) excuse_what_did_not_start(trace, judgement);
    return judgement;
}

}  // namespace wsconform
