// SPDX-License-Identifier: Apache-2.0

// Replies as texts; messages.

#include "reports/reproduce/helpers.hpp"

#include <array>

namespace wsconform::reproduce {

namespace {

constexpr auto helpers = std::to_array<Helper>({
    {"text_room", R"C(
/* Room for a text: the next of several, for threads and callers that hold one. */
static char *text_room(void) {
    static char rooms[64][1100];
    static volatile LONG used;
    return rooms[(unsigned)InterlockedIncrement(&used) % 64];
}
)C"},
    {"code", R"C(
static const char *code(DWORD error) {
    char *text;
    size_t i;
    for (i = 0; i < sizeof names / sizeof *names; i++)
        if (names[i].value == error) return names[i].name;
    text = text_room();
    sprintf(text, "%lu", (unsigned long)error);
    return text;
}
)C"},
    {"outcome", R"C(
static const char *outcome(int is_done) {
    return is_done ? "ok" : code(WSAGetLastError());
}
)C"},
    {"started", R"C(
static const char *started(int error) {
    return error == 0 ? "ok" : code(error);
}
)C"},
    {"number", R"C(
static const char *number(DWORD value) {
    char *text = text_room();
    sprintf(text, "%lu", (unsigned long)value);
    return text;
}
)C"},
    {"versions", R"C(
static const char *versions(int error, const WSADATA *found) {
    char *text = text_room();
    if (error != 0) return code(error);
    sprintf(text, "versions %d.%d, at most %d.%d", LOBYTE(found->wVersion),
            HIBYTE(found->wVersion), LOBYTE(found->wHighVersion), HIBYTE(found->wHighVersion));
    return text;
}
)C"},
    {"ok_if_done", R"C(
/* For who does not care what was read. */
static const char *ok_if_done(const char *reply) {
    return strncmp(reply, "WSA", 3) == 0 || (*reply >= '0' && *reply <= '9') ? reply : "ok";
}
)C"},
    {"buffer", R"C(
static char *buffer(void) {
    return VirtualAlloc(NULL, 65536, MEM_COMMIT | MEM_RESERVE, PAGE_READWRITE);
}
)C"},
    {"open_window", R"C(
static HWND open_window(void) {
    const HWND w = CreateWindowA("STATIC", "", 0, 0, 0, 0, 0, HWND_MESSAGE, NULL, NULL, NULL);
    const DWORD begun = GetTickCount();
    MSG message;
    /* What comes with opening it is not what the steps are about. */
    while (GetTickCount() - begun < 50 && PeekMessageA(&message, NULL, 0, 0, PM_REMOVE))
        DispatchMessageA(&message);
    return w;
}
)C"},
    {"request_message", R"C(
/* NULL if it tells of no request. */
static const char *request_message(const MSG *message) {
    char *text = text_room();
    size_t i;
    for (i = sizeof requests / sizeof *requests; i-- > 0;) {
        if (requests[i]->handle == NULL) continue;
        if ((WPARAM)requests[i]->handle != message->wParam) continue;
        requests[i]->advertised = WSAGETASYNCBUFLEN(message->lParam);
        sprintf(text, "message of %s", requests[i]->name);
        if (WSAGETASYNCERROR(message->lParam) != 0)
            sprintf(text + strlen(text), ", %s", code(WSAGETASYNCERROR(message->lParam)));
        return text;
    }
    return NULL;
}
)C"},
    {"socket_message", R"C(
/* NULL if it tells of no socket. */
static const char *socket_message(const MSG *message) {
    const WORD event = WSAGETSELECTEVENT(message->lParam);
    char *text = text_room();
    size_t i;
    for (i = 0; i < sizeof notified / sizeof *notified; i++) {
        if (message->message != notified[i].id) continue;
        if (message->wParam != (WPARAM)*notified[i].s) continue;
        sprintf(text, "message of %s, %s", notified[i].name,
                event == FD_CLOSE     ? "FD_CLOSE"
                : event == FD_READ    ? "FD_READ"
                : event == FD_WRITE   ? "FD_WRITE"
                : event == FD_ACCEPT  ? "FD_ACCEPT"
                : event == FD_CONNECT ? "FD_CONNECT"
                                      : "another event");
        if (WSAGETSELECTERROR(message->lParam) != 0)
            sprintf(text + strlen(text), ", %s", code(WSAGETSELECTERROR(message->lParam)));
        return text;
    }
    return NULL;
}
)C"},
    {"next_message", R"C(
/* The next message posted to this thread within a second that is not the system's own. */
static const char *next_message(UINT removal) {
    const DWORD begun = GetTickCount();
    MSG message;
    do {
        while (PeekMessageA(&message, NULL, 0, 0, PM_NOREMOVE)) {
            const char *text = $meaning;
            if (text == NULL && message.message >= WM_USER) text = "another message";
            if (text == NULL || removal == PM_REMOVE)
                PeekMessageA(&message, NULL, 0, 0, PM_REMOVE);
            if (text != NULL) return text;
            DispatchMessageA(&message);
        }
        Sleep(5);
    } while (GetTickCount() - begun < 1000);
    return "nothing";
}
)C"},
    {"exported", R"C(
static const char *exported(const char *name, WORD ordinal) {
    const HMODULE library = GetModuleHandleA("ws2_32.dll");
    const FARPROC function = GetProcAddress(library, name);
    if (function == NULL) return "missing";
    if (ordinal != 0 && GetProcAddress(library, (LPCSTR)(ULONG_PTR)ordinal) != function)
        return "another ordinal";
    return "ok";
}
)C"},
    {"tell_ready", R"C(
/* Of one set, those that were given and are left in it. */
static void tell_ready(char *text, const char *set_name, const fd_set *set, int count,
                       const SOCKET *given, const char *const *given_names) {
    int i, found = 0;
    for (i = 0; i < count; i++) {
        if (!FD_ISSET(given[i], set)) continue;
        sprintf(text + strlen(text), "%s %s", found++ == 0 ? set_name : "", given_names[i]);
    }
    if (found < (int)set->fd_count)
        sprintf(text + strlen(text), "%s another socket", found == 0 ? set_name : "");
}
)C"},
    {"selected", R"C(
/* The numbers of sockets in the three sets, -1 for no set; then each socket with its name. */
static const char *selected(int bound_ms, int reads, int writes, int excepts, ...) {
    static const char *const set_names[3] = {" readfds", " writefds", " exceptfds"};
    struct timeval bound = {bound_ms / 1000, bound_ms % 1000 * 1000};
    fd_set wanted[3];
    fd_set *given[3] = {NULL, NULL, NULL};
    SOCKET sockets[3][16];
    const char *socket_names[3][16];
    const int counts[3] = {reads, writes, excepts};
    char *text = text_room();
    va_list list;
    int i, k;
    va_start(list, excepts);
    for (i = 0; i < 3; ++i) {
        FD_ZERO(&wanted[i]);
        for (k = 0; k < counts[i] && k < 16; ++k) {
            wanted[i].fd_array[wanted[i].fd_count++] = sockets[i][k] = va_arg(list, SOCKET);
            socket_names[i][k] = va_arg(list, const char *);
        }
        if (counts[i] >= 0) given[i] = &wanted[i];
    }
    va_end(list);
    if (select(0, given[0], given[1], given[2], &bound) == SOCKET_ERROR)
        return code(WSAGetLastError());
    strcpy(text, "ready:");
    for (i = 0; i < 3; ++i)
        tell_ready(text, set_names[i], &wanted[i], counts[i], sockets[i], socket_names[i]);
    return strcmp(text, "ready:") == 0 ? "none is ready" : text;
}
)C"},
});

}  // namespace

std::span<const Helper> reply_helpers() {
    return helpers;
}

}  // namespace wsconform::reproduce
