// SPDX-License-Identifier: Apache-2.0

#include "harness/agent/windows.hpp"

#include <algorithm>
#include <atomic>

#include "harness/agent/errors.hpp"

namespace wsconform::agent {

namespace {

constexpr const wchar_t* class_name = L"wsconform";

/// What a window is told so that it performs a step; a pointer to the work comes with it.
UINT performs() {
    static const UINT message = RegisterWindowMessageW(L"wsconform performs");
    return message;
}

/// The window's record is attached after creation and detached before destruction, so that the
/// messages of these two are not noted.
LRESULT CALLBACK procedure(HWND handle, UINT message, WPARAM wparam, LPARAM lparam) {
    if (message == performs()) {
        (*reinterpret_cast<const std::function<void()>*>(lparam))();
        return 0;
    }
    auto* window = reinterpret_cast<Window*>(GetWindowLongPtrW(handle, GWLP_USERDATA));
    if (window != nullptr) std::atomic_ref{window->entered} = true;
    return DefWindowProcW(handle, message, wparam, lparam);
}

UINT removal(Retrieval retrieval) {
    return retrieval == Retrieval::removes ? PM_REMOVE : PM_NOREMOVE;
}

}  // namespace

Windows::Windows() {
    WNDCLASSW description{};
    description.lpfnWndProc = procedure;
    description.hInstance = GetModuleHandleW(nullptr);
    description.lpszClassName = class_name;
    if (RegisterClassW(&description) == 0) throw HarnessError("cannot register a window class");
}

void Windows::open(const std::string& name) {
    const Window* known = find(name);
    if (known != nullptr && known->open) throw InputError("window " + name + " is open already");
    HWND handle = CreateWindowExW(0, class_name, L"", 0, 0, 0, 0, 0, HWND_MESSAGE, nullptr,
                                  GetModuleHandleW(nullptr), nullptr);
    if (handle == nullptr) throw HarnessError("cannot open a window");
    Window& window = windows_.emplace_back(Window{name, handle, GetCurrentThreadId(), true, false});
    SetWindowLongPtrW(handle, GWLP_USERDATA, reinterpret_cast<LONG_PTR>(&window));
}

void Windows::close(const std::string& name) {
    const auto found = std::ranges::find_if(
        windows_, [&name](const Window& window) { return window.open && window.name == name; });
    if (found == windows_.end()) throw InputError("no open window is named " + name);
    if (found->owner != GetCurrentThreadId())
        throw InputError("window " + name + " belongs to another thread");
    SetWindowLongPtrW(found->handle, GWLP_USERDATA, 0);
    if (DestroyWindow(found->handle) == 0) throw HarnessError("cannot close window " + name);
    found->open = false;
}

const Window* Windows::find(const std::string& name) const {
    const auto latest_first = std::make_pair(windows_.rbegin(), windows_.rend());
    const auto found = std::find_if(latest_first.first, latest_first.second,
                                    [&name](const Window& window) { return window.name == name; });
    return found == latest_first.second ? nullptr : &*found;
}

HWND Windows::handle_of(const std::string& name) const {
    const Window* window = find(name);
    if (window == nullptr) throw InputError("no window is named " + name);
    return window->handle;
}

Json Windows::name_of(HWND handle) const {
    Json name = nullptr;
    for (const Window& window : windows_) {
        // A handle may be used again: an open window goes before a closed one, then the later one.
        if (window.handle == handle && (window.open || name.is_null())) name = window.name;
    }
    return name;
}

bool Windows::is_ours(HWND handle) const {
    return std::ranges::any_of(windows_,
                               [handle](const Window& window) { return window.handle == handle; });
}

std::optional<MSG> Windows::first_posted(Retrieval retrieval) const {
    const UINT removes = removal(retrieval);
    MSG message{};
    if (PeekMessageW(&message, nullptr, 0, 0, PM_NOREMOVE) == 0) return std::nullopt;
    if (message.hwnd == nullptr || is_ours(message.hwnd)) {
        if (PeekMessageW(&message, nullptr, 0, 0, removes) == 0) return std::nullopt;
        return message;
    }
    // A message of a window that the provider opened on this thread is in front. It is not ours to
    // take, so each of our windows is asked; the order between them is then not known.
    for (const Window& window : windows_) {
        if (!window.open || window.owner != GetCurrentThreadId()) continue;
        if (PeekMessageW(&message, window.handle, 0, 0, removes) != 0) return message;
    }
    return std::nullopt;
}

std::optional<MSG> Windows::next_posted(Retrieval retrieval, std::chrono::milliseconds bound) {
    using std::chrono::steady_clock;
    // Bounds how late a message is seen if its arrival did not wake us.
    constexpr std::chrono::milliseconds longest_nap{20};
    const auto deadline = steady_clock::now() + bound;
    while (true) {
        if (const auto message = first_posted(retrieval)) return message;
        const auto left =
            std::chrono::ceil<std::chrono::milliseconds>(deadline - steady_clock::now());
        if (left.count() <= 0) return std::nullopt;
        MsgWaitForMultipleObjects(0, nullptr, FALSE,
                                  static_cast<DWORD>(std::min(left, longest_nap).count()),
                                  QS_ALLINPUT);
    }
}

void Windows::perform_in(HWND window, const std::function<void()>& work) {
    PostMessageW(window, performs(), 0, reinterpret_cast<LPARAM>(&work));
    MSG message{};
    while (PeekMessageW(&message, window, performs(), performs(), PM_REMOVE) != 0)
        DispatchMessageW(&message);
}

void Windows::report(Json& facts) {
    for (Window& window : windows_) {
        if (window.owner != GetCurrentThreadId()) continue;
        if (!std::atomic_ref{window.entered}.exchange(false)) continue;
        facts["entered"].push_back(window.name);
    }
}

}  // namespace wsconform::agent
