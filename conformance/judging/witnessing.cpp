// SPDX-License-Identifier: Apache-2.0

#include "conformance/judging/witnessing.hpp"

namespace wsconform {
namespace {

bool is_cleanup(const Call& call) {
    return is_one_of<calls::Cleanup, calls::SpiCleanup>(call);
}

bool is_notice(std::uint32_t value) {
    return value >= notice_number::first && value < notice_number::of(SocketId{capacity::sockets});
}

void add_events(std::uint32_t events, Witnesses& seen) {
    if ((events & event_number::fd_read) != 0) seen.add(Witness::fd_read);
    if ((events & event_number::fd_close) != 0) seen.add(Witness::fd_close);
    if ((events & event_number::fd_write) != 0) seen.add(Witness::fd_write);
    if ((events & event_number::fd_accept) != 0) seen.add(Witness::fd_accept);
    if ((events & event_number::fd_connect) != 0) seen.add(Witness::fd_connect);
    if (events != 0) seen.add(Witness::network_event);
}

void add_message(const Reply& message, Witnesses& seen) {
    seen.add(Witness::any_message);
    if (message.error != Error::none) seen.add(Witness::code_reported);
    if (is_notice(message.value)) {
        seen.add(Witness::event_message);
        add_events(message.size, seen);
    } else if (message.value != index_of(Handle::unknown)) {
        seen.add(Witness::request_message);
        // The agent has read the result out of the buffer. That a write was seen on the way says no
        // more, and when it is seen is chance, which would make two reports differ.
        if (message.error == Error::none) seen.add(Witness::buffer_written);
    }
}

/// A call that succeeded, or a look at something.
void add_success(const Call& call, const Reply& reply, Witnesses& seen) {
    const bool is_any = reply.value > 0;
    if (is_one_of<calls::ObserveHook>(call) && is_any) seen.add(Witness::hook_run);
    if (is_one_of<calls::IsBlocking>(call) && is_any) seen.add(Witness::told_blocking);
    // Each handle that is counted was passed through an upcall.
    if (is_one_of<calls::CountHandles>(call) && is_any) seen.add(Witness::upcall_made);
    if (is_one_of<calls::Upcall>(call)) seen.add(Witness::upcall_made);
    if (is_one_of<calls::Receive>(call) && is_any) seen.add(Witness::bytes_received);
    if (is_one_of<calls::LookAtApcs>(call) && is_any) seen.add(Witness::apc_run);
    if (is_one_of<calls::CancelAsync>(call)) seen.add(Witness::request_cancelled);
    if (is_one_of<calls::NameIsAsked>(call)) seen.add(Witness::name_asked);
    if (is_one_of<calls::EnumNetworkEvents>(call)) add_events(reply.value, seen);
    if (is_one_of<calls::RecvDisconnect>(call) && reply.size > 0)
        seen.add(Witness::disconnect_data);
    if (is_one_of<calls::LookAtOverlapped>(call) && is_any) seen.add(Witness::event_set);
    if (is_one_of<calls::LookAtEventObject>(call) && is_any) seen.add(Witness::object_set);
}

void add_failure(const Reply& reply, bool was_cleaned_up, Witnesses& seen) {
    if (reply.error != Error::none) seen.add(Witness::code_reported);
    if (reply.error == Error::wsaeintr) seen.add(Witness::call_interrupted);
    if (reply.error == Error::wsanotinitialised && was_cleaned_up) seen.add(Witness::torn_down);
}

/// What a peer saw.
void add_sight(ReplyKind kind, Witnesses& seen) {
    if (kind == ReplyKind::refused) seen.add(Witness::icmp_error);
    if (kind == ReplyKind::reset) seen.add(Witness::peer_reset);
    if (kind == ReplyKind::reset || kind == ReplyKind::end || kind == ReplyKind::bytes)
        seen.add(Witness::peer_reached);
}

/// Whether the program ended a connection itself.
bool ends_a_connection(const Call& call) {
    return is_one_of<calls::CloseSocket, calls::Shutdown, calls::SendDisconnect>(call);
}

void add_reply(const Step& step, const Reply& reply, bool was_cleaned_up, Witnesses& seen) {
    const bool was_made = reply.kind != ReplyKind::nothing && reply.kind != ReplyKind::missing;
    if (step.timing == Timing::inside && was_made) seen.add(Witness::hook_run);
    if (is_one_of<calls::PeerObserves>(step.call)) add_sight(reply.kind, seen);
    if (reply.kind == ReplyKind::message) add_message(reply, seen);
    if (reply.kind == ReplyKind::done) add_success(step.call, reply, seen);
    if (reply.kind == ReplyKind::failed) add_failure(reply, was_cleaned_up, seen);
}

}  // namespace

Witnesses witnessed_in(const Trace& trace) {
    Witnesses seen;
    bool was_cleaned_up = false;
    bool is_programs_end = false;
    for (const Event& event : trace.events) {
        if (!event.reply) continue;
        const Step& step = trace.scenario.steps[event.step];
        add_reply(step, *event.reply, was_cleaned_up, seen);
        const bool is_end =
            event.reply->kind == ReplyKind::end || event.reply->kind == ReplyKind::reset;
        if (was_cleaned_up && is_end && !is_programs_end) seen.add(Witness::torn_down);
        is_programs_end = is_programs_end || ends_a_connection(step.call);
        was_cleaned_up =
            was_cleaned_up || (is_cleanup(step.call) && event.reply->kind == ReplyKind::done);
    }
    for (const UpcallMade& upcall : trace.upcalls) {
        const bool is_told = is_one_of<calls::Upcall>(trace.scenario.steps[upcall.step].call);
        seen.add(Witness::upcall_made);
        if (upcall.name == "WPUGetProviderPath" && !is_told) seen.add(Witness::path_asked);
    }
    return seen;
}

}  // namespace wsconform
