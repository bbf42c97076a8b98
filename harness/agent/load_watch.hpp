// SPDX-License-Identifier: Apache-2.0

#pragma once

// What happens while a DLL is loaded and its DllMain runs, which is somebody else's code: which
// module is made of the file, an exception, or no end.

#include <cstdint>
#include <string>

#include "harness/agent/dll_file.hpp"

namespace wsconform::agent {

/// There is one at a time.
class LoadWatch {
  public:
    /// `fault` begins the line that is said if loading takes too long, which ends the process.
    LoadWatch(const DllFile& file, std::string fault);
    LoadWatch(const LoadWatch&) = delete;
    LoadWatch& operator=(const LoadWatch&) = delete;
    ~LoadWatch();

    /// Whether this module was seen to be made of the file before anything in it ran: some DLLs
    /// wipe out their headers then.
    bool has_seen(HMODULE module) const;
    /// The last exception that was raised, with its functions, in words; empty if there was none.
    std::string exception() const;

  private:
    static DWORD WINAPI wait(void* watch);

    std::string too_long_;
    void* handler_ = nullptr;
    void* notified_ = nullptr;
    HANDLE ready_ = nullptr;
    HANDLE done_ = nullptr;
    HANDLE thread_ = nullptr;
};

}  // namespace wsconform::agent
