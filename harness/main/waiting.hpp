// SPDX-License-Identifier: Apache-2.0

#pragma once

// Tells on a terminal that something takes a while, and what; nothing where nobody watches.

#include <string>
#include <thread>

namespace wsconform {

class Waiting {
  public:
    /// Begins to tell after two seconds, and ends when this does.
    explicit Waiting(std::string what);
    Waiting(const Waiting&) = delete;
    Waiting& operator=(const Waiting&) = delete;
    ~Waiting() = default;

  private:
    std::jthread teller_;
};

}  // namespace wsconform
