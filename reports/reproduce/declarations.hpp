// SPDX-License-Identifier: Apache-2.0

#pragma once

// What a C program declares above its functions: the codes that it knows by name, and all that its
// steps name.

#include <string>
#include <string_view>

#include "reports/reproduce/c_program.hpp"

namespace wsconform::reproduce {

bool mentions(const std::string& text, std::string_view what);

/// Of a program with these steps, and with these helpers, which the steps call.
std::string declarations_of(const CProgram& program, const std::string& steps,
                            const std::string& helpers);

/// What a test of Wine's declares within its function, if no other function needs it.
std::string local_variables_of(const CProgram& program, const std::string& steps);

}  // namespace wsconform::reproduce
