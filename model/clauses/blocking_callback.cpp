// SPDX-License-Identifier: Apache-2.0

// WPUQueryBlockingCallback.

#include "model/clauses/groups.hpp"

namespace wsconform::clauses {

// clang-format off
constexpr Rows<size_of("blocking-callback")> blocking_callback{{
    {.slug = "blocking-callback.query-takes-catalog-entry-id",
     .id = "UQB-01",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "D/wpuqueryblockingcallback, H",
     .needs = "P-PROV",
     .ambiguities = {"AMB-50"_ambiguity},
     .text =
         "Signature int (DWORD dwCatalogEntryId, LPBLOCKINGCALLBACK *lplpfnCallback, PDWORD_PTR "
         "lpdwContext, LPINT lpErrno); member 8 (0-based) of the upcall table."},
    {.slug = "blocking-callback.query-success-stores-pointer-and-context",
     .id = "UQB-02",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "D/wpuqueryblockingcallback",
     .needs = "P-PROV",
     .text =
         "Returns 0 and stores callback pointer and context; otherwise SOCKET_ERROR with reason "
         "through lpErrno."},
    {.slug = "blocking-callback.bad-out-pointer-is-wsaefault",
     .id = "UQB-03",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "D/wpuqueryblockingcallback",
     .needs = "P-PROV",
     .text = "An out-pointer outside the process address space → WSAEFAULT."},
    {.slug = "blocking-callback.unknown-catalog-id-is-wsaeinval",
     .id = "UQB-04",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "D/wpuqueryblockingcallback",
     .needs = "P-PROV",
     .text = "An unknown catalog entry id → WSAEINVAL.",
     .allowed =
         "While no hook is installed success is accepted too, because some DLLs look at the id "
         "only where there is a callback."},
    {.slug = "blocking-callback.null-callback-means-native-wait",
     .id = "UQB-05",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "D/wpuqueryblockingcallback, W/blocking-hook",
     .needs = "P-PROV",
     .text =
         "On (preemptive) Windows a NULL callback with return 0 means no application hook; the "
         "provider then blocks with native synchronisation."},
    {.slug = "blocking-callback.default-hook-may-replace-null",
     .id = "UQB-06",
     .strength = Strength::may,
     .levels = "SPI"_levels,
     .sources = "W/blocking-hook",
     .needs = "P-PROV",
     .ambiguities = {"AMB-17"_ambiguity},
     .text =
         "In non-preemptive environments the pointer of the default hook is returned instead of "
         "NULL."},
    {.slug = "blocking-callback.registration-is-per-thread",
     .id = "UQB-07",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "W/blocking-hook, W/transport-division",
     .needs = "P-PROV, P-11, P-2T",
     .text = "The hook registration is per thread; the upcall reports that of the calling thread."},
    {.slug = "blocking-callback.context-is-passed-unchanged",
     .id = "UQB-08",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "D/wpuqueryblockingcallback",
     .needs = "P-PROV",
     .witness = Witness::hook_run,
     .text = "The provider passes the returned context value to the callback unchanged."},
    {.slug = "blocking-callback.callback-takes-one-context-argument",
     .id = "UQB-09",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "D/wpuqueryblockingcallback, H",
     .text =
         "Callback type: BOOL CALLBACK (DWORD_PTR context) – one argument, unlike the "
         "argument-less application hook."},
    {.slug = "blocking-callback.false-means-operation-was-cancelled",
     .id = "UQB-10",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "D/wpuqueryblockingcallback",
     .needs = "P-PROV",
     .text =
         "TRUE from the callback = keep waiting; FALSE = the operation was cancelled through "
         "WSPCancelBlockingCall, so the provider ends it with WSAEINTR."},
    {.slug = "blocking-callback.provider-calls-repeatedly-while-pending",
     .id = "UQB-11",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "D/wpuqueryblockingcallback",
     .needs = "P-PROV",
     .witness = Witness::hook_run,
     .text = "The provider calls the callback repeatedly while a blocking operation is pending.",
     .allowed = "One call is enough; how often the callback runs is not specified."},
    {.slug = "blocking-callback.runs-only-when-operation-must-wait",
     .id = "UQB-12",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "W/blocking-hook",
     .needs = "P-PROV",
     .witness = Witness::hook_run,
     .text =
         "The callback is used only if the routine can block, the socket is in blocking mode and "
         "the request cannot finish at once."},
    {.slug = "blocking-callback.query-is-mandatory-for-providers",
     .id = "UQB-13",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "W/upcalls",
     .needs = "P-PROV",
     .text =
         "Use of this upcall is mandatory for providers (no operating-system substitute exists)."},
    {.slug = "blocking-callback.hook-false-alone-does-not-cancel",
     .id = "UQB-14",
     .strength = Strength::must_derived,
     .levels = "1.1, SPI"_levels,
     .sources = "W/blocking-hook, V11/091, I/reactos",
     .needs = "P-11, P-HOOK",
     .ambiguities = {"AMB-15"_ambiguity},
     .witness = Witness::hook_run,
     .text =
         "The DLL must adapt between the two conventions: run the application hook (until it "
         "returns FALSE), then answer TRUE/FALSE according to whether a cancel was requested – "
         "an application hook returning FALSE does NOT cancel."},
    {.slug = "blocking-callback.provider-progresses-with-inert-hook",
     .id = "UQB-15",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "W/blocking-hook",
     .needs = "P-11, P-HOOK, P-PEER",
     .witness = Witness::hook_run,
     .text =
         "A provider may not assume that the hook processes messages; if it depends on messages "
         "it peeks its own window first."},
}};
// clang-format on

static_assert(are_the_rows_of("blocking-callback", blocking_callback));

}  // namespace wsconform::clauses
