// WSPPROC_TABLE.

#include "model/clauses/groups.hpp"

namespace wsconform::clauses {

// clang-format off
constexpr Rows<size_of("proc-table")> proc_table{{
    {.slug = "proc-table.thirty-entries-have-fixed-order",
     .id = "PTB-01",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "H, D/wspproc_table",
     .text =
         "30 function pointers in this order (0-based): 0 Accept, 1 AddressToString, 2 "
         "AsyncSelect, 3 Bind, 4 CancelBlockingCall, 5 Cleanup, 6 CloseSocket, 7 Connect, 8 "
         "DuplicateSocket, 9 EnumNetworkEvents, 10 EventSelect, 11 GetOverlappedResult, 12 "
         "GetPeerName, 13 GetSockName, 14 GetSockOpt, 15 GetQOSByName, 16 Ioctl, 17 JoinLeaf, 18 "
         "Listen, 19 Recv, 20 RecvDisconnect, 21 RecvFrom, 22 Select, 23 Send, 24 "
         "SendDisconnect, 25 SendTo, 26 SetSockOpt, 27 Shutdown, 28 Socket, 29 StringToAddress."},
    {.slug = "proc-table.only-getqosbyname-breaks-alphabetical-order",
     .id = "PTB-02",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "H",
     .text =
         "Order is alphabetical with one exception: GetQOSByName (15) stands after GetSockName "
         "(13) and GetSockOpt (14) instead of before them."},
    {.slug = "proc-table.entries-are-not-dll-exports",
     .id = "PTB-03",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "W/function-interface-model, D/wspstartup",
     .needs = "P-PROV",
     .text = "Entries are obtained only through this table, not as DLL exports."},
    {.slug = "proc-table.every-entry-ends-with-lperrno",
     .id = "PTB-04",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "W/error-reporting, H",
     .needs = "P-SPI",
     .text =
         "Every entry has a trailing LPINT lpErrno; failures are reported there together with "
         "the function's failure value."},
    {.slug = "proc-table.providers-validate-their-own-parameters",
     .id = "PTB-05",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "W/error-reporting",
     .needs = "P-SPI",
     .text =
         "Providers validate their own parameters; the DLL validates only what it implements "
         "itself."},
    {.slug = "proc-table.old-and-new-calls-share-entries",
     .id = "PTB-06",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "W/transport-mapping",
     .needs = "P-PROV",
     .text =
         "Legacy and new API calls share one entry (connect/WSAConnect→Connect, "
         "accept/WSAAccept→Accept, socket/WSASocket→Socket, send→Send, sendto→SendTo, recv→Recv, "
         "recvfrom→RecvFrom, ioctlsocket→Ioctl)."},
    {.slug = "proc-table.dll-only-functions-have-no-entry",
     .id = "PTB-07",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "W/transport-mapping",
     .needs = "P-PROV",
     .text =
         "No SPI counterpart exists for enumeration, hook functions, WSAIsBlocking, last-error "
         "functions, event-object functions, byte-order helpers, "
         "getXbyY/WSAAsyncGetXByY/WSACancelAsyncRequest."},
}};
// clang-format on

static_assert(are_the_rows_of("proc-table", proc_table));

}  // namespace wsconform::clauses
