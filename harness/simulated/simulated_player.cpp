// SPDX-License-Identifier: Apache-2.0

#include "harness/simulated/simulated_player.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "conformance/judging/following.hpp"
#include "conformance/judging/judge.hpp"
#include "conformance/trace/decoder.hpp"
#include "harness/version.hpp"
#include "model/flight.hpp"
#include "model/internal_steps.hpp"

namespace wsconform {

namespace {

using nlohmann::json;

/// SplitMix64: the same sequence for the same seed on every machine and library.
class Choices {
  public:
    Choices(std::uint64_t seed, const std::string& purpose) : state_{seed} {
        for (const char c : purpose)
            state_ = (state_ ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
    }
    /// Of [0, count), for a count above 0.
    std::size_t below(std::size_t count) { return next() % count; }

  private:
    std::uint64_t next() {
        state_ += 0x9e3779b97f4a7c15U;
        std::uint64_t z = state_;
        z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
        z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
        return z ^ (z >> 31U);
    }

    std::uint64_t state_;
};

class Simulation {
  public:
    Simulation(const Scenario& scenario, std::uint64_t seed, std::optional<ClauseId> suspended,
               std::string_view mutation, const Watch& watch)
        : scenario_{&scenario},
          mutation_{mutation},
          watch_{&watch},
          encoder_{scenario},
          choices_{seed, scenario.id},
          reluctant_{seed % 2 == 0},
          spec_{Grading::strict, suspended},
          subject_{simulated_subject(scenario)},
          state_{initial_state(subject_)} {}

    std::string run() {
        write({{"format", "wsconform-trace/1"},
               {"suite", suite_version},
               {"provider", subject_.provider},
               {"interface", word_for(subject_.interface)},
               {"dll", word_for(subject_.dll)},
               {"bits", subject_.bits},
               {"scenario", scenario_document()}});
        std::string how = "completed";
        for (std::size_t i = 0; i < scenario_->steps.size() && how == "completed"; ++i) {
            const Step& step = scenario_->steps[i];
            write({{"thread", step.actor}, {"step", i}, {"event", "invoked"}});
            if (step.timing == Timing::begins) {
                state_ = begun(spec_, state_, *step.thread, step.call);
                flights_[*step.thread] = {&step, std::nullopt};
                continue;
            }
            const Reply reply = perform(step);
            json facts = encoder_.facts_of(i, reply);
            facts["thread"] = step.actor;
            facts["step"] = i;
            write(facts);
            if (reply.kind == ReplyKind::hung) how = "hung";
        }
        write({{"event", "end"}, {"how", how}, {"events", lines_ - 1}});
        return text_;
    }

  private:
    json scenario_document() const {
        json document = json::parse(scenario_->json);
        document["id"] = scenario_->id;
        return document;
    }
    void write(const json& line) {
        text_ += line.dump(-1, ' ', false, json::error_handler_t::replace) + "\n";
        lines_++;
    }

    /// Lets something happen without anybody's doing: an internal step, or a call in flight takes
    /// effect. False if nothing is left to happen.
    bool drift() {
        const auto steps = internal_steps(state_);
        std::vector<ThreadId> pending;
        for (const auto& [thread, flying] : flights_) {
            if (is_pending(state_, thread)) pending.push_back(thread);
        }
        if (steps.empty() && pending.empty()) return false;
        const std::size_t drawn = choices_.below(steps.size() + pending.size());
        if (drawn < steps.size()) {
            state_ = steps[drawn];
            return true;
        }
        return land(pending[drawn - steps.size()]) || !steps.empty();
    }

    bool land(ThreadId thread) {
        Flying& flying = flights_.at(thread);
        const Step& step = *flying.step;
        const Ruling ruling = rule(spec_, state_, thread, step.call, Timing::returns);
        const bool goes_on_waiting = std::ranges::any_of(ruling.allowed(), [](const Outcome& o) {
            return o.mutant && o.pattern.kind == ReplyKind::nothing;
        });
        const auto chosen = choose(ruling, step, /*is_over=*/true);
        if (goes_on_waiting || !chosen) return false;
        flying.landing = do_so(step, ruling, *chosen->first, chosen->second, MomentKind::lands);
        return true;
    }

    /// Lets something happen, then the call; if it cannot end yet, more of that.
    Reply perform(const Step& step) {
        while (choices_.below(2) == 0 && drift()) {
        }
        while (true) {
            if (const auto reply = end(step)) return *reply;
            if (step.timing == Timing::whole && step.thread &&
                may_run_hook(state_, *step.thread, step.call))
                state_ = waited(state_, *step.thread);
            if (drift()) continue;
            Reply hung;
            hung.kind = ReplyKind::hung;
            return hung;
        }
    }

    std::optional<Reply> end(const Step& step) {
        if (step.timing == Timing::returns) return end_flight(step);
        const Ruling ruling = rule(spec_, state_, step.thread, step.call, step.timing);
        const auto chosen = choose(ruling, step, /*is_over=*/false);
        if (!chosen) return std::nullopt;
        return do_so(step, ruling, *chosen->first, chosen->second, MomentKind::ends);
    }

    std::optional<Reply> end_flight(const Step& step) {
        const ThreadId thread = *step.thread;
        const Ruling ruling = rule(spec_, state_, thread, step.call, Timing::returns);
        const bool has_landed = state_.at(thread).flight == Flight::landed;
        if (!has_landed && !(is_pending(state_, thread) && land(thread))) {
            const auto chosen = choose(ruling, step, /*is_over=*/false);
            if (!chosen) return std::nullopt;
            return do_so(step, ruling, *chosen->first, chosen->second, MomentKind::waits);
        }
        Outcome stays;
        stays.next = state_;
        const Reply reply =
            do_so(step, ruling, stays, *flights_.at(thread).landing, MomentKind::returns);
        if (reply.kind != ReplyKind::nothing) flights_.erase(thread);
        return reply;
    }

    /// Does what was chosen, or what the mutant does instead, and returns the reply.
    Reply do_so(const Step& step, const Ruling& ruling, const Outcome& outcome, const Reply& reply,
                MomentKind kind) {
        const auto move_on = [&](const Outcome& done, const Reply& seen) {
            state_ = next_of(state_, step, done, seen, kind);
            return seen;
        };
        const Moment moment{scenario_, &step, &state_, &ruling, outcome, reply, kind};
        if (*watch_) (*watch_)(moment);
        if (mutation_.empty()) return move_on(outcome, reply);
        for (const Mutation& mutation : mutations_at(moment)) {
            if (mutation.mutant == mutation_) return move_on(mutation.outcome, mutation.reply);
        }
        return move_on(outcome, reply);
    }

    /// An outcome that is allowed, and a reply of it; `is_over`: not that the call still waits.
    std::optional<std::pair<const Outcome*, Reply>> choose(const Ruling& ruling, const Step& step,
                                                           bool is_over) {
        std::vector<const Outcome*> candidates = candidates_of(ruling, is_over);
        while (!candidates.empty()) {
            const std::size_t drawn = choices_.below(candidates.size());
            const Outcome& outcome = *candidates[drawn];
            const Reply reply = concrete(outcome, step);
            if (outcome.mutant || !explanations(ruling, reply).empty()) return {{&outcome, reply}};
            candidates.erase(candidates.begin() + static_cast<std::ptrdiff_t>(drawn));
        }
        return std::nullopt;
    }

    /// Those of a mutant if there are any, and else those of an obliging provider unless this is a
    /// reluctant one.
    std::vector<const Outcome*> candidates_of(const Ruling& ruling, bool is_over) const {
        std::vector<const Outcome*> candidates;
        for (const Outcome& outcome : ruling.allowed()) {
            if (!is_over || outcome.pattern.kind != ReplyKind::nothing)
                candidates.push_back(&outcome);
        }
        const auto keep_any = [&](auto is_wanted) {
            if (!std::ranges::any_of(candidates, is_wanted)) return false;
            std::erase_if(candidates, std::not_fn(is_wanted));
            return true;
        };
        const bool has_mutants = keep_any([](const Outcome* o) { return o->mutant; });
        if (!has_mutants && !reluctant_) keep_any([](const Outcome* o) { return !o->reluctant; });
        return candidates;
    }

    /// Of a socket that may do anything, the range is wider than any buffer.
    static bool takes_a_look(const Step& step, const Pattern& pattern) {
        const auto* const receive = std::get_if<calls::Receive>(&step.call);
        return receive != nullptr && receive->peeks && pattern.value.highest <= receive->length;
    }

    /// A reply of the outcome's pattern, with its holes filled.
    Reply concrete(const Outcome& outcome, const Step& step) {
        const Pattern& pattern = outcome.pattern;
        Reply reply = example_of(pattern);
        if (outcome.remember == Remember::handle) {
            reply.value = ++last_handle_;
        } else if (outcome.remember == Remember::bytes_read ||
                   outcome.remember == Remember::bytes_seen || takes_a_look(step, pattern)) {
            const std::uint32_t span = pattern.value.highest - pattern.value.lowest;
            const bool whole = !reluctant_ || choices_.below(4) != 0;
            reply.value += whole ? span : static_cast<std::uint32_t>(choices_.below(span + 1));
        }
        if (pattern.any_error) reply.error = last_error_after(reply.kind, step);
        if (pattern.size.highest == 0xffff)
            reply.size += static_cast<std::uint32_t>(choices_.below(16));
        return reply;
    }

    /// A success keeps the last error or resets it; a failure that may have any code has this one.
    Error last_error_after(ReplyKind kind, const Step& step) {
        if (kind == ReplyKind::failed || kind == ReplyKind::message) return Error::wsaeopnotsupp;
        if (kind != ReplyKind::done || !step.thread || step.function.empty()) return Error::none;
        const bool keeps = choices_.below(2) == 0;
        if (!keeps && !std::holds_alternative<calls::GetLastError>(step.call)) return Error::none;
        const bool is_poisoned = !std::holds_alternative<calls::GetLastError>(step.call);
        const Error before = state_.at(*step.thread).last_error;
        return is_poisoned || before == Error::unknown ? Error::untouched : before;
    }

    const Scenario* scenario_;
    std::string_view mutation_;  ///< Empty for none.
    const Watch* watch_;
    Encoder encoder_;
    Choices choices_;
    bool reluctant_;
    Spec spec_;
    Subject subject_;
    State state_;
    struct Flying {
        const Step* step{};
        std::optional<Reply> landing;  ///< Once it has taken effect.
    };
    std::map<ThreadId, Flying> flights_;
    std::uint32_t last_handle_{};
    std::string text_;
    std::size_t lines_{};
};

}  // namespace

std::string SimulatedPlayer::play(const Scenario& scenario) {
    return Simulation{scenario, seed_, suspended_, mutation_, watch_}.run();
}

}  // namespace wsconform
