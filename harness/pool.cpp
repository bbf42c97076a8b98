// SPDX-License-Identifier: Apache-2.0

#include "harness/pool.hpp"

#include <algorithm>
#include <utility>

namespace wsconform {

Pool::Pool(const std::vector<const Scenario*>& scenarios, MakePlayer make_player, unsigned jobs,
           std::unique_ptr<Player> there)
    : make_player_{std::move(make_player)}, there_{std::move(there)}, most_jobs_{jobs} {
    for (const Scenario* scenario : scenarios)
        slots_.push_back({scenario, {}, nullptr, false});
    employ(slots_.size());
}

Pool::~Pool() {
    {
        const std::lock_guard lock{mutex_};
        is_ending_ = true;
    }
    changed_.notify_all();
    for (std::thread& job : jobs_)
        job.join();
}

std::string Pool::take(const Scenario& scenario) {
    const auto slot = std::ranges::find(slots_, &scenario, &Slot::scenario);
    return slot == slots_.end() ? play({&scenario}).front() : taken(*slot);
}

std::vector<std::string> Pool::play(const std::vector<const Scenario*>& scenarios) {
    std::vector<Slot*> slots;
    slots.reserve(scenarios.size());
    {
        const std::lock_guard lock{mutex_};
        for (const Scenario* scenario : scenarios)
            slots.push_back(&slots_.emplace_back(Slot{scenario, {}, nullptr, false}));
    }
    changed_.notify_all();
    employ(scenarios.size());
    std::vector<std::string> traces;
    traces.reserve(slots.size());
    for (Slot* slot : slots)
        traces.push_back(taken(*slot));
    return traces;
}

/// As many jobs as there is something to do for.
void Pool::employ(std::size_t count) {
    jobs_.reserve(most_jobs_);
    try {
        while (jobs_.size() < std::min(most_jobs_, count))
            jobs_.emplace_back([this] { work(); });
    } catch (const std::exception&) {
        if (jobs_.empty()) throw;  // Else those that are there do the work.
    }
}

std::string Pool::taken(Slot& slot) {
    std::unique_lock lock{mutex_};
    changed_.wait(lock, [&] { return slot.is_done; });
    if (slot.failure) std::rethrow_exception(slot.failure);
    return std::move(slot.trace);
}

Pool::Slot* Pool::next() {
    std::unique_lock lock{mutex_};
    changed_.wait(lock, [&] { return is_ending_ || next_ < slots_.size(); });
    return is_ending_ ? nullptr : &slots_[next_++];
}

void Pool::finish(Slot& slot, std::string trace, std::exception_ptr failure) {
    {
        const std::lock_guard lock{mutex_};
        slot.trace = std::move(trace);
        slot.failure = std::move(failure);
        slot.is_done = true;
    }
    changed_.notify_all();
}

std::unique_ptr<Player> Pool::player() {
    {
        const std::lock_guard lock{mutex_};
        if (there_ != nullptr) return std::move(there_);
    }
    return make_player_();
}

void Pool::work() {
    std::unique_ptr<Player> own;
    while (Slot* slot = next()) {
        try {
            if (own == nullptr) own = player();
            finish(*slot, own->play(*slot->scenario), nullptr);
        } catch (...) {
            finish(*slot, {}, std::current_exception());
        }
    }
}

}  // namespace wsconform
