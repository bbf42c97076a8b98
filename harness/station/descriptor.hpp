// SPDX-License-Identifier: Apache-2.0

#pragma once

// File descriptors with one owner each, and the system's words for what it refuses.

#include <string>
#include <string_view>
#include <utility>

namespace wsconform {

/// "what: why", with the system's words for `error_number`.
std::string because(std::string_view what, int error_number);

/// A file descriptor with one owner.
class Descriptor {
  public:
    explicit Descriptor(int value = -1) : value_{value} {}
    Descriptor(Descriptor&& other) noexcept : value_{std::exchange(other.value_, -1)} {}
    Descriptor& operator=(Descriptor&& other) noexcept;
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() { close(); }

    void close();
    int value() const { return value_; }
    bool is_open() const { return value_ >= 0; }

  private:
    int value_;
};

struct Pipe {
    Descriptor reader;
    Descriptor writer;
};

/// All that can be read until there will be no more.
std::string all_of(const Descriptor& reader);

/// A pipe that children do not inherit.
Pipe make_pipe();

}  // namespace wsconform
