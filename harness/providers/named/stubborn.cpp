// SPDX-License-Identifier: Apache-2.0

// A DLL that does not let itself be loaded. A copy does what its file is called.

#include <windows.h>

#include <string>

namespace {

bool is_called(HINSTANCE instance, const wchar_t* name) {
    std::wstring path(MAX_PATH, L'\0');
    path.resize(GetModuleFileNameW(instance, path.data(), MAX_PATH));
    return path.ends_with(name);
}

}  // namespace

extern "C" BOOL WINAPI DllMain(HINSTANCE instance, DWORD reason, void* /*reserved*/) {
    if (reason != DLL_PROCESS_ATTACH) return TRUE;
    if (is_called(instance, L"raises.dll"))
        RaiseException(EXCEPTION_ACCESS_VIOLATION, EXCEPTION_NONCONTINUABLE, 0, nullptr);
    if (is_called(instance, L"never_returns.dll")) Sleep(INFINITE);
    return FALSE;
}
