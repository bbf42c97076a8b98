// SPDX-License-Identifier: Apache-2.0

// Windows, steps that ask for network events, and what authors claim of them.

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string_view>

#include "conformance/scenario/reader.hpp"
#include "model/state.hpp"

namespace wsconform::reading {

namespace {

using nlohmann::json;

struct NamedEvent {
    std::string_view name;
    Notice notice;
    std::uint32_t number;
};
constexpr auto events = std::to_array<NamedEvent>({
    {"FD_READ", Notice::read, event_number::fd_read},
    {"FD_WRITE", Notice::write, event_number::fd_write},
    {"FD_ACCEPT", Notice::accept, event_number::fd_accept},
    {"FD_CONNECT", Notice::connect, event_number::fd_connect},
    {"FD_CLOSE", Notice::close, event_number::fd_close},
});

const NamedEvent& event_named(const Context& context, const json& name) {
    const auto& word = name.get_ref<const std::string&>();
    const auto* const found = std::ranges::find(events, word, &NamedEvent::name);
    if (found == events.end())
        context.fail(name.dump() + " is no network event", "see scenarios/README.md");
    return *found;
}

std::uint8_t events_in(const Context& context, const json& node) {
    if (node.is_number()) return 0;
    unsigned asked = 0;
    for (const json& name : node.is_array() ? node : json::array({node}))
        asked |= static_cast<unsigned>(event_named(context, name).notice);
    return static_cast<std::uint8_t>(asked);
}

}  // namespace

Call read_window(Context& context, const json& node) {
    if (node.at("window") == "opens")
        return calls::OpenWindow{introduced(context, context.windows, node.at("as"))};
    return calls::CloseWindow{known(context, context.windows, node.at("on"))};
}

calls::AsyncSelect read_async_select(const Context& context, const json& node, Step& step) {
    step.window = node.at("hWnd");
    step.message = node.at("wMsg");
    return {socket_in(context, node.at("s")), known(context, context.windows, node.at("hWnd")),
            events_in(context, node.at("lEvent"))};
}

calls::EventSelect read_event_select(Context& context, const json& node) {
    calls::EventSelect call{socket_in(context, node.at("s")),
                            events_in(context, node.at("lNetworkEvents"))};
    if (node.contains("hEventObject"))
        call.event = introduced(context, context.events, node.at("hEventObject"));
    return call;
}

calls::EnumNetworkEvents read_enum_events(const Context& context, const json& node) {
    calls::EnumNetworkEvents call{socket_in(context, node.at("s"))};
    if (node.contains("hEventObject"))
        call.event = known(context, context.events, node.at("hEventObject"));
    return call;
}

std::vector<Error> codes_in(const Context& context, const json& node) {
    std::vector<Error> codes;
    for (const json& code : node.is_array() ? node : json::array({node}))
        codes.push_back(code_in(context, code));
    return codes;
}

void read_event_message(const Context& context, const json& node, Claim& claims) {
    Claimed message;
    message.kind = ReplyKind::message;
    message.any_error = false;
    const SocketId socket = known_socket(context, node.at("message"));
    message.value = Range::exactly(notice_number::of(socket));
    message.size = Range::exactly(event_named(context, node.at("event")).number);
    if (!node.contains("error")) return claims.push_back(message);
    for (const Error code : codes_in(context, node.at("error"))) {
        message.error = code;
        claims.push_back(message);
    }
}

void read_recorded_events(const Context& context, const json& node, Claim& claims) {
    Claimed events;
    events.kind = ReplyKind::done;
    std::uint32_t mask = 0;
    for (const json& name : node.at("events"))
        mask |= event_named(context, name).number;
    events.value = Range::exactly(mask);
    const std::uint32_t connect_word =
        node.contains("connect_error")
            ? static_cast<std::uint32_t>(code_in(context, node.at("connect_error"))) << 16U
            : 0U;
    events.size = Range::exactly(connect_word);
    if (!node.contains("error")) return claims.push_back(events);
    for (const Error code : codes_in(context, node.at("error"))) {
        events.size = Range::exactly(connect_word | static_cast<std::uint32_t>(code));
        claims.push_back(events);
    }
}

}  // namespace wsconform::reading
