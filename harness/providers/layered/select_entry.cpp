// SPDX-License-Identifier: Apache-2.0

// WSPSelect: the handles of each set are exchanged on the way down, and those that are left over
// on the way back.

#include <algorithm>
#include <array>
#include <cstddef>
#include <new>
#include <span>
#include <utility>
#include <vector>

#include "harness/providers/layered/call.hpp"
#include "harness/providers/layered/pointers.hpp"
#include "harness/providers/layered/proc_table.hpp"
#include "harness/providers/select_timeout.hpp"

namespace wsconform::layered {
namespace {

// A set may be longer than FD_SETSIZE: clients choose that number for themselves. So a set is a
// row of SOCKETs here, of which the first holds the count.
static_assert(offsetof(fd_set, fd_array) == sizeof(SOCKET));

std::span<SOCKET> handles_of(fd_set& set) {
    return {static_cast<SOCKET*>(set.fd_array), set.fd_count};
}

bool is_accessible(const fd_set* set) {
    return is_accessible(set, sizeof(SOCKET), Access::write) &&
           is_accessible(set, (set->fd_count + std::size_t{1}) * sizeof(SOCKET), Access::write);
}

/// One of the three sets: the client's, and its image below.
class TranslatedSet {
  public:
    /// 0 or the reason. No set is a set too.
    int translate(fd_set* set) {
        if (set == nullptr) return 0;
        if (!is_accessible(set)) return WSAEFAULT;
        client_ = set;
        // Not shorter than the type says: who is below may copy a whole fd_set.
        row_.resize(std::max<std::size_t>(set->fd_count, FD_SETSIZE) + 1);
        lower().fd_count = set->fd_count;
        auto next = row_.begin() + 1;
        for (const SOCKET handle : handles_of(*set)) {
            int reason = 0;
            const auto call = call_on(handle, &reason);
            if (!call) return reason;
            *next++ = call->socket.lower;
            pairs_.emplace_back(handle, call->socket.lower);
        }
        return 0;
    }

    fd_set* image() { return client_ == nullptr ? nullptr : &lower(); }

    /// Leaves in the client's set those whose image is still in the lower one, in their order.
    void translate_back() {
        if (client_ == nullptr) return;
        const auto left = handles_of(lower());
        u_int count = 0;
        const auto room = handles_of(*client_);
        for (const auto& [handle, image] : pairs_) {
            if (std::ranges::find(left, image) != left.end()) room[count++] = handle;
        }
        client_->fd_count = count;
    }

  private:
    fd_set& lower() { return *reinterpret_cast<fd_set*>(row_.data()); }

    fd_set* client_ = nullptr;
    std::vector<SOCKET> row_;
    std::vector<std::pair<SOCKET, SOCKET>> pairs_;
};

int select_below(const Running& running, int nfds, std::span<fd_set* const, 3> clients,
                 SelectTimeout timeout, LPINT error_number) {
    std::array<TranslatedSet, 3> sets;
    for (std::size_t i = 0; i < sets.size(); ++i) {
        const int reason = sets[i].translate(clients[i]);
        if (reason != 0) return refused(error_number, reason);
    }
    const int outcome = running.lower.lpWSPSelect(nfds, sets[0].image(), sets[1].image(),
                                                  sets[2].image(), timeout, error_number);
    if (outcome == SOCKET_ERROR) return outcome;
    for (TranslatedSet& set : sets) {
        set.translate_back();
    }
    return outcome;
}

int WSPAPI select_sockets(int nfds, fd_set* readfds, fd_set* writefds, fd_set* exceptfds,
                          SelectTimeout timeout, LPINT lpErrno) {
    const auto running = Layer::of_process().running();
    if (!running) return refused(lpErrno, WSANOTINITIALISED);
    const std::array clients{readfds, writefds, exceptfds};
    try {
        return select_below(*running, nfds, clients, timeout, lpErrno);
    } catch (const std::bad_alloc&) {
        return refused(lpErrno, WSAENOBUFS);
    }
}

}  // namespace

void fill_select_entry(WSPPROC_TABLE& table) {
    table.lpWSPSelect = select_sockets;
}

}  // namespace wsconform::layered
