// SPDX-License-Identifier: Apache-2.0

#include "harness/main/standard_streams.hpp"

#include <fcntl.h>
#include <io.h>

#include <array>
#include <cstdio>

namespace wsconform {

void open_closed_streams() {
    const std::array streams{stdin, stdout, stderr};
    for (std::FILE* const stream : streams) {
        const int number = _fileno(stream);
        // One that is closed has no number here, and is given one by opening it again.
        if (number < 0 || _get_osfhandle(number) == -1) [[maybe_unused]]
            auto* const opened = std::freopen("NUL", stream == stdin ? "rb" : "wb", stream);
        else
            _setmode(number, _O_BINARY);
    }
}

void let_large_writes_fail() {
    // Windows has no such limit.
}

}  // namespace wsconform
