#include "conformance/judging/recovery.hpp"

#include "conformance/judging/oracle.hpp"

namespace wsconform {

std::vector<State> done_unstarted(const Spec& spec, const State& state,
                                  std::optional<ThreadId> thread, const Call& call,
                                  const Reply& reply) {
    std::vector<State> states;
    const bool is_unstarted = state.process.startups == 0 && state.process.is_spi == 0;
    if (!is_unstarted || reply.kind != ReplyKind::done) return states;
    State started = state;
    started.process.startups = 1;
    started.process.lowest = state.process.highest;
    const Ruling ruling = rule(spec, started, thread, call);
    for (const Outcome* const outcome : explanations(ruling, reply)) {
        State& next = states.emplace_back(after(*outcome, reply, thread));
        next.process = state.process;
        // How a look-up ends for which nothing is started, and whether anybody is asked, nobody
        // says.
        for (std::size_t i = 0; i < next.requests.size(); ++i) {
            if (next.requests[i].phase == state.requests[i].phase) continue;
            next.requests[i].answer = Answer::unsettled;
            next.requests[i].name = NameId::none;
        }
    }
    return states;
}

}  // namespace wsconform
