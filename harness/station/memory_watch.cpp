// SPDX-License-Identifier: Apache-2.0

#include "harness/station/memory_watch.hpp"

#include <dirent.h>
#include <unistd.h>

#include <chrono>
#include <condition_variable>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <mutex>
#include <string>

#include "harness/station/containment.hpp"

namespace wsconform {

namespace {

/// Resident pages, by the second number in the file; 0 if the process has gone.
std::uint64_t pages_of(pid_t process) {
    std::ifstream file{"/proc/" + std::to_string(process) + "/statm"};
    std::uint64_t all = 0;
    std::uint64_t resident = 0;
    return file >> all >> resident ? resident : 0;
}

void look(std::uint64_t most_bytes) {
    struct Close {
        void operator()(DIR* folder) const { closedir(folder); }
    };
    const std::unique_ptr<DIR, Close> processes{opendir("/proc")};
    if (processes == nullptr) return;
    const auto page = static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
    std::uint64_t all = 0;
    std::uint64_t most = 0;
    pid_t largest = 0;
    while (const dirent* const entry = readdir(processes.get())) {
        const pid_t process = std::atoi(&entry->d_name[0]);
        if (process <= 1) continue;
        const std::uint64_t bytes = pages_of(process) * page;
        all += bytes;
        if (bytes < most) continue;
        most = bytes;
        largest = process;
    }
    if (all > most_bytes && largest > 1) kill(largest, SIGKILL);
}

void watch(const std::stop_token& end, std::uint64_t most_bytes) {
    std::mutex mutex;
    std::condition_variable_any ended;
    std::unique_lock lock{mutex};
    const std::chrono::milliseconds pause{containment::milliseconds_between_looks};
    while (!ended.wait_for(lock, end, pause, [&end] { return end.stop_requested(); }))
        look(most_bytes);
}

}  // namespace

MemoryWatch::MemoryWatch(std::uint64_t most_bytes)
    : thread_{[most_bytes](const std::stop_token& end) { watch(end, most_bytes); }} {}

}  // namespace wsconform
