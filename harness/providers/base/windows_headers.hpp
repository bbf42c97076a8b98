// SPDX-License-Identifier: Apache-2.0

#pragma once

// The Windows headers, in the only order that works.

#include <windows.h>
#include <winsock2.h>
#include <ws2spi.h>
#include <ws2tcpip.h>
