// SPDX-License-Identifier: Apache-2.0

// For tests: a library to be loaded before the others (LD_PRELOAD), by which one call of the system
// fails that would not. WSCONFORM_FAULT says which: KIND:N for the N-th call of that kind, or
// KIND:N+ for that and all later ones. The N-th call of any kind may also end the process by a
// signal (kill, term, int). With WSCONFORM_FAULT_COUNTS a file gets a line for each kind with the
// number of its calls. Only what main does counts, and of what it starts the same program only.

#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>

extern "C" {
// The C library's own, under a name that is not replaced.
void* __libc_malloc(std::size_t size);
}

namespace {

enum Kind { a_write, a_read, an_open, a_sync, a_rename, a_fork, an_allocation, kinds };

struct Fault {
    std::string_view name;
    int reason;  ///< What errno tells.
};

constexpr std::array<Fault, kinds> faults{{{"write", ENOSPC},
                                           {"read", EIO},
                                           {"open", EMFILE},
                                           {"sync", EIO},
                                           {"rename", EACCES},
                                           {"fork", EAGAIN},
                                           {"allocation", ENOMEM}}};

struct Plan {
    Kind kind = kinds;
    int signal = 0;
    unsigned long number = 0;
    bool goes_on = false;
};

Plan plan;
std::atomic<bool> is_active{false};
std::array<std::atomic<unsigned long>, kinds> calls{};
std::atomic<unsigned long> all_calls{0};

Plan read_plan(const char* text) {
    Plan read;
    const char* const colon = text == nullptr ? nullptr : std::strchr(text, ':');
    if (colon == nullptr) return read;
    const std::string_view name{text, static_cast<std::size_t>(colon - text)};
    for (int kind = 0; kind < kinds; ++kind) {
        const Fault& fault = faults[static_cast<std::size_t>(kind)];
        if (name == fault.name) read.kind = static_cast<Kind>(kind);
    }
    if (name == "kill") read.signal = SIGKILL;
    if (name == "term") read.signal = SIGTERM;
    if (name == "int") read.signal = SIGINT;
    read.number = std::strtoul(colon + 1, nullptr, 10);
    read.goes_on = std::strchr(colon, '+') != nullptr;
    return read;
}

/// Whether this call is to fail; errno then says why.
bool fails(Kind kind) {
    if (!is_active) return false;
    const unsigned long of_kind = ++calls[kind];
    if (++all_calls == plan.number && plan.signal != 0) ::raise(plan.signal);
    const bool is_it = of_kind == plan.number || (plan.goes_on && of_kind > plan.number);
    if (kind != plan.kind || !is_it) return false;
    errno = faults[kind].reason;
    return true;
}

template <typename Function>
Function* next(const char* name) {
    return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

bool is_the_program() {
    std::array<char, 4096> path{};
    const ssize_t size = readlink("/proc/self/exe", path.data(), path.size() - 1);
    return size > 0 && std::string_view{path.data()}.ends_with("/wsconform");
}

void tell_counts() {
    const char* const file = std::getenv("WSCONFORM_FAULT_COUNTS");
    std::FILE* const stream = file == nullptr ? nullptr : std::fopen(file, "w");
    if (stream == nullptr) return;
    for (int kind = 0; kind < kinds; ++kind) {
        const auto at = static_cast<std::size_t>(kind);
        std::fprintf(stream, "%s %lu\n", faults[at].name.data(), calls[at].load());
    }
    std::fprintf(stream, "kill %lu\n", all_calls.load());
    std::fclose(stream);
}

int (*main_of_program)(int, char**, char**) = nullptr;

int main_with_faults(int count, char** words, char** variables) {
    if (!is_the_program()) return main_of_program(count, words, variables);
    plan = read_plan(std::getenv("WSCONFORM_FAULT"));
    is_active = true;
    const int status = main_of_program(count, words, variables);
    is_active = false;
    tell_counts();
    return status;
}

}  // namespace

extern "C" {

int __libc_start_main(int (*program)(int, char**, char**), int count, char** words, void (*init)(),
                      void (*fini)(), void (*ending)(), void* stack) {
    using Start =
        int(int (*)(int, char**, char**), int, char**, void (*)(), void (*)(), void (*)(), void*);
    main_of_program = program;
    return next<Start>("__libc_start_main")(main_with_faults, count, words, init, fini, ending,
                                            stack);
}

void* malloc(std::size_t size) {
    return fails(an_allocation) ? nullptr : __libc_malloc(size);
}

ssize_t write(int file, const void* bytes, std::size_t size) {
    static auto* const real = next<ssize_t(int, const void*, std::size_t)>("write");
    // What is said of a fault has to arrive.
    return file != STDERR_FILENO && fails(a_write) ? -1 : real(file, bytes, size);
}

std::size_t fwrite(const void* bytes, std::size_t size, std::size_t count, std::FILE* stream) {
    static auto* const real =
        next<std::size_t(const void*, std::size_t, std::size_t, std::FILE*)>("fwrite");
    return stream != stderr && fails(a_write) ? 0 : real(bytes, size, count, stream);
}

int fflush(std::FILE* stream) {
    static auto* const real = next<int(std::FILE*)>("fflush");
    return stream != stderr && fails(a_write) ? EOF : real(stream);
}

ssize_t read(int file, void* bytes, std::size_t size) {
    static auto* const real = next<ssize_t(int, void*, std::size_t)>("read");
    return fails(a_read) ? -1 : real(file, bytes, size);
}

int open(const char* path, int flags, ...) {
    static auto* const real = next<int(const char*, int, ...)>("open");
    std::va_list rest;
    va_start(rest, flags);
    const auto mode = va_arg(rest, int);
    va_end(rest);
    return fails(an_open) ? -1 : real(path, flags, mode);
}

std::FILE* fopen(const char* path, const char* mode) {
    static auto* const real = next<std::FILE*(const char*, const char*)>("fopen");
    return fails(an_open) ? nullptr : real(path, mode);
}

std::FILE* fopen64(const char* path, const char* mode) {
    static auto* const real = next<std::FILE*(const char*, const char*)>("fopen64");
    return fails(an_open) ? nullptr : real(path, mode);
}

int fsync(int file) {
    static auto* const real = next<int(int)>("fsync");
    return fails(a_sync) ? -1 : real(file);
}

int rename(const char* older, const char* newer) {
    static auto* const real = next<int(const char*, const char*)>("rename");
    return fails(a_rename) ? -1 : real(older, newer);
}

pid_t fork() {
    static auto* const real = next<pid_t()>("fork");
    return fails(a_fork) ? -1 : real();
}

int posix_spawn(pid_t* id, const char* path, const posix_spawn_file_actions_t* actions,
                const posix_spawnattr_t* attributes, char* const words[], char* const variables[]) {
    static auto* const real =
        next<int(pid_t*, const char*, const posix_spawn_file_actions_t*, const posix_spawnattr_t*,
                 char* const[], char* const[])>("posix_spawn");
    return fails(a_fork) ? EAGAIN : real(id, path, actions, attributes, words, variables);
}

int posix_spawnp(pid_t* id, const char* file, const posix_spawn_file_actions_t* actions,
                 const posix_spawnattr_t* attributes, char* const words[],
                 char* const variables[]) {
    static auto* const real =
        next<int(pid_t*, const char*, const posix_spawn_file_actions_t*, const posix_spawnattr_t*,
                 char* const[], char* const[])>("posix_spawnp");
    return fails(a_fork) ? EAGAIN : real(id, file, actions, attributes, words, variables);
}

int pthread_create(pthread_t* thread, const pthread_attr_t* attributes, void* (*body)(void*),
                   void* argument) {
    static auto* const real =
        next<int(pthread_t*, const pthread_attr_t*, void* (*)(void*), void*)>("pthread_create");
    return fails(a_fork) ? EAGAIN : real(thread, attributes, body, argument);
}

}  // extern "C"
