// SPDX-License-Identifier: Apache-2.0

#include "harness/agent/exceptions.hpp"

#include <atomic>
#include <cstdlib>

#include "harness/agent/channel.hpp"
#include "harness/agent/guarded_call.hpp"
#include "harness/agent/our_threads.hpp"
#include "harness/agent/processor.hpp"
#include "harness/agent/windows_headers.hpp"

namespace wsconform::agent {

namespace {

/// Windows passes a vectored handler nothing of ours, so this one thing has to be global.
Memory* guarded_memory = nullptr;

/// Outside a call the provider's code runs on a thread of ours too, such as the procedure of a
/// window that it opened there.
bool is_the_providers(const CONTEXT& context) {
    if (this_thread_number() == 0 || is_in_guarded_call()) return true;
    return kind_of_module_at(instruction_of(context)) == ModuleKind::other;
}

bool is_allowed_touch(const EXCEPTION_RECORD& record, const CONTEXT& context) {
    constexpr ULONG_PTR reads = 0;
    constexpr ULONG_PTR writes = 1;
    if (record.ExceptionCode != EXCEPTION_ACCESS_VIOLATION) return false;
    const ULONG_PTR kind = record.ExceptionInformation[0];
    if (kind != reads && kind != writes) return false;
    const auto access = kind == writes ? Access::write : Access::read;
    const DWORD last_error = GetLastError();
    const bool allowed =
        is_the_providers(context) &&
        guarded_memory->allows(record.ExceptionInformation[1], access, this_thread_number());
    SetLastError(last_error);
    return allowed;
}

/// Asked before all other handlers.
LONG CALLBACK on_any_exception(EXCEPTION_POINTERS* pointers) {
    // What Wine raises from a function it only pretends to export. Wine's code for such a function
    // cannot be unwound, so the frame of the guarded call would not be found.
    constexpr DWORD unimplemented = 0x80000100;
    const EXCEPTION_RECORD& record = *pointers->ExceptionRecord;
    if (is_allowed_touch(record, *pointers->ContextRecord)) return EXCEPTION_CONTINUE_EXECUTION;
    if (record.ExceptionCode == unimplemented && leave_guarded_call(*pointers))
        return EXCEPTION_CONTINUE_EXECUTION;
    return EXCEPTION_CONTINUE_SEARCH;
}

/// The last line of the play: how it ended, and by which exception.
[[noreturn]] void end_by(const char* how, const char* whose, const Fault& fault) {
    ShortText words;
    add_words(words, fault);
    say_without_memory(
        {R"({"event":"end","how":")", how, R"(","detail":")", whose, words.c_str(), "\"}"});
    TerminateProcess(GetCurrentProcess(), EXIT_FAILURE);
    std::abort();
}

/// Written by the first thread that faults; then read by the steps that wait.
Fault first_stray;
std::atomic<bool> is_stray_claimed = false;
std::atomic<bool> is_stray_told = false;

/// Asked when all other handlers have declined, and no guarded call is there to be left.
LONG CALLBACK on_unhandled_exception(EXCEPTION_POINTERS* pointers) {
    const Fault fault = fault_of(*pointers->ExceptionRecord, *pointers->ContextRecord);
    if (this_thread_number() != 0) {
        if (owner_of(fault) != Owner::provider) end_by_own_fault(fault);
        end_by("crashed", "the provider, outside any call: ", fault);
    }
    if (!is_stray_claimed.exchange(true)) {
        first_stray = fault;
        is_stray_told = true;
    }
    Sleep(INFINITE);
    return EXCEPTION_EXECUTE_HANDLER;
}

}  // namespace

std::optional<Fault> stray_fault() {
    if (!is_stray_told) return std::nullopt;
    return first_stray;
}

void end_by_own_fault(const Fault& fault) {
    end_by("lost", "the agent itself: ", fault);
}

void watch_for_exceptions(Memory& memory) {
    constexpr ULONG before_all_others = 1;
    guarded_memory = &memory;
    remember_modules();
    AddVectoredExceptionHandler(before_all_others, on_any_exception);
    SetUnhandledExceptionFilter(on_unhandled_exception);
}

}  // namespace wsconform::agent
