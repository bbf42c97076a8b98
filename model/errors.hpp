// SPDX-License-Identifier: Apache-2.0

#pragma once

// The error codes that Winsock publishes, under their own names and numbers: those of winsock2.h,
// which the page "Windows Sockets Error Codes" of the Winsock documentation explains.

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace wsconform {

/// A code as WSAGetLastError returns it. Providers may return any number, so any value is legal.
enum class Error : std::int32_t {
    unknown = -2,  ///< Not observed; never a code.
    socket_error = -1,
    none = 0,
    wsa_invalid_handle = 6,
    wsa_not_enough_memory = 8,
    error_netname_deleted = 64,  ///< Of Win32: a connection that was reset.
    wsa_operation_aborted = 995,
    wsa_io_incomplete = 996,
    wsa_io_pending = 997,
    wsaeintr = 10004,
    wsaefault = 10014,
    wsaeinval = 10022,
    wsaemfile = 10024,
    wsaewouldblock = 10035,
    wsaeinprogress = 10036,
    wsaealready = 10037,
    wsaenotsock = 10038,
    wsaedestaddrreq = 10039,
    wsaemsgsize = 10040,
    wsaeprototype = 10041,
    wsaenoprotoopt = 10042,
    wsaeprotonosupport = 10043,
    wsaesocktnosupport = 10044,
    wsaeopnotsupp = 10045,
    wsaeafnosupport = 10047,
    wsaeaddrinuse = 10048,
    wsaeaddrnotavail = 10049,
    wsaenetdown = 10050,
    wsaeconnaborted = 10053,
    wsaeconnreset = 10054,
    wsaenobufs = 10055,
    wsaeisconn = 10056,
    wsaenotconn = 10057,
    wsaeshutdown = 10058,
    wsaetimedout = 10060,
    wsaeconnrefused = 10061,
    wsaeproclim = 10067,
    wsasysnotready = 10091,
    wsavernotsupported = 10092,
    wsanotinitialised = 10093,
    wsaediscon = 10101,
    wsaeinvalidproctable = 10104,
    wsaeinvalidprovider = 10105,
    wsaeproviderfailedinit = 10106,
    wsahost_not_found = 11001,
    wsatry_again = 11002,
    wsano_recovery = 11003,
    wsano_data = 11004,
    unpublished = 20000,  ///< What a mutant reports that invents a code.
    untouched = 24301,    ///< What the agent puts there before each call: 0x5EED.
};

struct NamedError {
    std::string_view name;
    std::int32_t code;
};

/// The published table.
inline constexpr auto published_errors = std::to_array<NamedError>({
    {"WSA_INVALID_HANDLE", 6},
    {"WSA_NOT_ENOUGH_MEMORY", 8},
    {"WSA_INVALID_PARAMETER", 87},
    {"WSA_OPERATION_ABORTED", 995},
    {"WSA_IO_INCOMPLETE", 996},
    {"WSA_IO_PENDING", 997},
    {"WSAEINTR", 10004},
    {"WSAEBADF", 10009},
    {"WSAEACCES", 10013},
    {"WSAEFAULT", 10014},
    {"WSAEINVAL", 10022},
    {"WSAEMFILE", 10024},
    {"WSAEWOULDBLOCK", 10035},
    {"WSAEINPROGRESS", 10036},
    {"WSAEALREADY", 10037},
    {"WSAENOTSOCK", 10038},
    {"WSAEDESTADDRREQ", 10039},
    {"WSAEMSGSIZE", 10040},
    {"WSAEPROTOTYPE", 10041},
    {"WSAENOPROTOOPT", 10042},
    {"WSAEPROTONOSUPPORT", 10043},
    {"WSAESOCKTNOSUPPORT", 10044},
    {"WSAEOPNOTSUPP", 10045},
    {"WSAEPFNOSUPPORT", 10046},
    {"WSAEAFNOSUPPORT", 10047},
    {"WSAEADDRINUSE", 10048},
    {"WSAEADDRNOTAVAIL", 10049},
    {"WSAENETDOWN", 10050},
    {"WSAENETUNREACH", 10051},
    {"WSAENETRESET", 10052},
    {"WSAECONNABORTED", 10053},
    {"WSAECONNRESET", 10054},
    {"WSAENOBUFS", 10055},
    {"WSAEISCONN", 10056},
    {"WSAENOTCONN", 10057},
    {"WSAESHUTDOWN", 10058},
    {"WSAETOOMANYREFS", 10059},
    {"WSAETIMEDOUT", 10060},
    {"WSAECONNREFUSED", 10061},
    {"WSAELOOP", 10062},
    {"WSAENAMETOOLONG", 10063},
    {"WSAEHOSTDOWN", 10064},
    {"WSAEHOSTUNREACH", 10065},
    {"WSAENOTEMPTY", 10066},
    {"WSAEPROCLIM", 10067},
    {"WSAEUSERS", 10068},
    {"WSAEDQUOT", 10069},
    {"WSAESTALE", 10070},
    {"WSAEREMOTE", 10071},
    {"WSASYSNOTREADY", 10091},
    {"WSAVERNOTSUPPORTED", 10092},
    {"WSANOTINITIALISED", 10093},
    {"WSAEDISCON", 10101},
    {"WSAENOMORE", 10102},
    {"WSAECANCELLED", 10103},
    {"WSAEINVALIDPROCTABLE", 10104},
    {"WSAEINVALIDPROVIDER", 10105},
    {"WSAEPROVIDERFAILEDINIT", 10106},
    {"WSASYSCALLFAILURE", 10107},
    {"WSASERVICE_NOT_FOUND", 10108},
    {"WSATYPE_NOT_FOUND", 10109},
    {"WSA_E_NO_MORE", 10110},
    {"WSA_E_CANCELLED", 10111},
    {"WSAEREFUSED", 10112},
    {"WSAHOST_NOT_FOUND", 11001},
    {"WSATRY_AGAIN", 11002},
    {"WSANO_RECOVERY", 11003},
    {"WSANO_DATA", 11004},
});

/// The code's published name, or its number in digits.
inline std::string name_of(Error error) {
    const auto code = static_cast<std::int32_t>(error);
    const auto* const row = std::ranges::find(published_errors, code, &NamedError::code);
    return row == published_errors.end() ? std::to_string(code) : std::string{row->name};
}

inline std::optional<Error> error_named(std::string_view name) {
    const auto* const row = std::ranges::find(published_errors, name, &NamedError::name);
    if (row == published_errors.end()) return std::nullopt;
    return Error{row->code};
}

}  // namespace wsconform
