// SPDX-License-Identifier: Apache-2.0

#pragma once

// The header of the service provider interface, after those it needs. Types and constants only:
// nothing of it is linked to.

#include "harness/agent/windows_headers.hpp"

#include <ws2spi.h>
