// SPDX-License-Identifier: Apache-2.0

#pragma once

// Steps and claims of a scenario in C: what a step says to the provider, and the texts that the
// program makes of replies, which are what claims are written in.

#include <nlohmann/json_fwd.hpp>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace wsconform::reproduce {

/// What the program has to declare, by the names it has there.
struct DeclaredNames {
    std::set<std::string> sockets;
    std::set<std::string> windows;
    std::vector<std::string> requests;  ///< In the order of their first use.
    std::set<std::string> buffers;
    std::set<std::string> overlapped;
    std::set<std::string> events;  ///< Event objects of network events.
    std::set<std::string> hosts;   ///< Where gethostname puts what it reports.
    std::set<std::string> hooks;
    std::set<std::string> rooms;      ///< For received data.
    std::set<std::string> functions;  ///< Looked up by name.
    std::set<std::string> datagram_ends;
    std::set<std::pair<std::string, int>> notified;  ///< Sockets, with the message about them.
    std::set<std::string> ports;                     ///< Sockets whose port is used again.
    bool has_event{};
};

/// A name of the scenario's as an identifier that means nothing else in C or here.
std::string identifier(const std::string& name);
/// Where the program keeps the port of a socket.
std::string port_of(const std::string& name);
/// Text as a C literal.
std::string literal(const std::string& text);
/// Text that neither begins nor ends a C comment.
std::string remark(std::string text);

/// An expression that does the step and gives the text of its reply; empty for a step that says
/// nothing, which is then `statement_of`. `room` is where data is received.
std::string reply_of(const nlohmann::json& step, const std::string& room, DeclaredNames& names);
std::string statement_of(const nlohmann::json& step, DeclaredNames& names);
/// The same of a call.
std::string call_of(const nlohmann::json& step, const std::string& room, DeclaredNames& names);

/// The texts that the author expects; none if anything will do.
std::vector<std::string> expected_of(const nlohmann::json& step);

}  // namespace wsconform::reproduce
