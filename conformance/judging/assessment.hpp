// SPDX-License-Identifier: Apache-2.0

#pragma once

// What was seen of one step, and what the oracle says of it.

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "model/ruling.hpp"

namespace wsconform {

/// What was seen of one step. Of a call that begins there is no reply yet, but, where it returns
/// later in the trace, what it returns: `landing`.
struct Observation {
    const Call* call{};
    std::optional<ThreadId> thread;
    Reply reply;
    Timing timing{};
    std::optional<Reply> landing = std::nullopt;
};

/// A set of clauses.
class ClauseSet {
  public:
    void add(const Clauses& clauses) {
        for (const ClauseId id : clauses)
            bits_[id.index()] = true;
    }
    void add(const ClauseSet& others) { bits_ |= others.bits_; }
    bool contains(ClauseId id) const { return bits_.test(id.index()); }
    bool empty() const { return bits_.none(); }
    /// In the order of the catalogue.
    std::vector<ClauseId> listed() const;

  private:
    std::bitset<clause_count> bits_;
};

/// An outcome that was allowed where a reply was not, in the state that allows it.
struct AllowedOutcome {
    Pattern pattern;
    Clauses because;
};

enum class Conclusion : std::uint8_t {
    conforms,
    violates,
    out_of_resources,  ///< A failure the documentation allows anywhere, such as WSAENOBUFS.
    blocked,           ///< The call had not returned, and need not have.
    unsupported,       ///< The function is a stub or missing.
    over_budget,
};

struct Assessment {
    Conclusion conclusion{};
    std::vector<AllowedOutcome> allowed;  ///< Each once.
    ClauseSet exercised;                  ///< Clauses that could have been violated here.
    ClauseSet broken;                     ///< Of a violation.
    bool is_forbidden{};                  ///< A clause forbids just this reply.
    bool has_outcome{};                   ///< Some state allows the reply.
    Branch branch;                        ///< Taken, if the states left agree on it.
    std::optional<std::size_t> since;     ///< The earlier observation that excluded this reply.
    std::uint8_t unwanted_writes{};       ///< Buffers whose change alone makes the violation.
    /// A state it was judged in, to name handles by; until the oracle observes more.
    const State* example{};
};

/// Whether the call returned where it was seen to, having begun earlier.
bool has_returned(const Observation& seen);

/// Failures that the documentation allows of any call at any time.
bool is_lack_of_resources(const Reply& reply, const Call& call);

}  // namespace wsconform
