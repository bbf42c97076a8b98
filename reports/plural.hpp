#pragma once

// A count with its noun.

#include <cstddef>
#include <string>

namespace wsconform {

/// "1 clause", "2 clauses"
inline std::string plural(std::size_t count, const std::string& noun) {
    return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

}  // namespace wsconform
