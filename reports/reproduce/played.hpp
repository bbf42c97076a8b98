// SPDX-License-Identifier: Apache-2.0

#pragma once

// What a play showed to fail, for a test of Wine: which claims are todo there, and what the test
// leaves out, in words.

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "conformance/judging/judgement.hpp"
#include "conformance/scenario/scenario.hpp"

namespace wsconform {

struct PlayedFailures {
    std::set<std::size_t> todo;         ///< Steps whose claim failed, counted from 1.
    std::vector<std::string> left_out;  ///< What failed and no claim of the test shows: a sentence.
};

/// As a C program said that was played: lines with DIFFERS or UNDECIDED, for the peer of the test
/// is blind to the same. Throws InputError if no program said this.
PlayedFailures failures_said(const std::string& said);

/// As the transcript in a report of Wine says.
PlayedFailures failures_reported(const Scenario& scenario,
                                 const std::vector<TranscriptLine>& transcript);

/// Steps whose replies exclude each other, which a test of Wine does not compare: a sentence, empty
/// if there are none.
std::string not_compared(const Scenario& scenario);

}  // namespace wsconform
