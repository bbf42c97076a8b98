// SPDX-License-Identifier: Apache-2.0

#include "conformance/trace/protocol_decoder.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace wsconform {

using nlohmann::json;

namespace {

constexpr std::uint32_t xp1_disconnect_data = 0x100;
constexpr std::uint32_t xp1_both_directions = 0x8000 | 0x10000;
constexpr int ipproto_tcp = 6;
constexpr int longest_chain = 7;

std::uint32_t defects_of(const json& entry) {
    std::uint32_t defects = 0;
    const auto flags = entry.at("dwServiceFlags1").get<std::uint32_t>();
    if (entry.at("iProtocol") == ipproto_tcp && (flags & xp1_disconnect_data) != 0)
        defects |= bit(Defect::disconnect_flag);
    if ((flags & xp1_both_directions) == xp1_both_directions)
        defects |= bit(Defect::both_directions);
    const int chain = entry.at("chain");
    if (chain < 0 || chain > longest_chain || entry.at("dwCatalogEntryId") == 0)
        defects |= bit(Defect::bad_chain);
    return defects;
}

/// An entry may stand for a range of protocols.
bool is_asked_for(const json& entry, const json& protocols) {
    const int first = entry.at("iProtocol");
    const int last = first + entry.at("iProtocolMaxOffset").get<int>();
    return std::ranges::any_of(protocols, [&](const json& protocol) {
        return first <= protocol.get<int>() && protocol.get<int>() <= last;
    });
}

}  // namespace

std::uint32_t defects_of_protocols(const json& facts) {
    std::uint32_t defects = 0;
    const json protocols = facts.value("protocols", json::array());
    for (const json& entry : protocols) {
        defects |= defects_of(entry);
        if (facts.contains("asked_for") && !is_asked_for(entry, facts.at("asked_for")))
            defects |= bit(Defect::wrong_entry);
    }
    if (facts.at("value") != facts.value("stored", json(0))) defects |= bit(Defect::wrong_count);
    return defects;
}

json protocol_facts(const Reply& reply) {
    const auto has = [&](Defect defect) { return (reply.defects & bit(defect)) != 0; };
    std::uint32_t flags = has(Defect::disconnect_flag) ? xp1_disconnect_data : 0;
    if (has(Defect::both_directions)) flags |= xp1_both_directions;
    json facts{{"value", reply.value},
               {"stored", reply.value + (has(Defect::wrong_count) ? 1U : 0U)}};
    facts["protocols"] = {{{"iProtocol", ipproto_tcp},
                           {"iProtocolMaxOffset", 0},
                           {"dwServiceFlags1", flags},
                           {"chain", has(Defect::bad_chain) ? -1 : 1},
                           {"dwCatalogEntryId", 1}}};
    if (has(Defect::wrong_entry)) facts["asked_for"] = {ipproto_tcp + 1};
    return facts;
}

}  // namespace wsconform
