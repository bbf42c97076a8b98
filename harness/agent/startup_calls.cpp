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

/// Not as a C string: a provider that leaves out the NUL would have us read on.
std::string text_before_nul(std::span<const std::byte> bytes) {
    const auto end = std::ranges::find(bytes, std::byte{0});
    return {reinterpret_cast<const char*>(bytes.data()),
            static_cast<std::size_t>(end - bytes.begin())};
}

void get_host_name(Turn& turn) {
    const int namelen = turn.arguments.value("namelen", 256);
    const auto capacity = static_cast<std::size_t>(namelen > 0 ? namelen : 0);
    const Region& region = turn.session.memory.allocate("name", capacity, Changes::expected);
    char* const name = reinterpret_cast<char*>(region.bytes.data());

    const auto value = invoke<decltype(::gethostname)>(turn, "gethostname", name, namelen);

    if (value != 0) return;
    turn.facts["name"] = text_up_to_nul(region.bytes);
    if (turn.arguments.contains("as"))
        turn.session.reported_names[name_at(turn, "as")] = text_before_nul(region.bytes);
}

/// Reads what the provider returned, which may lead anywhere; notes the first pointer that leads
/// nowhere.
class ReturnedHost {
  public:
    explicit ReturnedHost(Json& facts) : facts_{facts} {}

    void note(const hostent* found) {
        if (!is_readable(found, sizeof *found, "the hostent")) return;
        if (!is_readable(found->h_name, 1, "h_name")) return;
        Json addresses = Json::array();
        if (found->h_addrtype == AF_INET && found->h_length == 4) {
            constexpr std::size_t most = 64;
            for (char** entry = found->h_addr_list; addresses.size() < most; ++entry) {
                if (!is_readable(entry, sizeof *entry, "h_addr_list") || *entry == nullptr) break;
                if (!is_readable(*entry, 4, "an address in h_addr_list")) break;
                addresses.push_back(dotted(*entry));
            }
        }
        facts_["addresses"] = std::move(addresses);
    }

  private:
    bool is_readable(const void* pointer, std::size_t size_bytes, const char* what) {
        if (IsBadReadPtr(pointer, size_bytes) == FALSE) return true;
        facts_["bad_pointer"] = what;
        return false;
    }

    static std::string dotted(const char* address) {
        std::string text;
        for (const char octet : std::span{address, 4})
            text += (text.empty() ? "" : ".") + std::to_string(static_cast<unsigned char>(octet));
        return text;
    }

    Json& facts_;
};

void get_host_by_name(Turn& turn) {
    const auto value =
        invoke<decltype(::gethostbyname)>(turn, "gethostbyname", text_or_null(turn, "name"));
    if (!value.has_value()) return;
    turn.facts["value"] = *value == nullptr ? 0 : 1;
    if (*value != nullptr) ReturnedHost{turn.facts}.note(*value);
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
