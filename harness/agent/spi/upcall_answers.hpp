// SPDX-License-Identifier: Apache-2.0

#pragma once

// How every upcall is answered: from the catalogue, with care for the provider's pointers, and with
// a note for the trace.

#include <cstddef>

#include "harness/agent/spi/protocol_catalogue.hpp"
#include "harness/agent/spi/upcall_log.hpp"

namespace wsconform::agent::spi {

/// An upcall gets nothing of ours passed, so the catalogue is kept for all of them; it must outlive
/// the provider.
void answer_upcalls_from(const ProtocolCatalogue& catalogue);
const ProtocolCatalogue& answering_catalogue();

/// A pointer of the provider's may lead anywhere.
bool is_writable(void* place, std::size_t size_bytes);

void store(int* error_place, int error);

/// Notes what came of an upcall, and stores the reason if it failed (0 is no failure).
template <typename Value>
Value answered(const char* name, Value value, int told, int* error_place, int error) {
    if (error != 0) store(error_place, error);
    note_upcall(name, told, error);
    return value;
}

int answered(const char* name, int* error_place, int error);
BOOL answered_as_bool(const char* name, BOOL value, int* error_place, int error);

/// The DLL of that provider: 0, or the reason why its path is not there.
int copy_path(const GUID* provider, WCHAR* path, int* length);

}  // namespace wsconform::agent::spi
