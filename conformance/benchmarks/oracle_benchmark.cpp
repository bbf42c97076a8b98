// The oracle on traces of up to 50 events: events a second on one core, how long the slowest traces
// of a thousand take, and the memory of the process. The traces are walks through the bounded model
// with four requests, two threads and two sockets; the same in every run.

#include <benchmark/benchmark.h>
#include <sys/resource.h>
#include <time.h>  // NOLINT(modernize-deprecated-headers): clock_gettime is of POSIX.

#include <algorithm>
#include <random>
#include <vector>

#include "conformance/exploring/bounded_model.hpp"
#include "conformance/judging/oracle.hpp"
#include "model/internal_steps.hpp"

namespace wsconform {
namespace {

constexpr Bound bound{.requests = 4, .threads = 2, .sockets = 2};
constexpr std::size_t traces = 2'000;
constexpr std::size_t longest = 50;

struct Event {
    const Action* action{};
    Reply reply;
};

class Walk {
  public:
    Walk(const std::vector<Action>& actions, std::mt19937& chance)
        : actions_{&actions}, chance_{&chance}, state_{start_of(bound)} {}

    std::vector<Event> take(std::size_t length) {
        std::vector<Event> events;
        while (events.size() < length) {
            const auto steps = internal_steps(state_);
            if (!steps.empty() && drawn(3) == 0) {
                state_ = steps[drawn(steps.size())];
                continue;
            }
            const Action& action = (*actions_)[drawn(actions_->size())];
            if (!action.is_offered(state_)) continue;
            const Ruling ruling = rule(Spec{}, state_, action.thread, action.call);
            if (ruling.allowed().empty()) continue;
            const Outcome& outcome = ruling.allowed()[drawn(ruling.allowed().size())];
            Reply reply = example_of(outcome.pattern);
            if (outcome.remember == Remember::handle) reply.value = outcome.target + 1U;
            if (explanations(ruling, reply).empty()) continue;
            state_ = after(outcome, reply, action.thread);
            events.push_back({&action, reply});
        }
        return events;
    }

  private:
    std::size_t drawn(std::size_t below) { return (*chance_)() % below; }

    const std::vector<Action>* actions_;
    std::mt19937* chance_;
    State state_;
};

/// Of this thread's work: others may use the machine as well.
double milliseconds_worked() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return 1e3 * static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_nsec);
}

double peak_megabytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024.0;
}

void judge_events(benchmark::State& state) {
    const std::vector<Action> actions = actions_within(bound);
    std::mt19937 chance{1};
    std::vector<std::vector<Event>> walks;
    for (std::size_t i = 0; i < traces; ++i)
        walks.push_back(Walk{actions, chance}.take(1 + i % longest));

    std::size_t events = 0;
    std::size_t given_up = 0;
    std::vector<double> milliseconds;
    for ([[maybe_unused]] auto iteration : state) {
        for (const std::vector<Event>& walk : walks) {
            const double start = milliseconds_worked();
            Oracle oracle{Spec{}, start_of(bound)};
            for (const Event& event : walk) {
                const Assessment seen =
                    oracle.observe({&event.action->call, event.action->thread, event.reply});
                events++;
                if (seen.conclusion == Conclusion::violates)
                    state.SkipWithError("the model's own trace violates the model");
                if (seen.conclusion != Conclusion::over_budget) continue;
                given_up++;
                break;
            }
            milliseconds.push_back(milliseconds_worked() - start);
        }
    }
    std::ranges::sort(milliseconds);
    const auto at = [&](double share) {
        return milliseconds[static_cast<std::size_t>(share *
                                                     static_cast<double>(milliseconds.size() - 1))];
    };
    const auto within = std::ranges::upper_bound(milliseconds, 20.0) - milliseconds.begin();
    state.counters["events/s"] =
        benchmark::Counter(static_cast<double>(events), benchmark::Counter::kIsRate);
    state.counters["median_ms"] = at(0.5);
    state.counters["p99.9_ms"] = at(0.999);
    state.counters["slowest_ms"] = milliseconds.back();
    state.counters["within_20ms_%"] =
        100.0 * static_cast<double>(within) / static_cast<double>(milliseconds.size());
    state.counters["given_up"] = static_cast<double>(given_up);
    state.counters["peak_MB"] = peak_megabytes();
}

BENCHMARK(judge_events)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace wsconform
