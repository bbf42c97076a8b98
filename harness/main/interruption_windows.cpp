// SPDX-License-Identifier: Apache-2.0

#include "harness/main/interruption.hpp"

#include <atomic>

#include "windows/headers.hpp"

namespace wsconform {

namespace {

std::atomic<bool> interrupted{false};

/// In a thread that the system makes for it. When the console is closed or the session ends, the
/// system ends the program, and by its job all that it has started; the journal is whole then too.
BOOL WINAPI heed(DWORD event) {
    if (event != CTRL_C_EVENT && event != CTRL_BREAK_EVENT) return FALSE;
    interrupted = true;
    return TRUE;
}

}  // namespace

bool is_interrupted() {
    return interrupted;
}

void watch_for_interrupts() {
    SetConsoleCtrlHandler(heed, TRUE);
}

}  // namespace wsconform
