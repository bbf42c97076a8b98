// SPDX-License-Identifier: Apache-2.0

#pragma once

// The scenario's windows: message-only, each owned by the thread that opened it. Nothing is ever
// dispatched to them, but by a hook that is told to: posted messages are looked at or taken from
// the queue. So whatever enters a window's procedure while it is open was sent, or dispatched by
// the provider, and is noted.

#include <chrono>
#include <deque>
#include <functional>
#include <optional>
#include <string>

#include "harness/agent/json.hpp"
#include "harness/agent/windows_headers.hpp"

namespace wsconform::agent {

struct Window {
    std::string name;
    HWND handle = nullptr;
    DWORD owner = 0;
    bool open = false;
    bool entered = false;
};

enum class Retrieval { leaves, removes };

class Windows {
  public:
    /// Registers the window class.
    Windows();

    void open(const std::string& name);
    void close(const std::string& name);

    /// Also of a closed window.
    HWND handle_of(const std::string& name) const;

    /// Null for no window, or none of ours.
    Json name_of(HWND handle) const;

    /// The next message posted to a window of the calling thread, or to the thread itself; waits
    /// for one until the bound has passed.
    std::optional<MSG> next_posted(Retrieval retrieval, std::chrono::milliseconds bound);

    /// Runs the work in the procedure of that window, which must be one of the calling thread's.
    static void perform_in(HWND window, const std::function<void()>& work);

    /// Adds "entered": which windows of the calling thread were, since the last time.
    void report(Json& facts);

  private:
    const Window* find(const std::string& name) const;
    bool is_ours(HWND handle) const;
    std::optional<MSG> first_posted(Retrieval retrieval) const;

    std::deque<Window> windows_;
};

}  // namespace wsconform::agent
