// SPDX-License-Identifier: Apache-2.0

#include "harness/station/dll_paths.hpp"

namespace wsconform {

std::filesystem::path as_this_machine_sees(const std::string& dll) {
    return dll;
}

}  // namespace wsconform
