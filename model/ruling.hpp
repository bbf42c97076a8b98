#pragma once

// What the specification says of one call in one state: the outcomes it allows, and the outcomes
// it forbids with the clause that forbids each.
//
// The forbidden outcomes do three jobs. A violation that matches one is explained by its clause.
// A clause that forbids something was put to the test. And a provider that ignores the clause, a
// mutant, is one that does just that: suspending a clause turns what it forbids into what happens.

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <vector>

#include "model/calls.hpp"
#include "model/catalogue.hpp"
#include "model/reply.hpp"
#include "model/state.hpp"

namespace wsconform {

/// `portable` treats WSAEINVAL and WSAEALREADY of WSACancelAsyncRequest as equal; `strict` does
/// not.
enum class Grading : std::uint8_t { portable, strict };

/// The reading of the specification in force.
struct Spec {
    Grading grading{Grading::portable};
    std::optional<ClauseId> suspended;  ///< A clause to ignore. Only mutants set it.
};

/// A few clauses, in the order cited.
class Clauses {
  public:
    Clauses() = default;
    Clauses(std::initializer_list<ClauseId> ids);
    void add(ClauseId id);
    void add(const Clauses& others);

    bool contains(ClauseId id) const;
    bool empty() const { return size_ == 0; }
    const ClauseId* begin() const { return ids_.data(); }
    const ClauseId* end() const { return ids_.data() + size_; }

  private:
    static constexpr std::size_t limit = 8;
    std::array<ClauseId, limit> ids_{ClauseId::at(0), ClauseId::at(0), ClauseId::at(0),
                                     ClauseId::at(0), ClauseId::at(0), ClauseId::at(0),
                                     ClauseId::at(0), ClauseId::at(0)};
    std::size_t size_{};
};

/// Which value of the reply the next state must remember.
enum class Remember : std::uint8_t {
    nothing,
    handle,      ///< of request `target`
    message,     ///< error and size of request `target`
    bytes_read,  ///< by socket `target`
    bytes_seen,  ///< by the peer of socket `target`
    no_error,    ///< The thread's last error is not known afterwards.
};

/// A branch taken where the sources leave a choice.
struct Branch {
    std::string_view ambiguity;  ///< "AMB-01"; empty if there was no choice.
    std::string_view taken;
};

struct Outcome {
    Pattern pattern;
    State next;
    Clauses because;
    Branch branch;
    Remember remember{};
    std::uint8_t target{};
    bool mutant{};     ///< Forbidden by the clause that is suspended.
    bool reluctant{};  ///< Allowed, but no use to the caller; few providers take this way out.
};

/// The state after an outcome that was seen as `reply` by `thread`.
State after(const Outcome& outcome, const Reply& reply, std::optional<ThreadId> thread);

/// Collects what one rule says.
class Ruling {
  public:
    /// `thread` is nothing for the steps of the lower testers.
    Ruling(const Spec& spec, const State& state, std::optional<ThreadId> thread);

    const State& state() const { return *state_; }
    const Spec& spec() const { return spec_; }
    ThreadId thread() const { return thread_.value_or(ThreadId{0}); }

    /// Clauses that hold for every failure of the call: that it has a reason, and which ones.
    void failures_obey(const Clauses& reason, const Clauses& codes);

    /// Notes that the call may be refused with `error` if `applies`. Winsock documents no order
    /// between refusals, so of those that apply any may be reported.
    void refuse(bool applies, Error error, const Clauses& because, Branch branch = {});
    /// The same, and no refusal noted later may be reported in its place.
    void refuse_before_all(bool applies, Error error, const Clauses& because);
    /// Emits the refusals noted, each leading to `next`; false if there are none and the call takes
    /// effect.
    bool is_refused(const State& next);
    bool is_refused() { return is_refused(state()); }

    Outcome& allow(Pattern pattern, const State& next, const Clauses& because, Branch branch = {},
                   Remember remember = Remember::nothing, std::size_t target = 0);
    /// What is forbidden is forbidden even where a wider pattern is allowed.
    void forbid(Pattern pattern, const State& next, const Clauses& because);
    void forbid(Pattern pattern, const Clauses& because) { forbid(pattern, state(), because); }
    /// A failure that changes nothing.
    Outcome& allow_failure(Error error, const Clauses& because, Branch branch = {}) {
        return allow_failure(error, state(), because, branch);
    }
    Outcome& allow_failure(Error error, const State& next, const Clauses& because,
                           Branch branch = {});
    /// A failure with any published code.
    Outcome& allow_any_failure(const State& next, const Clauses& because, Branch branch = {});
    /// Whether the clause speaks of clients of the version negotiated.
    bool is_in_force(ClauseId clause) const;
    /// Whether an outcome was allowed that no clause forbids.
    bool can_end() const;
    /// Changes what each outcome allowed so far leads to.
    void change_next(const std::function<void(Outcome&)>& change);

    /// Adds what holds for every step: see ruling.cpp.
    void finish();

    const std::deque<Outcome>& allowed() const { return allowed_; }
    const std::deque<Outcome>& forbidden() const { return forbidden_; }

  private:
    struct Refusal {
        Error error;
        Clauses because;
        Branch branch;
    };

    void forbid_bad_failures();

    Spec spec_;
    const State* state_;
    std::optional<ThreadId> thread_;
    Clauses reason_;
    Clauses codes_;
    bool failures_checked_{};
    bool refusals_closed_{};
    std::vector<Refusal> refusals_;
    std::deque<Outcome> allowed_;  ///< Deques: what `allow` returned stays where it is.
    std::deque<Outcome> forbidden_;
};

/// The rule of the call. Without an allowed outcome the call cannot end yet: its caller waits.
/// A call that begins has no outcome (see flight.hpp).
Ruling rule(const Spec& spec, const State& state, std::optional<ThreadId> thread, const Call& call,
            Timing timing = Timing::whole);

/// The states that one internal step leads to: a look-up ends, a message is posted, a segment, an
/// end of stream or a reset arrives.
std::vector<State> internal_steps(const State& state);

/// Whether something must still happen without anybody's doing. Quiescence ends such states.
bool is_restless(const State& state);

}  // namespace wsconform
