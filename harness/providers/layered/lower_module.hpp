// SPDX-License-Identifier: Apache-2.0

#pragma once

// The DLL below, kept loaded for as long as anything of it may still be called.

#include <memory>
#include <string>

#include "harness/providers/layered/spi_headers.hpp"

namespace wsconform::layered {

class LowerModule {
  public:
    /// Null if it cannot be loaded or is no provider.
    static std::shared_ptr<const LowerModule> at(const std::wstring& path);

    LowerModule(std::wstring path, HMODULE module, LPWSPSTARTUP startup);
    LowerModule(const LowerModule&) = delete;
    LowerModule& operator=(const LowerModule&) = delete;
    ~LowerModule();

    const std::wstring& path() const { return path_; }

    /// One WSPStartup of it: 0 or the code. A table with holes is a failure too, and then cleaned
    /// up after: half a provider is none, and every hole would be a crash later.
    int start(WORD version, const WSAPROTOCOL_INFOW& entry, const WSPUPCALLTABLE& upcalls,
              WSPDATA& data, WSPPROC_TABLE& table) const;

  private:
    std::wstring path_;
    HMODULE module_;
    LPWSPSTARTUP startup_;
};

}  // namespace wsconform::layered
