#include <variant>

#include "model/rules.hpp"

namespace wsconform {

Ruling rule(const Spec& spec, const State& state, std::optional<ThreadId> thread,
            const Call& call) {
    Ruling ruling{spec, state, thread};
    std::visit([&](const auto& c) { decide(ruling, c); }, call);
    ruling.finish();
    return ruling;
}

}  // namespace wsconform
