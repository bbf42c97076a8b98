// SPDX-License-Identifier: Apache-2.0

#pragma once

// Plays a list of scenarios on several players at once and hands the traces out in any order.
// More can be given to it later; they come after those that still wait.
//
// Each job is a thread with a player of its own, used by that thread only. The jobs share
// the index of the next scenario and the traces, both under one lock; a taker waits until its trace
// is there. Destroying the pool lets each job finish the scenario it is at.

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "harness/player.hpp"

namespace wsconform {

class Pool {
  public:
    using MakePlayer = std::function<std::unique_ptr<Player>()>;

    /// The scenarios must outlive the pool. `jobs` is at least 1. If a player is there already, the
    /// first job uses it.
    Pool(const std::vector<const Scenario*>& scenarios, MakePlayer make_player, unsigned jobs,
         std::unique_ptr<Player> there = nullptr);
    Pool(const Pool&) = delete;
    Pool& operator=(const Pool&) = delete;
    ~Pool();

    /// The trace of a scenario, once it is there. Throws what its player threw.
    std::string take(const Scenario& scenario);
    /// Plays these too, and waits for their traces. Throws what a player threw.
    std::vector<std::string> play(const std::vector<const Scenario*>& scenarios);

  private:
    struct Slot {
        const Scenario* scenario{};
        std::string trace;
        std::exception_ptr failure;
        bool is_done{};
    };

    void employ(std::size_t count);
    void work();
    Slot* next();
    std::string taken(Slot& slot);
    void finish(Slot& slot, std::string trace, std::exception_ptr failure);

    std::unique_ptr<Player> player();

    MakePlayer make_player_;
    std::unique_ptr<Player> there_;
    std::size_t most_jobs_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Slot> slots_;  ///< A deque: a slot stays where it is.
    std::size_t next_{};
    bool is_ending_{};
    std::vector<std::thread> jobs_;
};

}  // namespace wsconform
