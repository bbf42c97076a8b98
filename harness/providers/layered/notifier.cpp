// SPDX-License-Identifier: Apache-2.0

#include "harness/providers/layered/notifier.hpp"

#include <algorithm>
#include <system_error>
#include <utility>

namespace wsconform::layered {

namespace {

/// Of the messages that applications may use, the last.
constexpr UINT highest_message = 0xBFFF;

}  // namespace

HWND Notifier::window() {
    const std::lock_guard one_at_a_time(starting_);
    if (window_ != nullptr) return window_;
    std::promise<HWND> opened;
    auto result = opened.get_future();
    try {
        thread_ = std::thread(&Notifier::forward_messages, this, std::move(opened));
    } catch (const std::system_error&) {
        return nullptr;
    }
    window_ = result.get();
    if (window_ == nullptr) thread_.join();
    return window_;
}

UINT Notifier::add(const Registration& registration) {
    const std::lock_guard lock(mutex_);
    do {
        last_message_ = last_message_ < highest_message ? last_message_ + 1 : WM_APP;
    } while (registrations_.contains(last_message_));
    registrations_.emplace(last_message_, registration);
    return last_message_;
}

void Notifier::settle(UINT message) {
    const std::lock_guard lock(mutex_);
    const auto kept = registrations_.find(message);
    if (kept == registrations_.end()) return;
    const DWORD_PTR socket = kept->second.socket;
    std::erase_if(registrations_, [&](const auto& entry) {
        return entry.first != message && entry.second.socket == socket;
    });
}

void Notifier::drop(UINT message) {
    const std::lock_guard lock(mutex_);
    registrations_.erase(message);
}

void Notifier::forget(DWORD_PTR socket) {
    const std::lock_guard lock(mutex_);
    std::erase_if(registrations_,
                  [socket](const auto& entry) { return entry.second.socket == socket; });
}

Registration Notifier::of(DWORD_PTR socket) const {
    const std::lock_guard lock(mutex_);
    const auto found = std::ranges::find_if(
        registrations_, [socket](const auto& entry) { return entry.second.socket == socket; });
    return found == registrations_.end() ? Registration{} : found->second;
}

void Notifier::stop() {
    const std::lock_guard one_at_a_time(starting_);
    if (window_ != nullptr) {
        PostMessageW(std::exchange(window_, nullptr), WM_CLOSE, 0, 0);
        thread_.join();
    }
    const std::lock_guard lock(mutex_);
    registrations_.clear();
}

/// The window is there for its queue alone: what is posted is taken out here, not dispatched.
void Notifier::forward_messages(std::promise<HWND> opened) {
    auto* const window =
        CreateWindowExW(0, L"STATIC", L"", 0, 0, 0, 0, 0, HWND_MESSAGE, nullptr, nullptr, nullptr);
    opened.set_value(window);
    if (window == nullptr) return;
    MSG message{};
    while (GetMessageW(&message, nullptr, 0, 0) > 0 && message.message != WM_CLOSE)
        forward(message);
    DestroyWindow(window);
}

void Notifier::forward(const MSG& message) {
    const std::lock_guard lock(mutex_);
    const auto found = registrations_.find(message.message);
    if (found == registrations_.end()) return;
    const Registration& to = found->second;
    if (message.wParam != to.lower) return;
    to.post(to.window, to.message, static_cast<WPARAM>(to.handle), message.lParam);
}

}  // namespace wsconform::layered
