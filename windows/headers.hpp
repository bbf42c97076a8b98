// SPDX-License-Identifier: Apache-2.0

#pragma once

// The headers of Windows, for those files of the program that stand in for a POSIX one. The first
// has to be the first. Three of its macros are words of the old memory models, and names of ours.

#include <windows.h>

#include <bcrypt.h>
#include <shellapi.h>
#include <winsock2.h>
#include <ws2tcpip.h>

#include <mstcpip.h>

#undef far
#undef near
#undef small
