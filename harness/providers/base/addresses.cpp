// SPDX-License-Identifier: Apache-2.0

// Names of sockets, and addresses as text.

#include <algorithm>
#include <cstring>

#include "harness/providers/base/entries.hpp"

namespace wsconform::base {

int WSPAPI get_sock_name(SOCKET s, sockaddr* name, LPINT length, LPINT error) {
    return on_socket(s, error, [&](Socket& socket) {
        if (name == nullptr || length == nullptr) return WSAEFAULT;
        {
            const std::lock_guard held(socket.lock);
            if (socket.host == INVALID_SOCKET && socket.last_name_length != 0) {
                if (*length < socket.last_name_length) return WSAEFAULT;
                *length = socket.last_name_length;
                std::memcpy(name, &socket.last_name, static_cast<std::size_t>(*length));
                return 0;
            }
            // A connection that the peer has reset has a name nevertheless.
            if (socket.host != INVALID_SOCKET)
                return ::getsockname(socket.host, name, length) == 0 ? 0 : ::WSAGetLastError();
            return refusal_of_use(socket);
        }
    });
}

int WSPAPI get_peer_name(SOCKET s, sockaddr* name, LPINT length, LPINT error) {
    return on_socket(s, error, [&](Socket& socket) {
        if (name == nullptr || length == nullptr) return WSAEFAULT;
        return ask_host(socket, [&](SOCKET host) { return ::getpeername(host, name, length); });
    });
}

// The catalogue entry is not passed on: the host's own catalogue is another one.

INT WSPAPI address_to_string(LPSOCKADDR address, DWORD address_length, LPWSAPROTOCOL_INFOW,
                             LPWSTR text, LPDWORD text_length, LPINT error) {
    if (const int refused = refusal_of_any_call(); refused != 0) return answer(refused, error);
    if (address == nullptr || text == nullptr || text_length == nullptr)
        return answer(WSAEFAULT, error);
    const int result = ::WSAAddressToStringW(address, address_length, nullptr, text, text_length);
    return answer(result == 0 ? 0 : ::WSAGetLastError(), error);
}

INT WSPAPI string_to_address(LPWSTR text, INT family, LPWSAPROTOCOL_INFOW, LPSOCKADDR address,
                             LPINT address_length, LPINT error) {
    if (const int refused = refusal_of_any_call(); refused != 0) return answer(refused, error);
    if (text == nullptr || address == nullptr || address_length == nullptr)
        return answer(WSAEFAULT, error);
    const int result = ::WSAStringToAddressW(text, family, nullptr, address, address_length);
    return answer(result == 0 ? 0 : ::WSAGetLastError(), error);
}

}  // namespace wsconform::base
