// SPDX-License-Identifier: Apache-2.0

#include "harness/agent/spi/upcall_log.hpp"

#include <atomic>
#include <mutex>
#include <string_view>
#include <utility>

#include "harness/agent/our_threads.hpp"
#include "harness/agent/spi/front.hpp"
#include "harness/agent/windows_headers.hpp"

namespace wsconform::agent::spi {

namespace {

/// A provider may ask as often as it likes; a trace has room for so many lines.
constexpr std::size_t most_kept = 300;

/// The main thread takes what a script's thread noted, also of one that has not come back.
std::mutex lock;
std::vector<Upcall> noted;

thread_local std::size_t step_here = 0;
/// To which an upcall on a thread of the provider's belongs.
std::atomic<std::size_t> latest_step = 0;
/// What a provider asks while it is loaded belongs to no step.
std::atomic<bool> is_playing = false;

/// A call that waits asks for the callback each round, and how many rounds there are is chance:
/// what it asks again in the same step, with the same answer, is not noted.
bool is_repeated_query(const char* name, int value, int error) {
    using namespace std::string_view_literals;
    thread_local Upcall last{};
    if (name != "WPUQueryBlockingCallback"sv) return false;
    const bool is_repeated = last.name != nullptr && last.step == step_here &&
                             last.value == value && last.error == error;
    last = {step_here, {}, name, value, error, false};
    return is_repeated;
}

}  // namespace

UpcallsOf::UpcallsOf(std::size_t step) : outer_{std::exchange(step_here, step)} {
    latest_step = step;
    is_playing = true;
}

UpcallsOf::~UpcallsOf() {
    step_here = outer_;
}

void note_upcall(const char* name, int value, int error) {
    const bool is_late = !is_in_use();
    const bool is_ours = this_thread_number() != 0;
    if (!is_playing || (!is_ours && !is_late) || is_repeated_query(name, value, error)) return;
    const DWORD last_error = GetLastError();
    {
        const std::size_t step = is_ours ? step_here : latest_step.load();
        const std::scoped_lock hold{lock};
        if (noted.size() < most_kept)
            noted.push_back({step, std::chrono::steady_clock::now(), name, value, error, is_late});
    }
    SetLastError(last_error);
}

std::vector<Upcall> take_upcalls() {
    const std::scoped_lock hold{lock};
    return std::exchange(noted, {});
}

}  // namespace wsconform::agent::spi
