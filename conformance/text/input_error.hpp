// SPDX-License-Identifier: Apache-2.0

#pragma once

// What is wrong with a file, argument or message somebody gave us: one line that names the file,
// the place in it, the fault and what to do. Caught once, in main; exit status 2.

#include <stdexcept>

namespace wsconform {

struct InputError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

}  // namespace wsconform
