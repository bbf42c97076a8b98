// SPDX-License-Identifier: Apache-2.0

// Upcalls.

#include "model/clauses/groups.hpp"

namespace wsconform::clauses {

// clang-format off
constexpr Rows<size_of("upcall")> upcall{{
    {.slug = "upcall.wpucloseevent-refuses-invalid-handle",
     .id = "UPC-01",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "D/wpucloseevent, H",
     .needs = "P-PROV",
     .text = "BOOL WPUCloseEvent(WSAEVENT, LPINT): TRUE, or FALSE + WSA_INVALID_HANDLE (6)."},
    {.slug = "upcall.wpuclosesockethandle-refuses-foreign-handle",
     .id = "UPC-02",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "D/wpuclosesockethandle, H",
     .needs = "P-PROV, P-NONIFS",
     .ambiguities = {"AMB-52"_ambiguity, "AMB-54"_ambiguity},
     .text =
         "int WPUCloseSocketHandle(SOCKET, LPINT): 0 or SOCKET_ERROR + WSAENOTSOCK if not made "
         "by CreateSocketHandle; drops the DLL's table entry, provider frees its own data."},
    {.slug = "upcall.wpucreateevent-gives-unsignalled-manual-event",
     .id = "UPC-03",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "D/wpucreateevent, H",
     .needs = "P-PROV",
     .text =
         "WSAEVENT WPUCreateEvent(LPINT): manual-reset, initially non-signalled; else "
         "WSA_INVALID_EVENT (NULL) + WSA_NOT_ENOUGH_MEMORY (8)."},
    {.slug = "upcall.wpucreatesockethandle-returns-new-handle",
     .id = "UPC-04",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "D/wpucreatesockethandle, H",
     .needs = "P-PROV, P-NONIFS",
     .ambiguities = {"AMB-57"_ambiguity},
     .text =
         "SOCKET WPUCreateSocketHandle(DWORD catalogId, DWORD_PTR context, LPINT): new handle, "
         "or INVALID_SOCKET + WSAENOBUFS."},
    {.slug = "upcall.wpufdisset-tells-set-membership",
     .id = "UPC-05",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "D/wpufdisset, H",
     .needs = "P-PROV",
     .text = "int WPUFDIsSet(SOCKET, fd_set*): non-zero iff member."},
    {.slug = "upcall.wpugetproviderpath-returns-provider-path",
     .id = "UPC-06",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "D/wpugetproviderpath, H",
     .needs = "P-PROV",
     .text =
         "int WPUGetProviderPath(LPGUID, WCHAR*, LPINT len, LPINT): 0, or SOCKET_ERROR + "
         "WSAEINVAL (unknown provider) / WSAEFAULT (bad pointer, length too small); path may "
         "contain unexpanded environment strings; length in characters."},
    {.slug = "upcall.wpumodifyifshandle-may-change-handle",
     .id = "UPC-07",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "D/wpumodifyifshandle, H",
     .needs = "P-PROV, P-IFS",
     .ambiguities = {"AMB-54"_ambiguity},
     .text =
         "SOCKET WPUModifyIFSHandle(DWORD catalogId, SOCKET proposed, LPINT): possibly changed "
         "handle, or INVALID_SOCKET + WSAEINVAL."},
    {.slug = "upcall.wpupostmessage-acts-like-postmessage",
     .id = "UPC-08",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "D/wpupostmessage, H",
     .needs = "P-PROV, P-WIN",
     .text =
         "BOOL WPUPostMessage(HWND, UINT, WPARAM, LPARAM): TRUE/FALSE, PostMessage semantics; no "
         "lpErrno."},
    {.slug = "upcall.wpuqueryblockingcallback-follows-blocking-callback-rules",
     .id = "UPC-09",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "D/wpuqueryblockingcallback",
     .needs = "P-PROV",
     .text = "See group UQB."},
    {.slug = "upcall.wpuquerysockethandlecontext-returns-stored-context",
     .id = "UPC-10",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "D/wpuquerysockethandlecontext, H",
     .needs = "P-PROV, P-NONIFS",
     .text =
         "int WPUQuerySocketHandleContext(SOCKET, PDWORD_PTR, LPINT): 0 + context, or "
         "SOCKET_ERROR + WSAENOTSOCK; non-IFS providers only."},
    {.slug = "upcall.wpuqueueapc-runs-only-in-alertable-wait",
     .id = "UPC-11",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "D/wpuqueueapc, H",
     .needs = "P-PROV",
     .witness = Witness::apc_run,
     .text =
         "int WPUQueueApc(LPWSATHREADID, LPWSAUSERAPC, DWORD_PTR, LPINT): 0, or SOCKET_ERROR + "
         "WSAEFAULT (no such thread); APC runs only when the thread waits alertably; callable "
         "from any context."},
    {.slug = "upcall.wpusetevent-and-wpuresetevent-refuse-invalid-handle",
     .id = "UPC-12",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "D/wpuresetevent, D/wpusetevent, H",
     .needs = "P-PROV",
     .text =
         "BOOL WPUResetEvent / WPUSetEvent(WSAEVENT, LPINT): TRUE, or FALSE + invalid-handle "
         "(6)."},
    {.slug = "upcall.wpuopencurrentthread-reports-zero-or-wsanotinitialised",
     .id = "UPC-13",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "D/wpuopencurrentthread, H",
     .needs = "P-PROV",
     .text =
         "int WPUOpenCurrentThread(LPWSATHREADID, LPINT): 0, or SOCKET_ERROR + "
         "WSANOTINITIALISED."},
    {.slug = "upcall.wpuclosethread-pairs-with-wpuopencurrentthread",
     .id = "UPC-14",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "D/wpuclosethread, H",
     .needs = "P-PROV",
     .text =
         "int WPUCloseThread(LPWSATHREADID, LPINT): 0, or SOCKET_ERROR + WSANOTINITIALISED; one "
         "per WPUOpenCurrentThread."},
    {.slug = "upcall.provider-copies-thread-id-structure",
     .id = "UPC-15",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "D/lpwsprecv, D/wpuqueueapc",
     .needs = "P-PROV",
     .text =
         "A provider copies the WSATHREADID structure (not its address) until WPUQueueApc "
         "returned, and uses its own APC to unpack and call the client's completion routine."},
    {.slug = "upcall.wpucompleteoverlappedrequest-is-a-dll-export",
     .id = "UPC-16",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "D/wpucompleteoverlappedrequest, H",
     .needs = "P-PROV, P-NONIFS",
     .ambiguities = {"AMB-51"_ambiguity, "AMB-52"_ambiguity},
     .text =
         "WPUCompleteOverlappedRequest(SOCKET, LPWSAOVERLAPPED, DWORD err, DWORD bytes, LPINT) "
         "is not in the table but exported by the DLL; only for handles from CreateSocketHandle "
         "(else WSAEINVAL)."},
    {.slug = "upcall.event-and-apc-upcalls-are-interrupt-safe",
     .id = "UPC-17",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "D/wpusetevent, D/wpuresetevent, D/wpuqueueapc, D/lpwsprecv",
     .needs = "P-PROV, P-2T",
     .text =
         "SetEvent, ResetEvent and QueueApc may be used from interrupt-like contexts; QueueApc "
         "from any thread or process context, not only the originating one."},
    {.slug = "upcall.thread-upcalls-serve-layered-providers",
     .id = "UPC-18",
     .strength = Strength::advisory,
     .levels = "SPI"_levels,
     .sources = "D/wpuopencurrentthread, D/wpuclosethread",
     .needs = "P-LSP",
     .text =
         "OpenCurrentThread/CloseThread are meant for layered providers that start overlapped "
         "I/O from their own threads."},
    {.slug = "upcall.wpugetproviderpath-needs-enumerated-provider-id",
     .id = "UPC-19",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "D/wpugetproviderpath",
     .needs = "P-PROV",
     .witness = Witness::path_asked,
     .text =
         "The provider id given to GetProviderPath has to be one obtained from WSCEnumProtocols."},
}};
// clang-format on

static_assert(are_the_rows_of("upcall", upcall));

}  // namespace wsconform::clauses
