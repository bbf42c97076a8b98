// Start-up, clean-up, the last error, the host's name.

#include "harness/agent/errors.hpp"
#include "harness/agent/forms.hpp"
#include "harness/agent/invoke.hpp"
#include "harness/agent/versions.hpp"

namespace wsconform {

namespace {

/// Where the NUL is, or -1.
template <std::size_t capacity>
int length_of(const char (&text)[capacity]) {
    for (std::size_t position = 0; position < capacity; ++position)
        if (text[position] == '\0') return static_cast<int>(position);
    return -1;
}

void wsa_startup(Turn& turn) {
    const WORD version = version_of(name_at(turn, "wVersionRequested"));
    WSADATA* data = nullptr;
    if (!turn.arguments.contains("lpWSAData")) {
        const Region& region =
            turn.session.memory.allocate("lpWSAData", sizeof(WSADATA), Changes::expected);
        data = reinterpret_cast<WSADATA*>(region.bytes.data());
    } else if (!turn.arguments.at("lpWSAData").is_null()) {
        throw InputError("lpWSAData can only be null, or be left out");
    }

    const auto value = invoke<decltype(::WSAStartup)>(turn, "WSAStartup", version, data);

    if (value != 0 || data == nullptr) return;
    turn.facts["wVersion"] = text_of_version(data->wVersion);
    turn.facts["wHighVersion"] = text_of_version(data->wHighVersion);
    turn.facts["description_length"] = length_of(data->szDescription);
    turn.facts["status_length"] = length_of(data->szSystemStatus);
    turn.facts["iMaxSockets"] = data->iMaxSockets;
    turn.facts["iMaxUdpDg"] = data->iMaxUdpDg;
}

void wsa_cleanup(Turn& turn) {
    invoke<decltype(::WSACleanup)>(turn, "WSACleanup");
}

void wsa_get_last_error(Turn& turn) {
    invoke<decltype(::WSAGetLastError), LastError::kept>(turn, "WSAGetLastError");
}

void wsa_set_last_error(Turn& turn) {
    const int error = turn.arguments.at("iError").get<int>();
    invoke<decltype(::WSASetLastError), LastError::kept>(turn, "WSASetLastError", error);
}

void get_last_error(Turn& turn) {
    invoke_at<LastError::kept>(turn, &::GetLastError);
}

void set_last_error(Turn& turn) {
    const auto code = turn.arguments.at("dwErrCode").get<DWORD>();
    invoke_at<LastError::kept>(turn, &::SetLastError, code);
}

/// No header for Winsock 2 declares it.
using WSAIsBlockingFunction = BOOL();

void wsa_is_blocking(Turn& turn) {
    invoke<WSAIsBlockingFunction>(turn, "WSAIsBlocking");
}

/// The same: it is of Winsock 1.1.
using WSACancelBlockingCallFunction = int();

void wsa_cancel_blocking_call(Turn& turn) {
    invoke<WSACancelBlockingCallFunction>(turn, "WSACancelBlockingCall");
}

void get_host_name(Turn& turn) {
    const int namelen = turn.arguments.value("namelen", 256);
    const auto capacity = static_cast<std::size_t>(namelen > 0 ? namelen : 0);
    const Region& region = turn.session.memory.allocate("name", capacity, Changes::expected);
    char* const name = reinterpret_cast<char*>(region.bytes.data());

    const auto value = invoke<decltype(::gethostname)>(turn, "gethostname", name, namelen);

    if (value != 0) return;
    turn.facts["name"] = text_up_to_nul(region.bytes);
    if (turn.arguments.contains("as")) turn.session.reported_names[name_at(turn, "as")] = name;
}

constexpr Form forms[] = {
    {"call", "WSAStartup", "wVersionRequested lpWSAData?", wsa_startup},
    {"call", "WSACleanup", "", wsa_cleanup},
    {"call", "WSAGetLastError", "", wsa_get_last_error},
    {"call", "WSASetLastError", "iError", wsa_set_last_error},
    {"call", "GetLastError", "", get_last_error},
    {"call", "SetLastError", "dwErrCode", set_last_error},
    {"call", "WSAIsBlocking", "", wsa_is_blocking},
    {"call", "WSACancelBlockingCall", "", wsa_cancel_blocking_call},
    {"call", "gethostname", "namelen? as?", get_host_name},
};

}  // namespace

std::span<const Form> startup_forms() {
    return forms;
}

}  // namespace wsconform
