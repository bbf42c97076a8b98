// SPDX-License-Identifier: Apache-2.0

#pragma once

// The protocol catalogue that the agent keeps in the place of the machine's: a base provider's
// entries for TCP, UDP and packets, and, if there are layers above it, an entry for each layer and
// one for each chain.

#include <string>
#include <vector>

#include "harness/agent/spi/spi_headers.hpp"

namespace wsconform::agent::spi {

class ProtocolCatalogue {
  public:
    /// The providers' DLLs, the top of the chain first and the base last.
    explicit ProtocolCatalogue(std::vector<std::wstring> paths);

    const std::vector<WSAPROTOCOL_INFOW>& entries() const { return entries_; }
    bool knows(DWORD id) const;
    /// Whether sockets of ours are made with this entry: the whole chain's, if there is one.
    bool is_end(DWORD id) const;

    /// The entry that a socket of this kind is made with, the whole chain's if there is one. Null
    /// if there is none; `error` then says what is not supported.
    const WSAPROTOCOL_INFOW* entry_for(int family, int type, int protocol, int& error) const;

    /// Null if no provider has this id.
    const std::wstring* path_of(const GUID& provider) const;

  private:
    void add_base(std::size_t number);
    void add_layer(std::size_t number);
    void add_chains();

    std::vector<std::wstring> paths_;
    std::vector<WSAPROTOCOL_INFOW> entries_;
};

}  // namespace wsconform::agent::spi
