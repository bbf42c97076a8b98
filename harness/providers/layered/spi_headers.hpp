// SPDX-License-Identifier: Apache-2.0

#pragma once

// The Windows headers of a service provider, in the only order that works.

#include <winsock2.h>

#include <windows.h>
#include <ws2spi.h>
