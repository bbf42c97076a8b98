// SPDX-License-Identifier: Apache-2.0

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
#include <initializer_list>
#include <optional>
#include <string_view>
#include <vector>

#include "model/ambiguities.hpp"
#include "model/calls.hpp"
#include "model/catalogue.hpp"
#include "model/ensure.hpp"
#include "model/inline_vector.hpp"
#include "model/reply.hpp"
#include "model/state.hpp"

namespace wsconform {

/// `portable` treats WSAEINVAL and WSAEALREADY of WSACancelAsyncRequest as equal; the others do
/// not. Where Windows was seen to do what a document forbids, `portable` accepts both, `strict` the
/// document alone, and `windows` what Windows does alone.
enum class Grading : std::uint8_t { portable, strict, windows };
inline constexpr std::array gradings{Grading::portable, Grading::strict, Grading::windows};
/// As the command line and reports name it.
std::string_view word_for(Grading grading);

/// The reading of the specification in force.
struct Spec {
    Grading grading{Grading::portable};
    std::optional<ClauseId> suspended;  ///< A clause to ignore. Only mutants set it.
};

/// A few clauses, in the order cited.
class Clauses {
  public:
    Clauses() = default;
    /// Each of them once.
    constexpr Clauses(std::initializer_list<ClauseId> ids) {
        for (const ClauseId id : ids) {
            append(id);
        }
    }
    void add(ClauseId id);
    void add(const Clauses& others);

    bool contains(ClauseId id) const;
    bool empty() const { return size_ == 0; }
    /// The same ones, in the same order.
    bool operator==(const Clauses& other) const = default;
    const ClauseId* begin() const { return ids_.data(); }
    const ClauseId* end() const { return ids_.data() + size_; }

  private:
    friend class Ruling;
    constexpr void append(ClauseId id) {
        ensure(size_ < limit, "a rule cites more clauses at once than there is room for");
        ids_[size_++] = id;
    }

    static constexpr std::size_t limit = 8;
    std::array<ClauseId, limit> ids_{ClauseId::at(0), ClauseId::at(0), ClauseId::at(0),
                                     ClauseId::at(0), ClauseId::at(0), ClauseId::at(0),
                                     ClauseId::at(0), ClauseId::at(0)};
    std::uint16_t size_{};
};

/// Which value of the reply the next state must remember.
enum class Remember : std::uint8_t {
    nothing,
    handle,      ///< of request `target`
    message,     ///< error and size of request `target`
    bytes_read,  ///< by socket `target`
    bytes_seen,  ///< by the peer of socket `target`
    no_error,    ///< The thread's last error is not known afterwards.
    last_error,  ///< The thread made no call: its last error is what it was.
};

/// A branch taken where the sources leave a choice.
struct Branch {
    std::optional<AmbiguityId> ambiguity;  ///< Nothing if there was no choice.
    std::string_view taken;
};

struct Outcome {
    Pattern pattern;
    State next;
    Clauses because;
    Branch branch{};
    Remember remember{};
    std::uint8_t target{};
    bool mutant{};     ///< Forbidden by the clause that is suspended.
    bool reluctant{};  ///< Allowed, but no use to the caller; few providers take this way out.
};

/// Replies that clauses forbid.
struct Prohibition {
    Pattern pattern;
    Clauses because;
};

/// Completes the state after an outcome that was seen as `reply` by `thread`.
void complete(Outcome& outcome, const Reply& reply, std::optional<ThreadId> thread);
/// That state.
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

    /// What `allow` returns may be changed until the next outcome is added. A branch that the
    /// grading does not accept is left out; what is returned then has no effect.
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
    template <typename Change>
    void change_next(const Change& change) {
        for (Outcome& outcome : allowed_)
            change(outcome);
    }

    /// Adds what holds for every step: see ruling.cpp.
    void finish();

    using Outcomes = InlineVector<Outcome, 4>;
    using Prohibitions = InlineVector<Prohibition, 16>;
    const Outcomes& allowed() const { return allowed_; }
    Outcomes& allowed() { return allowed_; }
    const Prohibitions& forbidden() const { return forbidden_; }

  private:
    struct Refusal {
        Error error;
        Clauses because;
        Branch branch;
    };

    void forbid_bad_failures();
    Clauses in_force(const Clauses& clauses) const;
    /// Buffers that may have changed if `next` comes after the state.
    std::uint8_t may_be_written(const State& next) const;

    Spec spec_;
    const State* state_;
    std::optional<ThreadId> thread_;
    Levels callers_;         ///< Those that clauses must hold for.
    std::uint8_t writable_;  ///< Buffers that the provider may write to before the call.
    Clauses reason_;
    Clauses codes_;
    bool failures_checked_{};
    bool refusals_closed_{};
    InlineVector<Refusal, 4> refusals_;
    Outcomes allowed_;
    std::optional<Outcome> left_out_;
    Prohibitions forbidden_;
};

/// The rule of the call. Without an allowed outcome the call cannot end yet: its caller waits.
/// A call that begins has no outcome (see flight.hpp).
Ruling rule(const Spec& spec, const State& state, std::optional<ThreadId> thread, const Call& call,
            Timing timing = Timing::whole);

/// Whether something must still happen without anybody's doing. Quiescence ends such states.
bool is_restless(const State& state);

}  // namespace wsconform
