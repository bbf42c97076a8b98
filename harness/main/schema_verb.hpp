// SPDX-License-Identifier: Apache-2.0

#pragma once

// The verb `schema`: the JSON Schema of a format, for editors.

#include <string>

namespace wsconform {

/// Prints it; returns the exit status. Throws InputError if there is none of that name.
int print_schema(const std::string& name);

}  // namespace wsconform
