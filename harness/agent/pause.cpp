// SPDX-License-Identifier: Apache-2.0

#include "harness/agent/pause.hpp"

#include <cstdio>

#include "harness/agent/windows_headers.hpp"

namespace wsconform::agent {

namespace {

bool has_script() {
    DWORD bytes = 0;
    const HANDLE input = GetStdHandle(STD_INPUT_HANDLE);
    return PeekNamedPipe(input, nullptr, 0, nullptr, &bytes, nullptr) == 0 || bytes != 0;
}

}  // namespace

void wait_for_debugger() {
    constexpr DWORD between_looks_ms = 50;
    std::fprintf(stderr, "wsconform-agent: process %lu waits for a debugger\n",
                 GetCurrentProcessId());
    std::fflush(stderr);
    while (IsDebuggerPresent() == 0 && !has_script())
        Sleep(between_looks_ms);
    if (IsDebuggerPresent() != 0) {
        std::fprintf(stderr, "wsconform-agent: a debugger is attached\n");
        std::fflush(stderr);
    }
}

}  // namespace wsconform::agent
