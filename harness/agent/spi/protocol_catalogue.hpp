// SPDX-License-Identifier: Apache-2.0

#pragma once

// The protocol catalogue that the agent keeps in the place of the machine's, as it would be after
// the providers were installed one by one, the base first: a base provider's entries for TCP, UDP
// and packets, a hidden entry for each layer, and one for each chain from a layer down to the base.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "harness/agent/spi/spi_headers.hpp"

namespace wsconform::agent::spi {

/// A provider as an installer would put it into the catalogue.
struct Installed {
    std::wstring path;
    /// The one that the provider knows itself by; nothing if it is not known to have any.
    std::optional<GUID> id;
};

class ProtocolCatalogue {
  public:
    /// The top of the chain first and the base last.
    explicit ProtocolCatalogue(std::vector<Installed> chain);

    /// Installs another one in the place of the provider with that number; the top has 1.
    void install(std::size_t number, const Installed& provider);

    const std::vector<Installed>& chain() const { return chain_; }
    const std::vector<WSAPROTOCOL_INFOW>& entries() const { return entries_; }
    bool knows(DWORD id) const;
    /// Whether sockets of ours are made with this entry: the whole chain's, if there is one.
    bool is_end(DWORD id) const;

    /// The entry that a socket of this kind is made with, the whole chain's if there is one. Null
    /// if there is none; `error` then says what is not supported.
    const WSAPROTOCOL_INFOW* entry_for(int family, int type, int protocol, int& error) const;

    /// The first entry of the provider with this id. Null if no provider has it.
    const WSAPROTOCOL_INFOW* entry_of(const GUID& provider) const;
    /// Null likewise.
    const std::wstring* path_of(const GUID& provider) const;

  private:
    void fill();
    void add(const WSAPROTOCOL_INFOW& entry, std::size_t number);
    GUID id_of(std::size_t number) const;
    void add_base(std::size_t number);
    void add_layer(std::size_t number);
    void add_chains(std::size_t number);
    bool is_whole(const WSAPROTOCOL_INFOW& entry) const;

    std::vector<Installed> chain_;
    std::vector<WSAPROTOCOL_INFOW> entries_;
    std::vector<std::pair<GUID, std::wstring>> paths_;
};

}  // namespace wsconform::agent::spi
