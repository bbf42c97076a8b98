// SPDX-License-Identifier: Apache-2.0

// Start-up, clean-up, the last error, the host's name, and looking a name up while one waits.

#include <algorithm>
#include <array>
#include <span>

#include "harness/agent/errors.hpp"
#include "harness/agent/forms.hpp"
#include "harness/agent/invoke.hpp"
#include "harness/agent/versions.hpp"

namespace wsconform::agent {

namespace {

/// Where the NUL is, or -1.
int length_of(std::span<const char> text) {
    const auto end = std::ranges::find(text, '\0');
    return end == text.end() ? -1 : static_cast<int>(end - text.begin());
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

/// The answer is the provider's memory; it may lead anywhere.
Json addresses_of(const hostent& found) {
    constexpr std::size_t most = 64;
    Json addresses = Json::array();
    if (found.h_addrtype != AF_INET || found.h_length != 4) return addresses;
    for (char** entry = found.h_addr_list; addresses.size() < most; ++entry) {
        if (IsBadReadPtr(static_cast<void*>(entry), sizeof *entry) != FALSE || *entry == nullptr ||
            IsBadReadPtr(*entry, 4) != FALSE)
            break;
        std::string text;
        for (const char octet : std::span{*entry, 4})
            text += (text.empty() ? "" : ".") + std::to_string(static_cast<unsigned char>(octet));
        addresses.push_back(text);
    }
    return addresses;
}

void get_host_by_name(Turn& turn) {
    const auto value =
        invoke<decltype(::gethostbyname)>(turn, "gethostbyname", text_or_null(turn, "name"));
    if (!value.has_value()) return;
    turn.facts["value"] = *value == nullptr ? 0 : 1;
    if (*value != nullptr && IsBadReadPtr(*value, sizeof **value) == FALSE)
        turn.facts["addresses"] = addresses_of(**value);
}

constexpr auto forms = std::to_array<Form>({
    {"call", "WSAStartup", "wVersionRequested lpWSAData?", wsa_startup},
    {"call", "WSACleanup", "", wsa_cleanup},
    {"call", "WSAGetLastError", "", wsa_get_last_error},
    {"call", "WSASetLastError", "iError", wsa_set_last_error},
    {"call", "GetLastError", "", get_last_error},
    {"call", "SetLastError", "dwErrCode", set_last_error},
    {"call", "gethostname", "namelen? as?", get_host_name},
    {"call", "gethostbyname", "name", get_host_by_name},
});

}  // namespace

std::span<const Form> startup_forms() {
    return forms;
}

}  // namespace wsconform::agent
