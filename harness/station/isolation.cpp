// SPDX-License-Identifier: Apache-2.0

#include "harness/station/isolation.hpp"

#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <optional>

#include "harness/harness_error.hpp"
#include "harness/station/descriptor.hpp"
#include "harness/station/namespaces.hpp"
#include "harness/station/own_scratch.hpp"
#include "harness/station/own_tmp.hpp"

namespace wsconform {

namespace {

constexpr int exit_of_failed_work = 70;

/// The signals that would end the supervisor, and the one that tells of its child, are taken one by
/// one while it waits. The inner process gets back what was before.
class WatchedSignals {
  public:
    WatchedSignals() {
        sigemptyset(&watched_);
        for (const int number : {SIGCHLD, SIGINT, SIGTERM, SIGHUP})
            sigaddset(&watched_, number);
        sigprocmask(SIG_BLOCK, &watched_, &before_);
    }
    WatchedSignals(const WatchedSignals&) = delete;
    WatchedSignals& operator=(const WatchedSignals&) = delete;
    ~WatchedSignals() { restore(); }

    void restore() const { sigprocmask(SIG_SETMASK, &before_, nullptr); }
    int next() const { return sigwaitinfo(&watched_, nullptr); }

  private:
    sigset_t watched_{};
    sigset_t before_{};
};

/// The parent may have died before the request; the pipe whose other end it held tells.
void die_with_parent(const Descriptor& parents_pipe) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    pollfd source{parents_pipe.value(), 0, 0};
    if (poll(&source, 1, 0) > 0 && (source.revents & POLLHUP) != 0) _exit(exit_of_failed_work);
}

[[noreturn]] void work_and_exit(const Work& work, const Surroundings& surroundings) {
    int status = exit_of_failed_work;
    try {
        status = work(surroundings);
    } catch (const std::exception& error) {
        const std::string text = std::string{"station: "} + error.what() + "\n";
        [[maybe_unused]] const ssize_t told = ::write(STDERR_FILENO, text.data(), text.size());
    }
    // What the parent had buffered or registered is the parent's to flush and run.
    _exit(status);
}

/// Waits for the inner process; a request to end is passed on as its death.
int outcome_of(pid_t inner, const WatchedSignals& signals) {
    while (true) {
        int status = 0;
        const pid_t ended = waitpid(inner, &status, WNOHANG);
        if (ended == inner)
            return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
        const int number = signals.next();
        if (number > 0 && number != SIGCHLD) kill(inner, SIGKILL);
    }
}

/// Everything the inner process is told and tells before its work begins.
struct Threshold {
    Pipe alive = make_pipe();
    Pipe told = make_pipe();
};

std::string all_of(const Descriptor& reader) {
    std::string text;
    std::array<char, 512> chunk{};
    ssize_t count = 0;
    while ((count = ::read(reader.value(), chunk.data(), chunk.size())) > 0)
        text.append(chunk.data(), static_cast<std::size_t>(count));
    return text;
}

/// The inner process's first steps. It tells why it could not go in and ends, or tells nothing and
/// works.
[[noreturn]] void enter_and_work(Threshold& threshold, const std::optional<Ids>& mapped,
                                 const std::filesystem::path& scratch, const Work& work) {
    threshold.alive.writer.close();
    threshold.told.reader.close();
    die_with_parent(threshold.alive.reader);
    Surroundings surroundings{.isolated = true, .scratch = scratch};
    try {
        surroundings.reasons = furnish_namespaces(mapped, scratch);
        mount_own_tmp(scratch);
    } catch (const std::exception& error) {
        const std::string reason = error.what();
        [[maybe_unused]] const ssize_t told =
            ::write(threshold.told.writer.value(), reason.data(), reason.size());
        _exit(exit_of_failed_work);
    }
    try {
        mount_own_resolver(scratch);
        surroundings.own_resolver = true;
    } catch (const std::exception& error) {
        surroundings.reasons.emplace_back(error.what());
    }
    threshold.told.writer.close();
    work_and_exit(work, surroundings);
}

struct Attempt {
    int status = 0;
    /// Why it was not made; the work was not begun then.
    std::string refused = {};
};

Attempt run_in_namespaces(const std::filesystem::path& directory, const Work& work,
                          const WatchedSignals& signals) {
    // One mount point for all: each inner process sees only its own mount there.
    const auto scratch = directory / "scratch";
    const Ids own{geteuid(), getegid()};
    Threshold threshold;
    Forked inner;
    try {
        std::filesystem::create_directories(scratch);
        inner = fork_into_namespaces();
    } catch (const std::exception& error) {
        return {.refused = error.what()};
    }
    if (inner.child == 0) {
        signals.restore();
        const auto mapped = inner.has_user_namespace ? std::optional{own} : std::nullopt;
        enter_and_work(threshold, mapped, scratch, work);
    }
    threshold.told.writer.close();
    const std::string refused = all_of(threshold.told.reader);
    const int status = outcome_of(inner.child, signals);
    return {status, refused};
}

/// The children of this process, the adopted ones too.
std::vector<pid_t> children() {
    std::vector<pid_t> found;
    for (const auto& entry : std::filesystem::directory_iterator{"/proc"}) {
        const std::string name = entry.path().filename();
        if (std::isdigit(static_cast<unsigned char>(name.front())) == 0) continue;
        std::ifstream file{entry.path() / "stat"};
        std::string stat;
        std::getline(file, stat, '\0');
        // The second field is the program's name in parentheses and may hold anything.
        const std::size_t end_of_name = stat.rfind(") ");
        if (end_of_name == std::string::npos) continue;
        const int parent = std::atoi(stat.c_str() + end_of_name + 4);
        if (parent == getpid()) found.push_back(static_cast<pid_t>(std::atoi(name.c_str())));
    }
    return found;
}

/// Killing children makes grandchildren ours, until none are left.
void kill_orphans(const std::vector<pid_t>& spared) {
    while (true) {
        bool any = false;
        for (const pid_t child : children()) {
            if (std::find(spared.begin(), spared.end(), child) != spared.end()) continue;
            any = true;
            kill(child, SIGKILL);
            waitpid(child, nullptr, 0);
        }
        if (!any) return;
    }
}

int run_in_the_open(const std::filesystem::path& directory, Surroundings surroundings,
                    const Work& work, const WatchedSignals& signals) {
    const OwnScratch scratch{directory};
    surroundings.scratch = scratch.path();
    const std::vector<pid_t> others = children();
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    Pipe alive = make_pipe();
    const pid_t inner = fork();
    if (inner < 0) throw HarnessError{because("fork", errno)};
    if (inner == 0) {
        alive.writer.close();
        signals.restore();
        die_with_parent(alive.reader);
        work_and_exit(work, surroundings);
    }
    const int status = outcome_of(inner, signals);
    kill_orphans(others);
    prctl(PR_SET_CHILD_SUBREAPER, 0);
    return status;
}

}  // namespace

int run_isolated(Isolate wanted, const std::filesystem::path& directory, const Work& work) {
    const auto absolute = std::filesystem::absolute(directory);
    const WatchedSignals signals;
    Surroundings surroundings;
    if (wanted == Isolate::fully) {
        const Attempt attempt = run_in_namespaces(absolute, work, signals);
        if (attempt.refused.empty()) return attempt.status;
        surroundings.reasons.push_back("no isolation: " + attempt.refused);
    } else {
        surroundings.reasons.emplace_back("no isolation: it was not wanted");
    }
    return run_in_the_open(absolute, std::move(surroundings), work, signals);
}

}  // namespace wsconform
