// SPDX-License-Identifier: Apache-2.0

// Sockets that are made, and whom they connect to.

#include <nlohmann/json.hpp>

#include "conformance/scenario/reader.hpp"

namespace wsconform::reading {

using nlohmann::json;

namespace {

Transport transport_in(const json& type) {
    if (type == "SOCK_SEQPACKET") return Transport::seqpacket;
    return type == "SOCK_DGRAM" ? Transport::udp : Transport::tcp;
}

}  // namespace

calls::CreateSocket read_socket(Context& context, const json& node) {
    const json& type = node.at("type");
    calls::CreateSocket made{introduced(context, context.sockets, node.at("as")),
                             transport_in(type)};
    const std::string protocol = node.value("protocol", std::string{});
    if (protocol == "IPPROTO_UDP" && type == 0) made.transport = Transport::udp;
    made.has_no_type = type == 0 && protocol.empty();
    const bool is_other = (protocol == "IPPROTO_TCP" && type == "SOCK_DGRAM") ||
                          (protocol == "IPPROTO_UDP" && type == "SOCK_STREAM");
    if (node.contains("af"))
        made.selector = calls::Selector::wrong_family;
    else if (type == "unknown")
        made.selector = calls::Selector::wrong_type;
    else if (is_other || protocol == "unknown")
        made.selector = calls::Selector::wrong_protocol;
    return made;
}

calls::Connect read_connect(const Context& context, const json& node) {
    const std::string to = node.at("name");
    calls::Connect connect{socket_in(context, node.at("s")),
                           context.peers.find(to).value_or(PeerId::none)};
    if (to == "port_zero") connect.lacks = calls::Void::port;
    if (to == "zeros") connect.lacks = calls::Void::address;
    if (connect.to == PeerId::none && connect.lacks == calls::Void::no)
        connect.to_socket = known_socket(context, to);
    return connect;
}

}  // namespace wsconform::reading
