// SPDX-License-Identifier: Apache-2.0

// What calls on sockets gave, as texts.

#include <array>

#include "reports/reproduce/helpers.hpp"

namespace wsconform::reproduce {

namespace {

constexpr auto helpers = std::to_array<Helper>({
    {"received", R"C(
static const char *received(int count, const char *data) {
    char *text = text_room();
    if (count < 0) return code(WSAGetLastError());
    sprintf(text, "bytes \"%.*s\"", count < 1024 ? count : 1024, data);
    return text;
}
)C"},
    {"wsa_recv", R"C(
static char *received_last;

/* The second buffer begins where the first ends. */
static int wsa_recv(SOCKET s, char *data, ULONG first, ULONG rest, DWORD given,
                    OVERLAPPED *overlapped) {
    static DWORD count, flags;
    WSABUF rooms[2];
    rooms[0].len = first;
    rooms[0].buf = received_last = data;
    rooms[1].len = rest;
    rooms[1].buf = data + first;
    count = 0;
    flags = given;
    return WSARecv(s, rooms, rest == 0 ? 1 : 2, &count, &flags, overlapped, NULL) == 0 ? (int)count
                                                                                     : -1;
}
)C"},
    {"overlapped_result", R"C(
static const char *overlapped_result(SOCKET s, OVERLAPPED *overlapped) {
    DWORD count = 0, flags = 0;
    const BOOL is_done = WSAGetOverlappedResult(s, overlapped, &count, FALSE, &flags);
    return received(is_done ? (int)count : -1, received_last);
}
)C"},
    {"void_address", R"C(
static struct sockaddr *void_address(int is_loopback) {
    static struct sockaddr_in address;
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = is_loopback ? htonl(INADDR_LOOPBACK) : 0;
    return (struct sockaddr *)&address;
}
)C"},
    {"network_events", R"C(
static const char *network_events(SOCKET s, WSAEVENT to_reset) {
    char *text = text_room();
    WSANETWORKEVENTS found;
    if (WSAEnumNetworkEvents(s, to_reset, &found) != 0) return code(WSAGetLastError());
    if (found.lNetworkEvents == 0) return "no events";
    strcpy(text, "events");
    if (found.lNetworkEvents & FD_READ) strcat(text, " FD_READ");
    if (found.lNetworkEvents & FD_WRITE) strcat(text, " FD_WRITE");
    if (found.lNetworkEvents & FD_ACCEPT) strcat(text, " FD_ACCEPT");
    if (found.lNetworkEvents & FD_CONNECT) strcat(text, " FD_CONNECT");
    if (found.lNetworkEvents & FD_CLOSE) strcat(text, " FD_CLOSE");
    if (found.lNetworkEvents & FD_CONNECT && found.iErrorCode[FD_CONNECT_BIT] != 0)
        sprintf(text + strlen(text), ", %s", code((DWORD)found.iErrorCode[FD_CONNECT_BIT]));
    if (found.lNetworkEvents & FD_CLOSE && found.iErrorCode[FD_CLOSE_BIT] != 0)
        sprintf(text + strlen(text), ", %s", code((DWORD)found.iErrorCode[FD_CLOSE_BIT]));
    return text;
}
)C"},
    {"linger_of", R"C(
static const char *linger_of(SOCKET s) {
    char *text = text_room();
    struct linger found;
    int size = sizeof found;
    if (getsockopt(s, SOL_SOCKET, SO_LINGER, (char *)&found, &size) != 0)
        return code(WSAGetLastError());
    sprintf(text, "l_onoff %d, l_linger %d", found.l_onoff != 0, found.l_linger);
    return text;
}
)C"},
    {"option_of", R"C(
static const char *option_of(SOCKET s, int option) {
    char *text = text_room();
    int found = 0;
    int size = sizeof found;
    if (getsockopt(s, SOL_SOCKET, option, (char *)&found, &size) != 0)
        return code(WSAGetLastError());
    sprintf(text, "optval %s", found < 10000 ? number((DWORD)found) : code((DWORD)found));
    return text;
}
)C"},
});

}  // namespace

std::span<const Helper> socket_helpers() {
    return helpers;
}

}  // namespace wsconform::reproduce
