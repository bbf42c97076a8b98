#include "conformance/judging/failed_start.hpp"

#include <algorithm>
#include <string>

namespace wsconform {

namespace {

/// Why a provider could not be made ready for a call, by a code of ws2_32 (here the agent) or
/// because WSPStartup did not return; empty for anything else.
std::string fault_of_start(const Reply& reply, const Call& call) {
    if (reply.kind == ReplyKind::hung)
        return std::holds_alternative<calls::SpiStartup>(call) ? "WSPStartup did not return" : "";
    if (reply.error == Error::wsaeinvalidproctable)
        return "its procedure table lacks an entry (WSAEINVALIDPROCTABLE)";
    if (reply.error == Error::wsaeinvalidprovider)
        return "it does not speak version 2.2 (WSAEINVALIDPROVIDER)";
    if (reply.error == Error::wsaeproviderfailedinit)
        return "WSPStartup failed (WSAEPROVIDERFAILEDINIT)";
    return "";
}

}  // namespace

void excuse_what_did_not_start(const Trace& trace, Judgement& judgement) {
    std::string fault;
    const auto failed = std::ranges::find_if(trace.events, [&](const Event& event) {
        if (event.reply)
            fault = fault_of_start(*event.reply, trace.scenario.steps[event.step].call);
        return !fault.empty();
    });
    if (failed == trace.events.end()) return;
    std::erase_if(judgement.violations,
                  [&](const Violation& violation) { return violation.step >= failed->step; });
    for (TranscriptLine& line : judgement.transcript)
        line.violated = line.violated && line.step < failed->step;
    if (!judgement.violations.empty()) return;
    judgement.verdict = Verdict::error;
    judgement.reason = "the provider did not start: " + fault;
}

}  // namespace wsconform
