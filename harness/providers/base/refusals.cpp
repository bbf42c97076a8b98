// SPDX-License-Identifier: Apache-2.0

// Entries that this provider has only to refuse.

#include "harness/providers/base/entries.hpp"

namespace wsconform::base {

namespace {

int refuse(SOCKET s, LPINT error) {
    return on_socket(s, error, [](Socket&) { return WSAEOPNOTSUPP; });
}

}  // namespace

int WSPAPI duplicate_socket(SOCKET s, DWORD, LPWSAPROTOCOL_INFOW, LPINT error) {
    return refuse(s, error);
}

BOOL WSPAPI get_qos_by_name(SOCKET s, LPWSABUF, LPQOS, LPINT error) {
    refuse(s, error);
    return FALSE;
}

SOCKET WSPAPI join_leaf(SOCKET s, const sockaddr*, int, LPWSABUF, LPWSABUF, LPQOS, LPQOS, DWORD,
                        LPINT error) {
    refuse(s, error);
    return INVALID_SOCKET;
}

}  // namespace wsconform::base
