// SPDX-License-Identifier: Apache-2.0

#pragma once

// LoadLibrary in the place of Windows's: it does the same, and notes what could not be loaded.

#include <span>

#include "harness/agent/spi/imports.hpp"

namespace wsconform::agent::spi {

std::span<const Replacement> noted_loading();

}  // namespace wsconform::agent::spi
