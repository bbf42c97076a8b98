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

#include "harness/harness_error.hpp"
#include "harness/station/containment.hpp"
#include "harness/station/descriptor.hpp"
#include "harness/station/namespaces.hpp"
#include "harness/station/own_scratch.hpp"

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
    Pipe mapped = make_pipe();  ///< Ends when the supervisor has mapped the ids.
};

/// In the inner process: the pipe that ends with the supervisor.
const Descriptor* supervisors_end = nullptr;

/// Of the user's variables those in the table.
void clear_environment() {
    std::vector<std::pair<std::string, std::string>> kept;
    for (const std::string_view name : containment::variables)
        if (const char* const value = std::getenv(std::string{name}.c_str()); value != nullptr)
            kept.emplace_back(name, value);
    clearenv();
    for (const auto& [name, value] : kept)
        setenv(name.c_str(), value.c_str(), 1);
}

/// What stands between the fork and the work.
struct Entrance {
    const View& view;
    const std::filesystem::path& root;
    const Work& work;
    Ids ids;
    bool maps_itself;
};

/// The inner process's first steps. It tells why it could not go in and ends, or tells nothing and
/// works.
[[noreturn]] void enter_and_work(Threshold& threshold, const Entrance& entrance) {
    threshold.alive.writer.close();
    threshold.told.reader.close();
    threshold.mapped.writer.close();
    die_with_parent(threshold.alive.reader);
    setsid();
    Surroundings surroundings{
        .isolated = true, .own_resolver = true, .scratch = own_folder, .ids = entrance.ids};
    try {
        // Root of a namespace that knows no other id, which must make no namespace of its own.
        if (!entrance.maps_itself && !entrance.ids.maps_all)
            throw HarnessError{
                "a user namespace is refused, and no id is mapped that could take "
                "the place of root's"};
        if (entrance.maps_itself)
            map_ids("self", entrance.ids);
        else
            all_of(threshold.mapped.reader);
        furnish_namespaces(entrance.root);
        surroundings.reasons = enter_view(entrance.view, entrance.root, entrance.ids);
        clear_environment();
    } catch (const std::exception& error) {
        const std::string reason = error.what();
        [[maybe_unused]] const ssize_t told =
            ::write(threshold.told.writer.value(), reason.data(), reason.size());
        _exit(exit_of_failed_work);
    }
    threshold.told.writer.close();
    supervisors_end = &threshold.alive.reader;
    work_and_exit(entrance.work, surroundings);
}

struct Attempt {
    int status = 0;
    /// Why it was not made; the work was not begun then.
    std::string refused = {};
};

Attempt run_in_namespaces(const std::filesystem::path& directory, const View& view,
                          const Work& work, const WatchedSignals& signals) {
    // One mount point for all: each inner process sees only its own mount there.
    const auto root = directory / "scratch";
    const Ids ids = ids_of_a_station();
    Threshold threshold;
    Forked inner;
    try {
        std::filesystem::create_directories(root);
        inner = fork_into_namespaces();
    } catch (const std::exception& error) {
        return {.refused = error.what()};
    }
    const bool is_mapped_from_here = inner.has_user_namespace && ids.maps_all;
    if (inner.child == 0) {
        signals.restore();
        enter_and_work(threshold,
                       {view, root, work, ids, inner.has_user_namespace && !is_mapped_from_here});
    }
    std::string refused;
    try {
        if (is_mapped_from_here) map_ids(std::to_string(inner.child), ids);
    } catch (const std::exception& error) {
        refused = error.what();
        kill(inner.child, SIGKILL);
    }
    threshold.mapped.writer.close();
    threshold.told.writer.close();
    refused += all_of(threshold.told.reader);
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

void Surroundings::give_away(const std::filesystem::path& path) const {
    if (!isolated || ids.user == geteuid()) return;
    const auto give = [this](const std::filesystem::path& file) {
        if (lchown(file.c_str(), ids.user, ids.group) != 0)
            throw HarnessError{because(file.string(), errno)};
    };
    give(path);
    for (const auto& entry : std::filesystem::recursive_directory_iterator{path})
        give(entry.path());
}

void Surroundings::give_up_rights(Code code) const {
    if (!isolated) return;
    wsconform::give_up_rights(ids, code);
    // Whoever takes another id is no longer told of the parent's death.
    die_with_parent(*supervisors_end);
}

int run_isolated(Isolate wanted, const std::filesystem::path& directory, const View& view,
                 const Work& work) {
    const auto absolute = std::filesystem::absolute(directory);
    const WatchedSignals signals;
    Surroundings surroundings;
    if (wanted == Isolate::fully) {
        const Attempt attempt = run_in_namespaces(absolute, view, work, signals);
        if (attempt.refused.empty()) return attempt.status;
        surroundings.reasons.push_back("no isolation: " + attempt.refused);
    } else {
        surroundings.reasons.emplace_back("no isolation: it was not wanted");
    }
    return run_in_the_open(absolute, std::move(surroundings), work, signals);
}

}  // namespace wsconform
