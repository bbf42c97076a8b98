// SPDX-License-Identifier: Apache-2.0

#pragma once

// The thirty entries of the layer. Each subject has a file, which fills in its own part.

#include "harness/providers/layered/spi_headers.hpp"

namespace wsconform::layered {

WSPPROC_TABLE proc_table();

void fill_address_entries(WSPPROC_TABLE& table);
void fill_event_entries(WSPPROC_TABLE& table);
void fill_option_entries(WSPPROC_TABLE& table);
void fill_select_entry(WSPPROC_TABLE& table);
void fill_socket_entries(WSPPROC_TABLE& table);
void fill_state_entries(WSPPROC_TABLE& table);
void fill_transfer_entries(WSPPROC_TABLE& table);

}  // namespace wsconform::layered
