// SPDX-License-Identifier: Apache-2.0

#pragma once

// A trace: what was observed of a provider while one scenario was played, in the order observed.
// As text it is JSON lines: a header that carries the scenario, one event a line, and a footer that
// says how it ended. A trace without its footer is not judged: it might miss what matters.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/scenario/scenario.hpp"
#include "conformance/trace/fault.hpp"
#include "conformance/trace/subject.hpp"
#include "model/reply.hpp"

namespace wsconform {

/// One step that was started, with what came back; nothing if the trace ended before.
struct Event {
    std::size_t step{};
    std::optional<Reply> reply = {};
    std::string failure = {};  ///< Why a lower tester could not do its step; then without a reply.
    std::optional<Fault> fault = {};  ///< Of a call that raised an exception.
    /// What else was seen of the provider, in words, such as "read past the end of buffer b".
    std::vector<std::string> asides = {};
};

/// What a transport provider asked of its caller while a step was done.
struct UpcallMade {
    std::size_t step{};
    std::string name;
    Error error{};   ///< That it was refused with.
    bool is_late{};  ///< The provider was not started at that time.
};

struct Trace {
    Subject subject;
    Scenario scenario;
    std::vector<Event> events;
    std::vector<UpcallMade> upcalls;
    /// "completed", "crashed", "hung", "garbage", "silent" or "lost".
    std::string how;
    std::string detail;  ///< Of the footer; the provider's or the station's words.
};

/// Reads a trace. `where` names the file in errors. Throws InputError.
Trace parse_trace(std::string_view text, const std::string& where);
/// The same, of a scenario already read: the header's own is not looked at.
Trace parse_trace(std::string_view text, const Scenario& scenario, const std::string& where);
/// The header alone, for what follows may be beyond reading. Throws InputError.
Trace parse_trace_header(std::string_view text, const std::string& where);

}  // namespace wsconform
