// SPDX-License-Identifier: Apache-2.0

#include "model/ambiguities.hpp"

namespace wsconform {

namespace {

// What is known of Windows is what public test suites assert of it; none of it was measured by this
// project.
// clang-format off
constexpr auto ambiguities = std::to_array<Ambiguity>({
    {.id = "AMB-01",
     .title = "Which error refuses a cancel of a request that is no longer there?",
     .readings = {"A handle that names no running request is refused with WSAEINVAL, because the "
                  "handle is not valid.",
                  "It is refused with WSAEALREADY, because the request was cancelled or has "
                  "completed."}},
    {.id = "AMB-02",
     .title = "Which error refuses a cancel of a zero handle?",
     .readings = {"The cause is known, for zero is never a handle, so the code is WSAEINVAL.",
                  "The advice to treat WSAEINVAL and WSAEALREADY alike holds for a zero handle "
                  "too."}},
    {.id = "AMB-03",
     .title = "May a message come after a successful cancel?",
     .readings = {"No message follows a successful cancel, though no source says so.",
                  "A message may still follow, because no source forbids it."}},
    {.id = "AMB-04",
     .title = "Whose is the buffer after a successful cancel?",
     .readings = {"After a successful cancel the buffer belongs to the caller again, and the "
                  "provider leaves it alone.",
                  "The caller has to keep the buffer available, because no source gives it back."}},
    {.id = "AMB-05",
     .title = "May a thread cancel a request that another thread made?",
     .readings = {"A handle is good on every thread of the process.",
                  "Only the thread that made a request may cancel it."}},
    {.id = "AMB-06",
     .title = "What is the low word of lParam after a success?",
     .readings = {"The low word of lParam is the size of the data after a success too.",
                  "It means nothing unless the error is WSAENOBUFS."}},
    {.id = "AMB-07",
     .title = "What does a buffer hold that was too small for the answer?",
     .readings = {"A buffer that is too small is filled with as much as fits.",
                  "What such a buffer holds is undefined."}},
    {.id = "AMB-08",
     .title = "How does a look-up report a bad pointer?",
     .readings = {"A bad pointer makes the call itself fail with WSAEFAULT.",
                  "The call returns a handle, and its message reports the error.",
                  "The pages disagree on which parameters are looked at, so a bad pointer need "
                  "not be noticed."},
     .windows =
         "WSAAsyncGetServByName and WSAAsyncGetServByPort accept a NULL buffer and return a "
         "handle, and a message follows (Wine's test protocol.c)."},
    {.id = "AMB-09",
     .title = "How does a look-up report a window that does not exist?",
     .readings = {"The call is refused when the window does not exist, though no code is assigned "
                  "to that.",
                  "The call returns a handle, and no message can come."},
     .windows =
         "WSAAsyncGetServByPort returns a handle for a NULL window (Wine's test protocol.c, "
         "test_WSAAsyncGetServByPort)."},
    {.id = "AMB-10",
     .title = "Is a buffer of MAXGETHOSTSTRUCT bytes always large enough?",
     .readings = {"A buffer of MAXGETHOSTSTRUCT bytes is always large enough.",
                  "A host with many addresses can need more than its 1024 bytes."}},
    {.id = "AMB-11",
     .title = "What does a look-up of a dotted address as a host name yield?",
     .readings = {"A dotted address yields itself.",
                  "A dotted address is an unknown host."}},
    {.id = "AMB-12",
     .title = "Which error reports an unknown protocol or service?",
     .readings = {"An unknown protocol or service is reported as WSAHOST_NOT_FOUND.",
                  "It is reported as WSANO_DATA."}},
    {.id = "AMB-13",
     .title = "In which order are requests served?",
     .readings = {"Requests are served one after the other.",
                  "Requests are served side by side and complete in any order."}},
    {.id = "AMB-14",
     .title = "Is the message of a request sent or posted?",
     .readings = {"The message is sent, so the window procedure may run before the call returns.",
                  "The message is posted, so it is seen when the thread reads its messages."}},
    {.id = "AMB-15",
     .title = "What does FALSE from a blocking hook mean?",
     .readings = {"FALSE from an application's hook means that there was nothing to do, and the "
                  "wait goes on.",
                  "FALSE from a provider's callback means that the operation was cancelled."}},
    {.id = "AMB-16",
     .title = "What does the first WSASetBlockingHook return?",
     .readings = {"NULL from the first WSASetBlockingHook means that there was no hook before.",
                  "The first call returns a pointer to the default hook, and NULL means failure."}},
    {.id = "AMB-17",
     .title = "What does WPUQueryBlockingCallback yield when the application has no hook?",
     .readings = {"WPUQueryBlockingCallback yields NULL when the application has no hook.",
                  "It yields a pointer to the default hook."}},
    {.id = "AMB-18",
     .title = "Which calls may be made while a call is blocking?",
     .readings = {"Only WSAIsBlocking and WSACancelBlockingCall may be made while a call is "
                  "blocking.",
                  "The last-error functions and the conversions have to work too, for they have "
                  "no way to fail."}},
    {.id = "AMB-19",
     .title = "Does a client of version 2 get WSAEINPROGRESS?",
     .readings = {"Clients of version 2 never get WSAEINPROGRESS.",
                  "They get it while a provider is in a callback, as nearly every page still "
                  "lists it."}},
    {.id = "AMB-20",
     .title = "What do the four hook functions do for a client of version 2?",
     .readings = {"ws2_32.dll does not export the hook functions.",
                  "It exports them, and they fail for clients of version 2.",
                  "It exports them, and they report success."},
     .windows =
         "ws2_32.dll exports WSACancelBlockingCall: with nothing outstanding it fails with "
         "WSAEOPNOTSUPP for a client of 2.2 and with WSAEINVAL for a client of 1.1 (ReactOS's "
         "test WSAStartup.c).",
     .seen = "fails"},
    {.id = "AMB-21",
     .title = "Which routines can block?",
     .readings = {"Only recv, recvfrom, send and sendto can block.",
                  "So can select and the database calls.",
                  "So can accept, connect and closesocket, whose texts say that they wait."}},
    {.id = "AMB-22",
     .title = "May a socket be reset by its close after a cancel?",
     .readings = {"After a cancel a linger time of zero and a close reset the connection.",
                  "After a cancel nothing but the close is guaranteed, so the option may not be "
                  "set."}},
    {.id = "AMB-23",
     .title = "When are the resources of a cancelled connect released?",
     .readings = {"The resources of a cancelled connect cannot be released at once.",
                  "They may not be released at once, but they may be."}},
    {.id = "AMB-24",
     .title = "Is a socket still open after its closesocket was cancelled?",
     .readings = {"A cancelled closesocket leaves the socket open, so it can be closed again.",
                  "It has released the descriptor, so a second close fails with WSAENOTSOCK."}},
    {.id = "AMB-25",
     .title = "How does a waiting call end when another thread closes its socket?",
     .readings = {"A call that waits ends with WSAEINTR when another thread closes its socket.",
                  "It ends without notification.",
                  "Programs must not do this, and what happens is undefined."},
     .windows =
         "A waiting accept or recvfrom ends with WSAEINTR (dotnet/runtime, Accept.cs and "
         "SendReceive.cs); a waiting select reports the closed socket as readable (Wine's test "
         "sock.c, test_select)."},
    {.id = "AMB-26",
     .title = "What becomes of TCP data that comes after the receive side was shut down?",
     .readings = {"Data that comes after the receive side was shut down resets the connection.",
                  "The window is left alone and the data is absorbed until the window is full."},
     .windows =
         "A receive that was pending when the receive side was shut down goes on and takes the "
         "data (Wine's test sock.c, test_shutdown)."},
    {.id = "AMB-27",
     .title = "What becomes of datagrams that come after the receive side was shut down?",
     .readings = {"Datagrams are still accepted and queued, though no receive can read them.",
                  "Datagrams are dropped; a sender sees no difference."},
     .windows =
         "recvfrom fails with WSAESHUTDOWN, and a datagram sent to the socket is accepted without "
         "an error (Wine's test sock.c, test_shutdown)."},
    {.id = "AMB-28",
     .title = "Does TCP/IP report WSAENOPROTOOPT for disconnect data?",
     .readings = {"TCP/IP may leave WSAENOPROTOOPT out, as the API text says.",
                  "A protocol without disconnect data always reports WSAENOPROTOOPT, as the text "
                  "for providers says."}},
    {.id = "AMB-29",
     .title = "What does WSARecvDisconnect do with a NULL buffer?",
     .readings = {"A NULL buffer is allowed, and the call acts like a shutdown with SD_RECEIVE.",
                  "A NULL buffer is refused with WSAEFAULT."},
     .windows =
         "WSARecvDisconnect with NULL succeeds on a connected TCP socket after WSASendDisconnect "
         "(Wine's test sock.c).",
     .seen = "NULL acts as SD_RECEIVE"},
    {.id = "AMB-30",
     .title = "Does WSARecvDisconnect block?",
     .readings = {"WSARecvDisconnect does not block.",
                  "It is a blocking call, and an asynchronous procedure call may interrupt it."}},
    {.id = "AMB-31",
     .title = "Is WSAECONNRESET a sign that the peer has closed?",
     .readings = {"WSAECONNRESET from a receive is one of the signs that the peer has closed.",
                  "It is not, for the text for providers does not list it."}},
    {.id = "AMB-32",
     .title = "When does SD_SEND send its FIN?",
     .readings = {"The FIN goes out after all data was sent and acknowledged.",
                  "The FIN goes out behind the data, whether acknowledged or not."}},
    {.id = "AMB-33",
     .title = "Can shutdown fail with WSAEINTR?",
     .readings = {"shutdown never blocks, so WSAEINTR cannot come.",
                  "WSAEINTR is listed, so it may come."}},
    {.id = "AMB-34",
     .title = "When does the close of a non-blocking socket that lingers fail with WSAEWOULDBLOCK?",
     .readings = {"Such a close always fails with WSAEWOULDBLOCK.",
                  "It does so only if it cannot be completed at once."}},
    {.id = "AMB-35",
     .title = "Does every later use of a closed socket fail with WSAENOTSOCK?",
     .readings = {"Later uses of a closed socket fail with WSAENOTSOCK.",
                  "The value may be in use again at once, for another socket."},
     .windows = "send on a socket that was closed fails with WSAENOTSOCK (Wine's test sock.c)."},
    {.id = "AMB-36",
     .title = "What does a true SO_DONTLINGER do to lingering?",
     .readings = {"A true SO_DONTLINGER turns lingering off.",
                  "A true SO_DONTLINGER turns lingering on."}},
    {.id = "AMB-37",
     .title = "When is FD_CLOSE posted?",
     .readings = {"FD_CLOSE is posted when the peer's end arrives, whether data is unread or not.",
                  "FD_CLOSE is posted only after all data was read."},
     .windows =
         "FD_CLOSE is posted while received data is unread (Wine's test sock.c, "
         "test_close_events)."},
    {.id = "AMB-38",
     .title = "What does recv return at the end of a connection that keeps message boundaries?",
     .readings = {"At the end of a connection that keeps message boundaries recv fails with "
                  "WSAEDISCON.",
                  "recv returns 0, because its page has no such code."}},
    {.id = "AMB-39",
     .title = "Which error do calls report after keep-alive has failed?",
     .readings = {"After keep-alive has failed later calls fail with WSAECONNRESET.",
                  "They fail with WSAENOTCONN."}},
    {.id = "AMB-40",
     .title = "What does WSAEnumProtocols list?",
     .readings = {"Base protocols and chains are listed, and bare layers are not.",
                  "Layers are listed too.",
                  "Only base protocols are listed."}},
    {.id = "AMB-41",
     .title = "Which version does a repeated WSAStartup negotiate?",
     .readings = {"Each WSAStartup negotiates a version of its own.",
                  "The first version of the process sticks."},
     .windows =
         "Each call is answered by itself, and the lowest version negotiated decides what the "
         "whole process may do (ReactOS's test WSAStartup.c)."},
    {.id = "AMB-42",
     .title = "Which error refuses a version that is not supported?",
     .readings = {"A version that is not supported is refused with WSAVERNOTSUPPORTED.",
                  "A 1.1 DLL may refuse it with WSAEINVAL."},
     .windows =
         "ws2_32.dll refuses 0.0 and 0.9 with WSAVERNOTSUPPORTED (ReactOS's test WSAStartup.c); "
         "of a 1.1 DLL nothing is known."},
    {.id = "AMB-43",
     .title = "What does a version that nobody lists negotiate?",
     .readings = {"A version between 1.1 and 2.0 is echoed.",
                  "It is rounded down to 1.1."},
     .windows = "1.2, 1.15 and 1.255 negotiate 1.1 (ReactOS's test WSAStartup.c).",
     .seen = "rounded down to 1.1"},
    {.id = "AMB-44",
     .title = "How do connections end that are open at the final clean-up?",
     .readings = {"Sockets that are open at the final clean-up reset their connections.",
                  "They are closed in order, as by closesocket."}},
    {.id = "AMB-45",
     .title = "What does a success do to the last error?",
     .readings = {"A success leaves the last error as it was.",
                  "A success sets it to 0."},
     .windows =
         "A success sets it to 0, and before Windows 7 leaves it alone (Wine's test sock.c; "
         "ReactOS's test WSAStartup.c of WSAStartup)."},
    {.id = "AMB-46",
     .title = "Does WSASetLastError work before WSAStartup?",
     .readings = {"WSASetLastError before WSAStartup is ignored, as its list of errors suggests.",
                  "It sets the value, for it has no way to fail."},
     .windows =
         "WSASetLastError works before WSAStartup (Wine's test sock.c, test_WithoutWSAStartup)."},
    {.id = "AMB-47",
     .title = "Does a provider get the upcall table by pointer or by value?",
     .readings = {"The provider stores the pointer of the upcall table.",
                  "The table is passed by value, so the provider stores a copy."}},
    {.id = "AMB-48",
     .title = "Which versions of providers are valid?",
     .readings = {"Only providers of 2.0 are valid.",
                  "Providers of 1.0 and later, and of 2.2 alone, are valid too."}},
    {.id = "AMB-49",
     .title = "May WSPCleanup fail with WSAEINVAL?",
     .readings = {"WSPCleanup may fail with WSAEINVAL, for its page lists it.",
                  "The entry was copied from another page and means nothing."}},
    {.id = "AMB-50",
     .title = "Does WPUQueryBlockingCallback fill in parts of an address?",
     .readings = {"WPUQueryBlockingCallback fills in default parts of an address.",
                  "The sentence was copied from another page and means nothing."}},
    {.id = "AMB-51",
     .title = "How many upcalls are there?",
     .readings = {"There are sixteen upcalls, for WPUCompleteOverlappedRequest is listed among "
                  "them.",
                  "The table has fifteen, and that one is an export of the DLL."}},
    {.id = "AMB-52",
     .title = "Which error refuses a handle that is not the provider's?",
     .readings = {"A handle that is not the provider's is refused with WSAENOTSOCK.",
                  "It is refused with WSAEINVAL, as WPUCompleteOverlappedRequest does."}},
    {.id = "AMB-53",
     .title = "How long may the description in WSPDATA be?",
     .readings = {"The description has up to 256 characters.",
                  "It has up to 255 and a final zero."}},
    {.id = "AMB-54",
     .title = "Do the provider pages mean the functions that they name?",
     .readings = {"The pages mean the function and the party that they name.",
                  "The names are slips, and the function of the page and the client are meant."}},
    {.id = "AMB-55",
     .title = "What does WSAEINPROGRESS mean to a provider?",
     .readings = {"WSAEINPROGRESS means that the provider is in a callback.",
                  "It means that a blocking call is outstanding as well."}},
    {.id = "AMB-56",
     .title = "Is buflen of WSAAsyncGetProtoByName written?",
     .readings = {"buflen is written by WSAAsyncGetProtoByName, as its page marks it.",
                  "buflen is read only; the mark is a slip."}},
    {.id = "AMB-57",
     .title = "What is the value of INVALID_SOCKET?",
     .readings = {"INVALID_SOCKET is 0xffff.",
                  "INVALID_SOCKET has all bits of a SOCKET set."}},
    {.id = "AMB-58",
     .title = "What does the success of a cancel of a blocking call prove?",
     .readings = {"A cancel that succeeds has ended the operation.",
                  "It may succeed without having cancelled anything; only WSAEINTR from the "
                  "operation proves a cancel."}},
    {.id = "AMB-59",
     .title = "When may a provider make upcalls?",
     .readings = {"A provider may make upcalls between WSPStartup and the final WSPCleanup only.",
                  "It may also make them inside WSPStartup.",
                  "It may also make them after the final WSPCleanup."}},
    {.id = "AMB-60",
     .title = "Does FD_CLOSE come before received data has been read?",
     .readings = {"FD_CLOSE comes only after all data that was received has been read.",
                  "It comes with the end of the connection, although data is still unread, and "
                  "does not come again."},
     .windows =
         "FD_CLOSE comes although data is unread, and once only (Wine's test sock.c, "
         "test_close_events, where Wine itself is marked as different).",
     .documented = "after all data",
     .seen = "before unread data"},
    {.id = "AMB-61",
     .title = "Which error does an FD_CLOSE of a reset carry?",
     .readings = {"WSAECONNRESET tells of a reset by the far end; WSAECONNABORTED is for a "
                  "time-out or another failure.",
                  "WSAECONNABORTED tells of a reset too."},
     .windows =
         "The error of a reset with a linger of no time is WSAECONNABORTED (Wine's test sock.c, "
         "test_close_events, where Wine itself is marked as different).",
     .documented = "WSAECONNRESET",
     .seen = "WSAECONNABORTED"},
    {.id = "AMB-62",
     .title = "What does a waiting select return when its socket is closed?",
     .readings = {"It fails, because the socket is one no longer: with WSAEINTR or WSAENOTSOCK.",
                  "It returns 1, and the socket is among those that are readable."},
     .windows =
         "select returns 1 with the closed socket in readfds, whatever version was negotiated "
         "(Wine's test sock.c, test_select, SelectReadThread).",
     .documented = "fails",
     .seen = "readable"},
    {.id = "AMB-63",
     .title = "Which error does a receive report after a send to a far end that has gone?",
     .readings = {"The far end answers with a reset, so the receive fails with WSAECONNRESET.",
                  "The connection failed under the data sent, so the receive fails with "
                  "WSAECONNABORTED."},
     .windows =
         "The receive fails with WSAECONNABORTED (Wine's test sock.c, test_shutdown, where Wine "
         "itself is marked as different).",
     .documented = "WSAECONNRESET",
     .seen = "WSAECONNABORTED"},
    {.id = "AMB-64",
     .title = "What does a look-up of an empty host name yield?",
     .readings = {"An empty name yields the local host.",
                  "An empty name is an unknown host.",
                  "An empty name is a bad pointer, so the error is WSAEFAULT."},
     .windows =
         "gethostbyname of an empty name finds the local host (Wine's test protocol.c, test_dns); "
         "of the asynchronous call nothing is known."},
    {.id = "AMB-65",
     .title = "Can disconnect data still be had after WSAEFAULT for a small buffer?",
     .readings = {"The data is still there, and the call can be repeated.",
                  "The data is lost, or reception is disabled already."}},
    {.id = "AMB-66",
     .title = "May the value of a task handle be used again?",
     .readings = {"The value of a handle is not used again.",
                  "It may be used again once its request is over."}},
    {.id = "AMB-67",
     .title = "Is the data of a closed socket still sent after the final clean-up?",
     .readings = {"It is still sent.", "It may be lost when the DLL is unloaded."}},
});
// clang-format on

constexpr bool are_in_order() {
    for (std::size_t i = 0; i < ambiguities.size(); ++i) {
        const auto known = AmbiguityId::find(ambiguities[i].id);
        if (!known || known->index() != i) return false;
    }
    return true;
}
static_assert(ambiguities.size() == ambiguity_count && are_in_order());

}  // namespace

const Ambiguity& AmbiguityId::operator*() const {
    return ambiguities[index_];
}

std::vector<AmbiguityId> all_ambiguities() {
    std::vector<AmbiguityId> all;
    for (const Ambiguity& ambiguity : ambiguities)
        all.push_back(*AmbiguityId::find(ambiguity.id));
    return all;
}

std::string Ambiguities::words() const {
    std::string words;
    for (const AmbiguityId id : *this) {
        if (!words.empty()) words += ", ";
        words += id->id;
    }
    return words;
}

}  // namespace wsconform
