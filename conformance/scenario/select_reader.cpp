// SPDX-License-Identifier: Apache-2.0

// The sets of select, and what authors claim that it leaves in them.

#include <nlohmann/json.hpp>

#include "conformance/scenario/reader.hpp"

namespace wsconform::reading {

using nlohmann::json;

calls::Select read_select(const Context& context, const json& node) {
    calls::Select select;
    select.timeout_ms = node.at("timeout_ms");
    const auto add = [&](const char* key, std::uint8_t& set) {
        for (const json& name : node.value(key, json::array())) {
            const SocketId socket = socket_in(context, name);
            if (socket == SocketId::none) {
                select.has_stranger = true;
                continue;
            }
            if (select.socket == SocketId::none) select.socket = socket;
            set = static_cast<std::uint8_t>(set | 1U << index_of(socket));
        }
    };
    add("readfds", select.read);
    add("writefds", select.write);
    add("exceptfds", select.except);
    return select;
}

Claimed read_sets(const Context& context, const json& node) {
    std::uint32_t count = 0;
    const auto members = [&](const char* key) {
        unsigned set = 0;
        for (const json& name : node.value(key, json::array())) {
            set |= 1U << index_of(known_socket(context, name));
            ++count;
        }
        return static_cast<std::uint8_t>(set);
    };
    const std::uint32_t sets =
        calls::sets_of(members("readfds"), members("writefds"), members("exceptfds"));
    Claimed left;
    left.kind = ReplyKind::done;
    left.value = Range::exactly(count);
    left.size = Range::exactly(sets);
    return left;
}

}  // namespace wsconform::reading
