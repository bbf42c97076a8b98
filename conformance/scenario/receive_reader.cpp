// SPDX-License-Identifier: Apache-2.0

// Receives: one buffer or two, and the flags that they may have.

#include <nlohmann/json.hpp>

#include "conformance/scenario/reader.hpp"

namespace wsconform::reading {

using nlohmann::json;

calls::Receive read_receive(Context& context, const json& node, calls::ReceiveCall call) {
    const json& length = node.at("len");
    calls::Receive receive{socket_in(context, node.at("s")), call};
    if (length.is_array()) {
        receive.first = length.at(0);
        receive.length = static_cast<std::uint16_t>(receive.first + length.at(1).get<int>());
    } else {
        receive.length = length;
    }
    const std::string flag =
        node.value(call == calls::ReceiveCall::wsarecv ? "lpFlags" : "flags", std::string{});
    receive.is_partial = flag == "MSG_PARTIAL";
    receive.peeks = flag == "MSG_PEEK";
    receive.is_urgent = flag == "MSG_OOB";
    receive.waits_for_all = flag == "MSG_WAITALL";
    if (!node.contains("lpOverlapped")) return receive;
    if (!flag.empty() && !receive.is_partial)
        context.fail(flag + " is for a receive that is not overlapped", "leave out one of them");
    receive.overlapped = introduced(context, context.overlapped, node.at("lpOverlapped"));
    return receive;
}

calls::GetOverlappedResult read_result(const Context& context, const json& node) {
    return {socket_in(context, node.at("s")),
            known(context, context.overlapped, node.at("lpOverlapped"))};
}

}  // namespace wsconform::reading
