#pragma once

// What can be done in a generated scenario, by subject.

#include "conformance/generators/move.hpp"

namespace wsconform::generating {

// startup_moves.cpp
void starts_2(Walk& walk, const Picks& picks);
void starts_1(Walk& walk, const Picks& picks);
void starts_2_or_1(Walk& walk, const Picks& picks);
void starts_somehow(Walk& walk, const Picks& picks);  ///< Any version, or with a bad pointer.
void cleans_up(Walk& walk, const Picks& picks);
void reads_last_error(Walk& walk, const Picks& picks);
void sets_last_error(Walk& walk, const Picks& picks);
void asks_own_name(Walk& walk, const Picks& picks);
void lists_protocols(Walk& walk, const Picks& picks);
void starts_provider(Walk& walk, const Picks& picks);
void cleans_up_provider(Walk& walk, const Picks& picks);
void counts_handles(Walk& walk, const Picks& picks);

// async_moves.cpp
void opens_window(Walk& walk, const Picks& picks);
void closes_window(Walk& walk, const Picks& picks);
void scripts_name(Walk& walk, const Picks& picks);
void holds_name(Walk& walk, const Picks& picks);
void awaits_question(Walk& walk, const Picks& picks);
void releases_name(Walk& walk, const Picks& picks);
void looks_up_host(Walk& walk, const Picks& picks);
void looks_up_entry(Walk& walk, const Picks& picks);  ///< Of the protocols and services.
void looks_up_failing_name(Walk& walk, const Picks& picks);
void looks_up_service(Walk& walk, const Picks& picks);  ///< Of whatever protocol comes first.
void holds_look_up(Walk& walk, const Picks& picks);     ///< A request that stays pending.
void cancels_request(Walk& walk, const Picks& picks);
void awaits_message(Walk& walk, const Picks& picks);
void peeks_at_message(Walk& walk, const Picks& picks);
void frees_buffer(Walk& walk, const Picks& picks);

// socket_moves.cpp
void makes_socket(Walk& walk, const Picks& picks);
void binds(Walk& walk, const Picks& picks);
void listens(Walk& walk, const Picks& picks);
void connects(Walk& walk, const Picks& picks);
void accepts(Walk& walk, const Picks& picks);
void connection(Walk& walk, const Picks& picks);  ///< Made by the process, accepted by a peer.
void datagram_pair(Walk& walk, const Picks& picks);
void listener(Walk& walk, const Picks& picks);  ///< Of the process.
void closes_socket(Walk& walk, const Picks& picks);
void asks_of_socket(Walk& walk, const Picks& picks);
void sets_linger(Walk& walk, const Picks& picks);
void sets_nonblocking(Walk& walk, const Picks& picks);

// transfer_moves.cpp
void sends(Walk& walk, const Picks& picks);
void receives(Walk& walk, const Picks& picks);
void receives_overlapped(Walk& walk, const Picks& picks);
void selects(Walk& walk, const Picks& picks);
void shuts_down(Walk& walk, const Picks& picks);
void disconnects_receive(Walk& walk, const Picks& picks);
void disconnects_send(Walk& walk, const Picks& picks);
void asks_for_events(Walk& walk, const Picks& picks);
void reads_events(Walk& walk, const Picks& picks);

// peer_moves.cpp
void peer_sends(Walk& walk, const Picks& picks);
void peer_shuts_down(Walk& walk, const Picks& picks);
void peer_closes(Walk& walk, const Picks& picks);
void peer_resets(Walk& walk, const Picks& picks);
void peer_observes(Walk& walk, const Picks& picks);
void peer_connects(Walk& walk, const Picks& picks);
void peer_accepts(Walk& walk, const Picks& picks);

// blocking_moves.cpp
void sets_hook(Walk& walk, const Picks& picks);
void unhooks(Walk& walk, const Picks& picks);
void observes_hook(Walk& walk, const Picks& picks);
void asks_whether_blocking(Walk& walk, const Picks& picks);
void cancels_call(Walk& walk, const Picks& picks);
void calls_inside(Walk& walk, const Picks& picks);  ///< Within a hook.
void waits_for_return(Walk& walk, const Picks& picks);
void blocks_in_another_thread(Walk& walk, const Picks& picks);
void blocks_in_look_up(Walk& walk, const Picks& picks);
void settles(Walk& walk, const Picks& picks);

// environment_moves.cpp
void hides_database(Walk& walk, const Picks& picks);
void misses_database(Walk& walk, const Picks& picks);  ///< Looks for something in one hidden.

// ending_moves.cpp
void awaits_anything(Walk& walk, const Picks& picks);  ///< Silence too, which takes its time.
void looks_at_overlapped(Walk& walk, const Picks& picks);
void sees_it_wait(Walk& walk, const Picks& picks);  ///< A call in flight.
/// Receives what comes only after it was seen to wait, with a look at the hook.
void waits_and_receives(Walk& walk, const Picks& picks);
void disconnects_unread(Walk& walk, const Picks& picks);  ///< Leaves what a peer sent.
void shuts_down_unread(Walk& walk, const Picks& picks);
/// With a request for it under way, which then ends.
void loses_window(Walk& walk, const Picks& picks);
void starts_again(Walk& walk, const Picks& picks);  ///< After a clean-up, and hears what was left.
void closes_lingering(Walk& walk, const Picks& picks);
/// Of a connection's end, by a message or a record.
void is_told_of_end(Walk& walk, const Picks& picks);

}  // namespace wsconform::generating
