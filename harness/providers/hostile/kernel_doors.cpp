// SPDX-License-Identifier: Apache-2.0

// Ways out past Wine: system calls of Linux on x86_64, by their numbers.

#include <array>
#include <cstring>

#include "harness/providers/hostile/hostile.hpp"

namespace hostile {

namespace {

constexpr Word call_open = 2;
constexpr Word call_close = 3;
constexpr Word call_socket = 41;
constexpr Word call_connect = 42;
constexpr Word call_kill = 62;
constexpr Word call_unlink = 87;
constexpr Word call_ptrace = 101;
constexpr Word call_setuid = 105;
constexpr Word call_capget = 125;
constexpr Word call_pivot_root = 155;
constexpr Word call_chroot = 161;
constexpr Word call_settimeofday = 164;
constexpr Word call_mount = 165;
constexpr Word call_umount = 166;
constexpr Word call_sethostname = 170;
constexpr Word call_iopl = 172;
constexpr Word call_init_module = 175;
constexpr Word call_kexec_load = 246;
constexpr Word call_add_key = 248;
constexpr Word call_unshare = 272;
constexpr Word call_perf_event_open = 298;
constexpr Word call_prlimit = 302;
constexpr Word call_open_by_handle = 304;
constexpr Word call_setns = 308;
constexpr Word call_vm_writev = 311;
constexpr Word call_bpf = 321;
constexpr Word call_userfaultfd = 323;
constexpr Word call_io_uring_setup = 425;

constexpr Word read_only = 0;
constexpr Word write_only = 1;
constexpr Word refused = -1;     // EPERM
constexpr Word not_there = -38;  // ENOSYS

bool is_opened(const std::string& path, Word how) {
    const Word file = linux_call(call_open, word(path.c_str()), how);
    if (file >= 0) linux_call(call_close, file);
    return file >= 0;
}

/// Refused for want of a right, before anything else was wrong with it.
bool is_let_in(Word result) {
    return result != refused && result != not_there;
}

bool reads_home() {
    return is_opened(told("home"), read_only);
}
bool unlinks_home() {
    return linux_call(call_unlink, word(told("home").c_str())) == 0;
}
bool opens_stations_memory() {
    return is_opened("/proc/1/mem", write_only) || is_opened("/proc/1/mem", read_only);
}
bool reads_stations_variables() {
    return is_opened("/proc/1/environ", read_only) || is_opened("/proc/1/maps", read_only);
}
bool opens_stations_files() {
    return is_opened("/proc/1/root/" + told("home"), read_only) ||
           is_opened("/proc/1/fd/1", write_only);
}
bool writes_to_stations_memory() {
    char byte = 'x';
    const std::array<Word, 2> here{word(&byte), 1};
    const std::array<Word, 2> there{0x400000, 1};
    return is_let_in(linux_call(call_vm_writev, 1, word(here.data()), 1, word(there.data()), 1));
}
bool limits_station() {
    const std::array<Word, 2> none{0, 0};
    return linux_call(call_prlimit, 1, 7, word(none.data())) == 0;
}
bool traces_station() {
    return is_let_in(linux_call(call_ptrace, 16, 1));
}
bool changes_settings() {
    return is_opened("/proc/sys/kernel/core_pattern", write_only) ||
           is_opened("/proc/sysrq-trigger", write_only) ||
           is_opened("/sys/kernel/uevent_helper", write_only);
}
bool mounts() {
    return is_let_in(linux_call(call_mount, word("x"), word("/tmp"), word("tmpfs")));
}
bool unmounts_names() {
    return is_let_in(linux_call(call_umount, word("/etc/resolv.conf"), 2));
}
bool changes_root() {
    return is_let_in(linux_call(call_chroot, word("/tmp"))) ||
           is_let_in(linux_call(call_pivot_root, word("/tmp"), word("/tmp")));
}
bool makes_namespaces() {
    return is_let_in(linux_call(call_unshare, 0x10000000));
}
bool joins_namespaces() {
    return is_let_in(linux_call(call_setns, 0, 0));
}
bool opens_by_handle() {
    return is_let_in(linux_call(call_open_by_handle, 0, 0, 0));
}
bool becomes_root() {
    return linux_call(call_setuid, 0) == 0;
}
bool has_a_capability() {
    const std::array<unsigned, 2> header{0x20080522, 0};
    std::array<unsigned, 6> sets{};
    linux_call(call_capget, word(header.data()), word(sets.data()));
    for (const unsigned set : sets)
        if (set != 0) return true;
    return false;
}
bool uses_bpf() {
    return is_let_in(linux_call(call_bpf, 0, 0, 0));
}
bool uses_userfaultfd() {
    return is_let_in(linux_call(call_userfaultfd, 0));
}
bool uses_io_uring() {
    return is_let_in(linux_call(call_io_uring_setup, 1, 0));
}
bool uses_keys() {
    return is_let_in(linux_call(call_add_key, 0, 0, 0, 0, 0));
}
bool uses_counters() {
    return is_let_in(linux_call(call_perf_event_open, 0, 0, -1, -1, 0));
}
bool loads_kernels() {
    return is_let_in(linux_call(call_kexec_load, 0, 0, 0, 0)) ||
           is_let_in(linux_call(call_init_module, 0, 0, 0));
}
bool changes_the_machine() {
    return is_let_in(linux_call(call_sethostname, word("x"), 1)) ||
           is_let_in(linux_call(call_settimeofday, 0, 0)) || is_let_in(linux_call(call_iopl, 3));
}
bool makes_other_sockets() {
    constexpr Word of_packets = 17;
    constexpr Word of_ciphers = 38;
    constexpr Word to_the_host = 40;
    constexpr Word raw = 3;
    for (const Word family : {of_packets, of_ciphers, to_the_host})
        for (const Word type : {Word{1}, Word{2}, raw, Word{5}})
            if (linux_call(call_socket, family, type, 0) >= 0) return true;
    return linux_call(call_socket, 2, raw, 1) >= 0;
}
bool connects_to_unix_socket() {
    const std::string path = told("socket");
    std::array<char, 110> address{};
    address[0] = 1;
    std::strncpy(&address[2], path.c_str(), address.size() - 3);
    const Word any = linux_call(call_socket, 1, 1, 0);
    return linux_call(call_connect, any, word(address.data()), 110) == 0;
}
/// The station's own end would be seen in the run.
bool kills_station() {
    linux_call(call_kill, 1, 9);
    linux_call(call_kill, 1, 19);
    return false;
}

}  // namespace

const Attacks& kernel_doors() {
    static const Attacks all{
        {"reads-home-past-wine", reads_home},
        {"unlinks-home", unlinks_home},
        {"opens-stations-memory", opens_stations_memory},
        {"reads-stations-variables", reads_stations_variables},
        {"opens-stations-files", opens_stations_files},
        {"writes-to-stations-memory", writes_to_stations_memory},
        {"limits-station", limits_station},
        {"traces-station", traces_station},
        {"changes-settings", changes_settings},
        {"mounts", mounts},
        {"unmounts-names", unmounts_names},
        {"changes-root", changes_root},
        {"makes-namespaces", makes_namespaces},
        {"joins-namespaces", joins_namespaces},
        {"opens-by-handle", opens_by_handle},
        {"becomes-root", becomes_root},
        {"has-a-capability", has_a_capability},
        {"uses-bpf", uses_bpf},
        {"uses-userfaultfd", uses_userfaultfd},
        {"uses-io-uring", uses_io_uring},
        {"uses-keys", uses_keys},
        {"uses-counters", uses_counters},
        {"loads-kernels", loads_kernels},
        {"changes-the-machine", changes_the_machine},
        {"makes-other-sockets", makes_other_sockets},
        {"connects-to-unix-socket", connects_to_unix_socket},
        {"kills-station", kills_station},
    };
    return all;
}

}  // namespace hostile
