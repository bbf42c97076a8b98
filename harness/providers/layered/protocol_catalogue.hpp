// SPDX-License-Identifier: Apache-2.0

#pragma once

// What is installed: the protocol catalogue, and the DLLs behind its entries.

#include <optional>
#include <string>
#include <vector>

#include "harness/providers/layered/spi_headers.hpp"

namespace wsconform::layered {

class ProtocolCatalogue {
  public:
    /// As it is now; empty if it cannot be read.
    ProtocolCatalogue();

    /// Also of the entries of layers by themselves (ChainLen 0), which a chain is made of.
    const WSAPROTOCOL_INFOW* entry(DWORD id) const;

  private:
    std::vector<WSAPROTOCOL_INFOW> entries_;
};

/// The full path of the DLL, environment strings expanded, as ws2_32 tells it by an upcall.
std::optional<std::wstring> provider_path(GUID provider, const WSPUPCALLTABLE& upcalls);

/// The full path of this very DLL.
std::wstring own_path();

/// Full paths; upper and lower case are the same, as to Windows.
bool is_same_file(const std::wstring& left, const std::wstring& right);

}  // namespace wsconform::layered
