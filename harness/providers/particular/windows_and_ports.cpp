// SPDX-License-Identifier: Apache-2.0

// Threads of a layer's own: one that gets messages of a window, one that takes from a completion
// port. WSPStartup waits until they are there; they go on until the process ends.

#include "harness/providers/particular/particular.hpp"

namespace wsconform::particular {

namespace {

constexpr DWORD patience_ms = 10000;

struct Window {
    HANDLE ready = CreateEventW(nullptr, TRUE, FALSE, nullptr);
    HWND handle = nullptr;
};

/// A window as an application has it, though it is never shown.
DWORD WINAPI pump(void* opaque) {
    auto& window = *static_cast<Window*>(opaque);
    WNDCLASSW kind{};
    kind.lpfnWndProc = DefWindowProcW;
    kind.hInstance = GetModuleHandleW(nullptr);
    kind.lpszClassName = L"wsconform particular layer";
    if (RegisterClassW(&kind) != 0) {
        window.handle = CreateWindowExW(0, kind.lpszClassName, L"hidden", WS_OVERLAPPEDWINDOW,
                                        CW_USEDEFAULT, CW_USEDEFAULT, CW_USEDEFAULT, CW_USEDEFAULT,
                                        nullptr, nullptr, kind.hInstance, nullptr);
    }
    SetEvent(window.ready);
    MSG message{};
    while (window.handle != nullptr && GetMessageW(&message, nullptr, 0, 0) > 0) {
        TranslateMessage(&message);
        DispatchMessageW(&message);
    }
    return 0;
}

struct Port {
    HANDLE port = CreateIoCompletionPort(INVALID_HANDLE_VALUE, nullptr, 0, 0);
    HANDLE taken = CreateEventW(nullptr, TRUE, FALSE, nullptr);
};

DWORD WINAPI take(void* opaque) {
    const auto& from = *static_cast<Port*>(opaque);
    DWORD bytes = 0;
    ULONG_PTR key = 0;
    OVERLAPPED* overlapped = nullptr;
    while (GetQueuedCompletionStatus(from.port, &bytes, &key, &overlapped, INFINITE) != FALSE)
        SetEvent(from.taken);
    return 0;
}

bool is_set_in_time(HANDLE event) {
    return WaitForSingleObject(event, patience_ms) == WAIT_OBJECT_0;
}

}  // namespace

int make_window(const WSAPROTOCOL_INFOW& /*chosen*/) {
    static Window window;
    if (window.handle != nullptr) return 0;
    CloseHandle(CreateThread(nullptr, 0, &pump, &window, 0, nullptr));
    if (!is_set_in_time(window.ready) || window.handle == nullptr) return WSAEPROVIDERFAILEDINIT;
    DWORD_PTR answer = 0;
    const auto sent =
        SendMessageTimeoutW(window.handle, WM_NULL, 0, 0, SMTO_NORMAL, patience_ms, &answer);
    return sent != 0 ? 0 : WSAEPROVIDERFAILEDINIT;
}

int make_port(const WSAPROTOCOL_INFOW& /*chosen*/) {
    static Port port;
    static HANDLE const thread = CreateThread(nullptr, 0, &take, &port, 0, nullptr);
    if (thread == nullptr) return WSAEPROVIDERFAILEDINIT;
    ResetEvent(port.taken);
    PostQueuedCompletionStatus(port.port, 1, 1, nullptr);
    return is_set_in_time(port.taken) ? 0 : WSAEPROVIDERFAILEDINIT;
}

}  // namespace wsconform::particular
