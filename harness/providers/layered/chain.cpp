// SPDX-License-Identifier: Apache-2.0

#include "harness/providers/layered/chain.hpp"

#include <optional>
#include <span>

#include "harness/providers/layered/protocol_catalogue.hpp"

namespace wsconform::layered {
namespace {

/// Where in the chain we are. A layer is told neither its catalogue id nor its provider id, so it
/// goes by what it does know, the file it was loaded from. Twice the same file would be a layer
/// below itself: both would find the first place, and start each other without end.
std::optional<std::size_t> own_place(std::span<const DWORD> ids, const ProtocolCatalogue& catalogue,
                                     const WSPUPCALLTABLE& upcalls) {
    const std::wstring self = own_path();
    std::optional<std::size_t> place;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const WSAPROTOCOL_INFOW* const entry = catalogue.entry(ids[i]);
        if (entry == nullptr) continue;
        const auto path = provider_path(entry->ProviderId, upcalls);
        if (!path || !is_same_file(*path, self)) continue;
        if (place) return {};
        place = i;
    }
    return place;
}

}  // namespace

std::shared_ptr<const Chain> Chain::of(const WSAPROTOCOL_INFOW& chosen,
                                       const WSPUPCALLTABLE& upcalls) {
    const WSAPROTOCOLCHAIN& elements = chosen.ProtocolChain;
    if (elements.ChainLen <= BASE_PROTOCOL || elements.ChainLen > MAX_PROTOCOL_CHAIN) return {};
    const std::span ids(elements.ChainEntries, static_cast<std::size_t>(elements.ChainLen));

    const ProtocolCatalogue catalogue;
    const auto place = own_place(ids, catalogue, upcalls);
    if (!place || *place + 1 == ids.size()) return {};
    const WSAPROTOCOL_INFOW* const below = catalogue.entry(ids[*place + 1]);
    if (below == nullptr) return {};
    auto path = provider_path(below->ProviderId, upcalls);
    if (!path) return {};

    auto chain = std::make_shared<Chain>();
    chain->entry_ = chosen;
    // It says something about one socket, and only on its way to another process.
    chain->entry_.dwProviderReserved = 0;
    chain->lower_entry_ = *below;
    chain->lower_path_ = std::move(*path);
    return chain;
}

WSAPROTOCOL_INFOW Chain::lower_entry(const WSAPROTOCOL_INFOW& chosen) const {
    if (lower_entry_.ProtocolChain.ChainLen != BASE_PROTOCOL) return chosen;
    WSAPROTOCOL_INFOW base = lower_entry_;
    // The mark of a socket shared by WSPDuplicateSocket; the lower provider made it.
    base.dwProviderReserved = chosen.dwProviderReserved;
    return base;
}

}  // namespace wsconform::layered
