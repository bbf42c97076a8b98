// SPDX-License-Identifier: Apache-2.0

#pragma once

// A scenario: what to do to a provider, in order, and what its author claims will come back. It
// says nothing about who the provider is. The names in it are logical; here they become the small
// indices the model works with, and stay known for the reports.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/calls.hpp"
#include "model/catalogue.hpp"
#include "model/reply.hpp"

namespace wsconform {

/// What an author says a step returns: any one of these.
struct Claimed {
    ReplyKind kind{};
    bool any_error{true};
    Error error{};
    Range value = Range::any();
    Range size = Range::any();
    RequestId request{RequestId::none};  ///< Of a message; stands for `value`.
    std::string bytes;                   ///< The text received, if the claim says it.
};
using Claim = std::vector<Claimed>;

/// The database entry that a look-up must find, as far as the scenario fixes it.
struct Entry {
    std::vector<std::string> names;      ///< Official name and aliases; empty if not fixed.
    std::vector<std::string> addresses;  ///< IPv4 only; empty if not fixed.
    std::optional<int> number;           ///< Protocol number, or port in host order.
    std::string protocol;                ///< Of a service.
};

struct Step {
    Call call;
    Timing timing{};
    std::size_t begun_by{};          ///< Of Timing::returns: the step that began the call.
    std::optional<ThreadId> thread;  ///< Nothing for the steps of the lower testers.
    std::string actor;               ///< The thread's name, "peer", "name_server" or "database".
    std::string action;              ///< Such as "WSACancelAsyncRequest(r1)".
    std::string function;            ///< The API function called; empty for other steps.
    std::string text;                ///< That it sends.
    std::optional<Claim> claim;

    Entry entry;              ///< Of a look-up only.
    std::string window;       ///< Named as hWnd; empty for NULL.
    std::uint32_t message{};  ///< wMsg
};

/// What those send who may be at a socket's other end.
struct Arrivals {
    std::vector<std::string> streams;  ///< All of each sender.
    std::vector<std::string> texts;    ///< Each send alone, as datagrams are.
};

struct Scenario {
    std::string id;  ///< "<call>/<claim>"
    std::string purpose;
    std::string kind;  ///< "valid", "invalid" or "inopportune"
    std::vector<ClauseId> clauses;
    std::vector<Step> steps;
    std::vector<std::string> requests;         ///< Names by RequestId.
    std::vector<std::string> buffers;          ///< Names by BufferId.
    std::vector<std::string> windows;          ///< Names by WindowId.
    std::vector<std::string> hooks;            ///< Names by HookId.
    std::vector<std::string> sockets;          ///< Names by SocketId.
    std::vector<std::string> streams;          ///< What each peer and then each socket sends.
    std::vector<Arrivals> arrivals;            ///< By SocketId.
    std::vector<std::string> disconnect_data;  ///< All texts sent with the end of a connection.
    std::string json;                          ///< The document, compact, `returns` and all.
};

/// What may arrive at the socket; nothing at one that the scenario does not name.
const Arrivals& arrivals_at(const Scenario& scenario, SocketId socket);

/// Reads a scenario. `where` names the file in errors. Throws InputError naming file, place and
/// fault: not JSON, not of the schema, an unknown clause or name, more than `capacity` allows.
Scenario parse_scenario(std::string_view json, const std::string& id, const std::string& where);

/// Reads a file of scenarios/; the id is the path below the folder, without ".json".
Scenario load_scenario(const std::string& folder, const std::string& id);

/// The socket, then the listening one that accepted it, and so on. What was asked for of one of
/// them holds for those before it.
std::vector<SocketId> with_those_that_accepted(const Scenario& scenario, SocketId socket);

}  // namespace wsconform
