// SPDX-License-Identifier: Apache-2.0

#include "conformance/exploring/bounded_model.hpp"

#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

namespace wsconform {

namespace {

constexpr WindowId window{0};
constexpr NameId held_name{0};
constexpr NameId free_name{1};
constexpr Version requested{2, 2};
constexpr std::uint8_t most_startups = 2;
constexpr std::uint32_t room_bytes = 1024;

template <typename Id>
Id id(std::size_t index) {
    return Id{static_cast<std::uint8_t>(index)};
}

std::string numbered(const char* name, std::size_t index) {
    return name + std::to_string(index + 1);
}

PeerId listener_of(std::size_t socket) {
    return id<PeerId>(2 * socket);
}

PeerId peer_of(std::size_t socket) {
    return id<PeerId>(2 * socket + 1);
}

bool always(const State& /*state*/) {
    return true;
}

/// Collects the calls that a thread may make.
class ThreadCalls {
  public:
    ThreadCalls(std::vector<Action>& actions, std::size_t thread)
        : actions_{&actions},
          thread_{id<ThreadId>(thread)},
          prefix_{thread == 0 ? "" : R"("thread": ")" + numbered("t", thread) + R"(", )"},
          suffix_{thread == 0 ? "" : " by " + numbered("t", thread)} {}

    void add(const Call& call, const std::string& name, const std::string& json,
             std::function<bool(const State&)> is_offered) {
        actions_->push_back(
            {thread_, call, name + suffix_, "{" + prefix_ + json, std::move(is_offered), {}});
    }
    void add_function(const Call& call, const std::string& function, const std::string& shown,
                      const std::string& json, std::function<bool(const State&)> is_offered) {
        add(call, function + "(" + shown + ")", R"("call": ")" + function + "\"" + json,
            std::move(is_offered));
    }

  private:
    std::vector<Action>* actions_;
    ThreadId thread_;
    std::string prefix_;
    std::string suffix_;
};

void add_startup(ThreadCalls& calls) {
    calls.add_function(calls::Startup{requested}, "WSAStartup", "2.2",
                       R"(, "wVersionRequested": "2.2")",
                       [](const State& s) { return s.process.startups < most_startups; });
    calls.add_function(calls::Cleanup{}, "WSACleanup", "", "", always);
}

void add_look_up(ThreadCalls& calls, std::size_t index, NameId name, const std::string& host) {
    calls::AsyncGet call;
    call.kind = LookupKind::host_by_name;
    call.as = id<RequestId>(index);
    call.window = window;
    call.buffer = id<BufferId>(index);
    call.name = name;
    call.room_bytes = room_bytes;
    const std::string request = numbered("r", index);
    calls.add_function(call, "WSAAsyncGetHostByName", host + ", " + request,
                       R"(, "hWnd": "w", "wMsg": 1025, "name": ")" + host + R"(", "buf": ")" +
                           numbered("b", index) + R"(", "buflen": 1024, "as": ")" + request + "\"",
                       [index](const State& s) {
                           const bool is_next =
                               index == 0 || s.requests[index - 1].phase != RequestPhase::none;
                           return is_next && s.requests[index].phase == RequestPhase::none;
                       });
}

void add_request(ThreadCalls& calls, std::size_t index) {
    add_look_up(calls, index, held_name, "held.test");
    add_look_up(calls, index, free_name, "free.test");
    const std::string request = numbered("r", index);
    calls.add_function(calls::CancelAsync{id<RequestId>(index)}, "WSACancelAsyncRequest", request,
                       R"(, "hAsyncTaskHandle": ")" + request + "\"", [index](const State& s) {
                           return s.requests[index].phase != RequestPhase::none;
                       });
}

void add_socket(ThreadCalls& calls, std::size_t index) {
    const auto socket = id<SocketId>(index);
    const std::string name = numbered("s", index);
    const std::string on = R"(, "s": ")" + name + "\"";
    const auto exists = [index](const State& s) {
        return s.sockets[index].phase != SocketPhase::none;
    };
    calls.add_function(
        calls::CreateSocket{socket, Transport::tcp}, "socket", name,
        R"(, "type": "SOCK_STREAM", "as": ")" + name + "\"",
        [index](const State& s) { return s.sockets[index].phase == SocketPhase::none; });
    calls.add_function(
        calls::Connect{socket, listener_of(index)}, "connect", name,
        on + R"(, "name": ")" + numbered("L", index) + "\"",
        [index](const State& s) { return s.sockets[index].phase == SocketPhase::created; });
    calls.add_function(calls::RecvDisconnect{socket, true}, "WSARecvDisconnect", name,
                       on + R"(, "lpInboundDisconnectData": null)", exists);
    calls.add_function(calls::SendDisconnect{socket, true}, "WSASendDisconnect", name,
                       on + R"(, "lpOutboundDisconnectData": null)", exists);
    calls.add_function(calls::CloseSocket{socket}, "closesocket", name, on, exists);
}

/// The peer of a socket's connection.
void add_peer(std::vector<Action>& actions, std::size_t index) {
    const PeerId peer = peer_of(index);
    const std::string name = numbered("p", index);
    const auto add = [&](const Call& call, const std::string& verb, const std::string& json,
                         std::function<bool(const State&)> is_offered) {
        actions.push_back({std::nullopt,
                           call,
                           name + " " + verb,
                           R"({"peer": ")" + verb + "\"" + json,
                           std::move(is_offered),
                           {}});
    };
    const auto is_connected = [peer](const State& s) {
        return s.at(peer).phase == PeerPhase::connected;
    };
    const std::string on = R"(, "on": ")" + name + "\"";
    add(calls::PeerAccepts{listener_of(index), peer}, "accepts",
        R"(, "on": ")" + numbered("L", index) + R"(", "as": ")" + name + "\"",
        [index](const State& s) {
            return s.sockets[index].phase == SocketPhase::connected &&
                   s.sockets[index].far == listener_of(index);
        });
    add(calls::PeerSends{peer, 4, SocketId::none}, "sends", on + R"(, "bytes": "data")",
        [=](const State& s) { return is_connected(s) && s.sockets[index].in.sent == 0; });
    add(calls::PeerObserves{peer}, "observes", on, is_connected);
    add(calls::PeerCloses{peer}, "closes", on, is_connected);
}

}  // namespace

std::vector<Action> actions_within(const Bound& bound) {
    std::vector<Action> actions;
    for (std::size_t thread = 0; thread < bound.threads; ++thread) {
        ThreadCalls calls{actions, thread};
        add_startup(calls);
        if (bound.requests > 0) {
            calls.add_function(calls::CancelAsync{RequestId::none, true}, "WSACancelAsyncRequest",
                               "0", R"(, "hAsyncTaskHandle": 0)", always);
        }
        for (std::size_t i = 0; i < bound.requests; ++i)
            add_request(calls, i);
        for (std::size_t i = 0; i < bound.sockets; ++i)
            add_socket(calls, i);
        if (thread != 0 || bound.requests == 0) continue;
        calls.add(calls::Await{}, "await", R"("await": "message")", always);
        calls.add(calls::CloseWindow{window}, "window closes", R"("window": "closes", "on": "w")",
                  [](const State& s) { return s.at(window).phase == WindowPhase::open; });
    }
    if (bound.requests > 0) {
        actions.push_back({std::nullopt,
                           calls::NameReleases{held_name},
                           "name server releases",
                           R"({"name_server": "releases", "name": "held.test")",
                           [](const State& s) { return s.at(held_name).held != 0; },
                           {}});
    }
    for (std::size_t i = 0; i < bound.sockets; ++i)
        add_peer(actions, i);
    for (Action& action : actions) {
        action.reads = reads_of(action.call);
        action.reads.is_any = bound.sockets > 0;
    }
    return actions;
}

State start_of(const Bound& bound) {
    State state{};
    // That a thread has made no call yet is left out: it would be one last error more than the
    // packed states hold.
    for (Thread& thread : state.threads)
        thread.last_error = Error::unknown;
    if (bound.requests > 0) {
        state.at(window) = {WindowPhase::open, ThreadId{0}};
        state.at(held_name) = {Answer::found, 1};
        state.at(free_name) = {Answer::found, 0};
    }
    for (std::size_t i = 0; i < bound.sockets; ++i)
        state.at(listener_of(i)).phase = PeerPhase::listening;
    return state;
}

std::vector<std::string> steps_to_start(const Bound& bound) {
    std::vector<std::string> steps;
    if (bound.requests > 0) {
        steps = {
            R"({"name_server": "answers", "name": "held.test", "addresses": ["192.0.2.1"]})",
            R"({"name_server": "holds", "name": "held.test"})",
            R"({"name_server": "answers", "name": "free.test", "addresses": ["192.0.2.2"]})",
            R"({"window": "opens", "as": "w"})",
        };
    }
    for (std::size_t i = 0; i < bound.sockets; ++i)
        steps.push_back(R"({"peer": "listens", "as": ")" + numbered("L", i) + "\"}");
    return steps;
}

std::string description_of(const State& state, const Bound& bound) {
    constexpr std::array<std::string_view, 10> request_words{
        "none",  "refused", "running",   "completed", "posted",
        "stale", "read",    "cancelled", "dropped",   "orphaned"};
    constexpr std::array<std::string_view, 6> socket_words{"none",      "created",   "bound",
                                                           "listening", "connected", "closed"};
    std::string text = "startups " + std::to_string(state.process.startups);
    if (bound.requests > 0 && state.at(held_name).held == 0) text += "; released";
    if (bound.requests > 0 && state.at(window).phase == WindowPhase::closed)
        text += "; window closed";
    for (std::size_t i = 0; i < bound.requests; ++i) {
        const RequestPhase phase = state.requests[i].phase;
        if (phase == RequestPhase::none) continue;
        text += "; " + numbered("r", i) + " ";
        text += request_words[static_cast<std::size_t>(phase)];
    }
    for (std::size_t i = 0; i < bound.sockets; ++i) {
        const SocketPhase phase = state.sockets[i].phase;
        if (phase == SocketPhase::none) continue;
        text += "; " + numbered("s", i) + " ";
        text += socket_words[static_cast<std::size_t>(phase)];
    }
    return text;
}

}  // namespace wsconform
