#pragma once

// The version of the suite, as traces and reports name it.

namespace wsconform {

inline constexpr const char* suite_version = "0.2.0";

}  // namespace wsconform
