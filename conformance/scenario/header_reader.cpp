// Steps that ask for a declaration: whether a function is exported, and what the headers say of a
// constant or a macro.

#include <array>
#include <nlohmann/json.hpp>
#include <string_view>

#include "conformance/scenario/reader.hpp"

namespace wsconform::reading {

using nlohmann::json;

namespace {

struct Signature {
    std::string_view function;
    ClauseId clause;
};
constexpr auto signatures = std::to_array<Signature>({
    {"WSACancelAsyncRequest", "cancel-async.takes-one-handle-and-returns-int"_clause},
    {"WSAAsyncGetHostByName", "async-host-by-name.signature-takes-name-and-buffer"_clause},
    {"WSAAsyncGetHostByAddr", "async-host-by-addr.signature-takes-address-length-and-type"_clause},
    {"WSAAsyncGetProtoByName", "async-proto.by-name-takes-name-and-buffer"_clause},
    {"WSAAsyncGetProtoByNumber", "async-proto.by-number-takes-host-order-number"_clause},
    {"WSAAsyncGetServByName", "async-serv.by-name-takes-name-and-protocol"_clause},
    {"WSAAsyncGetServByPort", "async-serv.by-port-takes-network-order-port"_clause},
    {"WSARecvDisconnect", "recv-disconnect.takes-socket-and-wsabuf"_clause},
    {"WSASendDisconnect", "send-disconnect.takes-socket-and-wsabuf"_clause},
});

struct Constant {
    std::string_view name;
    ClauseId clause;
    std::uint32_t value64;
    std::uint32_t value32;
};
constexpr auto constants = std::to_array<Constant>({
    {"MAXGETHOSTSTRUCT", "async-get.maxgethoststruct-is-1024"_clause, 1024, 1024},
    {"SD_RECEIVE", "shutdown.accepts-receive-send-or-both"_clause, 0, 0},
    {"SD_SEND", "shutdown.accepts-receive-send-or-both"_clause, 1, 1},
    {"SD_BOTH", "shutdown.accepts-receive-send-or-both"_clause, 2, 2},
    {"sizeof(WSADATA)", "startup.wsadata-layout-is-fixed-per-bitness"_clause, 408, 400},
});

calls::ReadHeader read_macro(const json& node) {
    const std::string macro = node.at("macro");
    const ClauseId clause = "async-get.reply-macros-pack-error-and-length"_clause;
    std::uint32_t value{};
    if (macro == "WSAMAKEASYNCREPLY") {
        value = (node.at("buflen").get<std::uint32_t>() & 0xffffU) |
                (node.at("error").get<std::uint32_t>() << 16U);
    } else {
        const std::uint32_t reply = node.at("lParam");
        value = macro == "WSAGETASYNCERROR" ? reply >> 16U : reply & 0xffffU;
    }
    return calls::ReadHeader{clause, value, value};
}

}  // namespace

calls::LookUpExport read_export(const Context& context, const json& node) {
    const std::string function = node.at("export");
    for (const Signature& signature : signatures) {
        if (signature.function == function) return calls::LookUpExport{signature.clause};
    }
    context.fail("no clause speaks of the export of \"" + function + "\"",
                 "name one of the functions with a signature clause");
}

calls::ReadHeader read_header(const Context& context, const json& node) {
    if (node.contains("macro")) return read_macro(node);
    for (const Constant& constant : constants) {
        if (constant.name == node.at("constant").get<std::string>())
            return calls::ReadHeader{constant.clause, constant.value64, constant.value32};
    }
    context.fail("there is no constant of that name", "see scenarios/README.md");
}

}  // namespace wsconform::reading
