// SPDX-License-Identifier: Apache-2.0

#pragma once

// WSPAsyncSelect of a layer: the one below posts its own handle, which the client has never seen.
// So it posts to a window of ours, and what comes there goes on to the client's window with the
// client's handle. Each registration has a message of its own, by which what is still under way of
// an earlier one, or of a closed socket whose handle is used again, is told apart and dropped.

#include <future>
#include <map>
#include <mutex>
#include <thread>

#include "harness/providers/layered/socket_table.hpp"

namespace wsconform::layered {

/// What the client asked for, of one socket.
struct Registration {
    DWORD_PTR socket = 0;
    SOCKET handle = INVALID_SOCKET;
    SOCKET lower = INVALID_SOCKET;
    HWND window = nullptr;
    UINT message = 0;
    long events = 0;
    LPWPUPOSTMESSAGE post = nullptr;
};

/// May be used from any thread.
class Notifier {
  public:
    /// Our window, which starts with the first registration; null if it cannot be opened.
    HWND window();

    /// The message to be registered below, by which what is posted finds its way. Made before the
    /// call below, for it may post before it returns. May throw bad_alloc.
    UINT add(const Registration& registration);

    /// That one, and no other, holds for its socket from now on.
    void settle(UINT message);
    void drop(UINT message);

    /// Nothing is posted for that socket after this.
    void forget(DWORD_PTR socket);

    /// No events: there is none.
    Registration of(DWORD_PTR socket) const;

    /// Closes the window and waits until its thread has gone.
    void stop();

  private:
    void forward_messages(std::promise<HWND> opened);
    void forward(const MSG& message);

    std::mutex starting_;
    std::thread thread_;
    HWND window_ = nullptr;

    /// Held while a message is posted: after `forget` none can be under way.
    mutable std::mutex mutex_;
    UINT last_message_ = WM_APP;
    std::map<UINT, Registration> registrations_;
};

}  // namespace wsconform::layered
