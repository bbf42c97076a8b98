#include "harness/agent/spi/upcall_log.hpp"

#include <mutex>
#include <utility>

#include "harness/agent/faults.hpp"
#include "harness/agent/windows_headers.hpp"

namespace wsconform::spi {

namespace {

/// A provider may ask as often as it likes; a trace has room for so many lines.
constexpr std::size_t most_kept = 300;

/// The conductor takes what a worker noted, also of one that has not come back.
std::mutex lock;
std::vector<Upcall> noted;

}  // namespace

void note_upcall(const char* name, int value, int error) {
    if (!is_this_thread_ours()) return;
    const DWORD last_error = GetLastError();
    {
        const std::scoped_lock hold{lock};
        if (noted.size() < most_kept)
            noted.push_back({std::chrono::steady_clock::now(), name, value, error});
    }
    SetLastError(last_error);
}

std::vector<Upcall> take_upcalls() {
    const std::scoped_lock hold{lock};
    return std::exchange(noted, {});
}

}  // namespace wsconform::spi
