// SPDX-License-Identifier: Apache-2.0

#pragma once

// How reports arrange and caption the clauses: by the letters of their short ids. A test asks for a
// caption of each group of the catalogue.

#include <array>
#include <string_view>

namespace wsconform {

struct ClauseGroup {
    std::string_view prefix;  ///< Of the short ids: "CAR" of CAR-02.
    std::string_view area;
    std::string_view title;
};

inline constexpr auto clause_groups = std::to_array<ClauseGroup>({
    {"CAR", "Asynchronous requests", "WSACancelAsyncRequest"},
    {"ASY", "Asynchronous requests", "All six WSAAsyncGetXByY functions"},
    {"AHN", "Asynchronous requests", "WSAAsyncGetHostByName"},
    {"AHA", "Asynchronous requests", "WSAAsyncGetHostByAddr"},
    {"APN", "Asynchronous requests", "WSAAsyncGetProtoByName, ...ByNumber"},
    {"ASN", "Asynchronous requests", "WSAAsyncGetServByName, ...ByPort"},
    {"PBK", "Blocking calls", "Pseudo-blocking, and which calls block"},
    {"CBC", "Blocking calls", "WSPCancelBlockingCall"},
    {"LEF", "Blocking calls", "What a cancelled call leaves behind"},
    {"UQB", "Blocking calls", "WPUQueryBlockingCallback"},
    {"HKS", "Blocking calls", "Blocking hooks of version 1.1"},
    {"NST", "Blocking calls", "Nesting and WSAEINPROGRESS"},
    {"RDC", "Disconnect", "WSARecvDisconnect"},
    {"SRD", "Disconnect", "WSPRecvDisconnect"},
    {"SDC", "Disconnect", "WSASendDisconnect, WSPSendDisconnect"},
    {"SHD", "Disconnect", "shutdown, WSPShutdown"},
    {"CLS", "Disconnect", "closesocket, WSPCloseSocket, SO_LINGER"},
    {"FDC", "Disconnect", "FD_CLOSE"},
    {"DIS", "Disconnect", "How a receiver learns of the end"},
    {"ENP", "Disconnect", "WSAEnumProtocols"},
    {"STU", "Start-up and errors", "WSAStartup"},
    {"VER", "Start-up and errors", "Version negotiation"},
    {"CLN", "Start-up and errors", "WSACleanup"},
    {"NIN", "Start-up and errors", "WSANOTINITIALISED"},
    {"GLE", "Start-up and errors", "WSAGetLastError, WSASetLastError"},
    {"CNC", "Sockets", "connect"},
    {"ACP", "Sockets", "accept"},
    {"BND", "Sockets", "bind, listen, getsockname"},
    {"CRE", "Sockets", "socket, SO_TYPE"},
    {"DGM", "Sockets", "Datagrams"},
    {"NEV", "Sockets", "Network events"},
    {"RCV", "Sockets", "recv, WSARecv"},
    {"SND", "Sockets", "send, WSASend"},
    {"SEL", "Sockets", "select"},
    {"OVL", "Sockets", "Overlapped operations"},
    {"GHN", "Sockets", "gethostname"},
    {"SPS", "Provider interface", "WSPStartup"},
    {"SPV", "Provider interface", "Version negotiation and WSPDATA"},
    {"PTB", "Provider interface", "WSPPROC_TABLE"},
    {"UPT", "Provider interface", "WSPUPCALLTABLE"},
    {"UPC", "Provider interface", "Upcalls"},
    {"PRV", "Provider interface", "Other duties of a provider"},
    {"SPC", "Provider interface", "WSPCleanup"},
    {"LAY", "Provider interface", "Layering"},
});

}  // namespace wsconform
