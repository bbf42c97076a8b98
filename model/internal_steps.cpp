#include "model/internal_steps.hpp"

namespace wsconform {

std::vector<State> internal_steps(const State& state) {
    std::vector<State> next;
    for_each_internal_step(state, [&](const Change& change) {
        next.push_back(state);
        change.apply(next.back());
        return true;
    });
    return next;
}

bool is_restless(const State& state) {
    bool found = false;
    for_each_internal_step(state, [&](const Change&) {
        found = true;
        return false;
    });
    return found;
}

}  // namespace wsconform
