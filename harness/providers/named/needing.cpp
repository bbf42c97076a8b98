// SPDX-License-Identifier: Apache-2.0

// A DLL that is nothing without another one beside it, which it imports.

#include <winsock2.h>

extern "C" int companion_answer();

extern "C" int WINAPI needing_WSAStartup(WORD /*version*/, void* /*data*/) {
    return companion_answer();
}

extern "C" int WINAPI needing_WSACleanup() {
    return 0;
}

extern "C" int WINAPI needing_WSAGetLastError() {
    return static_cast<int>(GetLastError());
}

extern "C" void WINAPI needing_WSASetLastError(int error) {
    SetLastError(static_cast<DWORD>(error));
}
