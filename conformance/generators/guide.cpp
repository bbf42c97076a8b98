// SPDX-License-Identifier: Apache-2.0

#include "conformance/generators/guide.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "conformance/judging/following.hpp"
#include "conformance/text/input_error.hpp"
#include "model/flight.hpp"
#include "model/internal_steps.hpp"

namespace wsconform::generating {

using nlohmann::json;

namespace {

const Spec spec{};

std::set<Pattern> patterns_of(const Ruling& ruling) {
    std::set<Pattern> patterns;
    for (const Outcome& outcome : ruling.allowed())
        patterns.insert(outcome.pattern);
    return patterns;
}

bool takes_what_comes(const Call& call) {
    return is_one_of<calls::Receive, calls::Accept, calls::Select>(call);
}

/// Who asks for it never gets to a transport provider.
bool is_ws2_32s_alone(const Call& call) {
    return is_one_of<calls::GetHostByName, calls::GetHostName, calls::AsyncGet, calls::CancelAsync,
                     calls::EnumProtocols, calls::LookUpExport, calls::GetLastError,
                     calls::SetLastError, calls::NameAnswers, calls::NameHolds, calls::NameIsAsked,
                     calls::NameReleases, calls::DatabaseHides>(call);
}

}  // namespace

Guide::Guide(bool is_spi) {
    state_.process.highest = {2, 2};
    state_.process.is_spi = is_spi ? 1 : 0;
    slow_ = state_;
    names_.threads.intern("main");
}

Fit Guide::take(const json& node) {
    reading::Context before = names_;
    try {
        Step step = reading::read_step(names_, node, steps_);
        const Fit fit = perform(step);
        note_sockets();
        if (fit == Fit::ends)
            steps_.push_back(std::move(step));
        else
            names_ = std::move(before);
        return fit;
    } catch (const InputError&) {
        names_ = std::move(before);
        return Fit::impossible;
    }
}

std::map<std::string, std::string> Guide::in_flight() const {
    std::map<std::string, std::string> flights;
    for (const auto& [name, begun] : names_.flights)
        flights.emplace(steps_[begun].actor, name);
    return flights;
}

bool Guide::is_promised(SocketId socket) const {
    return std::ranges::any_of(flights_, [&](const auto& flying) {
        const auto* const accept = std::get_if<calls::Accept>(&steps_[flying.second].call);
        return accept != nullptr && accept->as == socket;
    });
}

bool Guide::is_out_of_place(const Step& step) const {
    if (state_.process.is_spi != 0 && is_beyond_the_provider(step.call)) return true;
    if (is_over(step.call)) return true;
    // In a call that has taken effect no hook runs any more.
    if (step.timing == Timing::inside) return !is_pending(state_, *step.thread);
    return step.timing == Timing::whole && competes(step.call);
}

Fit Guide::perform(const Step& step) {
    if (is_out_of_place(step)) return Fit::impossible;
    if (step.timing == Timing::begins) {
        begin(step);
        return Fit::ends;
    }
    if (step.timing == Timing::returns) return end_flight(step);
    const Ruling ruling = rule(spec, state_, step.thread, step.call, step.timing);
    const auto chosen = choose(ruling, /*is_over=*/false);
    const bool is_hung = chosen && chosen->second.kind == ReplyKind::hung;
    const bool is_in_vain = chosen && chosen->second.kind == ReplyKind::nothing &&
                            std::holds_alternative<calls::NameIsAsked>(step.call);
    if (!chosen || is_hung || is_in_vain)
        return step.function.empty() ? Fit::impossible : Fit::waits;
    note(ruling);
    const Ruling slow = rule(spec, slow_, step.thread, step.call, step.timing);
    const auto chosen_slowly = choose(slow, /*is_over=*/false);
    const bool differs = patterns_of(slow) != patterns_of(ruling);
    was_race_ = differs && !step.function.empty();
    state_ = after(*chosen->first, chosen->second, step.thread);
    slow_ = differs || !chosen_slowly ? state_
                                      : after(*chosen_slowly->first, chosen->second, step.thread);
    settle();
    return Fit::ends;
}

bool Guide::is_beyond_the_provider(const Call& call) const {
    const bool needs_table = std::holds_alternative<calls::SpiCleanup>(call) ||
                             std::holds_alternative<calls::SpiCancelBlockingCall>(call);
    const bool has_table =
        state_.provider.was_started != 0 || state_.sockets.front().phase != SocketPhase::none;
    return is_ws2_32s_alone(call) || (needs_table && !has_table);
}

/// A handle that was closed may be the next socket's, and what a peer has ended it cannot use.
bool Guide::is_over(const Call& call) const {
    if (reused_.contains(socket_named_by(call))) return true;
    const auto has_ended = [this](PeerId peer) {
        const SocketId far = state_.at(peer).far;
        return state_.at(peer).phase == PeerPhase::connected && far != SocketId::none &&
               state_.at(far).in.end != Travel::none;
    };
    const auto* const sends = std::get_if<calls::PeerSends>(&call);
    const auto* const shuts = std::get_if<calls::PeerShutsDown>(&call);
    return (sends != nullptr && has_ended(sends->peer)) ||
           (shuts != nullptr && has_ended(shuts->peer));
}

void Guide::note_sockets() {
    const auto count = static_cast<std::size_t>(std::ranges::count_if(
        state_.sockets, [](const Socket& socket) { return socket.phase != SocketPhase::none; }));
    if (count > sockets_) {
        for (std::size_t i = 0; i < state_.sockets.size(); ++i) {
            if (state_.sockets[i].phase == SocketPhase::closed)
                reused_.insert(SocketId{static_cast<std::uint8_t>(i)});
        }
    }
    sockets_ = count;
}

/// Of two calls that wait for the same, nobody knows who gets what comes; the loser hangs, and the
/// trace ends before the other returns.
bool Guide::competes(const Call& call) const {
    const SocketId socket = socket_named_by(call);
    for (std::size_t i = 0; i < state_.overlapped.size(); ++i) {
        const bool waits_there =
            state_.overlapped[i] == OverlappedPhase::pending && state_.overlapped_on[i] == socket;
        if (waits_there && takes_what_comes(call)) return true;
    }
    return takes_what_comes(call) && std::ranges::any_of(flights_, [&](const auto& flying) {
               const Call& other = steps_[flying.second].call;
               return takes_what_comes(other) && socket_named_by(other) == socket;
           });
}

void Guide::begin(const Step& step) {
    was_race_ = false;
    slow_ = begun(spec, slow_, *step.thread, step.call);
    state_ = begun(spec, state_, *step.thread, step.call);
    flights_[*step.thread] = steps_.size();
    // The step is not among those read yet, and it may take effect at once.
    steps_.push_back(step);
    settle();
    steps_.pop_back();
}

Fit Guide::end_flight(const Step& step) {
    const auto landing = landings_.find(*step.thread);
    const bool waits_on = step.claim.has_value();
    if (waits_on && landing != landings_.end()) return Fit::impossible;
    if (waits_on) return keep_waiting(step);
    if (landing == landings_.end()) return Fit::waits;
    state_ = returned(state_, landing->second, *step.thread);
    slow_ = state_;
    was_race_ = false;
    landings_.erase(landing);
    flights_.erase(*step.thread);
    settle();
    return Fit::ends;
}

/// The only claim in a generated scenario: without it the reader takes the call for returned.
Fit Guide::keep_waiting(const Step& step) {
    const Ruling ruling = rule(spec, state_, step.thread, step.call, Timing::returns);
    const auto* const nothing = std::ranges::find_if(ruling.allowed(), [](const Outcome& outcome) {
        return outcome.pattern.kind == ReplyKind::nothing;
    });
    if (nothing == ruling.allowed().end()) return Fit::impossible;
    note(ruling);
    state_ = nothing->next;
    slow_ = state_;
    was_race_ = false;
    return Fit::ends;
}

void Guide::settle() {
    // Each internal step brings something to its end; the bound is for a model that is at fault.
    for (int i = 0; i < 1000; ++i) {
        const std::vector<State> next = internal_steps(state_);
        if (!next.empty()) {
            state_ = next.front();
            continue;
        }
        const bool has_landed = std::ranges::any_of(flights_, [this](const auto& flying) {
            return is_pending(state_, flying.first) && land(flying.first);
        });
        if (!has_landed) return;
    }
}

bool Guide::land(ThreadId thread) {
    const Call& call = steps_[flights_.at(thread)].call;
    const Ruling ruling = rule(spec, state_, thread, call, Timing::returns);
    note(ruling);
    const auto chosen = choose(ruling, /*is_over=*/true);
    if (!chosen) return false;
    state_ = landed(*chosen->first, chosen->second, thread);
    landings_[thread] = chosen->second;
    return true;
}

namespace {

/// The lower, the sooner an outcome is chosen.
int rank(const Outcome& outcome) {
    const ReplyKind kind = outcome.pattern.kind;
    const bool is_late = kind == ReplyKind::nothing || kind == ReplyKind::hung;
    return (is_late ? 4 : 0) + (outcome.reluctant ? 2 : 0) + (kind == ReplyKind::failed ? 1 : 0);
}

}  // namespace

std::optional<std::pair<const Outcome*, Reply>> Guide::choose(const Ruling& ruling, bool is_over) {
    const Outcome* best = nullptr;
    for (const Outcome& outcome : ruling.allowed()) {
        if (is_over && outcome.pattern.kind == ReplyKind::nothing) continue;
        const bool is_allowed = !explanations(ruling, example_of(outcome.pattern)).empty();
        if (is_allowed && (best == nullptr || rank(outcome) < rank(*best))) best = &outcome;
    }
    if (best == nullptr) return std::nullopt;
    Reply reply = example_of(best->pattern);
    if (best->remember == Remember::handle) reply.value = ++last_handle_;
    if (best->remember == Remember::bytes_read || best->remember == Remember::bytes_seen)
        reply.value = best->pattern.value.highest;
    return {{best, reply}};
}

void Guide::note(const Ruling& ruling) {
    const auto add = [this](const auto& because) {
        std::ranges::copy_if(because, std::inserter(exercised_, exercised_.end()),
                             [](ClauseId clause) { return clause->is_binding(); });
    };
    for (const Outcome& outcome : ruling.allowed())
        add(outcome.because);
    for (const Prohibition& prohibition : ruling.forbidden())
        add(prohibition.because);
}

}  // namespace wsconform::generating
