// SPDX-License-Identifier: Apache-2.0

// The peer, threads and blocking hooks.

#include <array>

#include "reports/reproduce/helpers.hpp"

namespace wsconform::reproduce {

namespace {

constexpr auto helpers = std::to_array<Helper>({
    {"loopback", R"C(
static const struct sockaddr *loopback(WORD port) {
    static struct sockaddr_in address;
    memset(&address, 0, sizeof address);
    address.sin_family = AF_INET;
    address.sin_port = port;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return (const struct sockaddr *)&address;
}
)C"},
    {"port_of", R"C(
/* Port 9 if it has none. */
static WORD port_of(SOCKET s) {
    const DWORD error = GetLastError();
    struct sockaddr_in found;
    int size = sizeof found;
    const int is_known = getsockname(s, (struct sockaddr *)&found, &size) == 0;
    SetLastError(error);
    return is_known ? found.sin_port : htons(9);
}
)C"},
    {"address_of", R"C(
static const struct sockaddr *address_of(SOCKET s) {
    return loopback(port_of(s));
}
)C"},
    {"prepared", R"C(
/* The peer: sockets of this program that never block, so of the same provider. It sees what
   that lets it see, and a reset may be hidden from it. */
static SOCKET prepared(SOCKET s) {
    u_long on = 1;
    ioctlsocket(s, FIONBIO, &on);
    return s;
}
)C"},
    {"peer_binds", R"C(
static SOCKET peer_binds(int type) {
    const SOCKET s = prepared(socket(AF_INET, type, 0));
    bind(s, loopback(0), sizeof(struct sockaddr_in));
    return s;
}
)C"},
    {"peer_listens", R"C(
static SOCKET peer_listens(void) {
    const SOCKET s = peer_binds(SOCK_STREAM);
    listen(s, 8);
    return s;
}
)C"},
    {"peer_accepts", R"C(
static SOCKET peer_accepts(SOCKET listener) {
    SOCKET s = INVALID_SOCKET;
    int tries;
    for (tries = 0; tries < 400 && s == INVALID_SOCKET; tries++) {
        s = accept(listener, NULL, NULL);
        if (s == INVALID_SOCKET) Sleep(5);
    }
    return prepared(s);
}
)C"},
    {"peer_connects", R"C(
static SOCKET peer_connects(SOCKET to) {
    const SOCKET s = prepared(socket(AF_INET, SOCK_STREAM, 0));
    struct timeval bound = {2, 0};
    fd_set made;
    connect(s, address_of(to), sizeof(struct sockaddr_in));
    FD_ZERO(&made);
    FD_SET(s, &made);
    select(0, NULL, &made, NULL, &bound);
    return s;
}
)C"},
    {"peer_sends", R"C(
/* Then gives it 100 ms to arrive. */
static void peer_sends(SOCKET s, const char *bytes) {
    send(s, bytes, (int)strlen(bytes), 0);
    Sleep(100);
}
)C"},
    {"peer_sends_to", R"C(
static void peer_sends_to(SOCKET s, const char *bytes, SOCKET to) {
    sendto(s, bytes, (int)strlen(bytes), 0, address_of(to), sizeof(struct sockaddr_in));
    Sleep(100);
}
)C"},
    {"peer_shuts_down", R"C(
static void peer_shuts_down(SOCKET s) {
    shutdown(s, SD_SEND);
    Sleep(100);
}
)C"},
    {"has_ended", R"C(
static SOCKET ended[16];
static int count_ended;

/* Whether the peer has seen the end of its stream. */
static int has_ended(SOCKET s) {
    int i;
    for (i = 0; i < count_ended; i++)
        if (ended[i] == s) return 1;
    return 0;
}
)C"},
    {"forget", R"C(
/* Another socket may get its number. */
static void forget(SOCKET s) {
    int i;
    for (i = 0; has_ended(s) && i < count_ended; i++)
        if (ended[i] == s) ended[i] = INVALID_SOCKET;
}
)C"},
    {"peer_closes", R"C(
static void peer_closes(SOCKET s) {
    forget(s);
    closesocket(s);
    Sleep(100);
}
)C"},
    {"peer_resets", R"C(
static void peer_resets(SOCKET s) {
    struct linger at_once = {1, 0};
    setsockopt(s, SOL_SOCKET, SO_LINGER, (const char *)&at_once, sizeof at_once);
    peer_closes(s);
}
)C"},
    {"peer_observes", R"C(
static int has_seen_an_end;

/* What it sees next within a second. After the end of a stream only a reset is news. */
static const char *peer_observes(SOCKET s, const char *when_reset) {
    static char data[1025];
    const DWORD begun = GetTickCount();
    const int is_over = has_ended(s);
    int i, size = sizeof i;
    if (s == INVALID_SOCKET) return "nothing";
    do {
        const int count = is_over ? -1 : recv(s, data, sizeof data - 1, 0);
        DWORD error = count < 0 && !is_over ? (DWORD)WSAGetLastError() : WSAEWOULDBLOCK;
        if (count > 0) return received(count, data);
        if (count == 0 && count_ended < 16) ended[count_ended++] = s;
        i = 0;
        if (getsockopt(s, SOL_SOCKET, SO_ERROR, (char *)&i, &size) == 0 && i != 0)
            error = (DWORD)i;
        if (error == WSAECONNRESET || error == WSAECONNABORTED) return when_reset;
        if (count == 0) has_seen_an_end = 1;
        if (count == 0) return "end";
        if (error != WSAEWOULDBLOCK) return code(error);
        Sleep(5);
    } while (GetTickCount() - begun < 1000);
    return "nothing";
}
)C"},
    {"provided", R"C(
/* A function that the import library lacks. */
static void *provided(const char *name) {
    return (void *)GetProcAddress(GetModuleHandleA("ws2_32.dll"), name);
}
)C"},
    {"returned", R"C(
static const char *returned(struct worker *worker) {
    if (worker->is_waiting)
        worker->is_waiting = WaitForSingleObject(worker->done, 1000) != WAIT_OBJECT_0;
    return worker->is_waiting ? "nothing" : worker->seen;
}
)C"},
    {"launch", R"C(
static DWORD WINAPI run_worker(void *parameter) {
    struct worker *worker = parameter;
    while (WaitForSingleObject(worker->work, INFINITE) == WAIT_OBJECT_0) {
        worker->steps();
        SetEvent(worker->done);
    }
    return 0;
}

/* False if the thread cannot: it still waits in a call. */
static BOOL launch(struct worker *worker, void (*steps)(void)) {
    const DWORD error = GetLastError();
    returned(worker);
    if (worker->is_waiting) {
        $stuck
        return FALSE;
    }
    worker->steps = steps;
    if (worker->work == NULL) {
        worker->work = CreateEventA(NULL, FALSE, FALSE, NULL);
        worker->done = CreateEventA(NULL, FALSE, FALSE, NULL);
        worker->inside_done = CreateEventA(NULL, FALSE, FALSE, NULL);
        CloseHandle(CreateThread(NULL, 0, run_worker, worker, 0, &worker->id));
    }
    SetEvent(worker->work);
    SetLastError(error);
    return TRUE;
}
)C"},
    {"run_on", R"C(
static void run_on(struct worker *worker, void (*steps)(void)) {
    if (launch(worker, steps)) WaitForSingleObject(worker->done, INFINITE);
}
)C"},
    {"take_off", R"C(
/* Gives the call 100 ms to get where it waits. */
static void take_off(struct worker *worker, void (*steps)(void)) {
    if (!launch(worker, steps)) return;
    worker->is_waiting = 1;
    Sleep(100);
}
)C"},
    {"run_hook", R"C(
/* Takes the step that waits for this thread, if one does. */
static BOOL run_hook(struct hook *hook) {
    const DWORD error = GetLastError();
    size_t i;
    InterlockedIncrement(&hook->runs);
    for (i = 0; i < sizeof workers / sizeof *workers; i++) {
        if (workers[i]->id != GetCurrentThreadId()) continue;
        if (!InterlockedExchange(&workers[i]->has_inside, 0)) continue;
        workers[i]->inside();
        hook->runs = 0;
        SetEvent(workers[i]->inside_done);
        return FALSE;
    }
    SetLastError(error);
    if (hook->repeats_left > 0) return hook->repeats_left--, TRUE;
    hook->repeats_left = hook->repeats;
    return FALSE;
}
)C"},
    {"run_inside", R"C(
/* False if no hook came by within a second. */
static int run_inside(struct worker *worker, void (*steps)(void)) {
    worker->inside = steps;
    InterlockedExchange(&worker->has_inside, 1);
    if (WaitForSingleObject(worker->inside_done, 1000) == WAIT_OBJECT_0) return 1;
    if (InterlockedExchange(&worker->has_inside, 0)) return 0;
    WaitForSingleObject(worker->inside_done, INFINITE);
    return 1;
}
)C"},
    {"observed", R"C(
static const char *observed(struct hook *hook) {
    return InterlockedExchange(&hook->runs, 0) == 0 ? "not_run" : "run";
}
)C"},
});

}  // namespace

std::span<const Helper> company_helpers() {
    return helpers;
}

}  // namespace wsconform::reproduce
