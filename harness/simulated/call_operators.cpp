// SPDX-License-Identifier: Apache-2.0

// What becomes of the reply and of the effect of a call.

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "conformance/judging/state_set.hpp"
#include "harness/simulated/mutation_operators.hpp"
#include "model/flight.hpp"

namespace wsconform {

namespace {

/// Codes that providers are apt to mix up.
constexpr std::array confusable{Error::none,           Error::wsaefault,        Error::wsaeinval,
                                Error::wsaeinprogress, Error::wsaealready,      Error::wsaenotsock,
                                Error::wsaenotconn,    Error::wsanotinitialised};

struct NamedDefect {
    Defect defect;
    std::string_view name;
};
constexpr auto defects = std::to_array<NamedDefect>({
    {Defect::wrote_outside, "write-beyond-buffer"},
    {Defect::entered_window, "window-entered"},
    {Defect::wrong_message, "wrong-window-or-id"},
    {Defect::high_bits, "dirty-high-bits"},
    {Defect::malformed, "malformed-structure"},
    {Defect::pointer_outside, "pointer-outside-buffer"},
    {Defect::wrong_family, "wrong-family"},
    {Defect::wrong_entry, "wrong-entry"},
    {Defect::unterminated_text, "unterminated-text"},
    {Defect::bad_limits, "bad-limits"},
    {Defect::disconnect_flag, "false-disconnect-flag"},
    {Defect::wrong_bytes, "wrong-bytes"},
    {Defect::null_entry, "null-entry"},
    {Defect::wrong_context, "wrong-context"},
    {Defect::wrong_count, "wrong-count"},
    {Defect::both_directions, "both-directions"},
    {Defect::bad_chain, "bad-chain"},
    {Defect::not_by_ordinal, "not-by-ordinal"},
});

constexpr std::uint32_t highest = Range::any().highest;

}  // namespace

/// By their form these report no failure.
bool MutationOperators::can_fail() const {
    const auto* upcall = std::get_if<calls::Upcall>(&call());
    if (upcall != nullptr && upcall->kind == UpcallKind::fd_is_set) return false;
    return !is_one_of<calls::GetLastError, calls::SetLastError, calls::IsBlocking>(call());
}

std::string MutationOperators::situation() const {
    const Clauses& because = moment_->outcome.because;
    return because.empty() ? "" : "@" + std::string{(*because.begin())->slug};
}

std::vector<Error> MutationOperators::other_codes() const {
    std::vector<Error> codes;
    // Where a code is what the call returns, or tells a failure from NULL, there must be one.
    const bool needs_one =
        is_one_of<calls::Startup, calls::SpiStartup, calls::SetBlockingHook>(call());
    const auto add = [&](Error error) {
        const bool is_missing = error == Error::none || error == Error::untouched;
        const bool is_code = error != Error::unknown && !(needs_one && is_missing);
        if (is_code && error != reply().error && std::ranges::find(codes, error) == codes.end())
            codes.push_back(error);
    };
    const auto add_all = [&](const auto& outcomes) {
        for (const auto& outcome : outcomes) {
            const Pattern& pattern = outcome.pattern;
            if (pattern.kind == ReplyKind::failed && !pattern.any_error) add(pattern.error);
        }
    };
    add_all(moment_->ruling->allowed());
    add_all(moment_->ruling->forbidden());
    for (const Error error : confusable)
        add(error);
    return codes;
}

Reply MutationOperators::acceptance() const {
    Reply success;
    success.kind = ReplyKind::done;
    if (is_one_of<calls::AsyncGet>(call())) success.value = 1000;  // A handle nobody has.
    return success;
}

void MutationOperators::mutate_failure() {
    const std::string place = function() + ":" + label_of(reply().error);
    for (const Error other : other_codes())
        fail("wrong-code:" + place + "->" + label_of(other), other, next());
    add("false-success:" + place + situation(), acceptance(), undone_);
    Reply hung;
    hung.kind = ReplyKind::hung;
    if (moment_->kind == MomentKind::ends) add("hangs:" + place, hung, next());
}

void MutationOperators::mutate_success() {
    const std::string& place = function();
    add_values(place);
    add_defects(place);
    Reply hung;
    hung.kind = ReplyKind::hung;
    if (moment_->kind == MomentKind::ends) add("effect-without-reply:" + place, hung, next());
    if (!can_fail()) return;
    const std::string failure = "false-failure:" + place + ":";
    for (const Error error : other_codes())
        fail(failure + label_of(error), error, undone_);
}

/// Just below and above what is right, where not everything is.
void MutationOperators::add_values(const std::string& place) {
    const Pattern& pattern = moment_->outcome.pattern;
    const auto with = [&](std::uint32_t Reply::*what, std::uint32_t value) {
        Reply wrong = reply();
        wrong.*what = value;
        return wrong;
    };
    const Range value = pattern.value;
    const bool is_number = !is_one_of<calls::AsyncGet, calls::GetHostByName>(call());
    if (is_number && value.lowest > 0)
        add("low-value:" + place, with(&Reply::value, value.lowest - 1), next(), Memory::keeps);
    if (is_number && value.highest < highest)
        add("high-value:" + place, with(&Reply::value, value.highest + 1), next(), Memory::keeps);
    const Range size = pattern.size;
    if (size.lowest > 0)
        add("low-size:" + place, with(&Reply::size, size.lowest - 1), next(), Memory::keeps);
    if (size.highest < 0xffff)
        add("high-size:" + place, with(&Reply::size, size.highest + 1), next(), Memory::keeps);
}

void MutationOperators::add_defects(const std::string& place) {
    for (const NamedDefect& named : defects) {
        const bool is_at_issue =
            std::ranges::any_of(moment_->ruling->forbidden(), [&](const Prohibition& forbidden) {
                return forbidden.pattern.kind == reply().kind &&
                       forbidden.pattern.defects == bit(named.defect);
            });
        if (!is_at_issue) continue;
        Reply defective = reply();
        defective.defects |= bit(named.defect);
        add(std::string{named.name} + ":" + place, defective, next(), Memory::keeps);
    }
}

void MutationOperators::mutate_effect() {
    const bool has_effect = !(undone_ == next());
    if (reply().kind == ReplyKind::done && has_effect) {
        add("reply-without-effect:" + function() + situation(), reply(), undone_);
        if (can_fail())
            fail("effect-despite-failure:" + function() + situation(), Error::wsaeinval, next());
        lose_half_of_the_effect();
    }
    if (reply().kind == ReplyKind::done) repeat_the_effect();
}

/// Of several things that change, one does not.
void MutationOperators::lose_half_of_the_effect() {
    std::vector<std::pair<std::string_view, State>> halves;
    const auto lose = [&]<typename Part>(std::string_view name, Part State::*part) {
        State half = next();
        half.*part = undone_.*part;
        if (!(half == next())) halves.emplace_back(name, half);
    };
    lose("process", &State::process);
    lose("provider", &State::provider);
    lose("threads", &State::threads);
    lose("requests", &State::requests);
    lose("sockets", &State::sockets);
    lose("overlapped", &State::overlapped);
    lose("upcalls", &State::upcalls);
    if (halves.size() < 2) return;
    for (const auto& [name, half] : halves)
        add("partial-effect:" + function() + ":" + std::string{name} + situation(), reply(), half,
            Memory::keeps);
}

/// The call is made once and takes effect twice.
void MutationOperators::repeat_the_effect() {
    const Step& step = *moment_->step;
    if (moment_->kind != MomentKind::ends || step.timing != Timing::whole) return;
    const State once = after(moment_->outcome, reply(), step.thread);
    const Ruling again = rule(moment_->ruling->spec(), once, step.thread, step.call);
    for (const Outcome& outcome : again.allowed()) {
        if (outcome.mutant || !outcome.pattern.matches(reply())) continue;
        const State twice = after(outcome, reply(), step.thread);
        if (!(twice == once)) add("effect-twice:" + function() + situation(), reply(), twice);
        return;
    }
}

/// A call in flight ends although it has to wait, or does not although it has ended.
void MutationOperators::mutate_waiting() {
    if (moment_->kind == MomentKind::returns) {
        Reply nothing;
        nothing.kind = ReplyKind::nothing;
        add("late-return:" + function(), nothing, before());
        return;
    }
    if (!is_pending(before(), *moment_->step->thread)) return;
    for (const Error error : {Error::wsaewouldblock, Error::wsaeintr, Error::wsaeinval})
        fail("early-return:" + function() + ":" + label_of(error), error, undone_);
    Reply success;
    success.kind = ReplyKind::done;
    add("early-return:" + function() + ":done", success, undone_);
}

void MutationOperators::write_to_cancelled_buffers() {
    if (!moment_->step->thread) return;
    for (const Request& request : before().requests) {
        if (request.phase != RequestPhase::cancelled || request.buffer == BufferId::none) continue;
        const auto buffer = static_cast<std::uint8_t>(1U << index_of(request.buffer));
        Reply writes = reply();
        const std::string place = function().empty() ? "later" : function();
        if ((before().process.freed & buffer) != 0) {
            writes.defects |= bit(Defect::touched_freed);
            add("write-to-freed:" + function_of(request) + ":" + place, writes, next(),
                Memory::keeps);
        } else {
            writes.wrote |= buffer;
            add("write-after-cancel:" + function_of(request) + ":" + place, writes, next(),
                Memory::keeps);
        }
    }
}

/// A new request gets the handle of an older one.
void MutationOperators::reuse_handles() {
    const auto* made = std::get_if<calls::AsyncGet>(&call());
    if (made == nullptr || reply().kind != ReplyKind::done) return;
    for (const Request& request : before().requests) {
        if (request.handle == Handle::zero) continue;
        const bool is_outstanding =
            request.phase == RequestPhase::running || request.phase == RequestPhase::completed;
        Reply stale = reply();
        stale.value = static_cast<std::uint32_t>(index_of(request.handle));
        add("stale-handle:" + function() + (is_outstanding ? ":outstanding" : ":finished"), stale,
            next(), Memory::keeps);
    }
    State silent = next();
    silent.at(made->as).phase = RequestPhase::orphaned;
    add("message-never:" + function(), reply(), silent, Memory::keeps);
}

}  // namespace wsconform
