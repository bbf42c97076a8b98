#pragma once

// What each ambiguity of the sources is about, in a few words, so that a behaviour profile can be
// read without the specification beside it.

#include <array>
#include <string_view>

namespace wsconform {

struct Ambiguity {
    std::string_view id;
    std::string_view title;
};

inline constexpr auto ambiguities = std::to_array<Ambiguity>({
    {"AMB-01", "WSAEINVAL or WSAEALREADY for a request that is no longer there"},
    {"AMB-02", "the error for a zero handle"},
    {"AMB-03", "silence after a successful cancel"},
    {"AMB-04", "whose the buffer is after a cancel"},
    {"AMB-05", "scope and reuse of task handles"},
    {"AMB-06", "the low word of lParam on success"},
    {"AMB-07", "partial data with WSAENOBUFS"},
    {"AMB-08", "when and for what WSAEFAULT is reported"},
    {"AMB-09", "the error for a bad window"},
    {"AMB-10", "whether MAXGETHOSTSTRUCT is enough"},
    {"AMB-11", "numeric and empty host names"},
    {"AMB-12", "the error for an unknown protocol or service"},
    {"AMB-13", "concurrency and order of requests"},
    {"AMB-14", "messages sent or posted"},
    {"AMB-15", "what the return value of a hook means"},
    {"AMB-16", "NULL from WSASetBlockingHook"},
    {"AMB-17", "NULL or the default hook from WPUQueryBlockingCallback"},
    {"AMB-18", "which calls are exempt from WSAEINPROGRESS"},
    {"AMB-19", "WSAEINPROGRESS for clients of version 2"},
    {"AMB-20", "whether ws2_32 exports the four hook functions"},
    {"AMB-21", "which routines can block"},
    {"AMB-22", "resetting a socket after a cancel"},
    {"AMB-23", "releasing the resources of a cancelled connect"},
    {"AMB-24", "a cancelled closesocket"},
    {"AMB-25", "closing from another thread"},
    {"AMB-26", "TCP data after the receive side was shut down"},
    {"AMB-27", "UDP after the receive side was shut down"},
    {"AMB-28", "WSAENOPROTOOPT for disconnect data"},
    {"AMB-29", "the contract of the disconnect buffer"},
    {"AMB-30", "whether WSARecvDisconnect blocks"},
    {"AMB-31", "how a close is signalled"},
    {"AMB-32", "when SD_SEND sends its FIN"},
    {"AMB-33", "WSAEINTR from shutdown"},
    {"AMB-34", "closing a non-blocking socket that lingers"},
    {"AMB-35", "WSAENOTSOCK after a close"},
    {"AMB-36", "the polarity of SO_DONTLINGER"},
    {"AMB-37", "when FD_CLOSE is posted"},
    {"AMB-38", "WSAEDISCON from recv"},
    {"AMB-39", "after keep-alive has failed"},
    {"AMB-40", "what WSAEnumProtocols lists"},
    {"AMB-41", "repeated WSAStartup"},
    {"AMB-42", "version rules of WSAStartup 1.1"},
    {"AMB-43", "versions nobody lists"},
    {"AMB-44", "unsent data at cleanup"},
    {"AMB-45", "the last error after a success"},
    {"AMB-46", "WSASetLastError before WSAStartup"},
    {"AMB-47", "the upcall table by pointer or by value"},
    {"AMB-48", "versions of providers"},
    {"AMB-49", "WSAEINVAL from WSPCleanup"},
    {"AMB-50", "the text on WPUQueryBlockingCallback"},
    {"AMB-51", "fifteen or sixteen upcalls"},
    {"AMB-52", "different codes for the same mistake"},
    {"AMB-53", "the length of the description in WSPDATA"},
    {"AMB-54", "wrong names in the provider pages"},
    {"AMB-55", "what WSAEINPROGRESS means to a provider"},
    {"AMB-56", "the direction of buflen"},
    {"AMB-57", "the width of INVALID_SOCKET"},
    {"AMB-58", "what the success of a cancel proves"},
    {"AMB-59", "when upcalls are legal"},
});

constexpr std::string_view title_of_ambiguity(std::string_view id) {
    for (const Ambiguity& ambiguity : ambiguities) {
        if (ambiguity.id == id) return ambiguity.title;
    }
    return "";
}

}  // namespace wsconform
