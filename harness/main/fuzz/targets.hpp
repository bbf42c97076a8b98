// SPDX-License-Identifier: Apache-2.0

#pragma once

// What is fuzzed: each format and protocol that a file, an agent or a resolver hands to us. A
// target takes any bytes. It may refuse them as the program would, in one line; whatever else
// leaves it is a finding, and so is a promise of the format that does not hold.

#include <array>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/scenario/scenario.hpp"
#include "conformance/trace/trace.hpp"

namespace wsconform::fuzzing {

void take_agent(std::string_view input);         ///< Lines of an agent; the first names a scenario.
void take_bundle(std::string_view input);        ///< Lines of a bundle, sealed anew.
void take_dns(std::string_view input);           ///< A packet to the name server.
void take_expectations(std::string_view input);  ///< A file of expectations.
void take_gate(std::string_view input);          ///< A report in one line, expectations below.
void take_journal(std::string_view input);       ///< The lines after a journal's first.
void take_report(std::string_view input);
void take_scenario(std::string_view input);
void take_trace(std::string_view input);

struct Target {
    std::string_view name;
    void (*take)(std::string_view input);
};

inline constexpr std::array<Target, 9> targets{{{"agent", take_agent},
                                                {"bundle", take_bundle},
                                                {"dns", take_dns},
                                                {"expectations", take_expectations},
                                                {"gate", take_gate},
                                                {"journal", take_journal},
                                                {"report", take_report},
                                                {"scenario", take_scenario},
                                                {"trace", take_trace}}};

/// Calls `read`, which may refuse its input as the program would: by InputError or HarnessError, in
/// one line. Says whether it did not.
bool is_taken(const std::function<void()>& read);

/// Aborts if the words would not stay on one line of a terminal.
void require_one_line(std::string_view words);

/// Judges as a run does, by each grading.
void judge_both_ways(const Trace& trace);

/// The suite's, read once.
const std::vector<Scenario>& suite();

std::vector<std::string> lines_of(std::string_view text);

}  // namespace wsconform::fuzzing
