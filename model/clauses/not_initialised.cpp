// WSANOTINITIALISED.

#include "model/clauses/groups.hpp"

namespace wsconform::clauses {

// clang-format off
constexpr Rows<size_of("not-initialised")> not_initialised{{
    {.slug = "not-initialised.calls-without-startup-report-wsanotinitialised",
     .id = "NIN-01",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "V11/097, E, S0, S4",
     .text =
         "Any function other than WSAStartup reports WSANOTINITIALISED when no successful "
         "WSAStartup is in force."},
    {.slug = "not-initialised.wsagetlasterror-is-exempt",
     .id = "NIN-02",
     .strength = Strength::must,
     .levels = "2.2"_levels,
     .sources = "D/wsagetlasterror, D/wsastartup",
     .text = "WSAGetLastError is exempt: usable even if WSAStartup failed or was never called."},
    {.slug = "not-initialised.wsasetlasterror-may-be-ignored",
     .id = "NIN-03",
     .strength = Strength::may,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/wsasetlasterror, V11/092",
     .ambiguities = {"AMB-46"_ambiguity},
     .text = "WSASetLastError lists the code although it returns nothing.",
     .allowed = "The value may be set, or the call may be ignored."},
    {.slug = "not-initialised.foreign-socket-may-report-wsanotinitialised",
     .id = "NIN-04",
     .strength = Strength::may,
     .levels = "1.1"_levels,
     .sources = "V11/097, E",
     .text = "A socket not owned by the current task may also give this code."},
    {.slug = "not-initialised.wsaisblocking-yields-false",
     .id = "NIN-05",
     .strength = Strength::must_derived,
     .levels = "1.1, 2.2"_levels,
     .sources = "V11/090",
     .text = "WSAIsBlocking has no error path; before startup it yields FALSE."},
}};
// clang-format on

static_assert(are_the_rows_of("not-initialised", not_initialised));

}  // namespace wsconform::clauses
