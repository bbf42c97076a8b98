/* SPDX-License-Identifier: Apache-2.0 */

/* The asynchronous look-ups of the bounded model a second time, written by hand and sharing nothing
 * with the rules in C++. SPIN must find the same number of states and transitions in it as
 * wsconform explore does (spin_test.cpp). Give -DREQUESTS=N -DTHREADS=N, of at most 4 and 3.
 *
 * Each option of the loop is one transition: a call with one of its outcomes, or an internal step.
 */

#ifndef REQUESTS
#define REQUESTS 1
#endif
#ifndef THREADS
#define THREADS 1
#endif

/* Last errors. */
#define UNKNOWN 0
#define WSAEINVAL 1
#define WSAEALREADY 2
#define WSANOTINITIALISED 3

/* Phases of a request. */
#define UNUSED 0
#define REFUSED 1
#define RUNNING 2
#define COMPLETED 3
#define POSTED 4
#define STALE 5
#define READ 6
#define CANCELLED 7
#define DROPPED 8
#define ORPHANED 9

#define NOBODY 255

byte startups;
byte version;            /* Of the DLL, once it has said so: 1 for 1.1, 2 for 2.2. */
bool was_started;
bool partly_cleaned;     /* A WSACleanup that was not the last came since the last start-up. */
byte cleaned_by = NOBODY;
bool cancel_refused;
bool held = true;        /* The name server keeps the answer to the held name. */
bool is_open = true;     /* The window. */
byte last_error[THREADS];
byte phase[REQUESTS];
bool asks_held[REQUESTS];
bool knows_window[REQUESTS];
byte i;                  /* Of loops; zero between transitions. */

#define IS_OUTSTANDING(r) (phase[r] == RUNNING || phase[r] == COMPLETED)
#define MAY_END(r) (phase[r] == RUNNING && !(asks_held[r] && held))
#define IS_RESTLESS(r) (MAY_END(r) || phase[r] == COMPLETED)
#define IS_OWED(r) (is_open && knows_window[r] && (IS_RESTLESS(r) || phase[r] == POSTED))
#define IS_BUSY(r) (IS_OWED(r) || IS_RESTLESS(r))

#if REQUESTS == 1
#define IS_QUIET (!IS_BUSY(0))
#define IS_NEXT(r) (phase[r] == UNUSED)
#elif REQUESTS == 2
#define IS_QUIET (!IS_BUSY(0) && !IS_BUSY(1))
#elif REQUESTS == 3
#define IS_QUIET (!IS_BUSY(0) && !IS_BUSY(1) && !IS_BUSY(2))
#else
#define IS_QUIET (!IS_BUSY(0) && !IS_BUSY(1) && !IS_BUSY(2) && !IS_BUSY(3))
#endif
#if REQUESTS > 1
#define PRECEDING(r) phase[(r + REQUESTS - 1) % REQUESTS]
#define IS_NEXT(r) (phase[r] == UNUSED && (r == 0 || PRECEDING(r) != UNUSED))
#endif

inline start(t, v) {
    startups++;
    version = v;
    was_started = true;
    partly_cleaned = false;
    cleaned_by = NOBODY;
    last_error[t] = UNKNOWN
}

inline tear_down(t) {
    startups = 0;
    cleaned_by = t;
    for (i : 0 .. REQUESTS - 1) {
        if
        :: IS_OUTSTANDING(i) -> phase[i] = DROPPED
        :: phase[i] == POSTED -> phase[i] = STALE
        :: else
        fi
    }
    i = 0;
    last_error[t] = UNKNOWN
}

inline close_window() {
    is_open = false;
    for (i : 0 .. REQUESTS - 1) {
        if
        :: phase[i] == POSTED || phase[i] == STALE -> phase[i] = ORPHANED
        :: else
        fi
    }
    i = 0;
    last_error[0] = UNKNOWN
}

inline accept(t, r, is_held) {
    phase[r] = RUNNING;
    asks_held[r] = is_held;
    knows_window[r] = is_open;
    last_error[t] = UNKNOWN
}

inline refuse(t, r, error) {
    phase[r] = REFUSED;
    last_error[t] = error
}

inline refuse_cancel(t, error) {
    cancel_refused = true;
    last_error[t] = error
}

#define LIFE(t) \
    :: d_step { startups < 2 && version != 2 -> start(t, 1) } \
    :: d_step { startups < 2 && version != 1 -> start(t, 2) } \
    :: d_step { startups == 0 -> last_error[t] = WSANOTINITIALISED } \
    :: d_step { startups == 1 -> tear_down(t) } \
    :: d_step { startups > 1 -> startups--; partly_cleaned = true; last_error[t] = UNKNOWN }

#define ASK(t, r, is_held) \
    :: d_step { IS_NEXT(r) && startups == 0 -> refuse(t, r, WSANOTINITIALISED) } \
    :: d_step { IS_NEXT(r) && startups > 0 -> accept(t, r, is_held) } \
    :: d_step { IS_NEXT(r) && startups > 0 && !is_open -> refuse(t, r, UNKNOWN) }

/* A cancel that may be refused, of a handle that names a running request or not. */
#define CANCEL_IN_VAIN(t, is_issued) \
    :: d_step { is_issued -> refuse_cancel(t, WSAEINVAL) } \
    :: d_step { is_issued && startups == 0 -> refuse_cancel(t, WSANOTINITIALISED) } \
    :: d_step { is_issued && startups > 0 -> refuse_cancel(t, WSAEALREADY) }

#define CANCEL(t, r) \
    CANCEL_IN_VAIN(t, (phase[r] != UNUSED)) \
    :: d_step { IS_OUTSTANDING(r) -> phase[r] = CANCELLED; last_error[t] = UNKNOWN }

#define REQUEST(t, r) ASK(t, r, true) ASK(t, r, false) CANCEL(t, r)

#define PROGRESS(r) \
    :: d_step { (phase[r] == POSTED && IS_OWED(r)) || phase[r] == STALE -> \
                phase[r] = READ; last_error[0] = UNKNOWN } \
    :: d_step { MAY_END(r) -> phase[r] = COMPLETED } \
    :: d_step { phase[r] == COMPLETED && is_open -> phase[r] = POSTED } \
    :: d_step { phase[r] == COMPLETED && !is_open -> phase[r] = ORPHANED }

#if REQUESTS == 1
#define ALL_REQUESTS(t) REQUEST(t, 0)
#define ALL_PROGRESS PROGRESS(0)
#elif REQUESTS == 2
#define ALL_REQUESTS(t) REQUEST(t, 0) REQUEST(t, 1)
#define ALL_PROGRESS PROGRESS(0) PROGRESS(1)
#elif REQUESTS == 3
#define ALL_REQUESTS(t) REQUEST(t, 0) REQUEST(t, 1) REQUEST(t, 2)
#define ALL_PROGRESS PROGRESS(0) PROGRESS(1) PROGRESS(2)
#else
#define ALL_REQUESTS(t) REQUEST(t, 0) REQUEST(t, 1) REQUEST(t, 2) REQUEST(t, 3)
#define ALL_PROGRESS PROGRESS(0) PROGRESS(1) PROGRESS(2) PROGRESS(3)
#endif

#define THREAD(t) LIFE(t) CANCEL_IN_VAIN(t, true) ALL_REQUESTS(t)

active proctype system() {
    do
    THREAD(0)
#if THREADS > 1
    THREAD(1)
#endif
#if THREADS > 2
    THREAD(2)
#endif
    ALL_PROGRESS
    :: d_step { IS_QUIET -> last_error[0] = UNKNOWN }
    :: d_step { is_open -> close_window() }
    :: d_step { held -> held = false }
    od
}
