// SPDX-License-Identifier: Apache-2.0

#pragma once

// A bound on the memory of all processes of a station together. The kernel bounds each process for
// itself, and only some machines let a user bound a group.

#include <cstdint>
#include <thread>

namespace wsconform {

/// A thread of the first process of a process namespace. It looks at all others there now and then,
/// and kills the largest when all have more than `most_bytes`.
class MemoryWatch {
  public:
    explicit MemoryWatch(std::uint64_t most_bytes);

  private:
    std::jthread thread_;
};

}  // namespace wsconform
