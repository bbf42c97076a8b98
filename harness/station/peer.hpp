// SPDX-License-Identifier: Apache-2.0

#pragma once

// The peer: the other end of the provider's connections and datagrams. It is played with native
// sockets, because only they see a reset or an ICMP error as it came over the wire. Sockets go by
// the scenario's names. Nothing here waits longer than the bounds it was given.

#include <chrono>
#include <cstdint>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "harness/station/descriptor.hpp"
#include "harness/station/native_socket.hpp"

namespace wsconform {

/// The next thing that came in on a peer's socket.
struct Sighting {
    enum class Kind { bytes, end, reset, refused, nothing };
    Kind kind;
    std::string bytes = {};

    bool operator==(const Sighting&) const = default;
};

/// The peer cannot do its step because of what the provider did, or did not do, before. That is no
/// fault of ours: what could have been seen is not known.
class Unable : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

class PeerSockets {
  public:
    struct Bounds {
        /// After which nothing more is expected to come.
        std::chrono::milliseconds quiescence{1000};
        /// For the provider's side to acknowledge what was sent.
        std::chrono::milliseconds acknowledgement{1000};
        /// For a connection to be made.
        std::chrono::milliseconds connection{5000};
    };

    explicit PeerSockets(Bounds bounds, native::Addresses addresses = {})
        : bounds_{bounds}, addresses_{addresses} {}

    // Each throws HarnessError, with the reason, if the system does not let us do it; and Unable if
    // it is the provider that does not.
    void listens(const std::string& name);
    /// The same, with a queue that has no room: who connects to it has to wait.
    void listens_full(const std::string& name);
    /// Makes room in the queue of such a listener.
    void drains(const std::string& name);
    /// False if nobody listens there.
    bool connects(std::uint16_t port, const std::string& name);
    /// False if nobody has connected in time.
    bool accepts(const std::string& listener, const std::string& name);
    void binds(const std::string& name);

    /// Whether everything sent was acknowledged in time.
    bool sends(const std::string& name, const std::string& bytes);
    void sends_datagram(const std::string& name, const std::string& bytes, std::uint16_t port);
    /// Sends FIN; whether it was acknowledged in time.
    bool shuts_down(const std::string& name);
    void closes(const std::string& name);
    /// Closes so that a reset is sent.
    void resets(const std::string& name);
    /// Each thing is seen once: after the end of a stream only a reset is still to come.
    Sighting observes(const std::string& name);

    /// The local port of every open socket.
    std::map<std::string, std::uint16_t> ports() const;
    /// Closes everything, between scenarios.
    void forget_all();

  private:
    struct Socket {
        Descriptor descriptor;
        bool is_stream = true;
        bool was_reset = false;
        bool reset_told = false;
        bool end_told = false;
        /// Refusals of datagrams that came up while sending others.
        unsigned refusals = 0;
        /// Our own connections in the queue of a full listener.
        std::vector<Descriptor> fillers = {};
    };

    using Sockets = std::map<std::string, Socket>;

    /// Throws Unable of a connection that nobody made, HarnessError if there is none of that name.
    Sockets::iterator existing(const std::string& name);
    Socket& named(const std::string& name);
    void keep(const std::string& name, Socket socket);
    static bool all_acknowledged(Socket& socket);
    Sighting observe_stream(Socket& socket) const;
    Sighting observe_reset_only(Socket& socket) const;
    Sighting observe_datagram(Socket& socket) const;

    Bounds bounds_;
    native::Addresses addresses_;
    Sockets sockets_;
    /// Names of connections that nobody made.
    std::set<std::string> unmet_;
};

}  // namespace wsconform
