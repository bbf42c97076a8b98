#include "conformance/supposition.hpp"

#include "conformance/oracle.hpp"

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
        states.push_back(after(*outcome, reply, thread));
        states.back().process = state.process;
    }
    return states;
}

}  // namespace wsconform
