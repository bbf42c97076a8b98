// SPDX-License-Identifier: Apache-2.0

#include "harness/agent/pause.hpp"

#include <cstdio>

#include "harness/agent/channel.hpp"
#include "harness/agent/windows_headers.hpp"

namespace wsconform::agent {

void wait_for_debugger() {
    constexpr DWORD between_looks_ms = 50;
    std::fprintf(stderr, "wsconform-agent: process %lu waits for a debugger\n",
                 GetCurrentProcessId());
    std::fflush(stderr);
    while (IsDebuggerPresent() == 0 && !is_told_something())
        Sleep(between_looks_ms);
    if (IsDebuggerPresent() != 0) {
        std::fprintf(stderr, "wsconform-agent: a debugger is attached\n");
        std::fflush(stderr);
    }
}

}  // namespace wsconform::agent
