// SPDX-License-Identifier: Apache-2.0

#pragma once

// The Windows headers, in the only order that works: winsock2 has to come before windows.
// They are here for types and constants. No Winsock function is ever linked to: the functions
// come from the provider's DLL, by name.

#include <windows.h>
#include <winsock2.h>
