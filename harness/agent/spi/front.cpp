// SPDX-License-Identifier: Apache-2.0

#include "harness/agent/spi/front.hpp"

#include <algorithm>

#include "harness/agent/spi/hooking.hpp"

namespace wsconform::agent::spi {

namespace {

thread_local int error_of_thread = 0;

/// WSAEINVALIDPROCTABLE is for a provider that started and left something out.
int checked_table(const WSPPROC_TABLE& table) {
    const Slots slots = slots_of(table);
    if (std::ranges::find(slots, nullptr) == slots.end()) return 0;
    int ignored = 0;
    if (table.lpWSPCleanup != nullptr) table.lpWSPCleanup(&ignored);
    return WSAEINVALIDPROCTABLE;
}

}  // namespace

Front& front() {
    static Front the_front;
    return the_front;
}

int last_error() {
    return error_of_thread;
}

void set_last_error(int error) {
    error_of_thread = error;
}

int start_provider(const WSAPROTOCOL_INFOW& entry) {
    Front& ours = front();
    // A start-up of the script's is enough only where there is no other to go by.
    const bool is_ours_to_start = ours.api_startups > 0 || ours.direct_startups == 0;
    if (ours.own_startups > 0 || !is_ours_to_start) return 0;
    WSAPROTOCOL_INFOW info = entry;
    WSPDATA data{};
    WSPPROC_TABLE table{};
    ++ours.starting_or_ending;
    const int code = ours.startup(highest_version, &data, &info, ours.upcalls, &table);
    --ours.starting_or_ending;
    if (code != 0) return WSAEPROVIDERFAILEDINIT;
    if (data.wVersion != highest_version) {
        int ignored = 0;
        if (table.lpWSPCleanup != nullptr) table.lpWSPCleanup(&ignored);
        return WSAEINVALIDPROVIDER;
    }
    if (const int reason = checked_table(table); reason != 0) return reason;
    ours.table = table;
    ours.own_startups = 1;
    return 0;
}

bool is_ready() {
    begin_operation();
    if (!is_api_started()) {
        set_last_error(WSANOTINITIALISED);
        return false;
    }
    int reason = 0;
    const WSAPROTOCOL_INFOW* entry = front().catalogue->entry_for(AF_INET, 0, 0, reason);
    reason = entry == nullptr ? WSAENETDOWN : start_provider(*entry);
    if (reason != 0) set_last_error(reason);
    return reason == 0;
}

}  // namespace wsconform::agent::spi
