// SPDX-License-Identifier: Apache-2.0

// Names and addresses of a socket, and addresses as text.

#include "harness/providers/layered/call.hpp"
#include "harness/providers/layered/pointers.hpp"
#include "harness/providers/layered/proc_table.hpp"

namespace wsconform::layered {
namespace {

int WSPAPI bind_socket(SOCKET s, const sockaddr* name, int namelen, LPINT lpErrno) {
    return forward(&WSPPROC_TABLE::lpWSPBind, lpErrno, s, name, namelen);
}

int WSPAPI peer_name(SOCKET s, sockaddr* name, LPINT namelen, LPINT lpErrno) {
    return forward(&WSPPROC_TABLE::lpWSPGetPeerName, lpErrno, s, name, namelen);
}

int WSPAPI socket_name(SOCKET s, sockaddr* name, LPINT namelen, LPINT lpErrno) {
    return forward(&WSPPROC_TABLE::lpWSPGetSockName, lpErrno, s, name, namelen);
}

/// The two text entries have no socket. `go_down` gets the lower table and the entry that the
/// lower provider knows: the one it would know of a socket of that chain, or none.
template <typename GoDown>
int on_text(LPWSAPROTOCOL_INFOW chosen, LPINT error_number, GoDown go_down) {
    Layer& layer = Layer::of_process();
    const auto running = layer.running();
    if (!running) return refused(error_number, WSANOTINITIALISED);
    if (chosen == nullptr) return go_down(running->lower, nullptr);
    if (!is_accessible(chosen, Access::read)) return refused(error_number, WSAEFAULT);
    const auto chain = layer.chain_of(*chosen, *running);
    if (!chain) return refused(error_number, WSAEINVAL);
    WSAPROTOCOL_INFOW lower_entry = chain->lower_entry(*chosen);
    return go_down(running->lower, &lower_entry);
}

INT WSPAPI address_to_string(LPSOCKADDR lpsaAddress, DWORD dwAddressLength,
                             LPWSAPROTOCOL_INFOW lpProtocolInfo, LPWSTR lpszAddressString,
                             LPDWORD lpdwAddressStringLength, LPINT lpErrno) {
    return on_text(
        lpProtocolInfo, lpErrno, [&](const WSPPROC_TABLE& lower, LPWSAPROTOCOL_INFOW entry) {
            return lower.lpWSPAddressToString(lpsaAddress, dwAddressLength, entry,
                                              lpszAddressString, lpdwAddressStringLength, lpErrno);
        });
}

INT WSPAPI string_to_address(LPWSTR AddressString, INT AddressFamily,
                             LPWSAPROTOCOL_INFOW lpProtocolInfo, LPSOCKADDR lpAddress,
                             LPINT lpAddressLength, LPINT lpErrno) {
    return on_text(lpProtocolInfo, lpErrno,
                   [&](const WSPPROC_TABLE& lower, LPWSAPROTOCOL_INFOW entry) {
                       return lower.lpWSPStringToAddress(AddressString, AddressFamily, entry,
                                                         lpAddress, lpAddressLength, lpErrno);
                   });
}

}  // namespace

void fill_address_entries(WSPPROC_TABLE& table) {
    table.lpWSPAddressToString = address_to_string;
    table.lpWSPBind = bind_socket;
    table.lpWSPGetPeerName = peer_name;
    table.lpWSPGetSockName = socket_name;
    table.lpWSPStringToAddress = string_to_address;
}

}  // namespace wsconform::layered
