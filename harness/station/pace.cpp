// SPDX-License-Identifier: Apache-2.0

#include "harness/station/pace.hpp"

#include <algorithm>

#include "conformance/trace/footer.hpp"
#include "harness/station/agent_process.hpp"

namespace wsconform {

namespace {

using namespace std::chrono_literals;

/// An agent starts in a tenth to a quarter of a second in Wine on an idle machine of two cores.
/// Twice the longer time is still no sign of a busy one.
constexpr std::chrono::milliseconds usual_start = 500ms;

}  // namespace

double pace_after(std::chrono::milliseconds agent_started_in) {
    const auto measured = static_cast<double>(agent_started_in.count());
    const auto usual = static_cast<double>(usual_start.count());
    return std::clamp(measured / usual, 1.0, slowest_pace);
}

bool may_be_the_machines(const std::string& trace) {
    const auto footer = footer_of(trace);
    if (!footer || footer->how == "lost" || footer->how == "silent") return true;
    if (footer->how == "crashed") return footer->events == 0;
    return footer->how == "hung" && footer->detail == fell_silent;
}

std::string believed(const std::string& trace) {
    auto footer = footer_of(trace);
    if (!footer || footer->how == "lost" || footer->events != 0 || !may_be_the_machines(trace))
        return trace;
    footer->detail = "the agent did not begin, played twice: " + footer->how +
                     (footer->detail.empty() ? "" : ", " + footer->detail);
    footer->how = "lost";
    return with_footer(trace, *footer);
}

}  // namespace wsconform
