#include "harness/simulated_player.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "conformance/decoder.hpp"
#include "conformance/judge.hpp"
#include "conformance/oracle.hpp"
#include "harness/version.hpp"
#include "model/ruling.hpp"

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
    Simulation(const Scenario& scenario, std::uint64_t seed, std::optional<ClauseId> suspended)
        : scenario_{&scenario},
          encoder_{scenario},
          choices_{seed, scenario.id},
          reluctant_{seed % 2 == 0},
          spec_{Grading::strict, suspended},
          state_{initial_state("simulated", 64)} {}

    std::string run() {
        write({{"format", "wsconform-trace/1"},
               {"suite", suite_version},
               {"provider", "simulated"},
               {"bits", 64},
               {"scenario", scenario_document()}});
        std::string how = "completed";
        for (std::size_t i = 0; i < scenario_->steps.size() && how == "completed"; ++i) {
            const Step& step = scenario_->steps[i];
            write({{"thread", step.actor}, {"step", i}, {"event", "invoked"}});
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

    /// Lets some internal steps happen, then the call; if it cannot end yet, more of them.
    Reply perform(const Step& step) {
        for (auto steps = internal_steps(state_); !steps.empty() && choices_.below(2) == 0;
             steps = internal_steps(state_))
            state_ = steps[choices_.below(steps.size())];
        while (true) {
            const Ruling ruling = rule(spec_, state_, step.thread, step.call);
            if (const auto reply = end_call(ruling, step)) return *reply;
            const auto steps = internal_steps(state_);
            if (steps.empty()) {
                Reply hung;
                hung.kind = ReplyKind::hung;
                return hung;
            }
            state_ = steps[choices_.below(steps.size())];
        }
    }

    std::optional<Reply> end_call(const Ruling& ruling, const Step& step) {
        std::vector<const Outcome*> candidates;
        for (const Outcome& outcome : ruling.allowed()) {
            if (outcome.mutant) candidates.push_back(&outcome);
        }
        if (candidates.empty()) {
            for (const Outcome& outcome : ruling.allowed())
                candidates.push_back(&outcome);
            const auto is_obliging = [](const Outcome* o) { return !o->reluctant; };
            if (!reluctant_ && std::ranges::any_of(candidates, is_obliging))
                std::erase_if(candidates, [](const Outcome* o) { return o->reluctant; });
        }
        while (!candidates.empty()) {
            const std::size_t drawn = choices_.below(candidates.size());
            const Outcome& outcome = *candidates[drawn];
            const Reply reply = concrete(outcome, step);
            if (outcome.mutant || !explanations(ruling, reply).empty()) {
                state_ = after(outcome, reply, step.thread);
                return reply;
            }
            candidates.erase(candidates.begin() + static_cast<std::ptrdiff_t>(drawn));
        }
        return std::nullopt;
    }

    /// A reply of the outcome's pattern, with its holes filled.
    Reply concrete(const Outcome& outcome, const Step& step) {
        const Pattern& pattern = outcome.pattern;
        Reply reply = example_of(pattern);
        if (outcome.remember == Remember::handle) {
            reply.value = ++last_handle_;
        } else if (outcome.remember == Remember::bytes_read ||
                   outcome.remember == Remember::bytes_seen) {
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
    Encoder encoder_;
    Choices choices_;
    bool reluctant_;
    Spec spec_;
    State state_;
    std::uint32_t last_handle_{};
    std::string text_;
    std::size_t lines_{};
};

}  // namespace

std::string SimulatedPlayer::play(const Scenario& scenario) {
    return Simulation{scenario, seed_, suspended_}.run();
}

}  // namespace wsconform
