// SPDX-License-Identifier: Apache-2.0

// Faults of how a receive is asked for and how it completes: flags, buffers, a time-out, and the
// result of an overlapped one.

#include <array>
#include <utility>

#include "harness/providers/faulty/faulty.hpp"
#include "harness/providers/faulty/receive.hpp"

namespace wsconform::faulty {

namespace {

using Table = WSPPROC_TABLE;

// WSPGetOverlappedResult.

BOOL WSPAPI result_that_never_completes(SOCKET, LPWSAOVERLAPPED, LPDWORD, BOOL, LPDWORD,
                                        LPINT error) {
    failed(error, WSA_IO_INCOMPLETE);
    return FALSE;
}

BOOL WSPAPI result_without_bytes(SOCKET s, LPWSAOVERLAPPED overlapped, LPDWORD bytes, BOOL wait,
                                 LPDWORD flags, LPINT error) {
    const BOOL value = clean.lpWSPGetOverlappedResult(s, overlapped, bytes, wait, flags, error);
    if (value != FALSE) *bytes = 0;
    return value;
}

/// Takes whatever ended a receive for success, and one that goes on for one that failed.
BOOL WSPAPI result_without_errors(SOCKET s, LPWSAOVERLAPPED overlapped, LPDWORD bytes, BOOL wait,
                                  LPDWORD flags, LPINT error) {
    const BOOL value = clean.lpWSPGetOverlappedResult(s, overlapped, bytes, wait, flags, error);
    return value != FALSE || *error != WSA_IO_INCOMPLETE ? TRUE : FALSE;
}

BOOL WSPAPI result_without_patience(SOCKET s, LPWSAOVERLAPPED overlapped, LPDWORD bytes, BOOL wait,
                                    LPDWORD flags, LPINT error) {
    const BOOL value = clean.lpWSPGetOverlappedResult(s, overlapped, bytes, wait, flags, error);
    if (value == FALSE && *error == WSA_IO_INCOMPLETE) {
        *bytes = 0;
        return TRUE;
    }
    return value;
}

// WSPRecv.

int receive_some(const Receive& call) {
    *call.flags &= ~static_cast<DWORD>(MSG_WAITALL);
    return call.clean_value();
}

int receive_into_the_last_first(const Receive& call) {
    if (call.count == 2) std::swap(call.buffers[0], call.buffers[1]);
    const int value = call.clean_value();
    if (call.count == 2) std::swap(call.buffers[0], call.buffers[1]);
    return value;
}

// WSPSetSockOpt and WSPGetSockOpt.

/// Sets a time-out of receives to this part of what was asked for: milliseconds taken for
/// microseconds, say. 0 means none.
template <int divisor>
int WSPAPI set_timeout_divided(SOCKET s, int level, int option, const char* value, int length,
                               LPINT error) {
    DWORD given = 0;
    const bool is_timeout = level == SOL_SOCKET && option == SO_RCVTIMEO && value != nullptr &&
                            length >= static_cast<int>(sizeof given);
    if (!is_timeout) return clean.lpWSPSetSockOpt(s, level, option, value, length, error);
    given =
        divisor == 0 ? 0 : *reinterpret_cast<const DWORD*>(value) / (divisor == 0 ? 1 : divisor);
    return clean.lpWSPSetSockOpt(s, level, option, reinterpret_cast<const char*>(&given),
                                 sizeof given, error);
}

int WSPAPI type_of_another(SOCKET s, int level, int option, char* value, LPINT length,
                           LPINT error) {
    const int done = clean.lpWSPGetSockOpt(s, level, option, value, length, error);
    if (done == 0 && level == SOL_SOCKET && option == SO_TYPE) {
        int& type = *reinterpret_cast<int*>(value);
        type = type == SOCK_STREAM ? SOCK_DGRAM : SOCK_STREAM;
    }
    return done;
}

template <auto result>
constexpr auto with_result = with_entry<&Table::lpWSPGetOverlappedResult, result>;

constexpr auto faults = std::to_array<Fault>({
    {"buffers_fill_in_reverse",
     with_entry<&Table::lpWSPRecv, receive_entry<receive_into_the_last_first>>},
    {"receive_for_all_takes_less", with_entry<&Table::lpWSPRecv, receive_entry<receive_some>>},
    {"receive_timeout_comes_early", with_entry<&Table::lpWSPSetSockOpt, set_timeout_divided<1000>>},
    {"receive_timeout_never_comes", with_entry<&Table::lpWSPSetSockOpt, set_timeout_divided<0>>},
    {"result_is_never_complete", with_result<result_that_never_completes>},
    {"result_tells_no_bytes", with_result<result_without_bytes>},
    {"result_tells_no_error", with_result<result_without_errors>},
    {"result_of_a_pending_receive_is_success", with_result<result_without_patience>},
    {"type_is_another", with_entry<&Table::lpWSPGetSockOpt, type_of_another>},
});

}  // namespace

std::span<const Fault> completion_faults() {
    return faults;
}

}  // namespace wsconform::faulty
