// SPDX-License-Identifier: Apache-2.0

#include "model/ruling.hpp"

#include <algorithm>

namespace wsconform {

void Clauses::add(ClauseId id) {
    if (!contains(id)) append(id);
}

void Clauses::add(const Clauses& others) {
    if (empty()) *this = others;
    for (const ClauseId id : others)
        add(id);
}

bool Clauses::contains(ClauseId id) const {
    return std::find(begin(), end(), id) != end();
}

namespace {

/// Buffers the provider may write to: those of requests it has accepted and not given up.
std::uint8_t writable(const State& state) {
    unsigned mask = 0;
    for (const Request& request : state.requests) {
        if (request.may_write != 0 && request.buffer != BufferId::none)
            mask |= 1U << index_of(request.buffer);
    }
    return static_cast<std::uint8_t>(mask);
}

Levels callers_of(const Process& process) {
    // A provider owes its interface to whoever calls it, and nothing else; ws2_32 owes it nobody.
    if (process.is_spi != 0) return Level::provider;
    if (process.startups == 0) return "1.1, 2.2"_levels;
    return process.lowest.major < 2 ? Level::v1_1 : Level::v2_2;
}

bool accepts(Grading grading, const Branch& branch) {
    if (grading == Grading::portable || !branch.ambiguity) return true;
    const Ambiguity& ambiguity = **branch.ambiguity;
    const std::string_view wanted =
        grading == Grading::strict ? ambiguity.documented : ambiguity.seen;
    return wanted.empty() || branch.taken == wanted;
}

}  // namespace

std::string_view word_for(Grading grading) {
    switch (grading) {
        case Grading::portable:
            return "portable";
        case Grading::strict:
            return "strict";
        case Grading::windows:
            return "windows";
    }
    return "";
}

Ruling::Ruling(const Spec& spec, const State& state, std::optional<ThreadId> thread)
    : spec_{spec},
      state_{&state},
      thread_{thread},
      callers_{callers_of(state.process)},
      writable_{writable(state)} {}

bool Ruling::is_in_force(ClauseId clause) const {
    return levels_of(clause).hold_for_any_of(callers_);
}

Clauses Ruling::in_force(const Clauses& clauses) const {
    Clauses in_force;
    for (const ClauseId id : clauses) {
        if (is_in_force(id)) in_force.append(id);
    }
    return in_force;
}

std::uint8_t Ruling::may_be_written(const State& next) const {
    return &next == state_ ? writable_ : static_cast<std::uint8_t>(writable_ | writable(next));
}

bool Ruling::can_end() const {
    return !allowed_.empty();
}

void Ruling::failures_obey(const Clauses& reason, const Clauses& codes) {
    reason_.add(reason);
    codes_.add(codes);
}

void Ruling::refuse(bool applies, Error error, const Clauses& because, Branch branch) {
    if (applies && !refusals_closed_) refusals_.add(error, because, branch);
}

void Ruling::refuse_before_all(bool applies, Error error, const Clauses& because) {
    refuse(applies, error, because);
    refusals_closed_ |= applies;
}

bool Ruling::is_refused(const State& next) {
    for (const Refusal& refusal : refusals_) {
        allow_failure(refusal.error, next, refusal.because, refusal.branch);
        // A code that no clause asks for is what a provider usually gives, and no more than that.
        if (refusal.because.empty()) allow_any_failure(next, {}).reluctant = true;
        Clauses because = refusal.because;
        because.add(reason_);
        forbid(patterns::done(Range::any()), because);
    }
    return !refusals_.empty();
}

Outcome& Ruling::allow(Pattern pattern, const State& next, const Clauses& because, Branch branch,
                       Remember remember, std::size_t target) {
    pattern.may_write |= may_be_written(next);
    const Clauses binding = in_force(because);
    if (!accepts(spec_.grading, branch))
        return left_out_.emplace(Outcome{pattern, next, binding, branch, remember, {}, {}, {}});
    // A choice that no clause in force speaks of is somebody else's.
    const bool is_ours = because.empty() || !binding.empty();
    return allowed_.add(pattern, next, binding, is_ours ? branch : Branch{}, remember,
                        static_cast<std::uint8_t>(target));
}

void Ruling::forbid(Pattern pattern, const State& next, const Clauses& because) {
    const Clauses binding = in_force(because);
    if (binding.empty()) return;
    pattern.may_write |= may_be_written(next);
    if (spec_.suspended.has_value() && binding.contains(*spec_.suspended))
        allowed_.add(pattern, next, binding).mutant = true;
    else
        forbidden_.add(pattern, binding);
}

Outcome& Ruling::allow_failure(Error error, const State& next, const Clauses& because,
                               Branch branch) {
    Clauses all = because;
    all.add(reason_);
    forbid_bad_failures();
    return allow(patterns::failed(error), next, all, branch);
}

Outcome& Ruling::allow_any_failure(const State& next, const Clauses& because, Branch branch) {
    forbid_bad_failures();
    return allow(patterns::any_failure(), next, because, branch);
}

/// Whatever a call fails with, it says why, and in published codes only.
void Ruling::forbid_bad_failures() {
    if (failures_checked_) return;
    failures_checked_ = true;
    Clauses reason = reason_;
    reason.add("last-error.equals-code-of-failing-call"_clause);
    reason.add("proc-table.every-entry-ends-with-lperrno"_clause);
    forbid(patterns::failed(Error::untouched), reason);
    Clauses codes = codes_;
    codes.add("last-error.only-published-codes-appear"_clause);
    forbid(patterns::failed(Error::unpublished), codes);
}

/// After a cancel the caller owns its buffer again: whatever else a step does, the provider may
/// neither write to it nor touch it once it is freed.
void Ruling::finish() {
    const Clauses because{"cancel-async.cancelled-request-leaves-buffer-alone"_clause};
    for (const Request& request : state_->requests) {
        if (request.phase != RequestPhase::cancelled || request.buffer == BufferId::none) continue;
        const auto buffer = static_cast<std::uint8_t>(1U << index_of(request.buffer));
        const bool freed = (state_->process.freed & buffer) != 0;
        const auto count = allowed_.size();
        for (std::size_t i = 0; i < count; ++i) {
            const Outcome& outcome = allowed_[i];
            Pattern pattern = outcome.pattern;
            if (outcome.mutant || (pattern.may_write & buffer) != 0) continue;
            if (freed)
                pattern.defects |= bit(Defect::touched_freed);
            else
                pattern.writes |= buffer;
            forbid(pattern, outcome.next, because);
        }
    }
}

void complete(Outcome& outcome, const Reply& reply, std::optional<ThreadId> thread) {
    State& next = outcome.next;
    if (thread.has_value() && outcome.remember != Remember::last_error) {
        const bool is_call = reply.kind == ReplyKind::done || reply.kind == ReplyKind::failed;
        next.at(*thread).last_error =
            is_call && outcome.remember != Remember::no_error ? reply.error : Error::unknown;
    }
    switch (outcome.remember) {
        case Remember::nothing:
        case Remember::no_error:
        case Remember::last_error:
            break;
        case Remember::handle:
            next.requests[outcome.target].handle = Handle{static_cast<std::uint16_t>(reply.value)};
            break;
        case Remember::message:
            next.requests[outcome.target].error = reply.error;
            next.requests[outcome.target].size = reply.size;
            break;
        case Remember::bytes_read:
            next.sockets[outcome.target].in.read += static_cast<std::uint16_t>(reply.value);
            break;
        case Remember::bytes_seen:
            next.sockets[outcome.target].out.read += static_cast<std::uint16_t>(reply.value);
            break;
    }
}

State after(const Outcome& outcome, const Reply& reply, std::optional<ThreadId> thread) {
    Outcome completed = outcome;
    complete(completed, reply, thread);
    return completed.next;
}

}  // namespace wsconform
