// SPDX-License-Identifier: Apache-2.0

// A DLL that stands in for one of the system's under its own name, as games have them: it passes
// every call on to the system's DLL, which it loads by full path. One answer is its own, by which
// it is known.

#include <windows.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

namespace {

/// The functions of Winsock 1.1, and for ws2_32.dll those of Winsock 2 that programs use most.
// clang-format off
#define FUNCTIONS_OF_1(F) \
    F(accept) F(bind) F(closesocket) F(connect) F(getpeername) F(getsockname) F(getsockopt) \
    F(htonl) F(htons) F(inet_addr) F(inet_ntoa) F(ioctlsocket) F(listen) F(ntohl) F(ntohs) \
    F(recv) F(recvfrom) F(select) F(send) F(sendto) F(setsockopt) F(shutdown) F(socket) \
    F(gethostbyaddr) F(gethostbyname) F(getprotobyname) F(getprotobynumber) F(getservbyname) \
    F(getservbyport) F(gethostname) F(WSAAsyncSelect) F(WSAAsyncGetHostByAddr) \
    F(WSAAsyncGetHostByName) F(WSAAsyncGetProtoByNumber) F(WSAAsyncGetProtoByName) \
    F(WSAAsyncGetServByPort) F(WSAAsyncGetServByName) F(WSACancelAsyncRequest) \
    F(WSASetBlockingHook) F(WSAUnhookBlockingHook) F(WSAGetLastError) F(WSASetLastError) \
    F(WSACancelBlockingCall) F(WSAIsBlocking) F(WSAStartup) F(WSACleanup) F(__WSAFDIsSet)
#define FUNCTIONS_OF_2(F) \
    F(WSASocketA) F(WSASocketW) F(WSARecv) F(WSARecvFrom) F(WSASend) F(WSASendTo) F(WSAIoctl) \
    F(WSASendDisconnect) F(WSARecvDisconnect) F(WSAEventSelect) F(WSAEnumNetworkEvents) \
    F(WSAEnumProtocolsA) F(WSAEnumProtocolsW) F(WSACreateEvent) F(WSACloseEvent) F(WSASetEvent) \
    F(WSAResetEvent) F(WSAWaitForMultipleEvents) F(WSAGetOverlappedResult) F(getaddrinfo) \
    F(WSADuplicateSocketA) F(WSADuplicateSocketW) F(freeaddrinfo) F(getnameinfo)
// clang-format on

#if WSCONFORM_PROXIED_VERSION == 2
#define FUNCTIONS(F) FUNCTIONS_OF_1(F) FUNCTIONS_OF_2(F)
constexpr const wchar_t* proxied = L"\\ws2_32.dll";
#else
#define FUNCTIONS(F) FUNCTIONS_OF_1(F)
constexpr const wchar_t* proxied = L"\\wsock32.dll";
#endif

#define NAME(function) #function,
constexpr std::array names{FUNCTIONS(NAME)};

}  // namespace

// The compiler puts this before each name of C.
#define TEXT_OF_VALUE(value) #value
#define TEXT_OF(macro) TEXT_OF_VALUE(macro)
#define PREFIX TEXT_OF(__USER_LABEL_PREFIX__)

// An export has to leave registers and stack as they are, whatever its arguments: so it is one
// jump. Its target is a global variable, which the assembler finds by name.
#define EXPORT(function)                                                       \
    extern "C" {                                                               \
    void* system_##function = nullptr;                                         \
    }                                                                          \
    __asm__(".globl " PREFIX "proxy_" #function "\n" PREFIX "proxy_" #function \
            ":\n"                                                              \
            "\tjmp *" PREFIX "system_" #function WSCONFORM_RELATIVE "\n");
FUNCTIONS(EXPORT)

#define TARGET(function) &system_##function,
static const std::array targets{FUNCTIONS(TARGET)};

/// The answer that is its own: Winsock has WSAEINVAL for a handle of no request.
extern "C" int WINAPI own_WSACancelAsyncRequest(HANDLE request) {
    constexpr int wsaefault = 10014;
    if (request != nullptr)
        return reinterpret_cast<int(WINAPI*)(HANDLE)>(system_WSACancelAsyncRequest)(request);
    reinterpret_cast<void(WINAPI*)(int)>(system_WSASetLastError)(wsaefault);
    return -1;
}

static bool has_found_the_system() {
    std::wstring path(MAX_PATH, L'\0');
    path.resize(GetSystemDirectoryW(path.data(), MAX_PATH));
    const HMODULE system = LoadLibraryW((path + proxied).c_str());
    if (system == nullptr) return false;
    for (std::size_t i = 0; i < names.size(); ++i)
        *targets[i] = reinterpret_cast<void*>(GetProcAddress(system, names[i]));
    return true;
}

extern "C" BOOL WINAPI DllMain(HINSTANCE /*instance*/, DWORD reason, void* /*reserved*/) {
    return reason != DLL_PROCESS_ATTACH || has_found_the_system() ? TRUE : FALSE;
}
