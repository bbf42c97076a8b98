#include "model/ruling.hpp"

#include <algorithm>
#include <utility>

namespace wsconform {

Clauses::Clauses(std::initializer_list<ClauseId> ids) {
    for (const ClauseId id : ids)
        add(id);
}

void Clauses::add(ClauseId id) {
    if (!contains(id) && size_ < limit) ids_[size_++] = id;
}

void Clauses::add(const Clauses& others) {
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

}  // namespace

Ruling::Ruling(const Spec& spec, const State& state, std::optional<ThreadId> thread)
    : spec_{spec}, state_{&state}, thread_{thread} {}

bool Ruling::is_in_force(ClauseId clause) const {
    const Process& process = state_->process;
    // A provider owes its interface to whoever calls it, and nothing else; ws2_32 owes it nobody.
    if (process.is_spi != 0) return clause->levels.find("SPI") != std::string_view::npos;
    if (clause->levels == "SPI") return false;
    // What a 2.2 DLL owes to each version it negotiates is for clients of every version.
    if (process.startups == 0 || clause->slug.starts_with("version.")) return true;
    const std::string_view level = process.lowest.major < 2 ? "1.1" : "2.2";
    return clause->levels.find(level) != std::string_view::npos;
}

bool Ruling::can_end() const {
    return !allowed_.empty();
}

void Ruling::change_next(const std::function<void(Outcome&)>& change) {
    for (Outcome& outcome : allowed_)
        change(outcome);
}

void Ruling::failures_obey(const Clauses& reason, const Clauses& codes) {
    reason_.add(reason);
    codes_.add(codes);
}

void Ruling::refuse(bool applies, Error error, const Clauses& because, Branch branch) {
    if (applies && !refusals_closed_) refusals_.push_back({error, because, branch});
}

void Ruling::refuse_before_all(bool applies, Error error, const Clauses& because) {
    refuse(applies, error, because);
    refusals_closed_ |= applies;
}

bool Ruling::is_refused(const State& next) {
    for (const Refusal& refusal : refusals_) {
        allow_failure(refusal.error, next, refusal.because, refusal.branch);
        Clauses because = refusal.because;
        because.add(reason_);
        forbid(patterns::done(Range::any()), because);
    }
    return !refusals_.empty();
}

Outcome& Ruling::allow(Pattern pattern, const State& next, const Clauses& because, Branch branch,
                       Remember remember, std::size_t target) {
    pattern.may_write |= static_cast<std::uint8_t>(writable(*state_) | writable(next));
    Clauses in_force;
    for (const ClauseId id : because) {
        if (is_in_force(id)) in_force.add(id);
    }
    // A choice that no clause in force speaks of is somebody else's.
    const bool is_ours = because.empty() || !in_force.empty();
    return allowed_.emplace_back(Outcome{pattern, next, in_force, is_ours ? branch : Branch{},
                                         remember, static_cast<std::uint8_t>(target), false,
                                         false});
}

void Ruling::forbid(Pattern pattern, const State& next, const Clauses& because) {
    pattern.may_write |= static_cast<std::uint8_t>(writable(*state_) | writable(next));
    Clauses in_force;
    for (const ClauseId id : because) {
        if (is_in_force(id)) in_force.add(id);
    }
    if (in_force.empty()) return;
    Outcome outcome{pattern, next, in_force, {}, Remember::nothing, 0, false, false};
    if (spec_.suspended.has_value() && in_force.contains(*spec_.suspended)) {
        outcome.mutant = true;
        allowed_.push_back(std::move(outcome));
    } else {
        forbidden_.push_back(std::move(outcome));
    }
}

Outcome& Ruling::allow_failure(Error error, const State& next, const Clauses& because,
                               Branch branch) {
    Clauses all = because;
    all.add(reason_);
    forbid_bad_failures();
    return allow(patterns::failed(error), next, all, branch);
}

Outcome& Ruling::allow_any_failure(const State& next, const Clauses& because, Branch branch) {
    Pattern pattern = patterns::failed(Error::none);
    pattern.any_error = true;
    forbid_bad_failures();
    return allow(pattern, next, because, branch);
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
            Outcome outcome = allowed_[i];
            if (outcome.mutant || (outcome.pattern.may_write & buffer) != 0) continue;
            if (freed)
                outcome.pattern.defects |= bit(Defect::touched_freed);
            else
                outcome.pattern.writes |= buffer;
            forbid(outcome.pattern, outcome.next, because);
        }
    }
}

State after(const Outcome& outcome, const Reply& reply, std::optional<ThreadId> thread) {
    State next = outcome.next;
    if (thread.has_value()) {
        const bool is_call = reply.kind == ReplyKind::done || reply.kind == ReplyKind::failed;
        next.at(*thread).last_error =
            is_call && outcome.remember != Remember::no_error ? reply.error : Error::unknown;
    }
    switch (outcome.remember) {
        case Remember::nothing:
        case Remember::no_error:
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
    return next;
}

}  // namespace wsconform
