// SPDX-License-Identifier: Apache-2.0

#pragma once

// The sockets of this layer: for each, the handle the client knows and the one below. They are
// found by a number that is never used twice and that is the context of the client's handle.

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>

#include "harness/providers/layered/chain.hpp"

namespace wsconform::layered {

struct LayeredSocket {
    DWORD_PTR number = 0;
    SOCKET handle = INVALID_SOCKET;
    SOCKET lower = INVALID_SOCKET;
    std::shared_ptr<const Chain> chain;
};

/// May be used from any thread.
class SocketTable {
  public:
    DWORD_PTR fresh_number();

    void add(LayeredSocket socket);

    /// Both have to fit: a number alone may be the context that another layer gave to its handle.
    std::optional<LayeredSocket> find(DWORD_PTR number, SOCKET handle) const;

    /// False if it is not there any more: of two closes at once only one takes it out.
    bool remove(DWORD_PTR number);

    std::map<DWORD_PTR, LayeredSocket> take_all();

  private:
    mutable std::mutex mutex_;
    DWORD_PTR last_number_ = 0;
    std::map<DWORD_PTR, LayeredSocket> sockets_;
};

}  // namespace wsconform::layered
