// SPDX-License-Identifier: Apache-2.0

#include "harness/agent/script_thread.hpp"

#include <thread>
#include <utility>

#include "harness/agent/exceptions.hpp"

namespace wsconform::agent {

ScriptThread::ScriptThread() {
    std::thread{[this] { work_for_ever(); }}.detach();
}

std::future<Outcome> ScriptThread::hand(Work work) {
    auto outcome = work.get_future();
    {
        const std::scoped_lock lock{mutex_};
        work_ = std::move(work);
    }
    handed_.notify_one();
    return outcome;
}

void ScriptThread::work_for_ever() {
    this_thread_is_ours();
    Performer performer;
    while (true) {
        std::unique_lock lock{mutex_};
        handed_.wait(lock, [this] { return work_.has_value(); });
        Work work = *std::exchange(work_, std::nullopt);
        lock.unlock();
        work(performer);
    }
}

}  // namespace wsconform::agent
