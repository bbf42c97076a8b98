// SPDX-License-Identifier: Apache-2.0

#pragma once

// What the script's logical names stand for while it runs. One thread at a time uses it: the one
// that holds the baton (see README.md).

#include <array>
#include <atomic>
#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include "harness/agent/api.hpp"
#include "harness/agent/decode.hpp"
#include "harness/agent/memory.hpp"
#include "harness/agent/script.hpp"
#include "harness/agent/windows.hpp"

namespace wsconform::agent {

struct Socket {
    SOCKET value = INVALID_SOCKET;
    /// Host order; 0 while it is not known.
    std::uint16_t port = 0;
};

struct Request {
    HANDLE handle = nullptr;
    Structure structure = Structure::hostent;
    const Region* buffer = nullptr;
    std::size_t buflen = 0;
    /// Tells apart requests that were given the same handle: the latest is meant.
    std::size_t serial = 0;
    /// The low word of its message, once that was seen.
    unsigned advertised = 0;
};

/// Lives as long as the process: the provider writes to it later.
struct Overlapped {
    OVERLAPPED record{};
    DWORD received = 0;
    DWORD flags = 0;
    std::vector<std::span<const std::byte>> rooms{};  ///< Where it receives, in order.
};

/// What an upcall made: a handle, or a reference to a thread.
struct ProviderObject {
    DWORD_PTR handle = 0;
    DWORD_PTR reserved = 0;  ///< The other word of a reference to a thread.
};

struct Session {
    const Api& api;
    const Ixit& ixit;
    const Addresses& ends;
    Memory& memory;
    Windows& windows;
    /// A handle that is neither a socket nor a request.
    HANDLE an_event;
    /// Held by the thread that performs a step, but not while it is in the provider.
    std::mutex baton{};
    std::map<std::string, Socket> sockets{};
    std::map<std::string, Request> requests{};
    std::size_t requests_made = 0;
    std::map<std::string, Overlapped> overlapped{};
    /// Event objects of network events, with a manual reset.
    std::map<std::string, HANDLE> events{};
    std::map<std::string, ProviderObject> provider_objects{};
    /// What WSAEnumProtocols asked for last.
    DWORD protocol_bytes_required = 0;
    std::map<std::string, std::uint16_t> peer_ports{};
    /// Of calls that report one.
    std::map<std::string, std::string> reported_names{};
    /// Addresses handed to the provider by pointer, which it may read later.
    std::deque<std::array<char, 64>> addresses{};
};

/// A thread of the script. The provider keeps its last error in the thread, where anything the
/// agent does between two steps may change it: it is saved after a call and put back before the
/// next one.
struct Performer {
    DWORD last_error = 0;
};

/// One step while it is done: what it works on, and the facts it finds.
struct Turn {
    Session& session;
    Performer& performer;
    const Json& arguments;
    Json facts = Json::object();
    /// To be set when the provider is about to be called; may be null.
    std::atomic<bool>* is_at_provider = nullptr;
};

/// The argument's text, or null if the argument is null. Lives as long as the script.
const char* text_or_null(const Turn& turn, const char* key);

/// The argument's text as a name, for a name that the script must give.
const std::string& name_at(const Turn& turn, const char* key);

}  // namespace wsconform::agent
