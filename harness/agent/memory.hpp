// SPDX-License-Identifier: Apache-2.0

#pragma once

// Memory that tells when the provider touched it, and by which thread. A region lies between two
// inaccessible pages and ends as near to the second one as 16-byte alignment allows; the slack on
// both sides holds canary bytes, and the region itself starts out filled with a pattern that has no
// NUL in it.

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "harness/agent/json.hpp"
#include "harness/agent/our_threads.hpp"

namespace wsconform::agent {

enum class Access : unsigned { read, write };

/// Whether a change of a region's bytes is worth a "wrote".
enum class Changes { reported, expected };

struct Region {
    std::string name;
    Changes changes = Changes::expected;
    std::byte* pages = nullptr;
    std::size_t pages_bytes = 0;
    std::span<std::byte> bytes;
    std::vector<std::byte> last_seen;
    std::array<bool, 2> damaged{};
    std::atomic<bool> freed = false;
    /// By the number of the thread that touched it, 0 for those that the provider started.
    std::array<std::atomic<std::uint8_t>, most_threads> touches{};
};

class Memory {
  public:
    static constexpr std::size_t most_bytes = std::size_t{16} << 20U;

    /// A new region. Regions live as long as the process: a provider may remember them.
    Region& allocate(const std::string& name, std::size_t size_bytes, Changes changes);

    /// The scenario's buffer of that name: made at its first use, and anew when more is asked for
    /// than it has. A freed buffer stays what it is.
    Region& buffer(const std::string& name, std::size_t size_bytes);

    /// Makes the buffer's pages inaccessible for ever.
    void free(const std::string& name);

    /// Adds what happened since the last time: "wrote", "damage", "touched".
    void report(Json& facts);

    /// Called by the fault handler, on any thread, without locks: notes a touch by the provider of
    /// memory that we made inaccessible and makes it accessible. False if the address is none of
    /// ours.
    bool allows(std::uintptr_t address, Access access, unsigned thread) noexcept;

    /// "buffer recv, 4 bytes past its end"; nothing if the address is none of ours.
    std::optional<std::string> place_of(std::uintptr_t address) const;

  private:
    std::array<Region, 2048> regions_;
    std::atomic<std::size_t> used_ = 0;
    std::map<std::string, Region*> buffers_;
};

}  // namespace wsconform::agent
