#pragma once

// The oracle: could a conforming provider have produced this trace?
//
// It knows every state a conforming provider could be in. An observed reply keeps the states that
// allow it; a trace conforms while one is left. After a violation it goes on as if an allowed reply
// had been seen, so that one deviation is reported once.
//
// Internal steps that nobody notices are put off: of the states that they lead to, the set holds
// only where they begin, until a call comes that notices them. Only a violation asks for all.

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "conformance/judging/state_set.hpp"
#include "model/internal_steps.hpp"
#include "model/ruling.hpp"

namespace wsconform {

/// The most states the oracle holds at once. Past it, it gives up: inconclusive (budget).
inline constexpr std::size_t state_budget = 4'000;

/// What was seen of one step. Of a call that begins there is no reply yet, but, where it returns
/// later in the trace, what it returns: `landing`.
struct Observation {
    const Call* call{};
    std::optional<ThreadId> thread;
    Reply reply;
    Timing timing{};
    std::optional<Reply> landing = std::nullopt;
};

/// Failures that the documentation allows of any call at any time.
bool is_lack_of_resources(const Reply& reply, const Call& call);

/// A set of clauses.
class ClauseSet {
  public:
    void add(const Clauses& clauses) {
        for (const ClauseId id : clauses)
            bits_[id.index()] = true;
    }
    void add(const ClauseSet& others) { bits_ |= others.bits_; }
    bool contains(ClauseId id) const { return bits_.test(id.index()); }
    /// In the order of the catalogue.
    std::vector<ClauseId> listed() const;

  private:
    std::bitset<clause_count> bits_;
};

/// An outcome that was allowed where a reply was not, in the state that allows it.
struct AllowedOutcome {
    Pattern pattern;
    Clauses because;
};

enum class Conclusion : std::uint8_t {
    conforms,
    violates,
    out_of_resources,  ///< A failure the documentation allows anywhere, such as WSAENOBUFS.
    blocked,           ///< The call had not returned, and need not have.
    unsupported,       ///< The function is a stub or missing.
    over_budget,
};

struct Assessment {
    Conclusion conclusion{};
    std::vector<AllowedOutcome> allowed;  ///< Each once.
    ClauseSet exercised;                  ///< Clauses that could have been violated here.
    Clauses broken;                       ///< Of a violation.
    bool is_forbidden{};                  ///< A clause forbids just this reply.
    Branch branch;                        ///< Taken, if the states left agree on it.
    std::optional<std::size_t> since;     ///< The earlier observation that excluded this reply.
    std::uint8_t unwanted_writes{};       ///< Buffers whose change alone makes the violation.
    /// A state it was judged in, to name handles by; until the oracle observes more.
    const State* example{};
};

class Oracle {
  public:
    Oracle(const Spec& spec, const State& initial);

    Assessment observe(const Observation& observation);
    /// The states a conforming provider could be in now, but for internal steps.
    const StateSet& possible() const { return possible_; }

  private:
    /// The call that a thread has in flight.
    struct Flying {
        const Call* call{};
        std::optional<Reply> landing;
    };
    using Flights = std::array<Flying, capacity::threads>;
    struct Past {
        Observation observation;
        Flights flights;
        StateSet before;  ///< Closed under internal steps.
    };
    Ruling rule_of(const Observation& seen, const State& state) const;
    /// Adds all states reachable by internal steps of the parts; that calls in flight take effect
    /// is one.
    void close(StateSet& states, const Flights& flights, Parts parts) const;
    /// Closes it, also with those states in which the call has had to wait and to run its hook.
    void prepare(StateSet& states, const Observation& seen, const Flights& flights,
                 Parts parts = Parts::all()) const;
    /// Makes `next` the states after the reply, from each that allows it; fills the assessment.
    void follow(const StateSet& from, const Observation& seen, Assessment* assessment,
                StateSet& next) const;
    bool can_follow(const StateSet& from, const Observation& seen) const;
    Observation what_to_blame(const Observation& seen, Assessment& assessment) const;
    void explain(const Observation& seen, Assessment& assessment) const;
    std::optional<std::size_t> excluding_step(const Observation& seen,
                                              const std::vector<Past>& past) const;
    void recover(const Observation& seen, Assessment& assessment);
    std::vector<Past> recalled() const;

    Spec spec_;
    StateSet possible_;
    StateSet next_;  ///< Between observations, memory to be used again.
    Flights flights_;
    std::vector<Observation> past_;
    /// Where the states do not follow from the observation before: at the start and after
    /// violations. All others are computed again when they are asked for.
    std::map<std::size_t, StateSet> restarts_;
};

/// The states that follow if the thread's call in flight takes effect now.
using Landing = std::function<std::vector<State>(const State& state, ThreadId thread)>;

/// Adds all states reachable by internal steps of the parts and landings. Stops growing at the
/// budget.
void close_under_internal_steps(StateSet& states, const Landing& landing,
                                Parts parts = Parts::all());

/// Whether the reply is among the outcomes allowed in the state; the outcomes that explain it.
std::vector<const Outcome*> explanations(const Ruling& ruling, const Reply& reply);

/// A reply that the pattern covers.
Reply example_of(const Pattern& pattern);

}  // namespace wsconform
