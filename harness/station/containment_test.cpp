// SPDX-License-Identifier: Apache-2.0

// Goal: from inside a station, after it has given up its rights, nothing is reached but what
// containment.hpp names. Method: canaries outside, and a process inside that tries each door by the
// system calls themselves; a DLL can do no more.

#include "harness/station/containment.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <linux/capability.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fstream>

#include "harness/station/outside.hpp"

namespace wsconform {
namespace {

namespace fs = std::filesystem;

bool is_read(const fs::path& path) {
    return Descriptor{open(path.c_str(), O_RDONLY | O_CLOEXEC)}.is_open();
}

bool is_written(const fs::path& path) {
    return Descriptor{open(path.c_str(), O_WRONLY | O_CLOEXEC)}.is_open();
}

std::function<bool()> reading(const fs::path& path) {
    return [path] { return is_read(path); };
}

std::function<bool()> writing(const fs::path& path) {
    return [path] { return is_written(path); };
}

bool is_connected_at(const fs::path& path) {
    const Descriptor any{socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    sockaddr_un address{AF_UNIX, {}};
    std::strncpy(&address.sun_path[0], path.c_str(), sizeof address.sun_path - 1);
    return connect(any.value(), reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
}

TEST(Containment, FilesOutsideAreNeitherReadNorWritten) {
    const Outside outside;
    if (!outside.can_isolate()) GTEST_SKIP() << "no namespaces here";

    EXPECT_EQ(outside.opened({
                  {"secret in a home", reading(outside.at("home/secret"))},
                  {"secret by a link that was packed", reading(outside.at("vendor/link"))},
                  {"a report", reading(outside.at("vendor/out/trace"))},
                  {"password file", reading("/etc/shadow")},
                  {"a disk", reading("/dev/vda")},
                  {"another disk", reading("/dev/sda")},
                  {"all memory", reading("/dev/mem")},
                  {"the terminal", reading("/dev/tty")},
                  {"the kernel's settings", writing("/proc/sys/kernel/core_pattern")},
                  {"sysrq", writing("/proc/sysrq-trigger")},
                  {"sysfs", reading("/sys/kernel")},
                  {"sockets of the system", reading("/run")},
                  {"the DLL", writing(outside.at("vendor/a.dll"))},
                  {"a Wine folder", writing(outside.at("windows"))},
                  {"beside the DLL", [&] { return is_made(outside.at("vendor/new")); }},
                  {"in the system", [] { return is_made("/usr/new") || is_made("/new"); }},
                  {"removing", [&] { return unlink(outside.at("vendor/a.dll").c_str()) == 0; }},
              }),
              "");
    EXPECT_TRUE(is_read(outside.at("home/secret"))) << "a canary that cannot be read shows nothing";
}

TEST(Containment, WhatAProviderNeedsIsThere) {
    const Outside outside;
    if (!outside.can_isolate()) GTEST_SKIP() << "no namespaces here";

    EXPECT_EQ(outside.opened({
                  {"its DLL", reading(outside.at("vendor/a.dll"))},
                  {"a link to another", reading(outside.at("vendor/linked.dll"))},
                  {"what is beside it", reading(outside.at("vendor/data/more"))},
                  {"a DLL in a home", reading(outside.at("home/mine.dll"))},
                  {"shown", reading(outside.at("windows"))},
                  {"scratch", [] { return is_made("/tmp/a") && is_made("/station/a"); }},
                  {"nothing", writing("/dev/null")},
              }),
              "its DLL\na link to another\nwhat is beside it\na DLL in a "
              "home\nshown\nscratch\nnothing\n");
}

TEST(Containment, FilesOnlyTheirOwnerReadsAreShownToAnIdInPlaceOfRoot) {
    const Outside outside;
    if (!outside.can_isolate()) GTEST_SKIP() << "no namespaces here";
    fs::permissions(outside.at("vendor/a.dll"), fs::perms::owner_read);
    fs::permissions(outside.at("vendor/data"), fs::perms::owner_all);

    EXPECT_EQ(outside.opened({{"DLL", reading(outside.at("vendor/a.dll"))},
                              {"folder", reading(outside.at("vendor/data/more"))}}),
              "DLL\nfolder\n");
}

TEST(Containment, SocketsOutsideAreNotReached) {
    const Outside outside;
    if (!outside.can_isolate()) GTEST_SKIP() << "no namespaces here";
    const Descriptor listener{socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    bind(listener.value(), reinterpret_cast<sockaddr*>(&address), length);
    listen(listener.value(), 1);
    getsockname(listener.value(), reinterpret_cast<sockaddr*>(&address), &length);
    const auto connects = [address] {
        const Descriptor any{socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
        return connect(any.value(), reinterpret_cast<const sockaddr*>(&address), sizeof address) ==
               0;
    };
    const auto makes = [](int family) {
        return [family] {
            return Descriptor{socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0)}.is_open() ||
                   Descriptor{socket(family, SOCK_RAW | SOCK_CLOEXEC, 0)}.is_open();
        };
    };

    EXPECT_EQ(
        outside.opened({
            {"TCP outside", connects},
            {"unix, beside the DLL", [&] { return is_connected_at(outside.at("vendor/socket")); }},
            {"the host of this guest", makes(AF_VSOCK)},
            {"packets", makes(AF_PACKET)},
            {"the kernel's ciphers", makes(AF_ALG)},
            {"raw", [] { return Descriptor{socket(AF_INET, SOCK_RAW, IPPROTO_ICMP)}.is_open(); }},
        }),
        "");
    EXPECT_TRUE(connects() && is_connected_at(outside.at("vendor/socket")));
}

/// Refused before the kernel looks at the arguments, so nonsense will do.
std::string calls_not_refused() {
    std::string names;
    const auto try_all = [&names](const auto& calls, int expected) {
        for (const std::string_view call : calls) {
            const int number = seccomp_syscall_resolve_name(std::string{call}.c_str());
            if (number < 0) continue;  // Not of this machine.
            errno = 0;
            if (syscall(number, -1, 0, 0, 0, 0, 0) != -1 || errno != expected)
                names += std::string{call} + " ";
        }
    };
    try_all(containment::refused_calls, EPERM);
    try_all(containment::missing_calls, ENOSYS);
    return names;
}

TEST(Containment, RefusedSystemCallsAreRefused) {
    const Outside outside;
    if (!outside.can_isolate()) GTEST_SKIP() << "no namespaces here";
    Pipe told = make_pipe();

    EXPECT_EQ(outside.opened({{"told",
                               [&] {
                                   const std::string names = calls_not_refused();
                                   return ::write(told.writer.value(), names.data(), names.size()) <
                                          0;
                               }},
                              {"a namespace by clone",
                               [] { return syscall(SYS_clone, CLONE_NEWUSER, 0, 0, 0, 0) >= 0; }},
                              {"words typed into a terminal",
                               [] {
                                   const char c = 'x';
                                   errno = 0;
                                   return ioctl(0, TIOCSTI, &c) == 0 || errno != EPERM;
                               }}}),
              "");
    told.writer.close();
    EXPECT_EQ(all_of(told.reader), "");
}

TEST(Containment, NamesOfSystemCallsAreRight) {
    for (const std::string_view call : containment::refused_calls)
        EXPECT_NE(seccomp_syscall_resolve_name(std::string{call}.c_str()), __NR_SCMP_ERROR) << call;
    for (const std::string_view call : containment::missing_calls)
        EXPECT_NE(seccomp_syscall_resolve_name(std::string{call}.c_str()), __NR_SCMP_ERROR) << call;
}

bool has_a_capability() {
    __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
    std::array<__user_cap_data_struct, _LINUX_CAPABILITY_U32S_3> sets{};
    syscall(SYS_capget, &header, sets.data());
    return (sets[0].permitted | sets[1].permitted | sets[0].inheritable) != 0 ||
           prctl(PR_CAPBSET_READ, CAP_SYS_ADMIN) != 0;
}

TEST(Containment, LeavesNoRightsAndNoWayToTheStation) {
    const Outside outside;
    if (!outside.can_isolate()) GTEST_SKIP() << "no namespaces here";

    EXPECT_EQ(outside.opened({
                  {"is root", [] { return geteuid() == 0 || getuid() == 0 || setuid(0) == 0; }},
                  {"has a capability", has_a_capability},
                  {"may get rights by a program",
                   [] { return prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) != 1; }},
                  {"its memory", from_a_child([] { return is_written("/proc/1/mem"); })},
                  {"its variables", from_a_child([] { return is_read("/proc/1/environ"); })},
                  {"its files", from_a_child([] { return is_read("/proc/1/fd/0"); })},
                  {"its limits", from_a_child([] {
                       const rlimit none{0, 0};
                       return prlimit(1, RLIMIT_NOFILE, &none, nullptr) == 0;
                   })},
                  {"ends it", from_a_child([] {
                       kill(1, SIGKILL);
                       kill(1, SIGSTOP);
                       kill(1, SIGTERM);
                       return getppid() != 1;
                   })},
              }),
              "");
}

TEST(Containment, TakesTheUsersVariablesAway) {
    const Outside outside;
    if (!outside.can_isolate()) GTEST_SKIP() << "no namespaces here";
    setenv("WSCONFORM_CANARY", "secret", 1);

    EXPECT_EQ(outside.opened({
                  {"canary", [] { return getenv("WSCONFORM_CANARY") != nullptr; }},
                  {"PATH", [] { return getenv("PATH") != nullptr; }},
              }),
              "PATH\n");
    unsetenv("WSCONFORM_CANARY");
}

}  // namespace
}  // namespace wsconform
