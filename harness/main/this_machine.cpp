// SPDX-License-Identifier: Apache-2.0

#include "harness/main/this_machine.hpp"

#include <sys/ioctl.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

#include "harness/harness_error.hpp"

namespace wsconform {

namespace fs = std::filesystem;

bool is_windows() {
    return false;
}

std::string system_name() {
    utsname system{};
    if (uname(&system) != 0) return "a machine that does not tell its name";
    return std::string{system.sysname} + " " + system.release + " " + system.machine;
}

unsigned terminal_columns() {
    winsize size{};
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 1 ? size.ws_col : 80;
}

unsigned columns_of_output() {
    winsize size{};
    if (isatty(STDOUT_FILENO) == 0) return 0;
    return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 1 ? size.ws_col : 80;
}

std::string host_name() {
    std::array<char, 256> host{};
    gethostname(host.data(), host.size() - 1);
    return host.data();
}

fs::path this_program() {
    std::error_code fault;
    const fs::path program = fs::read_symlink("/proc/self/exe", fault);
    if (fault)
        throw HarnessError{"/proc/self/exe: cannot be read: " + fault.message() +
                           "; mount /proc where this program runs"};
    return program;
}

fs::path folder_of_stations() {
    const fs::path program = this_program();
    if (!program.string().starts_with("/usr/")) return program.parent_path() / "station";
    if (const char* const cache = std::getenv("XDG_CACHE_HOME"); cache != nullptr && *cache == '/')
        return fs::path{cache} / "wsconform";
    const char* const home = std::getenv("HOME");
    if (home == nullptr || *home != '/')
        throw HarnessError{"neither XDG_CACHE_HOME nor HOME names a folder; set one of them"};
    return fs::path{home} / ".cache" / "wsconform";
}

std::string word_for_this_program() {
    return "/proc/self/exe";
}

std::vector<std::string> words_given(int count, char** words) {
    return {words, words + count};
}

void unset_variable(const char* name) {
    unsetenv(name);
}

std::string advice_on_isolation() {
    if (geteuid() == 0)
        return "give this container the right to make namespaces (docker run --privileged, or "
               "--cap-add SYS_ADMIN --security-opt seccomp=unconfined --security-opt "
               "apparmor=unconfined)";
    return "run it as root, or let users make namespaces (sysctl "
           "kernel.unprivileged_userns_clone=1 "
           "on Debian, kernel.apparmor_restrict_unprivileged_userns=0 on Ubuntu; in a chroot only "
           "root can)";
}

}  // namespace wsconform
