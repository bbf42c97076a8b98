// SPDX-License-Identifier: Apache-2.0

// Saying what comes, what came back and whether that was expected; what the peer cannot see.

#include <array>

#include "reports/reproduce/helpers.hpp"

namespace wsconform::reproduce {

namespace {

constexpr auto helpers = std::to_array<Helper>({
    {"begin", R"C(
/* Says what comes, and spoils the last error: an old one must not pass for a new one. */
static void begin(int number, const char *what) {
    printf("%sstep %d: %s", is_line_open ? "\n" : "", number, what);
    fflush(stdout);
    is_line_open = 1;
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
    {"reset_as_seen", R"C(
/* What the peer sees of a connection that is reset: by a close that lingers for no time, or by one
   that leaves data unread. */
static const char *reset_as_seen(int leaves_data) {
    WSADATA ignored;
    SOCKET listener, s, p;
    const char *seen;
    WSAStartup(MAKEWORD(2, 2), &ignored);
    listener = peer_listens();
    s = peer_connects(listener);
    p = peer_accepts(listener);
    if (leaves_data) {
        peer_sends(p, "unread");
        peer_closes(s);
    } else {
        peer_resets(s);
    }
    seen = peer_observes(p, "reset");
    peer_closes(p);
    peer_closes(listener);
    WSACleanup();
    return seen;
}
)C"},
    {"view_of_resets", R"C(
/* "reset", or what this provider shows its own peer in its place. */
static const char *view_of_resets(void) {
    static const char *view;
    if (view == NULL) {
        view = reset_as_seen(0);
        if (strcmp(view, "reset") != 0) view = reset_as_seen(1);
    }
    return view;
}
)C"},
    {"difference", R"C(
/* Counts it. A reset that the provider hides from its own peer proves nothing. */
static const char *difference(const char *seen, int is_reset_expected) {
    const char *view = is_reset_expected ? view_of_resets() : "reset";
    if (strcmp(view, "reset") == 0 || strcmp(view, seen) != 0) return differing++, "DIFFERS";
    return undecided++, "UNDECIDED";
}
)C"},
    {"tell_of_blindness", R"C(
static void tell_of_blindness(void) {
    if (!has_seen_an_end || strcmp(view_of_resets(), "reset") == 0) return;
    printf("The peer is played on this provider, which shows it \"%s\" for every reset;\n"
           "an end that it saw may have been a reset: only wsconform run tells them apart.\n",
           view_of_resets());
}
)C"},
    {"expect", R"C(
/* What came back, and then what was expected: any of the texts before the NULL, if there are. */
static void expect(int number, const char *seen, ...) {
    const DWORD error = GetLastError();
    const char *text, *separator = "";
    int is_claimed = 0, is_expected = 0$reset;
    va_list texts;
    va_start(texts, seen);
    while ((text = va_arg(texts, const char *)) != NULL) {
        is_claimed = 1;
        if (strcmp(text, seen) == 0) is_expected = 1;$and_reset
    }
    va_end(texts);
    step_begun = 0;
    if (number != step_number) printf("%sstep %d", is_line_open ? "\n" : "", number);
    printf(" -> %s", seen);
    if (is_claimed && !is_expected) {
        printf("   %s, expected: ", $differs);
        va_start(texts, seen);
        for (; (text = va_arg(texts, const char *)) != NULL; separator = " or ")
            printf("%s%s", separator, text);
        va_end(texts);
    }
    printf("\n");
    fflush(stdout);
    is_line_open = 0;
    claims += is_claimed;
$keep    SetLastError(error);
}
)C"},
    {"exclude", R"C(
/* Of these two replies a provider may give either, but not both. */
static void exclude(int first, const char *reply, int second, const char *other) {
    if (replies[first] == NULL || strcmp(replies[first], reply) != 0) return;
    if (replies[second] == NULL || strcmp(replies[second], other) != 0) return;
    differing++;
    printf("step %d -> %s and step %d -> %s   DIFFERS: one excludes the other\n", first, reply,
           second, other);
}
)C"},
    {"prepare", R"C(
static LONG WINAPI on_exception(EXCEPTION_POINTERS *exception) {
    printf(" -> exception 0x%08lX   DIFFERS\n",
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
    printf(" -> nothing, the call of step %ld hangs   DIFFERS\n", (long)step_number);
    fflush(stdout);
    TerminateProcess(GetCurrentProcess(), 1);
    return 0;
}

static void prepare(void) {
    puts($title);
    SetUnhandledExceptionFilter(on_exception);
    CloseHandle(CreateThread(NULL, 0, watch, NULL, 0, NULL));
}
)C"},
    {"finish", R"C(
/* No thread of ours or of Winsock's gets a chance to change the outcome. */
static int finish(void) {
    if (is_line_open) printf("\n");
$note    if (differing > 0)
        printf("DIFFERS: %d of %d replies\n", differing, claims);
    else if (undecided > 0)
        printf("UNDECIDED: %d of %d replies\n", undecided, claims);
    else
        printf("AS EXPECTED: %d replies\n", claims);
    fflush(stdout);
    TerminateProcess(GetCurrentProcess(), differing > 0 ? 1 : undecided > 0 ? 2 : 0);
    return 0;
}
)C"},
});

}  // namespace

std::span<const Helper> judging_helpers() {
    return helpers;
}

}  // namespace wsconform::reproduce
