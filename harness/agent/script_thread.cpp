// SPDX-License-Identifier: Apache-2.0

#include "harness/agent/script_thread.hpp"

#include <system_error>
#include <thread>
#include <utility>

#include "harness/agent/errors.hpp"
#include "harness/agent/guarded_call.hpp"
#include "harness/agent/our_threads.hpp"

namespace wsconform::agent {

ScriptThread::ScriptThread(std::string name) : name_{std::move(name)} {
    try {
        std::thread{[this] { work_for_ever(); }}.detach();
    } catch (const std::system_error& error) {
        throw HarnessError("thread " + name_ + " cannot be started: " + error.what());
    }
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

bool ScriptThread::is_in_provider() const {
    return thread_number_ != 0 && is_in_guarded_call(thread_number_);
}

void ScriptThread::work_for_ever() {
    this_thread_is_ours(name_.c_str());
    thread_number_ = this_thread_number();
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
