// SPDX-License-Identifier: Apache-2.0

#include "harness/agent/load_watch.hpp"

#include <atomic>

#include "harness/agent/fault.hpp"
#include "harness/agent/modules.hpp"

namespace wsconform::agent {

namespace {

/// Windows gives its handlers nothing of ours that the watch could be found by. A DllMain runs on
/// one thread at a time.
ShortText last_exception{};
/// A walk through a broken stack raises too.
std::atomic<bool> is_walking{false};

LONG CALLBACK on_exception(EXCEPTION_POINTERS* pointers) {
    constexpr DWORD errors = 0xC0000000;
    const bool is_error = (pointers->ExceptionRecord->ExceptionCode & errors) == errors;
    if (is_error && !is_walking.exchange(true)) {
        // Into words now: a module that failed to load is soon no longer there.
        last_exception = {};
        add_words(last_exception, fault_of(*pointers->ExceptionRecord, *pointers->ContextRecord));
        is_walking = false;
    }
    return EXCEPTION_CONTINUE_SEARCH;
}

/// As ntdll has it; there is no header for it.
struct Loaded {
    ULONG flags;
    const void* full_name;
    const void* base_name;
    void* base;
    ULONG size;
};

struct Sought {
    const DllFile* file;
    HMODULE found;
};
Sought sought{};

void CALLBACK on_loaded(ULONG reason, const Loaded* loaded, void* /*context*/) {
    constexpr ULONG is_loaded = 1;
    auto* const module = reinterpret_cast<HMODULE>(loaded->base);
    if (reason == is_loaded && sought.file != nullptr && sought.file->is_mapped_at(module))
        sought.found = module;
}

template <typename Function>
Function* of_ntdll(const char* name) {
    return reinterpret_cast<Function*>(
        reinterpret_cast<void*>(GetProcAddress(GetModuleHandleW(L"ntdll.dll"), name)));
}

using Register = LONG WINAPI(ULONG, void(CALLBACK*)(ULONG, const Loaded*, void*), void*, void**);
using Unregister = LONG WINAPI(void*);

/// On a busy machine too.
constexpr DWORD longest_load_ms = 30'000;
constexpr UINT status_cannot = 3;

}  // namespace

LoadWatch::LoadWatch(const DllFile& file, std::string fault)
    : too_long_{"wsconform-agent: " + std::move(fault) + "its DllMain does not return\n"},
      handler_{AddVectoredExceptionHandler(1, on_exception)},
      ready_{CreateEventW(nullptr, TRUE, FALSE, nullptr)},
      done_{CreateEventW(nullptr, TRUE, FALSE, nullptr)},
      thread_{CreateThread(nullptr, 0, wait, this, 0, nullptr)} {
    last_exception = {};
    remember_modules();
    sought = {&file, nullptr};
    if (auto* const notify = of_ntdll<Register>("LdrRegisterDllNotification"))
        notify(0, on_loaded, nullptr, &notified_);
    // A thread cannot start while another one is in a DllMain.
    WaitForSingleObject(ready_, longest_load_ms);
}

LoadWatch::~LoadWatch() {
    auto* const forget = of_ntdll<Unregister>("LdrUnregisterDllNotification");
    if (forget != nullptr && notified_ != nullptr) forget(notified_);
    sought = {};
    RemoveVectoredExceptionHandler(handler_);
    SetEvent(done_);
    WaitForSingleObject(thread_, longest_load_ms);
    for (const HANDLE handle : {ready_, done_, thread_})
        CloseHandle(handle);
}

bool LoadWatch::has_seen(HMODULE module) const {
    return module != nullptr && sought.found == module;
}

std::string LoadWatch::exception() const {
    return last_exception.c_str();
}

DWORD LoadWatch::wait(void* watch) {
    const auto& own = *static_cast<LoadWatch*>(watch);
    SetEvent(own.ready_);
    if (WaitForSingleObject(own.done_, longest_load_ms) != WAIT_TIMEOUT) return 0;
    DWORD written = 0;
    WriteFile(GetStdHandle(STD_ERROR_HANDLE), own.too_long_.data(),
              static_cast<DWORD>(own.too_long_.size()), &written, nullptr);
    TerminateProcess(GetCurrentProcess(), status_cannot);
    return 0;
}

}  // namespace wsconform::agent
