// SPDX-License-Identifier: Apache-2.0

#include "harness/station/debugger.hpp"

#include "windows/headers.hpp"

#include <tlhelp32.h>

namespace wsconform {

bool is_traced(pid_t process) {
    const HANDLE handle =
        OpenProcess(PROCESS_QUERY_INFORMATION, FALSE, static_cast<DWORD>(process));
    if (handle == nullptr) return false;
    BOOL is_debugged = FALSE;
    CheckRemoteDebuggerPresent(handle, &is_debugged);
    CloseHandle(handle);
    return is_debugged != FALSE;
}

/// A station starts no other program than the agent, whose words another process cannot read.
std::optional<pid_t> descendant_started_with(pid_t ancestor, const std::string& /*word*/) {
    const HANDLE all = CreateToolhelp32Snapshot(TH32CS_SNAPPROCESS, 0);
    if (all == INVALID_HANDLE_VALUE) return std::nullopt;
    std::optional<pid_t> found;
    PROCESSENTRY32W entry{};
    entry.dwSize = sizeof entry;
    for (BOOL more = Process32FirstW(all, &entry); more != FALSE && !found;
         more = Process32NextW(all, &entry)) {
        if (entry.th32ParentProcessID == static_cast<DWORD>(ancestor))
            found = static_cast<pid_t>(entry.th32ProcessID);
    }
    CloseHandle(all);
    return found;
}

}  // namespace wsconform
