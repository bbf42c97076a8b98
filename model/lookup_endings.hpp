#pragma once

// What the message of an asynchronous look-up may say when the look-up has ended, and what it must
// not say. When it comes, and whether it comes at all, is for messages.cpp to rule.

#include <cstdint>
#include <vector>

#include "model/ruling.hpp"

namespace wsconform {

/// One way a look-up may end.
struct Ending {
    Error error{};
    Branch branch;
    bool any_error{};
};

std::vector<Ending> endings_of(const Request& request);
/// The least size that a message of WSAENOBUFS may ask for.
std::uint32_t least_size_of(const Request& request);
/// The clauses on the code that the look-up fails with; none if it need not fail.
Clauses failure_clauses(const Request& request);
/// Forbids every message but those of the `endings`.
void forbid_bad_message(Ruling& ruling, const Request& request, const std::vector<Ending>& endings,
                        const State& next);

}  // namespace wsconform
