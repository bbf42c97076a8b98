// SPDX-License-Identifier: Apache-2.0

// The asynchronous look-ups and their cancellation.

#include <algorithm>
#include <array>
#include <charconv>

#include "harness/agent/errors.hpp"
#include "harness/agent/forms.hpp"
#include "harness/agent/invoke.hpp"

namespace wsconform::agent {

namespace {

const Request& request_named(const Session& session, const std::string& name) {
    const auto found = session.requests.find(name);
    if (found == session.requests.end()) throw InputError("no request is named " + name);
    return found->second;
}

/// {"advertised_by": "r1", "less": 1}: what r1's message said, less one, and never below 0. A
/// request whose message never came advertised nothing.
int buflen_of(const Turn& turn) {
    const Json& argument = turn.arguments.at("buflen");
    if (argument.is_number_integer()) return argument.get<int>();
    const auto& name = argument.at("advertised_by").get_ref<const std::string&>();
    const auto advertised = static_cast<int>(request_named(turn.session, name).advertised);
    return std::max(0, advertised - argument.value("less", 0));
}

/// What all six have in common: whom to tell, how, and where to put the answer.
struct Reply {
    HWND window = nullptr;
    u_int message = 0;
    const Region* buffer = nullptr;
    char* buf = nullptr;
    int buflen = 0;
};

Reply reply_of(const Turn& turn) {
    Reply reply;
    if (const Json& window = turn.arguments.at("hWnd"); !window.is_null())
        reply.window = turn.session.windows.handle_of(window.get_ref<const std::string&>());
    reply.message = turn.arguments.at("wMsg").get<u_int>();
    reply.buflen = buflen_of(turn);
    if (const Json& buffer = turn.arguments.at("buf"); !buffer.is_null()) {
        const auto size = static_cast<std::size_t>(std::max(0, reply.buflen));
        reply.buffer = &turn.session.memory.buffer(buffer.get_ref<const std::string&>(), size);
        reply.buf = reinterpret_cast<char*>(reply.buffer->bytes.data());
    }
    return reply;
}

/// A request that was not made has a name too: the name of handle 0.
void remember(Turn& turn, const Reply& reply, Structure structure, std::optional<HANDLE> handle) {
    if (!turn.arguments.contains("as")) return;
    Session& session = turn.session;
    const std::size_t serial = ++session.requests_made;
    const auto buflen = static_cast<std::size_t>(std::max(0, reply.buflen));
    session.requests[name_at(turn, "as")] =
        Request{handle.value_or(nullptr), structure, reply.buffer, buflen, serial, 0};
}

std::array<unsigned char, 4> octets_of(const std::string& text) {
    std::array<unsigned char, 4> octets{};
    const char* at = text.data();
    const char* const end = at + text.size();
    for (std::size_t position = 0; position < octets.size(); ++position) {
        if (position > 0 && (at == end || *at++ != '.')) throw InputError(text + " is no address");
        const auto parsed = std::from_chars(at, end, octets[position]);
        if (parsed.ec != std::errc{}) throw InputError(text + " is no address");
        at = parsed.ptr;
    }
    if (at != end) throw InputError(text + " is no address");
    return octets;
}

const char* address_or_null(const Turn& turn) {
    const Json& argument = turn.arguments.at("addr");
    if (argument.is_null()) return nullptr;
    const auto octets = octets_of(argument.get_ref<const std::string&>());
    auto& kept = turn.session.addresses.emplace_back();
    std::ranges::transform(octets, kept.begin(),
                           [](unsigned char octet) { return static_cast<char>(octet); });
    return kept.data();
}

int family_of(const Turn& turn) {
    const Json& argument = turn.arguments.at("type");
    if (argument.is_number_integer()) return argument.get<int>();
    if (argument == "PF_INET") return PF_INET;
    throw InputError("unknown type " + argument.dump());
}

/// The file has it in host order.
int port_of(const Turn& turn) {
    const auto port = turn.arguments.at("port").get<std::uint16_t>();
    return static_cast<std::uint16_t>((port << 8U) | (port >> 8U));
}

/// {"reported_by": "own"}: what the gethostname of that name reported.
const char* host_name_of(const Turn& turn) {
    const Json& argument = turn.arguments.at("name");
    if (!argument.is_object()) return text_or_null(turn, "name");
    const auto& call = argument.at("reported_by").get_ref<const std::string&>();
    const auto found = turn.session.reported_names.find(call);
    if (found == turn.session.reported_names.end())
        throw InputError("no name was reported as " + call);
    return found->second.c_str();
}

void host_by_name(Turn& turn) {
    const Reply reply = reply_of(turn);
    remember(turn, reply, Structure::hostent,
             invoke<decltype(::WSAAsyncGetHostByName)>(turn, "WSAAsyncGetHostByName", reply.window,
                                                       reply.message, host_name_of(turn), reply.buf,
                                                       reply.buflen));
}

void host_by_address(Turn& turn) {
    const Reply reply = reply_of(turn);
    const int len = turn.arguments.at("len").get<int>();
    remember(turn, reply, Structure::hostent,
             invoke<decltype(::WSAAsyncGetHostByAddr)>(turn, "WSAAsyncGetHostByAddr", reply.window,
                                                       reply.message, address_or_null(turn), len,
                                                       family_of(turn), reply.buf, reply.buflen));
}

void protocol_by_name(Turn& turn) {
    const Reply reply = reply_of(turn);
    remember(turn, reply, Structure::protoent,
             invoke<decltype(::WSAAsyncGetProtoByName)>(
                 turn, "WSAAsyncGetProtoByName", reply.window, reply.message,
                 text_or_null(turn, "name"), reply.buf, reply.buflen));
}

void protocol_by_number(Turn& turn) {
    const Reply reply = reply_of(turn);
    const int number = turn.arguments.at("number").get<int>();
    remember(turn, reply, Structure::protoent,
             invoke<decltype(::WSAAsyncGetProtoByNumber)>(turn, "WSAAsyncGetProtoByNumber",
                                                          reply.window, reply.message, number,
                                                          reply.buf, reply.buflen));
}

void service_by_name(Turn& turn) {
    const Reply reply = reply_of(turn);
    remember(turn, reply, Structure::servent,
             invoke<decltype(::WSAAsyncGetServByName)>(
                 turn, "WSAAsyncGetServByName", reply.window, reply.message,
                 text_or_null(turn, "name"), text_or_null(turn, "proto"), reply.buf, reply.buflen));
}

void service_by_port(Turn& turn) {
    const Reply reply = reply_of(turn);
    remember(turn, reply, Structure::servent,
             invoke<decltype(::WSAAsyncGetServByPort)>(
                 turn, "WSAAsyncGetServByPort", reply.window, reply.message, port_of(turn),
                 text_or_null(turn, "proto"), reply.buf, reply.buflen));
}

HANDLE task_at(const Turn& turn) {
    const Json& argument = turn.arguments.at("hAsyncTaskHandle");
    if (argument.is_number_integer())
        return reinterpret_cast<HANDLE>(argument.get<std::uintptr_t>());
    if (argument == "an_event") return turn.session.an_event;
    return request_named(turn.session, argument.get_ref<const std::string&>()).handle;
}

void cancel_request(Turn& turn) {
    invoke<decltype(::WSACancelAsyncRequest)>(turn, "WSACancelAsyncRequest", task_at(turn));
}

constexpr auto forms = std::to_array<Form>({
    {"call", "WSAAsyncGetHostByName", "hWnd wMsg name buf buflen as?", host_by_name},
    {"call", "WSAAsyncGetHostByAddr", "hWnd wMsg addr len type buf buflen as?", host_by_address},
    {"call", "WSAAsyncGetProtoByName", "hWnd wMsg name buf buflen as?", protocol_by_name},
    {"call", "WSAAsyncGetProtoByNumber", "hWnd wMsg number buf buflen as?", protocol_by_number},
    {"call", "WSAAsyncGetServByName", "hWnd wMsg name proto buf buflen as?", service_by_name},
    {"call", "WSAAsyncGetServByPort", "hWnd wMsg port proto buf buflen as?", service_by_port},
    {"call", "WSACancelAsyncRequest", "hAsyncTaskHandle", cancel_request},
});

}  // namespace

std::span<const Form> async_forms() {
    return forms;
}

}  // namespace wsconform::agent
