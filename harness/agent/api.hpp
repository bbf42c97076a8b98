// SPDX-License-Identifier: Apache-2.0

#pragma once

// The provider: functions found by name or ordinal. Where they come from is no concern of a
// script's: a DLL's exports, or a transport provider's procedure table (spi/).

#include <string>

#include "harness/agent/windows_headers.hpp"

namespace wsconform::agent {

class Api {
  public:
    Api() = default;
    Api(const Api&) = delete;
    Api& operator=(const Api&) = delete;
    virtual ~Api() = default;

    /// Null if the provider has none of that name. `Function` is a function type: decltype(::bind).
    template <typename Function>
    Function* function(const char* name) const {
        return reinterpret_cast<Function*>(address(name));
    }

    virtual void* address(const char* name) const = 0;
    virtual void* address(WORD ordinal) const = 0;
};

/// A DLL loaded by path.
class LoadedDll final : public Api {
  public:
    /// Throws what loaded_dll() throws.
    explicit LoadedDll(const std::string& path);

    void* address(const char* name) const override;
    void* address(WORD ordinal) const override;

  private:
    HMODULE module_;
};

}  // namespace wsconform::agent
