// SPDX-License-Identifier: Apache-2.0

// What harms the process that it is in, or takes more than its share.

#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "harness/providers/hostile/hostile.hpp"

#include <tlhelp32.h>

namespace hostile {

namespace {

/// Where the compiler does not see it.
volatile Word zero = 0;

bool crashes() {
    *reinterpret_cast<volatile char*>(zero + 8) = 'x';
    return false;
}
bool exits() {
    ExitProcess(0);
}
bool ends_at_once() {
    TerminateProcess(GetCurrentProcess(), 0);
    return false;
}
bool aborts() {
    std::abort();
}
bool loops() {
    while (zero == 0) {
    }
    return false;
}
bool sleeps() {
    Sleep(INFINITE);
    return false;
}
// NOLINTNEXTLINE(misc-no-recursion): that is the attack.
int deeper(int depth) {
    volatile char room[4096];
    room[0] = static_cast<char>(depth);
    return zero == 0 ? deeper(depth + 1) + room[0] : 0;
}
bool overflows_stack() {
    return deeper(0) == 1;
}
bool breaks_heap() {
    auto* const block = static_cast<char*>(std::malloc(16));
    std::memset(block - 64 * (zero + 1), 0x41, 4096);
    std::free(block);
    return false;
}
bool breaks_code() {
    auto* const code =
        reinterpret_cast<char*>(GetProcAddress(GetModuleHandleA("kernel32"), "Sleep"));
    DWORD before = 0;
    VirtualProtect(code, 16, PAGE_EXECUTE_READWRITE, &before);
    std::memset(code, 0xCC, 16);
    return false;
}

bool floods_memory() {
    constexpr std::size_t block = 16U << 20U;
    while (void* const memory =
               VirtualAlloc(nullptr, block, MEM_COMMIT | MEM_RESERVE, PAGE_READWRITE))
        std::memset(memory, 1, block);
    return false;
}
bool floods_shared_memory() {
    constexpr DWORD block = 64U << 20U;
    for (int i = 0; i < 400; ++i) {
        const HANDLE section =
            CreateFileMappingA(INVALID_HANDLE_VALUE, nullptr, PAGE_READWRITE, 0, block, nullptr);
        void* const memory = MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, block);
        if (memory == nullptr) break;
        std::memset(memory, 1, block);
    }
    return false;
}
bool floods_disk() {
    static std::array<char, 1 << 20> chunk{};
    for (int i = 0; i < 4000; ++i) {
        const std::string path = "Z:\\tmp\\flood-" + std::to_string(i / 500);
        std::FILE* const file = std::fopen(path.c_str(), "ab");
        if (file == nullptr) break;
        const bool is_written = std::fwrite(chunk.data(), 1, chunk.size(), file) == chunk.size();
        if (std::fclose(file) != 0 || !is_written) break;
    }
    return false;
}
bool floods_files() {
    for (int i = 0; i < 3000; ++i)
        CreateFileA(("Z:\\tmp\\many-" + std::to_string(i)).c_str(), GENERIC_WRITE, 0, nullptr,
                    CREATE_ALWAYS, 0, nullptr);
    return false;
}
DWORD WINAPI waits(void* /*unused*/) {
    Sleep(INFINITE);
    return 0;
}
bool floods_threads() {
    for (int i = 0; i < 2000; ++i)
        if (CreateThread(nullptr, 65536, waits, nullptr, STACK_SIZE_PARAM_IS_A_RESERVATION,
                         nullptr) == nullptr)
            break;
    return false;
}
bool floods_processes() {
    for (int i = 0; i < 30; ++i) {
        std::string command = "Z:\\bin\\sh -c \"sleep 1000 & sleep 1000 & sleep 1000\"";
        STARTUPINFOA start{};
        start.cb = sizeof start;
        PROCESS_INFORMATION started{};
        CreateProcessA("Z:\\bin\\sh", command.data(), nullptr, nullptr, FALSE, 0, nullptr, nullptr,
                       &start, &started);
    }
    return false;
}
bool floods_errors() {
    const std::string line(4096, 'x');
    for (int i = 0; i < 20'000; ++i)
        std::fwrite(line.data(), 1, line.size(), stderr);
    return false;
}
bool floods_messages() {
    for (int i = 0; i < 20'000; ++i)
        PostThreadMessageA(GetCurrentThreadId(), WM_USER + 1, 0, 0);
    return false;
}

/// Each other thread of this process.
template <typename Act>
void to_other_threads(const Act& act) {
    const HANDLE all = CreateToolhelp32Snapshot(TH32CS_SNAPTHREAD, 0);
    THREADENTRY32 entry{};
    entry.dwSize = sizeof entry;
    for (BOOL more = Thread32First(all, &entry); more != 0; more = Thread32Next(all, &entry)) {
        if (entry.th32OwnerProcessID != GetCurrentProcessId()) continue;
        if (entry.th32ThreadID == GetCurrentThreadId()) continue;
        act(OpenThread(THREAD_ALL_ACCESS, FALSE, entry.th32ThreadID));
    }
}
bool suspends_threads() {
    to_other_threads([](HANDLE thread) { SuspendThread(thread); });
    return false;
}
bool kills_threads() {
    to_other_threads([](HANDLE thread) { TerminateThread(thread, 1); });
    return false;
}
bool ends_own_thread() {
    ExitThread(0);
}
bool closes_handles() {
    for (std::uintptr_t handle = 4; handle < 4096; handle += 4)
        CloseHandle(reinterpret_cast<HANDLE>(handle));
    return false;
}
bool closes_files() {
    constexpr Word call_close = 3;
    for (Word file = 0; file < 1024; ++file)
        linux_call(call_close, file);
    return false;
}
bool kills_all() {
    constexpr Word call_kill = 62;
    linux_call(call_kill, -1, 9);
    return false;
}
bool stops_all() {
    constexpr Word call_kill = 62;
    linux_call(call_kill, -1, 19);
    return false;
}

}  // namespace

const Attacks& nuisances() {
    static const Attacks all{
        {"crashes", crashes},
        {"exits", exits},
        {"ends-at-once", ends_at_once},
        {"aborts", aborts},
        {"loops", loops},
        {"sleeps", sleeps},
        {"overflows-stack", overflows_stack},
        {"breaks-heap", breaks_heap},
        {"breaks-code", breaks_code},
        {"floods-memory", floods_memory},
        {"floods-shared-memory", floods_shared_memory},
        {"floods-disk", floods_disk},
        {"floods-files", floods_files},
        {"floods-threads", floods_threads},
        {"floods-processes", floods_processes},
        {"floods-errors", floods_errors},
        {"floods-messages", floods_messages},
        {"suspends-threads", suspends_threads},
        {"kills-threads", kills_threads},
        {"ends-own-thread", ends_own_thread},
        {"closes-handles", closes_handles},
        {"closes-files", closes_files},
        {"kills-all", kills_all},
        {"stops-all", stops_all},
    };
    return all;
}

}  // namespace hostile
