// SPDX-License-Identifier: Apache-2.0

#include "harness/agent/spi/protocol_catalogue.hpp"

#include <algorithm>
#include <cstring>

#include "harness/agent/errors.hpp"

namespace wsconform::agent::spi {

namespace {

constexpr DWORD base_tcp = 1001;
constexpr DWORD base_udp = 1002;
constexpr DWORD base_packets = 1003;
constexpr DWORD chain_tcp = 2001;
constexpr DWORD chain_udp = 2002;
constexpr DWORD chain_packets = 2003;

constexpr DWORD id_of_layer(std::size_t number) {
    return static_cast<DWORD>(100 * number + 1);
}

/// Of the provider that is given as number 1, 2 and so on.
constexpr GUID id_of_provider(std::size_t number) {
    return {0x77736366, 0, 0, {0, 0, 0, 0, 0, 0, 0, static_cast<unsigned char>(number)}};
}

void set_name(WSAPROTOCOL_INFOW& entry, const std::wstring& name) {
    std::ranges::copy(name, std::begin(entry.szProtocol));
}

WSAPROTOCOL_INFOW loopback_entry(DWORD id, const GUID& provider) {
    WSAPROTOCOL_INFOW entry{};
    entry.dwProviderFlags = PFL_MATCHES_PROTOCOL_ZERO;
    entry.ProviderId = provider;
    entry.dwCatalogEntryId = id;
    entry.iVersion = 2;
    entry.iAddressFamily = AF_INET;
    entry.iMaxSockAddr = sizeof(sockaddr_in);
    entry.iMinSockAddr = sizeof(sockaddr_in);
    entry.iNetworkByteOrder = BIGENDIAN;
    entry.iSecurityScheme = SECURITY_PROTOCOL_NONE;
    return entry;
}

WSAPROTOCOL_INFOW tcp_entry(DWORD id, const GUID& provider) {
    WSAPROTOCOL_INFOW entry = loopback_entry(id, provider);
    entry.dwServiceFlags1 =
        XP1_GUARANTEED_DELIVERY | XP1_GUARANTEED_ORDER | XP1_GRACEFUL_CLOSE | XP1_IFS_HANDLES;
    entry.iSocketType = SOCK_STREAM;
    entry.iProtocol = IPPROTO_TCP;
    set_name(entry, L"wsconform TCP/IP");
    return entry;
}

WSAPROTOCOL_INFOW udp_entry(DWORD id, const GUID& provider) {
    constexpr DWORD largest_datagram_bytes = 65507;
    WSAPROTOCOL_INFOW entry = loopback_entry(id, provider);
    entry.dwServiceFlags1 = XP1_CONNECTIONLESS | XP1_MESSAGE_ORIENTED | XP1_IFS_HANDLES;
    entry.iSocketType = SOCK_DGRAM;
    entry.iProtocol = IPPROTO_UDP;
    entry.dwMessageSize = largest_datagram_bytes;
    set_name(entry, L"wsconform UDP/IP");
    return entry;
}

/// A protocol with disconnect data, which TCP is not. Its number is one for experiments.
WSAPROTOCOL_INFOW packets_entry(DWORD id, const GUID& provider) {
    constexpr int experimental = 253;
    constexpr DWORD largest_packet_bytes = 32768;
    WSAPROTOCOL_INFOW entry = loopback_entry(id, provider);
    entry.dwServiceFlags1 = XP1_GUARANTEED_DELIVERY | XP1_GUARANTEED_ORDER | XP1_MESSAGE_ORIENTED |
                            XP1_GRACEFUL_CLOSE | XP1_DISCONNECT_DATA | XP1_PARTIAL_MESSAGE |
                            XP1_IFS_HANDLES;
    entry.iSocketType = SOCK_SEQPACKET;
    entry.iProtocol = experimental;
    entry.dwMessageSize = largest_packet_bytes;
    set_name(entry, L"wsconform packets");
    return entry;
}

}  // namespace

ProtocolCatalogue::ProtocolCatalogue(std::vector<std::wstring> paths) : paths_{std::move(paths)} {
    if (paths_.empty() || paths_.size() > MAX_PROTOCOL_CHAIN)
        throw InputError("a chain has 1 to 7 providers");
    for (std::size_t number = 1; number < paths_.size(); ++number)
        add_layer(number);
    add_base(paths_.size());
    if (paths_.size() > 1) add_chains();
}

void ProtocolCatalogue::add_base(std::size_t number) {
    const GUID provider = id_of_provider(number);
    for (WSAPROTOCOL_INFOW entry : {tcp_entry(base_tcp, provider), udp_entry(base_udp, provider),
                                    packets_entry(base_packets, provider)}) {
        entry.ProtocolChain.ChainLen = BASE_PROTOCOL;
        entries_.push_back(entry);
    }
}

void ProtocolCatalogue::add_layer(std::size_t number) {
    WSAPROTOCOL_INFOW entry = tcp_entry(id_of_layer(number), id_of_provider(number));
    entry.dwServiceFlags1 &= ~static_cast<DWORD>(XP1_IFS_HANDLES);
    entry.dwProviderFlags = PFL_HIDDEN;
    entry.ProtocolChain.ChainLen = LAYERED_PROTOCOL;
    entries_.push_back(entry);
}

void ProtocolCatalogue::add_chains() {
    struct End {
        WSAPROTOCOL_INFOW entry;
        DWORD base;
    };
    const GUID top = id_of_provider(1);
    for (End end :
         {End{tcp_entry(chain_tcp, top), base_tcp}, End{udp_entry(chain_udp, top), base_udp},
          End{packets_entry(chain_packets, top), base_packets}}) {
        WSAPROTOCOLCHAIN& chain = end.entry.ProtocolChain;
        chain.ChainLen = static_cast<int>(paths_.size());
        for (std::size_t number = 1; number < paths_.size(); ++number)
            chain.ChainEntries[number - 1] = id_of_layer(number);
        chain.ChainEntries[paths_.size() - 1] = end.base;
        end.entry.dwServiceFlags1 &= ~static_cast<DWORD>(XP1_IFS_HANDLES);
        entries_.push_back(end.entry);
    }
}

bool ProtocolCatalogue::knows(DWORD id) const {
    return std::ranges::find(entries_, id, &WSAPROTOCOL_INFOW::dwCatalogEntryId) != entries_.end();
}

bool ProtocolCatalogue::is_end(DWORD id) const {
    const auto found = std::ranges::find(entries_, id, &WSAPROTOCOL_INFOW::dwCatalogEntryId);
    return found != entries_.end() &&
           found->ProtocolChain.ChainLen == static_cast<int>(paths_.size());
}

const WSAPROTOCOL_INFOW* ProtocolCatalogue::entry_for(int family, int type, int protocol,
                                                      int& error) const {
    error = WSAEAFNOSUPPORT;
    if (family != AF_INET && family != AF_UNSPEC) return nullptr;
    error = WSAESOCKTNOSUPPORT;
    const bool has_layers = paths_.size() > 1;
    for (const WSAPROTOCOL_INFOW& entry : entries_) {
        const bool is_end = entry.ProtocolChain.ChainLen > (has_layers ? 1 : 0);
        if (!is_end || (type != 0 && type != entry.iSocketType)) continue;
        if (protocol == 0 || protocol == entry.iProtocol) return &entry;
        error = WSAEPROTONOSUPPORT;
    }
    return nullptr;
}

const std::wstring* ProtocolCatalogue::path_of(const GUID& provider) const {
    for (std::size_t number = 1; number <= paths_.size(); ++number) {
        const GUID id = id_of_provider(number);
        if (std::memcmp(&id, &provider, sizeof id) == 0) return &paths_[number - 1];
    }
    return nullptr;
}

}  // namespace wsconform::agent::spi
