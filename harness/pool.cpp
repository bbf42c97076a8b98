#include "harness/pool.hpp"

#include <algorithm>
#include <utility>

namespace wsconform {

Pool::Pool(std::vector<const Scenario*> scenarios, const MakePlayer& make_player, unsigned jobs) {
    for (const Scenario* scenario : scenarios)
        slots_.push_back({scenario, {}, nullptr, false});
    const std::size_t count = std::min<std::size_t>(jobs, slots_.size());
    for (std::size_t i = 0; i < count; ++i)
        jobs_.emplace_back([this, make_player] { work(make_player); });
}

Pool::~Pool() {
    {
        const std::lock_guard lock{mutex_};
        is_ending_ = true;
    }
    for (std::thread& job : jobs_)
        job.join();
}

std::string Pool::take(const Scenario& scenario) {
    std::unique_lock lock{mutex_};
    const auto slot = std::ranges::find(slots_, &scenario, &Slot::scenario);
    changed_.wait(lock, [&] { return slot->is_done; });
    if (slot->failure) std::rethrow_exception(slot->failure);
    return std::move(slot->trace);
}

Pool::Slot* Pool::next() {
    const std::lock_guard lock{mutex_};
    if (is_ending_ || next_ == slots_.size()) return nullptr;
    return &slots_[next_++];
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

void Pool::work(const MakePlayer& make_player) {
    std::unique_ptr<Player> player;
    while (Slot* slot = next()) {
        try {
            if (player == nullptr) player = make_player();
            finish(*slot, player->play(*slot->scenario), nullptr);
        } catch (...) {
            finish(*slot, {}, std::current_exception());
        }
    }
}

}  // namespace wsconform
