// SPDX-License-Identifier: Apache-2.0

#pragma once

// What keeps a slow or busy machine from being told as a fault of the provider: all waits are
// stretched by how long the agent last took to start, and a trace in which the provider may never
// have had its turn is played again without hurry. What still shows nothing then is lost, which is
// no verdict.

#include <chrono>
#include <string>

namespace wsconform {

/// How many times longer than without hurry the second play of a scenario waits.
constexpr double unhurried = 3.0;

/// How many times slower than an idle machine this one is, from 1 up to a bound.
double pace_after(std::chrono::milliseconds agent_started_in);

/// The highest that `pace_after` returns.
constexpr double slowest_pace = 8.0;

/// Whether a trace may tell of the machine and not of the provider: it is lost, the agent said
/// nothing or ended before its first event, or it fell silent without its own watchdog's word.
bool may_be_the_machines(const std::string& trace);

/// The trace of the second play, whose ending is now believed: an agent that fell silent in the
/// middle of a call was kept from speaking by that call. What has no event at all is lost.
std::string believed(const std::string& trace);

}  // namespace wsconform
