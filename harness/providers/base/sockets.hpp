// SPDX-License-Identifier: Apache-2.0

#pragma once

// The provider's sockets: one record for each handle that a client holds.

#include <atomic>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "harness/providers/base/windows_headers.hpp"

namespace wsconform::base {

/// What WSPAsyncSelect was asked for, and what is due since.
struct Subscription {
    HWND window = nullptr;
    unsigned message = 0;
    long events = 0;  ///< none: there is no subscription
    long armed = 0;   ///< those of them that may be posted; each waits for its enabling call
};

/// What WSPEventSelect was asked for. The host sets the event, except for the end that we make.
struct EventSelection {
    WSAEVENT event = nullptr;
    long events = 0;  ///< none: there is no selection
    bool close_is_due = false;
};

/// Of a socket that keeps message boundaries: what has come and was not given to the client, and
/// what the host would not take yet.
struct Packets {
    std::string read;  ///< The beginning of a packet.
    std::deque<std::string> arrived;
    std::string data;  ///< That came with the end.
    bool has_ended = false;
    std::string unsent;
};

/// Everything but the first group and the atomics is read and written under `lock`. Every call
/// of the host's on `host` is made under it as well, and none of those waits, so no thread keeps
/// it long.
struct Socket {
    WSAPROTOCOL_INFOW protocol{};
    bool is_stream = false;       ///< It has a TCP connection below it.
    bool keeps_messages = false;  ///< It is a stream of packets.

    std::mutex lock;
    SOCKET host = INVALID_SOCKET;  ///< always non-blocking; none once the connection is aborted
    bool connected = false;        ///< has been, at some time
    bool connecting = false;
    bool listening = false;
    bool has_no_peer = false;  ///< A datagram socket that was connected to an address of zeros.
    bool receive_shut = false;
    bool send_shut = false;
    int fault = 0;  ///< what ended the connection: its later operations report it
    linger lingering{};
    SOCKADDR_STORAGE last_name{};  ///< what getsockname says after an abort, if it is to say it
    int last_name_length = 0;
    Subscription subscription;
    EventSelection event_selection;
    Packets packets;

    std::atomic<bool> nonblocking{false};  ///< as the client sees it
    std::atomic<bool> closed{false};       ///< a call that waits on it ends with WSAEINTR
    std::atomic<bool> watched{false};      ///< the service thread looks at it
};

using SocketPtr = std::shared_ptr<Socket>;

class SocketTable {
  public:
    SocketPtr find(SOCKET handle);
    bool contains(SOCKET handle);
    void add(SOCKET handle, SocketPtr socket);
    /// False if it was not there: of two threads that close a socket, one does.
    bool remove(SOCKET handle);
    std::vector<std::pair<SOCKET, SocketPtr>> all();

  private:
    std::mutex lock_;
    std::unordered_map<SOCKET, SocketPtr> sockets_;
};

/// Gives the record of a new host socket the handle that the client is to use. On failure the host
/// socket is closed. 0, or why not.
int admit(SocketPtr socket, SOCKET& handle);

/// Resets the connection at once, whatever it was doing. The handle stays valid; later operations
/// report the fault. Needs the socket's lock.
void abort_connection(Socket& socket, int fault);

/// The same, but getsockname goes on working.
void abort_keeping_name(Socket& socket, int fault);

/// Whether a stream socket is or was connected; asks the host if it has to. Needs the lock.
bool is_connected(Socket& socket);

/// SO_ERROR of the host's, which that clears. Needs the lock.
int take_host_error(const Socket& socket);

}  // namespace wsconform::base
