// SPDX-License-Identifier: Apache-2.0

// Windows, steps that ask for network events, and what authors claim of them.

#include <nlohmann/json.hpp>

#include "conformance/scenario/reader.hpp"
#include "model/state.hpp"

namespace wsconform::reading {

namespace {

using nlohmann::json;

std::uint8_t events_in(const json& node) {
    if (node.is_number()) return 0;
    unsigned events = 0;
    for (const json& name : node.is_array() ? node : json::array({node}))
        events |= static_cast<unsigned>(name == "FD_READ" ? Notice::read : Notice::close);
    return static_cast<std::uint8_t>(events);
}

std::uint32_t documented(const json& name) {
    return name == "FD_READ" ? event_number::fd_read : event_number::fd_close;
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
            events_in(node.at("lEvent"))};
}

calls::EventSelect read_event_select(const Context& context, const json& node) {
    return {socket_in(context, node.at("s")), events_in(node.at("lNetworkEvents"))};
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
    const SocketId socket = known(context, context.sockets, node.at("message"));
    message.value = Range::exactly(notice_number::of(socket));
    message.size = Range::exactly(documented(node.at("event")));
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
        mask |= documented(name);
    events.value = Range::exactly(mask);
    events.size = Range::exactly(0);
    if (!node.contains("error")) return claims.push_back(events);
    for (const Error code : codes_in(context, node.at("error"))) {
        events.size = Range::exactly(static_cast<std::uint32_t>(code));
        claims.push_back(events);
    }
}

}  // namespace wsconform::reading
