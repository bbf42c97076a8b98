// SPDX-License-Identifier: Apache-2.0

#include "harness/agent/exceptions.hpp"

#include <array>
#include <atomic>
#include <cstdio>
#include <cstdlib>

#include "harness/agent/guarded_call.hpp"
#include "harness/agent/windows_headers.hpp"

namespace wsconform::agent {

namespace {

/// Windows passes a vectored handler nothing of ours, so this one thing has to be global.
Memory* guarded_memory = nullptr;

bool is_allowed_touch(const EXCEPTION_RECORD& record) {
    constexpr ULONG_PTR reads = 0;
    constexpr ULONG_PTR writes = 1;
    if (record.ExceptionCode != EXCEPTION_ACCESS_VIOLATION) return false;
    const ULONG_PTR kind = record.ExceptionInformation[0];
    if (kind != reads && kind != writes) return false;
    const auto access = kind == writes ? Access::write : Access::read;
    const DWORD last_error = GetLastError();
    const bool allowed = guarded_memory->allows(record.ExceptionInformation[1], access);
    SetLastError(last_error);
    return allowed;
}

/// Asked before all other handlers.
LONG CALLBACK on_any_exception(EXCEPTION_POINTERS* pointers) {
    // What Wine raises from a function it only pretends to export. Wine's code for such a function
    // cannot be unwound, so the frame of the guarded call would not be found.
    constexpr DWORD unimplemented = 0x80000100;
    const EXCEPTION_RECORD& record = *pointers->ExceptionRecord;
    if (is_allowed_touch(record)) return EXCEPTION_CONTINUE_EXECUTION;
    if (record.ExceptionCode == unimplemented &&
        leave_guarded_call(*pointers->ContextRecord, unimplemented))
        return EXCEPTION_CONTINUE_EXECUTION;
    return EXCEPTION_CONTINUE_SEARCH;
}

/// Written by the handler on whatever thread faults, read by the steps that wait.
std::atomic<std::uint32_t> stray{0};
thread_local bool is_ours = false;

/// Asked when all other handlers have declined. Formats into a local array: the heap may be what
/// broke.
LONG CALLBACK on_unhandled_exception(EXCEPTION_POINTERS* pointers) {
    const EXCEPTION_RECORD& record = *pointers->ExceptionRecord;
    std::array<char, 160> line{};
    const int length =
        std::snprintf(line.data(), line.size(),
                      "wsconform-agent: exception 0x%08lX at %p, outside any call of the script\n",
                      record.ExceptionCode, record.ExceptionAddress);
    DWORD written = 0;
    WriteFile(GetStdHandle(STD_ERROR_HANDLE), line.data(), static_cast<DWORD>(length), &written,
              nullptr);
    if (is_ours) TerminateProcess(GetCurrentProcess(), EXIT_FAILURE);
    std::uint32_t none = 0;
    stray.compare_exchange_strong(none, record.ExceptionCode);
    Sleep(INFINITE);
    return EXCEPTION_EXECUTE_HANDLER;
}

}  // namespace

void this_thread_is_ours() {
    is_ours = true;
}

bool is_this_thread_ours() {
    return is_ours;
}

std::uint32_t stray_exception() {
    return stray;
}

void watch_for_exceptions(Memory& memory) {
    constexpr ULONG before_all_others = 1;
    guarded_memory = &memory;
    prepare_guarded_calls();
    AddVectoredExceptionHandler(before_all_others, on_any_exception);
    SetUnhandledExceptionFilter(on_unhandled_exception);
}

}  // namespace wsconform::agent
