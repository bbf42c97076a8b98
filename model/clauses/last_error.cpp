// SPDX-License-Identifier: Apache-2.0

// WSAGetLastError, WSASetLastError.

#include "model/clauses/groups.hpp"

namespace wsconform::clauses {

// clang-format off
constexpr Rows<size_of("last-error")> last_error{{
    {.slug = "last-error.value-is-per-thread",
     .id = "GLE-01",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/wsagetlasterror, V11/041, V11/089",
     .needs = "P-2T",
     .text = "The value is per thread."},
    {.slug = "last-error.equals-code-of-failing-call",
     .id = "GLE-02",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/wsagetlasterror",
     .text = "Right after a failing Winsock call it returns that call's code."},
    {.slug = "last-error.success-may-keep-or-reset-it",
     .id = "GLE-03",
     .strength = Strength::may,
     .levels = "2.2"_levels,
     .sources = "D/wsagetlasterror",
     .text = "A successful call may leave it or reset it to 0."},
    {.slug = "last-error.set-value-is-read-back",
     .id = "GLE-04",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/wsasetlasterror, V11/092",
     .text =
         "WSASetLastError(n) makes the next WSAGetLastError on the thread return n; any later "
         "Winsock routine may override it."},
    {.slug = "last-error.reading-so-error-may-reset-it",
     .id = "GLE-05",
     .strength = Strength::may,
     .levels = "2.2"_levels,
     .sources = "D/wsagetlasterror",
     .text =
         "getsockopt(SO_ERROR) also resets the thread value to 0; SO_ERROR itself is per socket "
         "and a different quantity.",
     .allowed = "The thread value may also stay as it is."},
    {.slug = "last-error.message-results-do-not-use-it",
     .id = "GLE-06",
     .strength = Strength::advisory,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/wsagetlasterror",
     .text = "Not valid for message-delivered results."},
    {.slug = "last-error.aliases-the-win32-thread-error",
     .id = "GLE-07",
     .strength = Strength::must,
     .levels = "1.1"_levels,
     .sources = "V11/024, V11/089, V11/092",
     .text =
         "Codes are not delivered via errno/h_errno; under Win32 the value is the thread's "
         "GetLastError value (Set → SetLastError)."},
    {.slug = "last-error.dll-copies-the-provider-error",
     .id = "GLE-08",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "W/error-reporting",
     .needs = "P-PROV",
     .text =
         "The DLL transfers a provider's lpErrno into the caller's thread value; providers do "
         "not touch it themselves, but keep the per-socket SO_ERROR."},
    {.slug = "last-error.only-published-codes-appear",
     .id = "GLE-09",
     .strength = Strength::must,
     .levels = "1.1"_levels,
     .sources = "V11/041, V11/109",
     .witness = Witness::code_reported,
     .text = "Only codes from the published table may be reported, with their fixed numbers."},
    {.slug = "last-error.reflects-last-failure-or-last-call",
     .id = "GLE-10",
     .strength = Strength::may,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/wsagetlasterror, V11/089",
     .ambiguities = {"AMB-45"_ambiguity},
     .text = "2.x: code of the last failed operation; 1.1: code of the last routine performed.",
     .allowed = "After a success the old code and 0 are accepted."},
    {.slug = "last-error.missing-reason-may-become-wsasyscallfailure",
     .id = "GLE-11",
     .strength = Strength::may,
     .levels = "SPI"_levels,
     .sources = "E",
     .needs = "P-PROV",
     .text = "A provider that fails without supplying a reason surfaces as WSASYSCALLFAILURE.",
     .allowed = "WSASYSCALLFAILURE and whatever the provider left in lpErrno are accepted."},
}};
// clang-format on

static_assert(are_the_rows_of("last-error", last_error));

}  // namespace wsconform::clauses
