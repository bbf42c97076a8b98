// SPDX-License-Identifier: Apache-2.0

#pragma once

// The one layer of this process: how often it was started, what lies below it, its sockets.
//
// Threads. Clients call from any thread, and a call may wait below for hours. So no lock is held
// across a call into the lower provider, but for WSPStartup and WSPCleanup, which have a lock of
// their own and only exclude each other: a cleanup that waits below for other threads' calls to
// end does not keep these from ending. Every other call takes a snapshot, `Running`, and works on
// that; the snapshot also keeps the DLL below loaded until the call is back.
//
// Nothing is remembered per thread. What a thread waits for is known below, where it waits, so a
// call made inside a blocking hook cannot make us forget the one around it.

#include <map>
#include <memory>
#include <mutex>

#include "harness/providers/layered/chain.hpp"
#include "harness/providers/layered/lower_module.hpp"
#include "harness/providers/layered/notifier.hpp"
#include "harness/providers/layered/socket_table.hpp"

namespace wsconform::layered {

/// As of the latest successful WSPStartup: an earlier upcall table is not used any more.
struct Running {
    WSPUPCALLTABLE upcalls;
    WSPPROC_TABLE lower;
    std::shared_ptr<const LowerModule> module;
};

class Layer {
  public:
    /// Never destroyed: a process may end without a cleanup, and to unload the DLL below while
    /// Windows unloads this one is not allowed.
    static Layer& of_process();

    /// 0 or the code, as WSPStartup. Counts on success.
    int start(WORD version, const WSAPROTOCOL_INFOW& chosen, const WSPUPCALLTABLE& upcalls,
              WSPDATA& data);

    /// As WSPCleanup.
    int clean_up(LPINT error_number);

    /// Null while not started.
    std::shared_ptr<const Running> running() const;

    /// The chain of that catalogue entry, remembered, since to find it means to read the
    /// catalogue. Null if it has no place for us, or another DLL below than the one that runs.
    std::shared_ptr<const Chain> chain_of(const WSAPROTOCOL_INFOW& chosen, const Running& running);

    SocketTable& sockets() { return sockets_; }
    Notifier& notifier() { return notifier_; }

  private:
    std::shared_ptr<const LowerModule> module_for(const Chain& chain) const;
    void remember(const std::shared_ptr<const Chain>& chain);
    void become(std::shared_ptr<const Running> running);
    void end(const Running& last);

    /// Held during a whole startup or cleanup; guards `count_`.
    std::mutex starting_;
    int count_ = 0;

    /// Held for a moment; guards what follows.
    mutable std::mutex mutex_;
    std::shared_ptr<const Running> running_;
    std::map<DWORD, std::shared_ptr<const Chain>> chains_;

    SocketTable sockets_;
    Notifier notifier_;
};

}  // namespace wsconform::layered
