#pragma once

// What our own code promises itself. A promise that does not hold is a fault of the program, so
// the program ends at once: whatever it said after that could be wrong.

namespace wsconform {

/// Prints "wsconform: internal fault: " and the sentence as one line to stderr, and aborts.
[[noreturn]] void end_by_fault(const char* sentence);

/// In every build. In a constant expression a promise that does not hold does not compile.
constexpr void ensure(bool condition, const char* sentence) {
    if (!condition) end_by_fault(sentence);
}

}  // namespace wsconform
