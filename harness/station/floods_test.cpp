// SPDX-License-Identifier: Apache-2.0

// Goal: whatever a provider makes too much of finds a bound inside its station. Method: a process
// there that makes too much.

#include <gtest/gtest.h>
#include <sys/mman.h>

#include <csignal>

#include "harness/station/containment.hpp"
#include "harness/station/memory_watch.hpp"
#include "harness/station/outside.hpp"

namespace wsconform {
namespace {

namespace fs = std::filesystem;

/// As many as it takes.
bool fills(const fs::path& folder, std::uint64_t bytes) {
    const std::string chunk(1 << 20, 'x');
    std::signal(SIGXFSZ, SIG_IGN);
    for (std::uint64_t written = 0; written < bytes;) {
        const Descriptor file{
            open((folder / std::to_string(written)).c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600)};
        const ssize_t count = ::write(file.value(), chunk.data(), chunk.size());
        if (count <= 0) return false;
        written += static_cast<std::uint64_t>(count);
    }
    return true;
}

bool makes_files(std::uint64_t wanted) {
    for (std::uint64_t i = 0; i < wanted; ++i)
        if (!is_made("/tmp/file-" + std::to_string(i))) return false;
    return true;
}

bool starts_processes(std::size_t wanted) {
    std::vector<pid_t> started;
    while (started.size() < wanted) {
        const pid_t child = fork();
        if (child < 0) break;
        if (child == 0) {
            pause();
            _exit(0);
        }
        started.push_back(child);
    }
    for (const pid_t child : started) {
        kill(child, SIGKILL);
        waitpid(child, nullptr, 0);
    }
    return started.size() == wanted;
}

bool takes_memory(std::size_t bytes) {
    void* const memory =
        mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) return false;
    munmap(memory, bytes);
    return true;
}

TEST(Floods, FindABound) {
    const Outside outside;
    if (!outside.can_isolate()) GTEST_SKIP() << "no namespaces here";

    EXPECT_EQ(outside.opened({
                  {"memory", [] { return takes_memory(3ULL << 30U); }},
                  {"disk", [] { return fills("/tmp", containment::most_bytes_written + 1); }},
                  {"files", [] { return makes_files(containment::most_files + 1); }},
                  {"processes", from_a_child([] { return starts_processes(1100); })},
                  {"little memory", [] { return takes_memory(100U << 20U); }},
              }),
              std::string{containment::has_shadow ? "memory\n" : ""} + "little memory\n");
}

/// Memory that is shared counts for no process alone.
TEST(Floods, OfMemoryByAllTogetherIsBoundedByTheDeathOfTheLargest) {
    const Outside outside;
    if (!outside.can_isolate()) GTEST_SKIP() << "no namespaces here";
    constexpr std::size_t bound = 100U << 20U;

    EXPECT_EQ(outside.opened({{"is killed",
                               [] {
                                   const MemoryWatch watch{bound};
                                   const pid_t child = fork();
                                   if (child == 0) {
                                       void* const shared =
                                           mmap(nullptr, 2 * bound, PROT_READ | PROT_WRITE,
                                                MAP_SHARED | MAP_ANONYMOUS, -1, 0);
                                       std::memset(shared, 1, 2 * bound);
                                       pause();
                                   }
                                   int status = 0;
                                   waitpid(child, &status, 0);
                                   return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
                               }}}),
              "is killed\n");
}

}  // namespace
}  // namespace wsconform
