// SPDX-License-Identifier: Apache-2.0

#include "harness/agent/spi/library.hpp"

#include "harness/agent/errors.hpp"
#include "harness/agent/loading.hpp"
#include "harness/agent/paths.hpp"

namespace wsconform::agent::spi {

Library load_provider(const std::string& path) {
    const HMODULE module = loaded_dll(path);
    auto* const startup = reinterpret_cast<LPWSPSTARTUP>(
        reinterpret_cast<void*>(GetProcAddress(module, "WSPStartup")));
    if (startup == nullptr)
        throw HarnessError(path +
                           " does not export WSPStartup, so it is no transport provider; give one, "
                           "or name a DLL like ws2_32.dll with api:PATH");
    return {module, path_of(module), startup};
}

}  // namespace wsconform::agent::spi
