// SPDX-License-Identifier: Apache-2.0

#pragma once

// How long a select waits, as the header of the SPI has it: it was `const PTIMEVAL`, which lets the
// time be changed, and is `const TIMEVAL*` from mingw-w64 12 on.

#include <winsock2.h>
#include <ws2spi.h>

namespace wsconform {

template <typename Function>
struct FifthParameter;

template <typename Result, typename A, typename B, typename C, typename D, typename Fifth,
          typename... More>
struct FifthParameter<Result(WSPAPI*)(A, B, C, D, Fifth, More...)> {
    using Type = Fifth;
};

using SelectTimeout = FifthParameter<LPWSPSELECT>::Type;

}  // namespace wsconform
