// SPDX-License-Identifier: Apache-2.0

#include "harness/station/namespaces.hpp"

#include <fcntl.h>
#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <utility>

#include "harness/harness_error.hpp"
#include "harness/station/descriptor.hpp"

namespace wsconform {

namespace {

constexpr std::array<std::pair<unsigned long, const char*>, 5> kinds = {{
    {CLONE_NEWUSER, "a user namespace"},
    {CLONE_NEWNS, "a mount namespace"},
    {CLONE_NEWPID, "a process namespace"},
    {CLONE_NEWNET, "a network namespace"},
    {CLONE_NEWIPC, "a namespace for shared memory"},
}};

/// The system call itself, for the library's clone wants a stack and a function.
pid_t fork_with(unsigned long flags) {
    return static_cast<pid_t>(
        syscall(SYS_clone, flags | SIGCHLD, nullptr, nullptr, nullptr, nullptr));
}

/// The whole set was refused: which kind is it?
std::string first_refused_kind(int error_number) {
    unsigned long flags = 0;
    for (const auto& [kind, name] : kinds) {
        flags |= kind;
        const pid_t child = fork_with(flags);
        if (child == 0) _exit(0);
        if (child < 0) return because(name, errno);
        waitpid(child, nullptr, 0);
    }
    return because("namespaces", error_number);
}

void raise_loopback() {
    const Descriptor any{socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)};
    ifreq request{};
    std::strncpy(&request.ifr_name[0], "lo", IFNAMSIZ - 1);
    if (ioctl(any.value(), SIOCGIFFLAGS, &request) != 0)
        throw HarnessError{because("the loopback interface", errno)};
    request.ifr_flags = static_cast<short>(request.ifr_flags | IFF_UP | IFF_RUNNING);
    if (ioctl(any.value(), SIOCSIFFLAGS, &request) != 0)
        throw HarnessError{because("the loopback interface", errno)};
}

Descriptor directory_at(const char* path) {
    Descriptor directory{open(path, O_PATH | O_DIRECTORY | O_CLOEXEC)};
    if (!directory.is_open()) throw HarnessError{because(path, errno)};
    return directory;
}

void go_to(const Descriptor& directory) {
    if (fchdir(directory.value()) != 0) throw HarnessError{because("fchdir", errno)};
}

/// Goes up from the working directory until there is nothing above it.
void go_to_the_top() {
    struct stat here {};
    struct stat above {};
    do {
        if (stat(".", &here) != 0 || chdir("..") != 0 || stat(".", &above) != 0)
            throw HarnessError{because("leaving a chroot", errno)};
    } while (here.st_ino != above.st_ino || here.st_dev != above.st_dev);
}

void set_root_here() {
    if (chroot(".") != 0) throw HarnessError{because("chroot", errno)};
}

bool makes_root_private() {
    return mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
}

/// What is mounted from here on must not be seen outside. The root of a chroot need not be a mount
/// whose kind can be changed, so the change is made at the top of this namespace, which root may
/// go to: the way there is to take another root below, and to go up past it. `elsewhere` is any
/// directory.
void make_mounts_private(const std::filesystem::path& elsewhere) {
    if (makes_root_private()) return;
    if (errno != EINVAL) throw HarnessError{because("making mounts private", errno)};
    const Descriptor working_directory = directory_at(".");
    const Descriptor root = directory_at("/");
    if (chroot(elsewhere.c_str()) != 0) throw HarnessError{because("chroot", errno)};
    go_to(root);
    go_to_the_top();
    set_root_here();
    const bool is_private = makes_root_private();
    const int refusal = errno;
    go_to(root);
    set_root_here();
    go_to(working_directory);
    if (!is_private) throw HarnessError{because("making mounts private", refusal)};
}

}  // namespace

Forked fork_into_namespaces() {
    unsigned long flags = 0;
    for (const auto& [kind, name] : kinds)
        flags |= kind;
    Forked forked{fork_with(flags)};
    if (forked.child >= 0) return forked;
    const int refusal = errno;
    if (geteuid() == 0) {
        forked = {fork_with(flags & ~static_cast<unsigned long>(CLONE_NEWUSER)), false};
        if (forked.child >= 0) return forked;
    }
    throw HarnessError{first_refused_kind(refusal)};
}

void furnish_namespaces(const std::filesystem::path& elsewhere) {
    raise_loopback();
    make_mounts_private(elsewhere);
}

}  // namespace wsconform
