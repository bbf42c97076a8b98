// SPDX-License-Identifier: Apache-2.0

// Saying what comes and what came back; replies as texts; messages.

#include "reports/reproduce/helpers.hpp"

#include <array>

namespace wsconform::reproduce {

namespace {

constexpr auto helpers = std::to_array<Helper>({
    {"begin", R"C(
/* Says what comes, and spoils the last error: an old one must not pass for a new one. */
static void begin(int number, const char *what) {
    printf("step %d: %s\n", number, what);
    fflush(stdout);
    step_number = number;
    step_begun = GetTickCount();
    WSASetLastError(0x5EED);
}
)C"},
    {"begin_as_it_is", R"C(
/* The same of a step that reads the last error, or must not touch it. */
static void begin_as_it_is(int number, const char *what) {
    const DWORD error = GetLastError();
    begin(number, what);
    step_begun = 0;
    SetLastError(error);
}
)C"},
    {"expect", R"C(
/* What came back, and then what was expected: any of the texts before the NULL, if there are. */
static void expect(const char *seen, ...) {
    const DWORD error = GetLastError();
    const char *text;
    int is_checked = 0, is_expected = 0;
    va_list texts;
    va_start(texts, seen);
    printf("    came back: %s\n", seen);
    while ((text = va_arg(texts, const char *)) != NULL) {
        printf("    %s %s\n", is_checked ? "or:       " : "expected: ", text);
        is_checked = 1;
        if (strcmp(text, seen) == 0) is_expected = 1;
    }
    va_end(texts);
    if (is_checked && !is_expected) {
        failures++;
        printf("    DIFFERS\n");
    }
    fflush(stdout);
    step_begun = 0;
    SetLastError(error);
}
)C"},
    {"prepare", R"C(
static LONG WINAPI on_exception(EXCEPTION_POINTERS *exception) {
    printf("    came back: exception 0x%08lX\n    DIFFERS\n",
           (unsigned long)exception->ExceptionRecord->ExceptionCode);
    fflush(stdout);
    TerminateProcess(GetCurrentProcess(), 1);
    return EXCEPTION_EXECUTE_HANDLER;
}

/* A call that takes longer than 10 seconds does not return at all. */
static DWORD WINAPI watch(void *unused) {
    DWORD begun;
    (void)unused;
    do {
        Sleep(100);
        begun = step_begun;
    } while (begun == 0 || GetTickCount() - begun < 10000);
    printf("    came back: nothing, the call of step %ld hangs\n    DIFFERS\n", (long)step_number);
    fflush(stdout);
    TerminateProcess(GetCurrentProcess(), 1);
    return 0;
}

static void prepare(void) {
    SetUnhandledExceptionFilter(on_exception);
    CloseHandle(CreateThread(NULL, 0, watch, NULL, 0, NULL));
}
)C"},
    {"finish", R"C(
/* No thread of ours or of Winsock's gets a chance to change the outcome. */
static int finish(void) {
    printf(failures == 0 ? "all is as expected\n" : "%d of the replies differ\n", failures);
    fflush(stdout);
    TerminateProcess(GetCurrentProcess(), failures != 0);
    return 0;
}
)C"},
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
        if (names[i].code == error) return names[i].name;
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
    {"selected", R"C(
static const char *selected(int bound_ms, int reads, int writes, int excepts, ...) {
    struct timeval bound = {bound_ms / 1000, bound_ms % 1000 * 1000};
    fd_set wanted[3];
    fd_set *given[3] = {NULL, NULL, NULL};
    const int counts[3] = {reads, writes, excepts};
    char *text = text_room();
    va_list sockets;
    int i, k;
    va_start(sockets, excepts);
    for (i = 0; i < 3; ++i) {
        for (k = 0; k < counts[i]; ++k) wanted[i].fd_array[k] = va_arg(sockets, SOCKET);
        wanted[i].fd_count = (u_int)counts[i];
        if (counts[i] > 0) given[i] = &wanted[i];
    }
    va_end(sockets);
    if (select(0, given[0], given[1], given[2], &bound) == SOCKET_ERROR)
        return code(WSAGetLastError());
    sprintf(text, "ready sockets: %d to read, %d to write, %d exceptional",
            (int)wanted[0].fd_count, (int)wanted[1].fd_count, (int)wanted[2].fd_count);
    return text;
}
)C"},
});

}  // namespace

std::span<const Helper> reply_helpers() {
    return helpers;
}

}  // namespace wsconform::reproduce
