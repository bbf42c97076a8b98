// SPDX-License-Identifier: Apache-2.0

#include "harness/version.hpp"

namespace wsconform {

const char* const suite_version = WSCONFORM_VERSION;

}  // namespace wsconform
