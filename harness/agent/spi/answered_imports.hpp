// SPDX-License-Identifier: Apache-2.0

#pragma once

// What a provider asks ws2_32 itself about its own chain, and not through the upcall table.

#include <span>

#include "harness/agent/spi/imports.hpp"

namespace wsconform::agent::spi {

/// Functions of ws2_32 that the agent answers.
std::span<const Replacement> answered_imports();

}  // namespace wsconform::agent::spi
