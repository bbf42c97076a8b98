// SPDX-License-Identifier: Apache-2.0

#include "harness/agent/spi/upcall_answers.hpp"

#include <algorithm>
#include <string>

#include "harness/agent/spi/questions.hpp"

namespace wsconform::agent::spi {

namespace {

const ProtocolCatalogue* the_catalogue = nullptr;

}  // namespace

void answer_upcalls_from(const ProtocolCatalogue& catalogue) {
    the_catalogue = &catalogue;
}

const ProtocolCatalogue& answering_catalogue() {
    return *the_catalogue;
}

bool is_writable(void* place, std::size_t size_bytes) {
    return place != nullptr && IsBadWritePtr(place, size_bytes) == FALSE;
}

void store(int* error_place, int error) {
    if (is_writable(error_place, sizeof error)) *error_place = error;
}

int answered(const char* name, int* error_place, int error) {
    const int value = error == 0 ? 0 : SOCKET_ERROR;
    return answered(name, value, value, error_place, error);
}

BOOL answered_as_bool(const char* name, BOOL value, int* error_place, int error) {
    const BOOL one_or_zero = value == FALSE ? FALSE : TRUE;
    return answered(name, one_or_zero, one_or_zero, error_place, one_or_zero == FALSE ? error : 0);
}

int copy_path(const GUID* provider, WCHAR* path, int* length) {
    if (provider == nullptr || IsBadReadPtr(provider, sizeof *provider) != FALSE ||
        !is_writable(length, sizeof *length))
        return WSAEFAULT;
    const std::wstring* const known = the_catalogue->path_of(*provider);
    if (known == nullptr) {
        note_unknown_provider(*provider);
        return WSAEINVAL;
    }
    const std::size_t needed = known->size() + 1;
    const auto room = static_cast<std::size_t>(std::max(0, *length));
    *length = static_cast<int>(needed);
    if (room < needed || !is_writable(path, needed * sizeof(WCHAR))) return WSAEFAULT;
    std::copy_n(known->c_str(), needed, path);
    return 0;
}

}  // namespace wsconform::agent::spi
