// SPDX-License-Identifier: Apache-2.0

#pragma once

// Between what an agent or a lower tester writes of a step, in JSON, and the Reply the model speaks
// of. Raw handles become small numbers here, in the order they are first seen; and whether a
// result is the database entry that was asked for is settled here, where the scenario is known.

#include <cstdint>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <set>
#include <string>

#include "conformance/scenario/deliveries.hpp"
#include "conformance/scenario/scenario.hpp"
#include "model/reply.hpp"

namespace wsconform {

/// What both directions remember of the look-ups so far.
class Lookups {
  public:
    explicit Lookups(const Scenario& scenario) : scenario_{&scenario} {}

    /// The number of a raw handle that a look-up just returned.
    std::uint16_t accepted(std::uint64_t raw, std::size_t step);
    /// The step that brought the handle last; nothing if none did.
    const Step* step_of(std::uint16_t handle) const;
    std::uint16_t number_of(std::uint64_t raw) const;
    std::uint64_t raw_of(std::uint16_t handle) const;

    void advertised(const Step& step, std::uint32_t size);
    /// The length of the buffer the look-up was given.
    std::uint32_t room_of(const Step& step) const;

  private:
    const Scenario* scenario_;
    std::map<std::uint64_t, std::uint16_t> numbers_;
    std::map<std::uint16_t, std::size_t> steps_;
    std::map<RequestId, std::uint32_t> sizes_;
};

/// A handle, or another value as wide as a pointer, of a process of that many bits. However an
/// agent of 32 bits widened it, with zeros or with its sign, it is the same word.
std::uint64_t word_of(const nlohmann::json& value, unsigned bits);

class Decoder {
  public:
    /// The scenario must outlive the decoder; `bits` is how wide the process's handles are.
    Decoder(const Scenario& scenario, unsigned bits)
        : scenario_{&scenario}, bits_{bits}, lookups_{scenario}, deliveries_{scenario} {}

    /// The reply to the step with that index, from the facts of its "returned" or "hung" line.
    /// Throws nlohmann::json::exception if the facts have not the form the step's kind gives them.
    Reply reply_to(std::size_t index, const nlohmann::json& facts);

  private:
    Reply finished_reply(std::size_t index, const nlohmann::json& facts);
    Reply call_reply(std::size_t index, const nlohmann::json& facts);
    /// Of a call that makes a socket or receives: what later replies are read with.
    void note_socket(const Call& call, const nlohmann::json& value, ReplyKind kind);
    // message_decoder.cpp
    Reply message_reply(const nlohmann::json& message);
    Reply lookup_message_reply(const nlohmann::json& message);
    Reply notice_reply(const nlohmann::json& message) const;
    bool is_next_on(const calls::Receive& call, const std::string& bytes);
    bool is_of_a_stream(SocketId socket, const std::string& bytes) const;
    Reply hook_reply(const nlohmann::json& value, Error error) const;

    const Scenario* scenario_;
    unsigned bits_;
    Lookups lookups_;
    std::map<SocketId, std::string> brought_;  ///< By streams, so far.
    std::set<SocketId> datagrams_;
    std::set<SocketId> overlapped_;  ///< An overlapped receive may have taken some of theirs.
    std::map<std::uint64_t, SocketId> sockets_;  ///< By handle, the latest of each.
    Deliveries deliveries_;
};

class Encoder {
  public:
    explicit Encoder(const Scenario& scenario)
        : scenario_{&scenario}, lookups_{scenario}, deliveries_{scenario} {}

    /// The facts of a provider that gave this reply: what Decoder reads back as the same reply.
    nlohmann::json facts_of(std::size_t step, const Reply& reply);

  private:
    nlohmann::json message_facts(const Reply& reply) const;
    nlohmann::json notice_facts(const Reply& reply) const;
    std::string next_bytes(const calls::Receive& call, const Reply& reply);
    /// Adds to the facts of a step what it has received, if it is known which bytes these are.
    void add_received(std::size_t index, const Reply& reply, nlohmann::json& facts);

    const Scenario* scenario_;
    Lookups lookups_;
    std::map<SocketId, std::string> brought_;
    Deliveries deliveries_;
};

}  // namespace wsconform
