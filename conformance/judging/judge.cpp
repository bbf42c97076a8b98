#include "conformance/judging/judge.hpp"

#include <algorithm>
#include <map>

#include "conformance/judging/claims.hpp"
#include "conformance/judging/describe.hpp"
#include "conformance/judging/oracle.hpp"
#include "model/flight.hpp"

namespace wsconform {

namespace {

/// Whether the scenario is about what only a transport provider owes.
bool binds_transport_providers(const Scenario& scenario) {
    return std::ranges::any_of(
        scenario.clauses, [](ClauseId clause) { return clause->levels.is_for_providers_only(); });
}

}  // namespace

State initial_state(const Scenario& scenario, const std::string& provider, unsigned bits) {
    State state{};
    // The simulated provider plays at the interface that the scenario is about.
    const bool is_spi = provider.starts_with("spi:") ||
                        (provider == "simulated" && binds_transport_providers(scenario));
    const bool is_legacy = !is_spi && provider.find("wsock32") != std::string::npos;
    state.process.legacy_dll = is_legacy ? 1 : 0;
    if (!is_legacy) state.process.highest = {2, 2};
    state.process.is_32bit = bits == 32 ? 1 : 0;
    state.process.is_spi = is_spi ? 1 : 0;
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
        : trace_{&trace},
          oracle_{Spec{grading, std::nullopt},
                  initial_state(trace.scenario, trace.provider, trace.bits)} {}

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
                                              *assessment.example, assessment.unwanted_writes);
        seen_.push_back({event.step, observed});
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
                step.action + " called WPUGetProviderPath for an id that no catalogue entry has";
            violation.clauses = {"upcall.wpugetproviderpath-needs-enumerated-provider-id"_clause};
            worsen(Verdict::fail,
                   "step " + std::to_string(upcall.step + 1) + ": " + violation.observed);
            judgement_.violations.push_back(std::move(violation));
            return;
        }
    }

    Judgement finish() {
        judgement_.exercised = exercised_.listed();
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
        seen_.push_back({event.step, "began"});
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
        violation.clauses = listed(assessment.broken);
        std::ranges::sort(violation.clauses);
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

}  // namespace

namespace {

/// Why a provider could not be made ready for a call, by a code of ws2_32 (here the agent) or
/// because WSPStartup did not return; empty for anything else.
std::string fault_of_start(const Reply& reply, const Call& call) {
    if (reply.kind == ReplyKind::hung)
        return std::holds_alternative<calls::SpiStartup>(call) ? "WSPStartup did not return" : "";
    if (reply.error == Error::wsaeinvalidproctable)
        return "its procedure table lacks an entry (WSAEINVALIDPROCTABLE)";
    if (reply.error == Error::wsaeinvalidprovider)
        return "it does not speak version 2.2 (WSAEINVALIDPROVIDER)";
    if (reply.error == Error::wsaeproviderfailedinit)
        return "WSPStartup failed (WSAEPROVIDERFAILEDINIT)";
    return "";
}

/// A provider that does not start breaks no clause of the call that first needed it.
void excuse_what_did_not_start(const Trace& trace, Judgement& judgement) {
    std::string fault;
    const auto failed = std::ranges::find_if(trace.events, [&](const Event& event) {
        if (event.reply)
            fault = fault_of_start(*event.reply, trace.scenario.steps[event.step].call);
        return !fault.empty();
    });
    if (failed == trace.events.end()) return;
    std::erase_if(judgement.violations,
                  [&](const Violation& violation) { return violation.step >= failed->step; });
    for (TranscriptLine& line : judgement.transcript)
        line.violated = line.violated && line.step < failed->step;
    if (!judgement.violations.empty()) return;
    judgement.verdict = Verdict::error;
    judgement.reason = "the provider did not start: " + fault;
}

}  // namespace

Judgement judge(const Trace& trace, Grading grading) {
    Judging judging{trace, grading};
    for (const Event& event : trace.events)
        judging.observe(event);
    judging.judge_upcalls();
    judging.note_when_upcalls_are_made();

    const bool all_returned = std::ranges::all_of(trace.events, [&](const Event& event) {
        const bool is_in_flight = trace.scenario.steps[event.step].timing == Timing::begins;
        return is_in_flight || event.reply.has_value() || !event.failure.empty();
    });
    const bool is_complete =
        all_returned && (trace.events.size() == trace.scenario.steps.size() ||
                         (!trace.events.empty() && !trace.events.back().failure.empty()));
    const std::string after_step = " after " + std::to_string(trace.events.size()) + " of " +
                                   std::to_string(trace.scenario.steps.size()) + " steps";
    static const std::map<std::string, std::string> broken{{"crashed", "the agent crashed"},
                                                           {"garbage", "the agent wrote garbage"},
                                                           {"silent", "the agent stayed silent"},
                                                           {"lost", "the agent was lost"}};
    if (const auto found = broken.find(trace.how); found != broken.end()) {
        judging.worsen(Verdict::error, found->second + after_step);
    } else if (trace.how != "hung" && !is_complete) {
        judging.worsen(Verdict::error, "the trace ends" + after_step);
    } else if (trace.how == "hung" && !all_returned) {
        judging.worsen(Verdict::error, "the agent fell silent" + after_step);
    } else if (trace.how == "hung" && !is_complete) {
        judging.worsen(Verdict::inconclusive, "the provider hung" + after_step);
    }
    Judgement judgement = judging.finish();
    if (trace.provider.starts_with("spi:")) excuse_what_did_not_start(trace, judgement);
    return judgement;
}

namespace {

/// The states after the step, if it returned what its author claims; any, without a claim.
std::vector<State> after_claim(const Scenario& scenario, std::size_t index, const State& state) {
    const Step& step = scenario.steps[index];
    std::vector<State> next;
    const Ruling ruling = rule(Spec{}, state, step.thread, step.call, step.timing);
    for (const Outcome& outcome : ruling.allowed()) {
        if (step.claim && !may_be_claimed(*step.claim, outcome.pattern, state)) continue;
        Reply reply = example_of(outcome.pattern);
        if (outcome.remember == Remember::handle)
            reply.value = static_cast<std::uint32_t>(index + 1);
        else if (step.claim)
            reply = claimed_example(*step.claim, outcome.pattern, state);
        if (step.timing != Timing::returns)
            next.push_back(after(outcome, reply, step.thread));
        else if (reply.kind == ReplyKind::nothing)
            next.push_back(outcome.next);
        else
            next.push_back(landed(outcome, reply, *step.thread));
    }
    return next;
}

/// The step at which the call that the thread has in flight after `done` steps returns.
std::optional<std::size_t> return_of(const Scenario& scenario, std::size_t done, ThreadId thread) {
    for (std::size_t i = done; i < scenario.steps.size(); ++i) {
        const Step& step = scenario.steps[i];
        const bool is_last = !step.claim || step.claim->front().kind != ReplyKind::nothing;
        if (step.timing == Timing::returns && step.thread == thread && is_last) return i;
    }
    return std::nullopt;
}

}  // namespace

std::optional<std::size_t> impossible_claim(const Scenario& scenario) {
    StateSet possible;
    possible.insert(initial_state(scenario, "simulated", 64));
    for (std::size_t i = 0; i < scenario.steps.size(); ++i) {
        const Step& step = scenario.steps[i];
        const auto landing = [&](const State& state, ThreadId thread) {
            const auto end = return_of(scenario, i, thread);
            return end ? after_claim(scenario, *end, state) : std::vector<State>{};
        };
        StateSet next;
        close_under_internal_steps(possible, landing);
        for (const State& state : possible) {
            const bool is_over = step.timing == Timing::returns &&
                                 state.at(*step.thread).flight == Flight::landed &&
                                 return_of(scenario, i, *step.thread) == i;
            if (step.timing == Timing::begins) {
                next.insert(begun(Spec{}, state, *step.thread, step.call));
            } else if (is_over) {
                next.insert(returned(state, {}, *step.thread));
            } else {
                for (const State& after : after_claim(scenario, i, state))
                    next.insert(after);
            }
        }
        if (next.empty()) return i;
        possible = std::move(next);
    }
    return std::nullopt;
}

}  // namespace wsconform
