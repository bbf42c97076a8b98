// SPDX-License-Identifier: Apache-2.0

#pragma once

// What a provider in a station can see, use and call. These tables are the whole of it: what is not
// named here is not there (files, devices, variables) or is refused (system calls, kinds of
// sockets, amounts). SECURITY.md says the same in words, with the test that tries each door.

#include <sys/resource.h>
#include <sys/socket.h>

#include <array>
#include <cstdint>
#include <string_view>

namespace wsconform::containment {

/// Of the system, read-only. What a system does not have is left out. To these are added, also
/// read-only: the Wine that is played on, its kept Windows folder, the agent, the folders of the
/// DLLs (`station_view`), and what `--show` names.
constexpr auto system_files = std::to_array<std::string_view>({
    "/usr",
    "/bin",
    "/sbin",
    "/lib",
    "/lib32",
    "/lib64",
    "/libx32",
    "/etc/alternatives",
    "/etc/ld.so.cache",
    "/etc/ld.so.conf",
    "/etc/ld.so.conf.d",
    "/etc/fonts",
    "/var/cache/fontconfig",
    "/etc/localtime",
    "/etc/timezone",
    "/etc/services",
    "/etc/protocols",
});

/// The only devices.
constexpr auto devices = std::to_array<std::string_view>(
    {"/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom"});

/// Folders of the station's own, in memory and empty at first. Nothing else can be written to.
constexpr auto own_folders = std::to_array<std::string_view>({"/tmp", "/dev/shm", "/station"});

/// Folders of which a DLL that lies in one is shown with the DLLs beside it, and nothing else: they
/// hold more than a provider. The user's home and the program's own folder are others.
constexpr auto shared_folders = std::to_array<std::string_view>(
    {"/", "/dev", "/dev/shm", "/etc", "/home", "/media", "/mnt", "/opt", "/proc", "/root", "/run",
     "/srv", "/station", "/sys", "/tmp", "/var", "/var/tmp"});

/// What the station itself writes into its /etc.
constexpr auto own_settings =
    std::to_array<std::string_view>({"resolv.conf", "hosts", "nsswitch.conf", "passwd", "group"});

/// Of the user's environment. Wine's own variables are set by `wine_environment`.
constexpr auto variables =
    std::to_array<std::string_view>({"PATH", "LD_LIBRARY_PATH", "TZ", "WSCONFORM_AGENT_FAILS"});

/// Where the user is root, the provider is nobody that owns a file: an id that Debian keeps free.
constexpr unsigned id_in_place_of_root = 65533;

/// All that is written by a station, and the number of its files.
constexpr std::uint64_t most_bytes_written = 1ULL << 30U;
constexpr std::uint64_t most_files = 100'000;

struct Limit {
    __rlimit_resource resource;
    rlim_t most;
};

/// A sanitizer's shadow of all memory is data, so that a build with one has no limit on data.
#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__
constexpr bool has_shadow = true;
#elif defined __has_feature
constexpr bool has_shadow = __has_feature(address_sanitizer) || __has_feature(thread_sanitizer);
#else
constexpr bool has_shadow = false;
#endif

/// Of each process, but for RLIMIT_NPROC: that is of all processes and threads of the station.
constexpr auto limits = std::to_array<Limit>({
    {RLIMIT_DATA, has_shadow ? RLIM_INFINITY : 2ULL << 30U},
    {RLIMIT_FSIZE, most_bytes_written},
    {RLIMIT_NPROC, 1024},
    {RLIMIT_NOFILE, 4096},
    {RLIMIT_MEMLOCK, 1ULL << 20U},
    {RLIMIT_MSGQUEUE, 0},
    {RLIMIT_CORE, 0},
});

/// The memory of all processes together, looked at so often; past it the largest is killed.
constexpr std::uint64_t most_bytes_of_memory = 3ULL << 30U;
constexpr int milliseconds_between_looks = 100;

/// Another one is an address family that is not there. A network of the station's own does not
/// bound the others: AF_VSOCK leads to the machine that this one is a guest of.
constexpr auto socket_families = std::to_array<int>({AF_UNIX, AF_INET, AF_INET6, AF_NETLINK});

/// Refused for want of a right (EPERM), also to somebody who has it.
constexpr auto refused_calls = std::to_array<std::string_view>({
    // Other processes: their memory, and their files.
    "ptrace",
    "process_vm_readv",
    "process_vm_writev",
    "process_madvise",
    "kcmp",
    "pidfd_getfd",
    // Mounts, namespaces, and files by handle, which leads past any mount.
    "mount",
    "umount",
    "umount2",
    "pivot_root",
    "chroot",
    "unshare",
    "setns",
    "open_tree",
    "move_mount",
    "fsopen",
    "fsconfig",
    "fsmount",
    "fspick",
    "mount_setattr",
    "name_to_handle_at",
    "open_by_handle_at",
    "quotactl",
    "quotactl_fd",
    "fanotify_init",
    // Interfaces of the kernel in which holes are found, and which no Winsock DLL needs.
    "bpf",
    "perf_event_open",
    "userfaultfd",
    "io_uring_setup",
    "io_uring_enter",
    "io_uring_register",
    "keyctl",
    "add_key",
    "request_key",
    "lookup_dcookie",
    "vmsplice",
    "move_pages",
    "migrate_pages",
    "mbind",
    "set_mempolicy",
    "get_mempolicy",
    "nfsservctl",
    // The machine.
    "kexec_load",
    "kexec_file_load",
    "init_module",
    "finit_module",
    "delete_module",
    "reboot",
    "swapon",
    "swapoff",
    "acct",
    "syslog",
    "iopl",
    "ioperm",
    "settimeofday",
    "clock_settime",
    "clock_adjtime",
    "adjtimex",
    "stime",
    "sethostname",
    "setdomainname",
    "vhangup",
    "mknod",
    "mknodat",
});

/// Not there (ENOSYS): memory that no limit bounds, and a way to clone whose flags cannot be read.
constexpr auto missing_calls = std::to_array<std::string_view>(
    {"clone3", "memfd_create", "memfd_secret", "shmget", "shmat", "shmctl", "semget", "semop",
     "semctl", "semtimedop", "msgget", "msgsnd", "msgrcv", "msgctl", "mq_open"});

}  // namespace wsconform::containment
