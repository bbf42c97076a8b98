// SPDX-License-Identifier: Apache-2.0

#include "harness/station/descriptor.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "harness/harness_error.hpp"

namespace wsconform {

std::string because(std::string_view what, int error_number) {
    return std::string{what} + ": " + std::strerror(error_number);
}

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
    if (this != &other) {
        close();
        value_ = std::exchange(other.value_, -1);
    }
    return *this;
}

void Descriptor::close() {
    if (is_open()) ::close(std::exchange(value_, -1));
}

Pipe make_pipe() {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) throw HarnessError{because("pipe", errno)};
    return {Descriptor{ends[0]}, Descriptor{ends[1]}};
}

std::string all_of(const Descriptor& reader) {
    std::string text;
    std::array<char, 512> chunk{};
    ssize_t count = 0;
    while ((count = ::read(reader.value(), chunk.data(), chunk.size())) > 0)
        text.append(chunk.data(), static_cast<std::size_t>(count));
    return text;
}

}  // namespace wsconform
