// SPDX-License-Identifier: Apache-2.0

#pragma once

// For tests: runs that are killed at moments drawn by a seed, and resumed.

#include <string>
#include <vector>

namespace wsconform {

/// The number in WSCONFORM_KILLS, or else this one.
int kills_wanted(int otherwise);

/// Plays these words once in peace, then kills the same run that many times, at moments spread over
/// its time. What was killed is resumed and perhaps killed again; in the end it comes to the bytes
/// of the run in peace. The older report is whole at all times, and nothing is left running.
void expect_the_same_bytes_after_kills(const std::vector<std::string>& run, int kills);

}  // namespace wsconform
