#pragma once

// The provider: a DLL loaded by path, its functions found by name or ordinal.

#include <string>

#include "harness/agent/windows_headers.hpp"

namespace wsconform {

class Api {
  public:
    /// Throws HarnessError if the DLL cannot be loaded.
    explicit Api(const std::string& path);

    /// Null if the DLL does not export it. `Function` is a function type: decltype(::bind).
    template <typename Function>
    Function* function(const char* name) const {
        return reinterpret_cast<Function*>(address(name));
    }

    void* address(const char* name) const;
    void* address(WORD ordinal) const;

  private:
    HMODULE module_;
};

}  // namespace wsconform
