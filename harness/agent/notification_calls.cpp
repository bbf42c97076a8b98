// SPDX-License-Identifier: Apache-2.0

// Network events: WSAAsyncSelect, WSAEventSelect, WSAEnumNetworkEvents.

#include <array>

#include "harness/agent/errors.hpp"
#include "harness/agent/forms.hpp"
#include "harness/agent/invoke.hpp"
#include "harness/agent/sockets.hpp"

namespace wsconform::agent {

namespace {

long event_named(const std::string& name) {
    if (name == "FD_READ") return FD_READ;
    if (name == "FD_WRITE") return FD_WRITE;
    if (name == "FD_ACCEPT") return FD_ACCEPT;
    if (name == "FD_CONNECT") return FD_CONNECT;
    if (name == "FD_CLOSE") return FD_CLOSE;
    throw InputError("unknown event " + name);
}

long events_at(const Turn& turn, const char* key) {
    const Json& argument = turn.arguments.at(key);
    if (argument.is_number()) return argument.get<long>();
    if (argument.is_string()) return event_named(argument.get<std::string>());
    long events = 0;
    for (const Json& name : argument)
        events |= event_named(name.get<std::string>());
    return events;
}

void async_select(Turn& turn) {
    invoke<decltype(::WSAAsyncSelect)>(turn, "WSAAsyncSelect", socket_at(turn, "s"),
                                       turn.session.windows.handle_of(name_at(turn, "hWnd")),
                                       turn.arguments.at("wMsg").get<u_int>(),
                                       events_at(turn, "lEvent"));
}

/// The event itself is no subject: what was recorded is asked for.
void event_select(Turn& turn) {
    static auto* const nameless = CreateEventW(nullptr, TRUE, FALSE, nullptr);
    HANDLE event = nameless;
    if (turn.arguments.contains("hEventObject")) {
        HANDLE& named = turn.session.events[name_at(turn, "hEventObject")];
        if (named == nullptr) named = CreateEventW(nullptr, TRUE, FALSE, nullptr);
        event = named;
    }
    invoke<decltype(::WSAEventSelect)>(turn, "WSAEventSelect", socket_at(turn, "s"), event,
                                       events_at(turn, "lNetworkEvents"));
}

HANDLE event_at(const Turn& turn, const char* key) {
    const auto found = turn.session.events.find(name_at(turn, key));
    if (found == turn.session.events.end())
        throw InputError("no event object is named " + name_at(turn, key));
    return found->second;
}

void enum_network_events(Turn& turn) {
    WSANETWORKEVENTS events{};
    WSAEVENT to_reset = nullptr;
    if (turn.arguments.contains("hEventObject")) to_reset = event_at(turn, "hEventObject");
    const auto value = invoke<decltype(::WSAEnumNetworkEvents)>(
        turn, "WSAEnumNetworkEvents", socket_at(turn, "s"), to_reset, &events);
    if (value != 0) return;
    turn.facts["events"] = static_cast<std::uint32_t>(events.lNetworkEvents);
    const bool has_closed = (events.lNetworkEvents & FD_CLOSE) != 0;
    turn.facts["close_error"] = has_closed ? events.iErrorCode[FD_CLOSE_BIT] : 0;
    const bool has_connected = (events.lNetworkEvents & FD_CONNECT) != 0;
    turn.facts["connect_error"] = has_connected ? events.iErrorCode[FD_CONNECT_BIT] : 0;
}

void look_at_event(Turn& turn) {
    turn.facts["signalled"] = WaitForSingleObject(event_at(turn, "on"), 0) == WAIT_OBJECT_0;
}

constexpr auto forms = std::to_array<Form>({
    {"call", "WSAAsyncSelect", "s hWnd wMsg lEvent", async_select},
    {"call", "WSAEventSelect", "s lNetworkEvents hEventObject?", event_select},
    {"call", "WSAEnumNetworkEvents", "s hEventObject?", enum_network_events},
    {"event_object", "looks", "on", look_at_event},
});

}  // namespace

std::span<const Form> notification_forms() {
    return forms;
}

}  // namespace wsconform::agent
