// SPDX-License-Identifier: Apache-2.0

#include "conformance/generators/shrink.hpp"

#include <rapidcheck.h>

#include <algorithm>
#include <cstring>
#include <nlohmann/json.hpp>
#include <set>
#include <vector>

#include "conformance/generators/guide.hpp"

namespace wsconform::generating {

using nlohmann::json;

namespace {

using Steps = std::vector<json>;

/// What each half of it may cost: a play on a real provider takes a good part of a second.
constexpr std::size_t most_plays = 60;

/// Those of the steps that can still be done, after some were taken away.
Steps taken_by(Guide& guide, const Steps& steps) {
    Steps possible;
    for (const json& step : steps) {
        if (guide.take(step) == Fit::ends) possible.push_back(step);
    }
    return possible;
}

Steps possible_of(const Steps& steps, bool is_spi) {
    Guide guide{is_spi};
    return taken_by(guide, steps);
}

std::string call_of(const json& step) {
    for (const char* const key : {"call", "peer", "await", "hook", "window", "memory", "peek"}) {
        if (step.contains(key)) return std::string{key} + step.at(key).get<std::string>();
    }
    return step.dump();
}

/// Of the broken clauses those that the model, too, sees tested by the steps.
class Stake {
  public:
    Stake(const json& steps, const Shrinking& shrinking) {
        Guide guide{shrinking.is_spi};
        taken_by(guide, steps.get<Steps>());
        std::ranges::copy_if(shrinking.broken, std::back_inserter(clauses_),
                             [&](ClauseId clause) { return guide.exercised().contains(clause); });
    }
    bool is_met(const Guide& guide) const {
        return std::ranges::all_of(
            clauses_, [&](ClauseId clause) { return guide.exercised().contains(clause); });
    }
    bool is_met(const Steps& steps, bool is_spi) const {
        Guide guide{is_spi};
        taken_by(guide, steps);
        return is_met(guide);
    }

  private:
    std::vector<ClauseId> clauses_;
};

/// As few of the steps as the model needs for the same last call to put them to the test. Nothing
/// is played for that, and most deviations show in these already.
Steps least_by_model(Steps steps, const Stake& stake, bool is_spi) {
    const std::string last = call_of(steps.back());
    for (std::size_t i = steps.size() - 1; i-- > 0;) {
        Steps fewer = steps;
        fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
        fewer = possible_of(fewer, is_spi);
        const bool is_same = !fewer.empty() && call_of(fewer.back()) == last;
        if (is_same && stake.is_met(fewer, is_spi)) steps = std::move(fewer);
    }
    return steps;
}

/// The step with an argument that is easier to read.
rc::Seq<json> simpler(const json& step) {
    Steps all;
    const auto with = [&](const char* key, const json& value) {
        if (!step.contains(key) || step.at(key) == value) return;
        all.push_back(step);
        all.back()[key] = value;
    };
    const auto without = [&](const char* key) {
        if (!step.contains(key)) return;
        all.push_back(step);
        all.back().erase(key);
    };
    if (!step.contains("in_flight")) without("thread");
    without("repeats");
    with("buf", step.contains("hWnd") ? step.value("buf", json{}) : json("x"));
    with("bytes", "x");
    with("buflen", 1024);
    with("wVersionRequested", "2.2");
    return rc::seq::fromContainer(all);
}

/// Fewer steps, or as many in no longer words. Nothing is tried twice, so shrinking ends.
bool is_smaller(const Steps& steps, const Steps& than) {
    return steps.size() < than.size() ||
           (steps.size() == than.size() && json(steps).dump().size() <= json(than).dump().size());
}

rc::Seq<Steps> smaller_of(const Steps& steps, bool is_spi) {
    const auto fewer = rc::shrink::removeChunks(steps);
    const auto same = rc::shrink::eachElement(steps, simpler);
    return rc::seq::map(rc::seq::concat(fewer, same), [is_spi](const Steps& candidate) {
        return possible_of(candidate, is_spi);
    });
}

/// Looks for something smaller that deviates too, until nothing smaller does.
class Shrinker {
  public:
    Shrinker(const json& steps, const Shrinking& shrinking)
        : shrinking_{&shrinking}, stake_{steps, shrinking}, result_{steps} {}

    Shrunk run() {
        try_the_least_by_model();
        tried_.insert(result_.steps.dump());
        const bool is_spi = shrinking_->is_spi;
        auto current = rc::shrinkable::shrinkRecur(
            result_.steps.get<Steps>(),
            [is_spi](const Steps& value) { return smaller_of(value, is_spi); });
        while (auto next = smaller_that_deviates(current))
            current = std::move(*next);
        return result_;
    }

  private:
    void try_the_least_by_model() {
        const Steps least = least_by_model(result_.steps.get<Steps>(), stake_, shrinking_->is_spi);
        if (least.size() >= result_.steps.size()) return;
        result_.played++;
        if (shrinking_->deviates(least)) result_.steps = least;
    }

    /// Whether it is worth a play: smaller, not tried before, and with the clauses at stake.
    bool is_candidate(const Steps& candidate, const Steps& current) {
        return !candidate.empty() && is_smaller(candidate, current) &&
               tried_.insert(json(candidate).dump()).second &&
               stake_.is_met(candidate, shrinking_->is_spi);
    }

    /// Nothing if there is none, or if the plays are used up.
    std::optional<rc::Shrinkable<Steps>> smaller_that_deviates(
        const rc::Shrinkable<Steps>& current) {
        rc::Seq<rc::Shrinkable<Steps>> shrinks = current.shrinks();
        while (const auto shrink = shrinks.next()) {
            const Steps candidate = shrink->value();
            if (!is_candidate(candidate, current.value())) continue;
            if (result_.played == most_plays) {
                result_.is_over_budget = true;
                return std::nullopt;
            }
            result_.played++;
            if (!shrinking_->deviates(candidate)) continue;
            result_.steps = candidate;
            return *shrink;
        }
        return std::nullopt;
    }

    const Shrinking* shrinking_;
    Stake stake_;
    Shrunk result_;
    std::set<std::string> tried_;
};

}  // namespace

Shrunk shrunk(const json& steps, const Shrinking& shrinking) {
    return Shrinker{steps, shrinking}.run();
}

namespace {

constexpr std::size_t most_candidates = 20'000;

/// A sequence of steps, and what would have come of it.
struct Prefix {
    Guide guide;
    Steps steps;
    std::set<std::size_t> used;  ///< Of the alphabet, steps that introduce a name.
};

/// What two prefixes must have in common for the same to follow.
std::string mark_of(const Prefix& prefix) {
    const State& state = prefix.guide.state();
    std::string key(sizeof state, '\0');
    std::memcpy(key.data(), &state, sizeof state);
    for (const auto& [thread, name] : prefix.guide.in_flight())
        key.append(thread).append("=").append(name).append(";");
    for (const std::size_t step : prefix.used)
        key.append(std::to_string(step)).append(",");
    return key;
}

bool introduces(const json& step) {
    return step.contains("as") || step.contains("in_flight");
}

/// Goes through all sequences of the steps given, the shorter ones first, that the model can tell
/// apart.
class ShortestSearch {
  public:
    ShortestSearch(const json& steps, const Shrinking& shrinking)
        : shrinking_{&shrinking}, stake_{steps, shrinking}, last_{call_of(steps.back())} {
        for (const json& step : steps) {
            if (std::ranges::find(alphabet_, step) == alphabet_.end()) alphabet_.push_back(step);
        }
        const Steps taken = possible_of(steps.get<Steps>(), shrinking.is_spi);
        length_ = taken.size();
        // Where it shows while what is in flight is awaited in the end, any step may be the last.
        any_last_ = taken.size() < steps.size();
    }

    Search run() {
        std::vector<Prefix> prefixes{{Guide{shrinking_->is_spi}, {}, {}}};
        for (std::size_t length = 1; length < length_; ++length) {
            std::vector<Prefix> longer;
            for (const Prefix& prefix : prefixes) {
                if (!lengthen(prefix, longer)) return search_;
            }
            prefixes = std::move(longer);
        }
        return search_;
    }

  private:
    /// Adds the prefix with each step that it can go on with; false if the search is over.
    bool lengthen(const Prefix& prefix, std::vector<Prefix>& longer) {
        for (std::size_t i = 0; i < alphabet_.size(); ++i) {
            if (prefix.used.contains(i)) continue;
            Prefix next = prefix;
            if (next.guide.take(alphabet_[i]) != Fit::ends) continue;
            if (search_.candidates == most_candidates || search_.played == most_plays) {
                search_.is_over_budget = true;
                return false;
            }
            search_.candidates++;
            next.steps.push_back(alphabet_[i]);
            if (introduces(alphabet_[i])) next.used.insert(i);
            if (deviates(next, alphabet_[i])) return false;
            if (seen_.insert(mark_of(next)).second) longer.push_back(std::move(next));
        }
        return true;
    }

    /// Plays what may show the deviation with this step as its last.
    bool deviates(const Prefix& prefix, const json& last_step) {
        const bool may_show = any_last_ || call_of(last_step) == last_;
        if (!may_show || !stake_.is_met(prefix.guide)) return false;
        search_.played++;
        if (!shrinking_->deviates(prefix.steps)) return false;
        search_.found = prefix.steps;
        return true;
    }

    const Shrinking* shrinking_;
    Stake stake_;
    std::string last_;
    bool any_last_{};
    std::size_t length_{};
    Steps alphabet_;
    std::set<std::string> seen_;
    Search search_;
};

}  // namespace

Search shortest(const json& steps, const Shrinking& shrinking) {
    return ShortestSearch{steps, shrinking}.run();
}

}  // namespace wsconform::generating
