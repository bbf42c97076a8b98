// SPDX-License-Identifier: Apache-2.0

#include <winsock2.h>

#include <cstdint>
#include <cstring>
#include <map>
#include <string>

namespace {

bool last_error_raises = false;
int last_error = 0;

/// Where the compiler does not see it. No memory is there.
volatile std::uintptr_t nowhere = 8;

char* bad_pointer() {
    return reinterpret_cast<char*>(nowhere);
}

hostent* writes_nowhere() {
    *bad_pointer() = 'x';
    return nullptr;
}

hostent* reads_nowhere() {
    last_error = *bad_pointer();
    return nullptr;
}

hostent* jumps_nowhere() {
    reinterpret_cast<void (*)()>(nowhere)();
    return nullptr;
}

hostent* divides_by_zero() {
    last_error = 7 / static_cast<int>(nowhere - 8);
    return nullptr;
}

hostent* throws() {
    throw std::string{"nobody catches this"};
}

/// Overwrites the addresses that its callers return to.
hostent* breaks_its_stack() {
    char room[16];
    std::memset(room, 0x41, 64 + nowhere);
    *bad_pointer() = room[0];
    return nullptr;
}

DWORD WINAPI fault_alone(void* /*unused*/) {
    *bad_pointer() = 'x';
    return 0;
}

hostent* faults_on_its_own_thread() {
    CloseHandle(CreateThread(nullptr, 0, fault_alone, nullptr, 0, nullptr));
    Sleep(200);  // So that it is over before anybody looks.
    return nullptr;
}

hostent* hangs() {
    Sleep(INFINITE);
    return nullptr;
}

hostent* ends_the_process() {
    ExitProcess(7);
}

hostent* spoils_last_error() {
    last_error_raises = true;
    return nullptr;
}

hostent* returns_nonsense() {
    return reinterpret_cast<hostent*>(nowhere);
}

hostent* returns_bad_list() {
    static char name[] = "crooked";
    static char* addresses[] = {bad_pointer(), nullptr};
    static hostent host{name, nullptr, AF_INET, 4, addresses};
    return &host;
}

const std::map<std::string, hostent* (*)()> faults{
    {"writes-nowhere.test", writes_nowhere},
    {"reads-nowhere.test", reads_nowhere},
    {"jumps-nowhere.test", jumps_nowhere},
    {"divides-by-zero.test", divides_by_zero},
    {"throws.test", throws},
    {"breaks-its-stack.test", breaks_its_stack},
    {"faults-on-its-own-thread.test", faults_on_its_own_thread},
    {"hangs.test", hangs},
    {"ends-the-process.test", ends_the_process},
    {"spoils-last-error.test", spoils_last_error},
    {"returns-nonsense.test", returns_nonsense},
    {"returns-bad-list.test", returns_bad_list},
};

}  // namespace

extern "C" {

int WSAAPI crooked_WSAStartup(WORD requested, LPWSADATA data) {
    if (data == nullptr) return 0;  // And should have refused.
    *data = WSADATA{};
    data->wVersion = requested;
    data->wHighVersion = MAKEWORD(2, 2);
    return 0;
}

int WSAAPI crooked_WSACleanup() {
    return 0;
}

int WSAAPI crooked_WSAGetLastError() {
    if (last_error_raises) *bad_pointer() = 'x';
    return last_error;
}

void WSAAPI crooked_WSASetLastError(int error) {
    last_error = error;
}

/// The lengths are multiples of 16: then the byte behind the buffer is one that nobody may touch.
int WSAAPI crooked_gethostname(char* name, int length) {
    constexpr int no_end = 160;
    constexpr int reads_beyond = 176;
    constexpr int writes_beyond = 192;
    constexpr int reads_before = 4096;
    std::memset(name, 'n', static_cast<std::size_t>(length));
    volatile char* const end = name + length;
    if (length != no_end) end[-1] = '\0';
    if (length == reads_beyond) last_error = *end;
    if (length == writes_beyond) *end = 'x';
    if (length == reads_before) last_error = name[-1];
    return 0;
}

hostent* WSAAPI crooked_gethostbyname(const char* name) {
    const auto fault = faults.find(name);
    last_error = WSAHOST_NOT_FOUND;
    return fault == faults.end() ? nullptr : fault->second();
}
}
