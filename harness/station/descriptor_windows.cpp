// SPDX-License-Identifier: Apache-2.0

// The only descriptors of the program for Windows are sockets: its processes have handles.

#include "harness/station/descriptor.hpp"

#include <system_error>

#include "windows/headers.hpp"

namespace wsconform {

std::string because(std::string_view what, int error_number) {
    return std::string{what} + ": " + std::generic_category().message(error_number);
}

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
    if (this != &other) {
        close();
        value_ = std::exchange(other.value_, -1);
    }
    return *this;
}

void Descriptor::close() {
    if (is_open()) closesocket(static_cast<SOCKET>(std::exchange(value_, -1)));
}

}  // namespace wsconform
