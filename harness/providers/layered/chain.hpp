// SPDX-License-Identifier: Apache-2.0

#pragma once

// A protocol chain as one of its layers sees it: the entry the client chose, and what lies below.

#include <memory>
#include <string>

#include "harness/providers/layered/spi_headers.hpp"

namespace wsconform::layered {

class Chain {
  public:
    /// Finds this DLL in the chain, hence the element below it. Null if it has no place there
    /// exactly once, with something installed below.
    static std::shared_ptr<const Chain> of(const WSAPROTOCOL_INFOW& chosen,
                                           const WSPUPCALLTABLE& upcalls);

    const WSAPROTOCOL_INFOW& entry() const { return entry_; }
    DWORD id() const { return entry_.dwCatalogEntryId; }
    const std::wstring& lower_path() const { return lower_path_; }

    /// What to hand down in place of `chosen`, which a client gave for this chain: to another
    /// layer the same, to the base provider its own entry, for it knows nothing of chains.
    WSAPROTOCOL_INFOW lower_entry(const WSAPROTOCOL_INFOW& chosen) const;

  private:
    WSAPROTOCOL_INFOW entry_{};
    WSAPROTOCOL_INFOW lower_entry_{};
    std::wstring lower_path_;
};

}  // namespace wsconform::layered
