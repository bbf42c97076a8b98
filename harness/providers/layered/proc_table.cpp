// SPDX-License-Identifier: Apache-2.0

#include "harness/providers/layered/proc_table.hpp"

namespace wsconform::layered {

WSPPROC_TABLE proc_table() {
    WSPPROC_TABLE table{};
    fill_address_entries(table);
    fill_event_entries(table);
    fill_option_entries(table);
    fill_select_entry(table);
    fill_socket_entries(table);
    fill_state_entries(table);
    fill_transfer_entries(table);
    return table;
}

}  // namespace wsconform::layered
