// SPDX-License-Identifier: Apache-2.0

#include "harness/station/isolation.hpp"

#include <gtest/gtest.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>

#include "harness/station/descriptor.hpp"
#include "harness/station/name_server.hpp"
#include "harness/station/process.hpp"

namespace wsconform {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

/// A directory for one test, removed with what is in it.
class Directory {
  public:
    Directory() : path_{fs::temp_directory_path() / "wsconform-isolation-XXXXXX"} {
        std::string name = path_.string();
        path_ = mkdtemp(name.data());
    }
    Directory(const Directory&) = delete;
    Directory& operator=(const Directory&) = delete;
    ~Directory() { fs::remove_all(path_); }

    const fs::path& path() const { return path_; }

  private:
    fs::path path_;
};

/// Whether there can be namespaces where the tests run; some tests have nothing to say without.
bool can_isolate(const Directory& directory) {
    return run_isolated(Isolate::fully, directory.path(), {}, [](const Surroundings& surroundings) {
               return surroundings.isolated && surroundings.own_resolver ? 0 : 1;
           }) == 0;
}

/// A directory that has what a station needs of a system, as the root of this process from now on.
bool becomes_root(const fs::path& directory) {
    for (const char* const name : {"etc", "proc", "tmp"})
        fs::create_directory(directory / name);
    for (const char* const name : {"resolv.conf", "hosts"})
        std::ofstream{directory / "etc" / name} << "of the chroot\n";
    const bool has_processes = unshare(CLONE_NEWNS) == 0 &&
                               mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
                               mount("proc", (directory / "proc").c_str(), "proc", 0, nullptr) == 0;
    return has_processes && chroot(directory.c_str()) == 0 && chdir("/tmp") == 0;
}

std::string first_word(const std::string& text) {
    return text.substr(0, text.find(' '));
}

/// There can be no user namespace in a chroot, whose root is not even a mount.
TEST(Isolation, NeedsNoUserNamespaceWhereRootIsInAChroot) {
    const Directory directory;
    if (geteuid() != 0 || !can_isolate(directory)) GTEST_SKIP() << "only root can be in a chroot";
    constexpr int no_chroot = 77;

    const pid_t child = fork();
    if (child == 0) {
        if (!becomes_root(directory.path())) _exit(no_chroot);
        _exit(run_isolated(Isolate::fully, "/tmp", {}, [](const Surroundings& surroundings) {
            const bool is_first_process = getpid() == 1;
            return surroundings.isolated && surroundings.own_resolver && is_first_process &&
                           fs::exists("/etc/resolv.conf")
                       ? 42
                       : 1;
        }));
    }
    int status = 0;
    waitpid(child, &status, 0);

    if (WEXITSTATUS(status) == no_chroot) GTEST_SKIP() << "this container forbids a chroot";
    EXPECT_EQ(WEXITSTATUS(status), 42);
    std::ifstream file{directory.path() / "etc/resolv.conf"};
    std::string words;
    std::getline(file, words);
    EXPECT_EQ(words, "of the chroot") << "nothing that was mounted is seen outside";
}

TEST(Isolation, LooksNamesUpAtOurNameServer) {
    const Directory directory;
    if (!can_isolate(directory)) GTEST_SKIP() << "no namespaces here";

    const int status = run_isolated(Isolate::fully, directory.path(), {}, [](const Surroundings&) {
        NameServer server{53};
        server.answers("host.test", {"192.0.2.7"}, {});
        const Command lookup{{"getent", "hosts", "host.test"}};
        return first_word(output_of(lookup, 20s)) == "192.0.2.7" ? 42 : 1;
    });

    EXPECT_EQ(status, 42);
}

TEST(Isolation, KillsWhateverTheWorkLeavesBehind) {
    for (const Isolate isolate : {Isolate::fully, Isolate::not_at_all}) {
        const Directory directory;
        // A pipe is read to its end only when the last process that could write to it is dead.
        Pipe held = make_pipe();

        const int status =
            run_isolated(isolate, directory.path(), {}, [&](const Surroundings& here) {
                std::ofstream{here.scratch / "leftover"} << "x";
                if (fork() == 0) {
                    setsid();
                    if (fork() == 0) {
                        while (true)
                            pause();
                    }
                    _exit(0);
                }
                return 3;
            });

        EXPECT_EQ(status, 3);
        held.writer.close();
        char byte = 0;
        EXPECT_EQ(::read(held.reader.value(), &byte, 1), 0);
        for (const auto& entry : fs::recursive_directory_iterator{directory.path()})
            EXPECT_EQ(entry.path().filename(), "scratch") << "is left behind";
    }
}

TEST(Isolation, WhenNotWantedSaysSoAndRunsTheWork) {
    const Directory directory;
    const auto scratch_is_there = [](const Surroundings& surroundings) {
        return !surroundings.isolated && !surroundings.own_resolver &&
                       surroundings.reasons.size() == 1 && fs::is_directory(surroundings.scratch)
                   ? 0
                   : 1;
    };

    EXPECT_EQ(run_isolated(Isolate::not_at_all, directory.path(), {}, scratch_is_there), 0);
}

TEST(Isolation, ReportsTheSignalThatEndedTheWork) {
    const Directory directory;
    // The first process of a namespace is spared its own signals, so this is seen in the open only.
    const auto die = [](const Surroundings&) { return raise(SIGKILL); };

    EXPECT_EQ(run_isolated(Isolate::not_at_all, directory.path(), {}, die), 128 + SIGKILL);
}

TEST(Isolation, FailsWhereThereIsNoRoom) {
    const auto nothing = [](const Surroundings&) { return 0; };
    EXPECT_ANY_THROW(run_isolated(Isolate::fully, "/proc/no-room", {}, nothing));
}

}  // namespace
}  // namespace wsconform
