// SPDX-License-Identifier: Apache-2.0

#include "harness/agent/spi/spi_calls.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "harness/agent/errors.hpp"
#include "harness/agent/forms.hpp"
#include "harness/agent/spi/front.hpp"
#include "harness/agent/spi/hooking.hpp"
#include "harness/agent/spi/upcalls.hpp"
#include "harness/agent/versions.hpp"

namespace wsconform::agent {

namespace spi {

int WSPAPI direct_startup(WORD requested, WSPDATA* data, WSPPROC_TABLE* table) {
    Front& ours = front();
    int reason = 0;
    WSAPROTOCOL_INFOW info = *ours.catalogue->entry_for(AF_INET, SOCK_STREAM, 0, reason);
    const unsigned number = ours.direct_startups + 1;
    ++ours.starting_or_ending;
    const int value = ours.startup(requested, data, &info, upcalls_of_startup(number), table);
    --ours.starting_or_ending;
    if (value != 0) return value;
    ours.direct_startups = number;
    ours.upcalls = upcalls_of_startup(number);
    expect_upcalls_of(number);
    if (table != nullptr) ours.table = *table;
    return value;
}

int WSPAPI direct_cleanup() {
    Front& ours = front();
    // While WSAStartup is in force this is not the final clean-up, whoever started first.
    if (ours.api_startups > 0 && ours.direct_startups > 0) is_ready();
    ++ours.starting_or_ending;
    const int value = through(ours.table->lpWSPCleanup);
    --ours.starting_or_ending;
    if (value == 0 && ours.direct_startups > 0) --ours.direct_startups;
    return value;
}

int WSPAPI direct_cancel() {
    return cancel_through();
}

SOCKET WSPAPI direct_socket(int selector) {
    if (!is_ready()) return INVALID_SOCKET;
    int reason = 0;
    WSAPROTOCOL_INFOW info = *front().catalogue->entry_for(AF_INET, SOCK_STREAM, 0, reason);
    return through(front().table->lpWSPSocket, selector, selector, selector, &info, GROUP{0},
                   DWORD{WSA_FLAG_OVERLAPPED});
}

}  // namespace spi

namespace {

/// A block for the provider to fill; null if the script asks for that.
template <typename Block>
Block* block_at(Turn& turn, const char* key) {
    if (turn.arguments.contains(key)) {
        if (turn.arguments.at(key).is_null()) return nullptr;
        throw InputError(std::string{key} + " can only be null, or be left out");
    }
    const Region& region = turn.session.memory.allocate(key, sizeof(Block), Changes::expected);
    return reinterpret_cast<Block*>(region.bytes.data());
}

/// Where the NUL is, or -1.
int length_of(const WSPDATA& data) {
    const auto* const end = std::ranges::find(data.szDescription, L'\0');
    return end == std::end(data.szDescription) ? -1 : static_cast<int>(end - data.szDescription);
}

std::size_t entries_of(const WSPPROC_TABLE& table) {
    const spi::Slots slots = spi::slots_of(table);
    return slots.size() - static_cast<std::size_t>(std::ranges::count(slots, nullptr));
}

void wsp_startup(Turn& turn) {
    const WORD version = version_of(name_at(turn, "wVersionRequested"));
    auto* const data = block_at<WSPDATA>(turn, "lpWSPData");
    auto* const table = block_at<WSPPROC_TABLE>(turn, "lpProcTable");
    // What the provider leaves out is to be seen as left out.
    if (table != nullptr) *table = {};

    const auto value = invoke<spi::DirectStartup>(turn, "WSPStartup", version, data, table);

    if (value != 0) return;
    if (data != nullptr) {
        turn.facts["wVersion"] = text_of_version(data->wVersion);
        turn.facts["wHighVersion"] = text_of_version(data->wHighVersion);
        turn.facts["description_length"] = length_of(*data);
    }
    if (table != nullptr) turn.facts["entries"] = entries_of(*table);
}

/// There is no procedure to call before the first start-up.
void call_procedure(Turn& turn, const char* call) {
    if (turn.session.api.address(symbol_of(call).c_str()) != nullptr && !spi::front().table) {
        turn.facts["missing"] = true;
        return;
    }
    invoke<spi::DirectCall>(turn, call);
}

void wsp_cleanup(Turn& turn) {
    call_procedure(turn, "WSPCleanup");
}

void wsp_cancel_blocking_call(Turn& turn) {
    call_procedure(turn, "WSPCancelBlockingCall");
}

void wsp_socket(Turn& turn) {
    const bool is_told = name_at(turn, "selectors") == "FROM_PROTOCOL_INFO";
    const auto made =
        invoke<spi::DirectSocket>(turn, "WSPSocket", is_told ? FROM_PROTOCOL_INFO : 0);
    turn.session.sockets[name_at(turn, "as")] = Socket{made.value_or(INVALID_SOCKET), 0};
}

constexpr auto forms = std::to_array<Form>({
    {"call", "WSPStartup", "wVersionRequested lpWSPData? lpProcTable?", wsp_startup},
    {"call", "WSPCleanup", "", wsp_cleanup},
    {"call", "WSPCancelBlockingCall", "", wsp_cancel_blocking_call},
    {"call", "WSPSocket", "selectors as", wsp_socket},
});

}  // namespace

std::span<const Form> spi_forms() {
    return forms;
}

}  // namespace wsconform::agent
