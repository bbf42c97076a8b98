#pragma once

// The oracle: could a conforming provider have produced this trace?
//
// It knows every state a conforming provider could be in. An observed reply keeps the states that
// allow it; a trace conforms while one is left. After a violation it goes on as if an allowed reply
// had been seen, so that one deviation is reported once.

#include <cstddef>
#include <map>
#include <vector>

#include "conformance/judging/explanation.hpp"
#include "conformance/judging/following.hpp"

namespace wsconform {

class Oracle {
  public:
    Oracle(const Spec& spec, const State& initial);

    Assessment observe(const Observation& seen);
    /// The states a conforming provider could be in now, but for internal steps.
    const StateSet& possible() const { return possible_; }

  private:
    /// Explains a violation, and goes on as if any reply had been seen that was allowed.
    void recover(const Observation& seen, Assessment& assessment);
    /// All observations, each with the states before it. They are computed anew, for only a
    /// violation asks for them.
    std::vector<Past> recalled() const;

    Follower follower_;
    StateSet possible_;
    StateSet next_;  ///< Between observations, memory to be used again.
    Flights flights_;
    std::vector<Observation> past_;
    /// Where the states do not follow from the observation before: at the start and after
    /// violations. All others are computed again when they are asked for.
    std::map<std::size_t, StateSet> restarts_;
};

}  // namespace wsconform
