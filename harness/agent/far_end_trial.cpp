// SPDX-License-Identifier: Apache-2.0

#include "harness/agent/far_end_trial.hpp"

#include <array>

#include "harness/agent/addresses.hpp"
#include "harness/agent/answer.hpp"
#include "harness/agent/api.hpp"
#include "harness/agent/errors.hpp"

namespace wsconform::agent {

namespace {

constexpr long patience_seconds = 5;

/// The system's, found by name because the agent links no Winsock.
class SystemWinsock {
  public:
    SystemWinsock() {
        constexpr WORD version = 0x0202;
        WSADATA data{};
        if (called<decltype(::WSAStartup)>("WSAStartup")(version, &data) != 0)
            throw HarnessError("the system's WSAStartup fails");
    }

    template <typename Function>
    Function* called(const char* name) const {
        Function* const function = dll_.function<Function>(name);
        if (function == nullptr) throw HarnessError(std::string{"ws2_32.dll lacks "} + name);
        return function;
    }

    int error() const { return called<decltype(::WSAGetLastError)>("WSAGetLastError")(); }

  private:
    LoadedDll dll_{"ws2_32.dll"};
};

/// What failed, and the code of Winsock's.
struct Failure {
    const char* what;
    int code;
};

class Trial {
  public:
    explicit Trial(const std::string& where) {
        const std::size_t first = where.find(':');
        const std::size_t second = where.find(':', first + 1);
        if (first == std::string::npos || second == std::string::npos)
            throw InputError("--far-end takes ADDRESS:TCP_PORT:UDP_PORT");
        const IN_ADDR peer = address_named(where.substr(0, first));
        const auto port = [&where](std::size_t colon) {
            return static_cast<std::uint16_t>(std::stoul(where.substr(colon + 1)));
        };
        stream_ = endpoint(peer, port(first));
        datagrams_ = endpoint(peer, port(second));
    }

    void run() {
        try {
            go_there();
            wait_for_answers();
            end_and_reset();
        } catch (const Failure& failure) {
            write_line({{"failed", failure.what}, {"error", failure.code}});
        }
    }

  private:
    [[noreturn]] void fail(const char* what) const { throw Failure{what, winsock_.error()}; }

    SOCKET opened(int type) const {
        const SOCKET made = winsock_.called<decltype(::socket)>("socket")(AF_INET, type, 0);
        if (made == INVALID_SOCKET) fail("socket");
        return made;
    }

    bool is_ready(SOCKET socket, bool for_writing) const {
        fd_set ready{1, {socket}};
        fd_set failed{1, {socket}};
        timeval bound{patience_seconds, 0};
        const int count = winsock_.called<decltype(::select)>("select")(
            0, for_writing ? nullptr : &ready, for_writing ? &ready : nullptr, &failed, &bound);
        return count > 0 && ready.fd_count > 0;
    }

    void make_blocking(SOCKET socket, bool is_blocking) const {
        u_long mode = is_blocking ? 0 : 1;
        winsock_.called<decltype(::ioctlsocket)>("ioctlsocket")(socket, static_cast<long>(FIONBIO),
                                                                &mode);
    }

    sockaddr_in name_of(SOCKET socket) const {
        sockaddr_in name{};
        int length = sizeof name;
        if (winsock_.called<decltype(::getsockname)>("getsockname")(
                socket, reinterpret_cast<sockaddr*>(&name), &length) != 0)
            fail("getsockname");
        return name;
    }

    std::uint16_t bound_beside(SOCKET socket, const IN_ADDR& own) const {
        const sockaddr_in any_port = endpoint(own, 0);
        if (winsock_.called<decltype(::bind)>("bind")(
                socket, reinterpret_cast<const sockaddr*>(&any_port), sizeof any_port) != 0)
            fail("bind");
        return swapped(name_of(socket).sin_port);
    }

    void go_there() {
        connection_ = opened(SOCK_STREAM);
        make_blocking(connection_, false);
        if (winsock_.called<decltype(::connect)>("connect")(
                connection_, reinterpret_cast<const sockaddr*>(&stream_), sizeof stream_) != 0 &&
            winsock_.error() != WSAEWOULDBLOCK)
            fail("connect");
        const bool is_decided = is_ready(connection_, true);
        const int error = error_of(connection_);
        if (!is_decided || error != 0) throw Failure{"connect", error};
        const IN_ADDR own = name_of(connection_).sin_addr;
        listener_ = opened(SOCK_STREAM);
        const std::uint16_t stream_port = bound_beside(listener_, own);
        if (winsock_.called<decltype(::listen)>("listen")(listener_, 1) != 0) fail("listen");
        mailbox_ = opened(SOCK_DGRAM);
        const std::uint16_t datagram_port = bound_beside(mailbox_, own);
        const char something = 'x';
        if (winsock_.called<decltype(::sendto)>("sendto")(
                mailbox_, &something, 1, 0, reinterpret_cast<const sockaddr*>(&datagrams_),
                sizeof datagrams_) != 1)
            fail("sendto");
        write_line({{"own", words_for(own)}, {"tcp", stream_port}, {"udp", datagram_port}});
    }

    /// 0 if nothing was heard of it at all.
    int error_of(SOCKET socket) const {
        int error = 0;
        int length = sizeof error;
        winsock_.called<decltype(::getsockopt)>("getsockopt")(
            socket, SOL_SOCKET, SO_ERROR, reinterpret_cast<char*>(&error), &length);
        return error;
    }

    void wait_for_answers() {
        if (is_ready(listener_, false))
            accepted_ = winsock_.called<decltype(::accept)>("accept")(listener_, nullptr, nullptr);
        const bool has_datagram = is_ready(mailbox_, false);
        write_line({{"accepted", accepted_ != INVALID_SOCKET}, {"datagram", has_datagram}});
    }

    /// The connection that we made is reset, the one that came ends; then the peer ends it too.
    void end_and_reset() {
        if (accepted_ == INVALID_SOCKET) return;
        const linger at_once{1, 0};
        winsock_.called<decltype(::setsockopt)>("setsockopt")(
            connection_, SOL_SOCKET, SO_LINGER, reinterpret_cast<const char*>(&at_once),
            sizeof at_once);
        winsock_.called<decltype(::closesocket)>("closesocket")(connection_);
        winsock_.called<decltype(::shutdown)>("shutdown")(accepted_, SD_SEND);
        is_ready(accepted_, false);
    }

    SystemWinsock winsock_;
    sockaddr_in stream_{};
    sockaddr_in datagrams_{};
    SOCKET connection_ = INVALID_SOCKET;
    SOCKET listener_ = INVALID_SOCKET;
    SOCKET mailbox_ = INVALID_SOCKET;
    SOCKET accepted_ = INVALID_SOCKET;
};

}  // namespace

void try_far_end(const std::string& where) {
    Trial{where}.run();
}

}  // namespace wsconform::agent
