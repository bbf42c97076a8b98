// What a provider asks of the DLL above it. The provider is one of ours and does as it is told: it
// is the DLL that is judged.

#include <algorithm>
#include <array>

#include "model/flight.hpp"
#include "model/rules.hpp"

namespace wsconform {

using calls::callback_given;
using calls::callback_left;
using patterns::done;
using patterns::failed;
using patterns::with;

namespace {

/// What an upcall is refused with for a flaw.
struct Refusal {
    UpcallKind kind;
    Flaw flaw;
    Error error;
    ClauseId clause;
};
constexpr ClauseId close_event = "upcall.wpucloseevent-refuses-invalid-handle"_clause;
constexpr ClauseId close_handle = "upcall.wpuclosesockethandle-refuses-foreign-handle"_clause;
constexpr ClauseId create_event = "upcall.wpucreateevent-gives-unsignalled-manual-event"_clause;
constexpr ClauseId create_handle = "upcall.wpucreatesockethandle-returns-new-handle"_clause;
constexpr ClauseId is_set = "upcall.wpufdisset-tells-set-membership"_clause;
constexpr ClauseId path = "upcall.wpugetproviderpath-returns-provider-path"_clause;
constexpr ClauseId path_id = "upcall.wpugetproviderpath-needs-enumerated-provider-id"_clause;
constexpr ClauseId modify = "upcall.wpumodifyifshandle-may-change-handle"_clause;
constexpr ClauseId post = "upcall.wpupostmessage-acts-like-postmessage"_clause;
constexpr ClauseId query_context =
    "upcall.wpuquerysockethandlecontext-returns-stored-context"_clause;
constexpr ClauseId queue_apc = "upcall.wpuqueueapc-runs-only-in-alertable-wait"_clause;
constexpr ClauseId set_event = "upcall.wpusetevent-and-wpuresetevent-refuse-invalid-handle"_clause;
constexpr ClauseId open_thread =
    "upcall.wpuopencurrentthread-reports-zero-or-wsanotinitialised"_clause;
constexpr ClauseId close_thread = "upcall.wpuclosethread-pairs-with-wpuopencurrentthread"_clause;
constexpr ClauseId callback =
    "upcall.wpuqueryblockingcallback-follows-blocking-callback-rules"_clause;
constexpr ClauseId callback_stored =
    "blocking-callback.query-success-stores-pointer-and-context"_clause;
constexpr ClauseId callback_pointer = "blocking-callback.bad-out-pointer-is-wsaefault"_clause;
constexpr ClauseId callback_id = "blocking-callback.unknown-catalog-id-is-wsaeinval"_clause;
constexpr ClauseId callback_null = "blocking-callback.null-callback-means-native-wait"_clause;
constexpr ClauseId callback_own = "blocking-callback.registration-is-per-thread"_clause;

constexpr auto refusals = std::to_array<Refusal>({
    {UpcallKind::close_event, Flaw::bad_handle, Error::wsa_invalid_handle, close_event},
    {UpcallKind::set_event, Flaw::bad_handle, Error::wsa_invalid_handle, set_event},
    {UpcallKind::reset_event, Flaw::bad_handle, Error::wsa_invalid_handle, set_event},
    {UpcallKind::close_socket_handle, Flaw::bad_handle, Error::wsaenotsock, close_handle},
    {UpcallKind::query_socket_handle_context, Flaw::bad_handle, Error::wsaenotsock, query_context},
    {UpcallKind::get_provider_path, Flaw::unknown_id, Error::wsaeinval, path_id},
    {UpcallKind::get_provider_path, Flaw::bad_pointer, Error::wsaefault, path},
    {UpcallKind::get_provider_path, Flaw::too_short, Error::wsaefault, path},
    {UpcallKind::modify_ifs_handle, Flaw::bad_handle, Error::wsaeinval, modify},
    {UpcallKind::queue_apc, Flaw::bad_handle, Error::wsaefault, queue_apc},
    {UpcallKind::query_blocking_callback, Flaw::bad_pointer, Error::wsaefault, callback_pointer},
    {UpcallKind::query_blocking_callback, Flaw::unknown_id, Error::wsaeinval, callback_id},
});

/// The clause of each upcall, and what it says of success and failure, by UpcallKind.
constexpr std::array clauses{close_event, close_handle, create_event, create_handle, is_set,
                             path,        modify,       post,         callback,      query_context,
                             queue_apc,   set_event,    set_event,    open_thread,   close_thread};

bool has_error_place(UpcallKind kind) {
    return kind != UpcallKind::post_message && kind != UpcallKind::fd_is_set;
}

Clauses because_of(const calls::Upcall& call, ClauseId clause) {
    Clauses because{clauses.at(index_of(call.kind))};
    because.add(clause);
    return because;
}

/// A handle that is no longer one is as bad as one that never was.
Flaw flaw_of(const State& state, const calls::Upcall& call) {
    const bool makes = call.kind == UpcallKind::create_event ||
                       call.kind == UpcallKind::create_socket_handle ||
                       call.kind == UpcallKind::open_current_thread;
    if (call.flaw != Flaw::none || makes || call.object == ObjectId::none) return call.flaw;
    const ObjectPhase phase = state.at(call.object).phase;
    const bool is_gone = phase == ObjectPhase::none || phase == ObjectPhase::closed;
    return is_gone ? Flaw::bad_handle : Flaw::none;
}

void refuse(Ruling& ruling, const calls::Upcall& call, const Refusal& refusal) {
    const Clauses because = because_of(call, refusal.clause);
    const State& state = ruling.state();
    ruling.allow(failed(refusal.error), state, because, {}, Remember::no_error);
    if (refusal.clause == callback_id && !is_hooked(state, ruling.thread())) {
        // With no hook to tell of, a DLL may not look at the id.
        ruling.allow(done(), state, because, {}, Remember::no_error).reluctant = true;
        ruling.forbid(failed(Error::wsaefault), because);
    } else {
        ruling.forbid(done(Range::any()), because);
    }
}

State after_success(const State& state, const calls::Upcall& call) {
    State next = state;
    if (call.kind == UpcallKind::queue_apc) {
        next.upcalls.apcs_queued++;
        return next;
    }
    if (call.object == ObjectId::none) return next;
    Object& object = next.at(call.object);
    switch (call.kind) {
        case UpcallKind::create_event:
        case UpcallKind::open_current_thread:
            object = {ObjectPhase::live, 0};
            break;
        case UpcallKind::create_socket_handle:
            object = {ObjectPhase::live, call.value};
            break;
        case UpcallKind::close_event:
        case UpcallKind::close_socket_handle:
        case UpcallKind::close_thread:
            object.phase = ObjectPhase::closed;
            break;
        case UpcallKind::set_event:
            object.phase = ObjectPhase::set;
            break;
        case UpcallKind::reset_event:
            object.phase = ObjectPhase::reset;
            break;
        case UpcallKind::fd_is_set:
        case UpcallKind::get_provider_path:
        case UpcallKind::modify_ifs_handle:
        case UpcallKind::post_message:
        case UpcallKind::query_blocking_callback:
        case UpcallKind::query_socket_handle_context:
        case UpcallKind::queue_apc:
            break;
    }
    return next;
}

/// A value that is known, and no other.
void allow_only(Ruling& ruling, std::uint32_t value, const State& next, const Clauses& because) {
    ruling.allow(done(Range::exactly(value)), next, because, {}, Remember::no_error);
    ruling.forbid(done({value + 1, Range::any().highest}), next, because);
    if (value > 0) ruling.forbid(done({0, value - 1}), next, because);
}

/// Of the hook of the thread that asks, and of no other's.
void tell_callback(Ruling& ruling) {
    const State& state = ruling.state();
    const bool has_hook = is_hooked(state, ruling.thread());
    bool others_have = false;
    for (std::size_t i = 0; i < state.threads.size(); ++i) {
        const ThreadId other{static_cast<std::uint8_t>(i)};
        others_have |= other != ruling.thread() && is_hooked(state, other);
    }
    Clauses because{callback};
    if (!has_hook) because.add(callback_null);
    if (has_hook || others_have) because.add(callback_own);
    const std::uint32_t right = has_hook ? callback_given : 0;
    const std::uint32_t wrong = has_hook ? 0 : callback_given;
    ruling.forbid(done(Range::exactly(wrong)), because);
    ruling.forbid(done(Range::exactly(callback_left)), {callback, callback_stored});
    because.add(callback_stored);
    ruling.allow(done(Range::exactly(right)), state, because, {}, Remember::no_error);
}

void succeed(Ruling& ruling, const calls::Upcall& call) {
    const State next = after_success(ruling.state(), call);
    const Clauses because{clauses.at(index_of(call.kind))};
    switch (call.kind) {
        case UpcallKind::fd_is_set:
            return allow_only(ruling, call.value, next, because);
        case UpcallKind::query_socket_handle_context:
            return allow_only(ruling, ruling.state().at(call.object).context, next,
                              {query_context, create_handle});
        case UpcallKind::query_blocking_callback:
            return tell_callback(ruling);
        case UpcallKind::get_provider_path:
            ruling.allow(done(), next, {path, path_id}, {}, Remember::no_error);
            ruling.forbid(with(done(), Defect::unterminated_text), because);
            ruling.forbid(failed(Error::wsaeinval), {path, path_id});
            return;
        case UpcallKind::create_event:
            ruling
                .allow(failed(Error::wsa_not_enough_memory), ruling.state(), because, {},
                       Remember::no_error)
                .reluctant = true;
            break;
        case UpcallKind::open_current_thread:
        case UpcallKind::close_thread:
            ruling.forbid(failed(Error::wsanotinitialised), because);
            break;
        case UpcallKind::close_event:
        case UpcallKind::close_socket_handle:
        case UpcallKind::create_socket_handle:
        case UpcallKind::modify_ifs_handle:
        case UpcallKind::post_message:
        case UpcallKind::queue_apc:
        case UpcallKind::reset_event:
        case UpcallKind::set_event:
            break;
    }
    ruling.allow(done(), next, because, {}, Remember::no_error);
}

/// A window that is no more cannot be posted to; PostMessage's reason is Windows' own.
void post_message(Ruling& ruling, const calls::Upcall& call) {
    const bool is_open = ruling.state().at(call.window).phase == WindowPhase::open;
    Pattern refused = failed(Error::none);
    refused.any_error = true;
    const Pattern right = is_open ? done() : refused;
    const Pattern wrong = is_open ? refused : done();
    ruling.allow(right, ruling.state(), {post}, {}, Remember::no_error);
    ruling.forbid(wrong, {post});
}

}  // namespace

void decide(Ruling& ruling, const calls::Upcall& call) {
    const State& state = ruling.state();
    if (!is_started(state)) {
        // When upcalls begin and end to be legal is not stated (AMB-59).
        ruling.allow(patterns::seen(ReplyKind::missing), state, {});
        ruling.allow(done(Range::any()), after_success(state, call), {}, {}, Remember::no_error);
        ruling.allow_any_failure(state, {});
        return;
    }
    if (call.kind == UpcallKind::post_message) return post_message(ruling, call);
    const Clauses because{clauses.at(index_of(call.kind))};
    if (has_error_place(call.kind)) {
        ruling.forbid(failed(Error::untouched), because);
        ruling.forbid(failed(Error::unpublished), because);
    }
    const Flaw flaw = flaw_of(state, call);
    if (flaw == Flaw::none) return succeed(ruling, call);
    for (const Refusal& refusal : refusals) {
        if (refusal.kind == call.kind && refusal.flaw == flaw) refuse(ruling, call, refusal);
    }
}

void decide(Ruling& ruling, const calls::LookAtEvent& call) {
    const ObjectPhase phase = ruling.state().at(call.event).phase;
    Clauses because{create_event};
    if (phase != ObjectPhase::live) because.add(set_event);
    allow_only(ruling, phase == ObjectPhase::set ? 1 : 0, ruling.state(), because);
}

/// A provider may ask for handles in advance, so there may be more than there are sockets.
void decide(Ruling& ruling, const calls::CountHandles& /*call*/) {
    const ClauseId passed = "provider-duty.new-handles-pass-through-an-upcall"_clause;
    const ClauseId given_back = "close.non-ifs-provider-gives-handle-back"_clause;
    std::uint32_t made = 0;
    std::uint32_t open = 0;
    for (const Socket& socket : ruling.state().sockets) {
        const bool is_made = socket.phase != SocketPhase::none;
        made += is_made ? 1 : 0;
        open += is_made && socket.phase != SocketPhase::closed ? 1 : 0;
    }
    constexpr std::uint32_t many = 0xff;
    const Range kept{0, open};
    ruling.allow(patterns::sized(done({made, many}), kept), ruling.state(), {passed, given_back});
    if (made > 0) ruling.forbid(patterns::sized(done({0, made - 1}), kept), {passed});
    ruling.forbid(patterns::sized(done({made, many}), {open + 1, many}), {given_back});
}

void decide(Ruling& ruling, const calls::CountOddities& call) {
    switch (call.kind) {
        case calls::Oddity::exports:
            return allow_only(ruling, 0, ruling.state(),
                              {"proc-table.entries-are-not-dll-exports"_clause,
                               "spi-startup.wspstartup-is-the-single-export"_clause});
        case calls::Oddity::old_upcalls:
            return allow_only(ruling, 0, ruling.state(),
                              {"spi-startup.latest-upcall-table-wins"_clause});
        case calls::Oddity::upcalls_below:
            return allow_only(ruling, 0, ruling.state(),
                              {"upcall-table.layers-pass-it-down-unmodified"_clause});
        case calls::Oddity::protocol_below:
            return allow_only(ruling, 0, ruling.state(),
                              {"layering.layer-locates-next-chain-element"_clause,
                               "layering.base-provider-needs-no-chain-knowledge"_clause,
                               "spi-startup.protocol-info-selects-the-protocol"_clause});
    }
}

void decide(Ruling& ruling, const calls::LookAtApcs& call) {
    State next = ruling.state();
    if (call.is_alertable) {
        next.upcalls.apcs_run += next.upcalls.apcs_queued;
        next.upcalls.apcs_queued = 0;
    }
    allow_only(ruling, next.upcalls.apcs_run, next, {queue_apc});
}

}  // namespace wsconform
