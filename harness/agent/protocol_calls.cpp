// SPDX-License-Identifier: Apache-2.0

// WSAEnumProtocols: what it stores, and how much room it wants.

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

#include "harness/agent/forms.hpp"
#include "harness/agent/invoke.hpp"

namespace wsconform::agent {

namespace {

constexpr std::size_t entry_bytes = sizeof(WSAPROTOCOL_INFOW);
constexpr DWORD ample_bytes = 128 * entry_bytes;
constexpr std::byte untouched{0x5A};

DWORD length_at(const Turn& turn) {
    const auto length = turn.arguments.find("lpdwBufferLength");
    if (length == turn.arguments.end()) return ample_bytes;
    const DWORD required = turn.session.protocol_bytes_required;
    if (length->is_string()) return required;
    if (length->is_number()) return length->get<DWORD>();
    return required - std::min(required, length->at("less").get<DWORD>());
}

std::vector<int> protocols_at(const Turn& turn) {
    auto protocols = turn.arguments.value("lpiProtocols", std::vector<int>{});
    protocols.push_back(0);
    return protocols;
}

bool is_stored(std::span<const std::byte> entry) {
    return std::ranges::any_of(entry, [](std::byte byte) { return byte != untouched; });
}

/// Up to the first that was left as it was.
std::size_t stored_in(std::span<const std::byte> room) {
    std::size_t count = 0;
    while (room.size() >= entry_bytes && is_stored(room.first(entry_bytes))) {
        room = room.subspan(entry_bytes);
        ++count;
    }
    return count;
}

Json told(const WSAPROTOCOL_INFOW& entry) {
    return {{"iAddressFamily", entry.iAddressFamily},
            {"iSocketType", entry.iSocketType},
            {"iProtocol", entry.iProtocol},
            {"iProtocolMaxOffset", entry.iProtocolMaxOffset},
            {"dwServiceFlags1", entry.dwServiceFlags1},
            {"dwCatalogEntryId", entry.dwCatalogEntryId},
            {"chain", entry.ProtocolChain.ChainLen}};
}

void enumerate_protocols(Turn& turn) {
    std::vector<int> protocols = protocols_at(turn);
    const bool is_filtered = turn.arguments.contains("lpiProtocols");
    DWORD length = length_at(turn);
    const Region& region =
        turn.session.memory.allocate("lpProtocolBuffer", length, Changes::expected);
    std::ranges::fill(region.bytes, untouched);

    const auto value = invoke<decltype(::WSAEnumProtocolsW)>(
        turn, "WSAEnumProtocols", is_filtered ? protocols.data() : nullptr,
        reinterpret_cast<WSAPROTOCOL_INFOW*>(region.bytes.data()), &length);

    turn.session.protocol_bytes_required = std::min(length, ample_bytes);
    if (!value.has_value() || *value == SOCKET_ERROR) return;
    const std::size_t stored = stored_in(region.bytes);
    turn.facts["stored"] = stored;
    turn.facts["protocols"] = Json::array();
    for (std::size_t i = 0; i < stored; ++i) {
        WSAPROTOCOL_INFOW entry{};
        std::memcpy(&entry, region.bytes.data() + i * entry_bytes, entry_bytes);
        turn.facts["protocols"].push_back(told(entry));
    }
    if (!is_filtered) return;
    protocols.pop_back();
    turn.facts["asked_for"] = protocols;
}

constexpr auto forms = std::to_array<Form>({
    {"call", "WSAEnumProtocols", "lpiProtocols? lpdwBufferLength?", enumerate_protocols},
});

}  // namespace

std::span<const Form> protocol_forms() {
    return forms;
}

}  // namespace wsconform::agent
