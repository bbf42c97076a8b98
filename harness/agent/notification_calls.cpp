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
    static auto* const event = CreateEventW(nullptr, TRUE, FALSE, nullptr);
    invoke<decltype(::WSAEventSelect)>(turn, "WSAEventSelect", socket_at(turn, "s"), event,
                                       events_at(turn, "lNetworkEvents"));
}

void enum_network_events(Turn& turn) {
    WSANETWORKEVENTS events{};
    WSAEVENT none = nullptr;
    const auto value = invoke<decltype(::WSAEnumNetworkEvents)>(
        turn, "WSAEnumNetworkEvents", socket_at(turn, "s"), none, &events);
    if (value != 0) return;
    turn.facts["events"] = static_cast<std::uint32_t>(events.lNetworkEvents);
    const bool has_closed = (events.lNetworkEvents & FD_CLOSE) != 0;
    turn.facts["close_error"] = has_closed ? events.iErrorCode[FD_CLOSE_BIT] : 0;
}

constexpr auto forms = std::to_array<Form>({
    {"call", "WSAAsyncSelect", "s hWnd wMsg lEvent", async_select},
    {"call", "WSAEventSelect", "s lNetworkEvents", event_select},
    {"call", "WSAEnumNetworkEvents", "s", enum_network_events},
});

}  // namespace

std::span<const Form> notification_forms() {
    return forms;
}

}  // namespace wsconform::agent
