// SPDX-License-Identifier: Apache-2.0

#include "conformance/judging/breakdown.hpp"

#include <algorithm>

namespace wsconform {

namespace {

constexpr std::size_t calls_before = 10;

std::string call_text(const Trace& trace, std::size_t index) {
    const Step& step = trace.scenario.steps[index];
    return "step " + std::to_string(index + 1) + ", thread " + step.actor + ": " + step.action;
}

bool is_broken(const Event& event) {
    return event.reply &&
           (event.reply->kind == ReplyKind::raised || event.reply->kind == ReplyKind::hung);
}

/// Calls that were begun, and of which no later step saw the return.
void add_calls_in_flight(const Trace& trace, std::vector<std::string>& lines) {
    for (const Event& begun : trace.events) {
        if (trace.scenario.steps[begun.step].timing != Timing::begins) continue;
        const bool has_returned = std::ranges::any_of(trace.events, [&](const Event& event) {
            const Step& step = trace.scenario.steps[event.step];
            return step.timing == Timing::returns && step.begun_by == begun.step && event.reply &&
                   event.reply->kind != ReplyKind::nothing && event.reply->kind != ReplyKind::hung;
        });
        if (!has_returned) lines.push_back("in flight: " + call_text(trace, begun.step));
    }
}

void add_fault(const Fault& fault, std::vector<std::string>& lines) {
    lines.push_back(words_for(fault));
    for (std::size_t i = 0; i < fault.frames.size(); ++i)
        lines.push_back((i == 0 ? "in " : "called from ") + fault.frames[i]);
}

void add_calls_before(const std::vector<TranscriptLine>& transcript, std::size_t step,
                      std::vector<std::string>& lines) {
    std::vector<std::string> before;
    for (const TranscriptLine& line : transcript) {
        if (line.step == step) break;
        before.push_back("before: step " + std::to_string(line.step + 1) + ", " + line.actor +
                         ": " + line.action + " " + line.observed);
    }
    const auto last = static_cast<std::ptrdiff_t>(std::min(before.size(), calls_before));
    lines.insert(lines.end(), before.end() - last, before.end());
}

}  // namespace

std::vector<std::string> breakdown_of(const Trace& trace,
                                      const std::vector<TranscriptLine>& transcript) {
    std::vector<std::string> lines;
    const auto broken = std::ranges::find_if(trace.events, is_broken);
    if (broken != trace.events.end()) {
        const bool hangs = broken->reply->kind == ReplyKind::hung;
        lines.push_back(call_text(trace, broken->step) + (hangs ? " did not return" : " raised"));
        if (broken->fault) add_fault(*broken->fault, lines);
        add_calls_in_flight(trace, lines);
        add_calls_before(transcript, broken->step, lines);
        return lines;
    }
    const bool is_over = trace.how == "completed" || trace.how == "lost" || trace.events.empty();
    if (is_over) return lines;
    const Event& last = trace.events.back();
    lines.push_back(call_text(trace, last.step) +
                    (last.reply ? " was the last that returned" : " was under way"));
    if (!trace.detail.empty()) lines.push_back("the end: " + trace.detail);
    add_calls_in_flight(trace, lines);
    add_calls_before(transcript, last.step, lines);
    return lines;
}

std::string beside(const Event& event) {
    std::string text;
    if (event.fault && !event.fault->frames.empty()) text += " in " + event.fault->frames.front();
    for (const std::string& aside : event.asides)
        text += "; it " + aside;
    return text;
}

}  // namespace wsconform
