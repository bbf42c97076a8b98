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
/// The chain whose top is number 1 has the entries 2001 to 2003, that of number 2 has 2101 and so
/// on.
constexpr DWORD first_chain = 2001;

constexpr DWORD id_of_layer(std::size_t number) {
    return static_cast<DWORD>(100 * number + 1);
}

constexpr DWORD id_of_chain(std::size_t number, std::size_t which) {
    return static_cast<DWORD>(first_chain + 100 * (number - 1) + which);
}

/// Of the provider that is given as number 1, 2 and so on, if it has none of its own.
constexpr GUID made_up_id(std::size_t number) {
    return {0x77736366, 0, 0, {0, 0, 0, 0, 0, 0, 0, static_cast<unsigned char>(number)}};
}

/// An installer makes up an id for each chain entry, so a provider knows none of these.
constexpr GUID made_up_id_of_chain(std::size_t number, std::size_t which) {
    return {
        0x77736366,
        1,
        0,
        {0, 0, 0, 0, 0, 0, static_cast<unsigned char>(which), static_cast<unsigned char>(number)}};
}

bool is_same(const GUID& left, const GUID& right) {
    return std::memcmp(&left, &right, sizeof left) == 0;
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

ProtocolCatalogue::ProtocolCatalogue(std::vector<Installed> chain) : chain_{std::move(chain)} {
    if (chain_.empty() || chain_.size() > MAX_PROTOCOL_CHAIN)
        throw InputError("a chain has 1 to 7 providers");
    fill();
}

void ProtocolCatalogue::install(std::size_t number, const Installed& provider) {
    chain_.at(number - 1) = provider;
    fill();
}

void ProtocolCatalogue::fill() {
    entries_.clear();
    paths_.clear();
    for (std::size_t number = 1; number < chain_.size(); ++number)
        add_layer(number);
    add_base(chain_.size());
    for (std::size_t number = 1; number < chain_.size(); ++number)
        add_chains(number);
}

/// A layer that is looked for by its id has to be found at its hidden entry, not at a chain's.
void ProtocolCatalogue::add(const WSAPROTOCOL_INFOW& entry, std::size_t number) {
    entries_.push_back(entry);
    paths_.push_back({entry.ProviderId, chain_[number - 1].path});
}

GUID ProtocolCatalogue::id_of(std::size_t number) const {
    return chain_[number - 1].id.value_or(made_up_id(number));
}

void ProtocolCatalogue::add_base(std::size_t number) {
    const GUID provider = id_of(number);
    for (WSAPROTOCOL_INFOW entry : {tcp_entry(base_tcp, provider), udp_entry(base_udp, provider),
                                    packets_entry(base_packets, provider)}) {
        entry.ProtocolChain.ChainLen = BASE_PROTOCOL;
        add(entry, number);
    }
}

void ProtocolCatalogue::add_layer(std::size_t number) {
    WSAPROTOCOL_INFOW entry = tcp_entry(id_of_layer(number), id_of(number));
    entry.dwServiceFlags1 &= ~static_cast<DWORD>(XP1_IFS_HANDLES);
    entry.dwProviderFlags = PFL_HIDDEN;
    entry.ProtocolChain.ChainLen = LAYERED_PROTOCOL;
    add(entry, number);
}

/// From that layer down to the base. A layer in the middle has chains too: those that were there
/// before the one above it was installed. It finds what is below it in its own.
void ProtocolCatalogue::add_chains(std::size_t number) {
    const auto id = [number](std::size_t which) { return id_of_chain(number, which); };
    const auto provider = [number](std::size_t which) {
        return made_up_id_of_chain(number, which);
    };
    struct End {
        WSAPROTOCOL_INFOW entry;
        DWORD base;
    };
    for (End end : {End{tcp_entry(id(0), provider(0)), base_tcp},
                    End{udp_entry(id(1), provider(1)), base_udp},
                    End{packets_entry(id(2), provider(2)), base_packets}}) {
        WSAPROTOCOLCHAIN& chain = end.entry.ProtocolChain;
        for (std::size_t layer = number; layer < chain_.size(); ++layer)
            chain.ChainEntries[chain.ChainLen++] = id_of_layer(layer);
        chain.ChainEntries[chain.ChainLen++] = end.base;
        end.entry.dwServiceFlags1 &= ~static_cast<DWORD>(XP1_IFS_HANDLES);
        add(end.entry, number);
    }
}

bool ProtocolCatalogue::knows(DWORD id) const {
    return std::ranges::find(entries_, id, &WSAPROTOCOL_INFOW::dwCatalogEntryId) != entries_.end();
}

bool ProtocolCatalogue::is_end(DWORD id) const {
    const auto found = std::ranges::find(entries_, id, &WSAPROTOCOL_INFOW::dwCatalogEntryId);
    return found != entries_.end() && is_whole(*found);
}

bool ProtocolCatalogue::is_whole(const WSAPROTOCOL_INFOW& entry) const {
    return entry.ProtocolChain.ChainLen == static_cast<int>(chain_.size());
}

const WSAPROTOCOL_INFOW* ProtocolCatalogue::entry_for(int family, int type, int protocol,
                                                      int& error) const {
    error = WSAEAFNOSUPPORT;
    if (family != AF_INET && family != AF_UNSPEC) return nullptr;
    error = WSAESOCKTNOSUPPORT;
    for (const WSAPROTOCOL_INFOW& entry : entries_) {
        if (!is_whole(entry) || (type != 0 && type != entry.iSocketType)) continue;
        if (protocol == 0 || protocol == entry.iProtocol) return &entry;
        error = WSAEPROTONOSUPPORT;
    }
    return nullptr;
}

const WSAPROTOCOL_INFOW* ProtocolCatalogue::entry_of(const GUID& provider) const {
    const auto found = std::ranges::find_if(entries_, [&](const WSAPROTOCOL_INFOW& entry) {
        return is_same(entry.ProviderId, provider);
    });
    return found == entries_.end() ? nullptr : &*found;
}

const std::wstring* ProtocolCatalogue::path_of(const GUID& provider) const {
    const auto found = std::ranges::find_if(
        paths_, [&](const auto& known) { return is_same(known.first, provider); });
    return found == paths_.end() ? nullptr : &found->second;
}

}  // namespace wsconform::agent::spi
