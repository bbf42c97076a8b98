// SPDX-License-Identifier: Apache-2.0

#pragma once

// The parts of reading a scenario, shared by the files that do it: scenario.cpp (the document),
// step_reader.cpp (steps), action_text.cpp (a step in words), claim_reader.cpp (what a step
// returns), and readers of subjects: look-ups and their databases, network events, upcalls,
// and declarations.

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "conformance/scenario/names.hpp"
#include "conformance/scenario/scenario.hpp"

namespace wsconform::reading {

/// What the scripted name server was told to say of a name.
struct Script {
    std::string name;
    std::vector<std::string> aliases;
    std::vector<std::string> addresses;  ///< IPv4 only.
    Answer answer{};
};

/// What one peer or socket sends.
struct Stream {
    std::string sender;
    std::string bytes;
    bool is_far{};                   ///< A peer's.
    std::vector<std::string> texts;  ///< Of each send.
};

/// The names of a scenario, and what its steps so far have said.
struct Context {
    std::string place;  ///< "FILE: /steps/3", for errors.
    Names<ThreadId> threads{capacity::threads};
    Names<WindowId> windows{capacity::windows};
    Names<RequestId> requests{capacity::requests};
    Names<BufferId> buffers{capacity::buffers};
    Names<SocketId> sockets{capacity::sockets};
    Names<PeerId> peers{capacity::peers};
    Names<NameId> names{capacity::names};
    Names<OverlappedId> overlapped{capacity::overlapped};
    Names<HookId> hooks{capacity::hooks};
    Names<ObjectId> objects{capacity::objects};
    Names<EventId> events{capacity::events};
    std::map<std::string, std::size_t> flights;   ///< Calls in flight: the step that began each.
    std::set<std::string> flight_names;           ///< All there were.
    std::map<std::string, std::string> promised;  ///< By a flight's name: the socket it will give.
    std::vector<Script> scripts;                  ///< By NameId.
    std::vector<Stream> streams;
    std::map<std::string, std::size_t> stream_of;  ///< By the name of the sender.
    std::vector<std::string> disconnect_data;

    void add_sent(const std::string& sender, const std::string& bytes, bool is_far);
    /// The call in flight of that name has returned.
    void land(const std::string& flight);
    /// Throws InputError: "FILE: /steps/3: FAULT; REMEDY".
    [[noreturn]] void fail(const std::string& fault, const std::string& remedy) const;
};

/// Of each socket by its index, what those send who may be at its other end (senders.cpp).
std::vector<Arrivals> arrivals_of(const Context& context, const nlohmann::json& steps);
/// One step of a document, after those before it (scenario.cpp). Throws InputError.
Step read_step(Context& context, const nlohmann::json& node, const std::vector<Step>& before);
/// The step's call. Fills `step.entry` for look-ups.
Call read_call(Context& context, const nlohmann::json& node, Step& step);
/// A step with one of the keys "upcall", "event" and "apcs"; nothing if it is none.
std::optional<Call> read_upcall(Context& context, const nlohmann::json& node, Step& step);
/// socket_reader.cpp
calls::CreateSocket read_socket(Context& context, const nlohmann::json& node);
calls::Connect read_connect(const Context& context, const nlohmann::json& node);
/// receive_reader.cpp: a receive in all its forms, and WSAGetOverlappedResult.
calls::Receive read_receive(Context& context, const nlohmann::json& node, calls::ReceiveCall call);
calls::GetOverlappedResult read_result(const Context& context, const nlohmann::json& node);
calls::AsyncGet read_lookup(Context& context, const nlohmann::json& node, Step& step);
/// What the name server is told to do: to say something of a name, to hold its questions back.
Call read_name_server(Context& context, const nlohmann::json& node);
/// header_reader.cpp: a step with the key "export", and one with "constant" or "macro".
calls::LookUpExport read_export(const Context& context, const nlohmann::json& node);
calls::ReadHeader read_header(const Context& context, const nlohmann::json& node);
/// event_reader.cpp
calls::AsyncSelect read_async_select(const Context& context, const nlohmann::json& node,
                                     Step& step);
Call read_window(Context& context, const nlohmann::json& node);
calls::Select read_select(const Context& context, const nlohmann::json& node);
/// What select leaves in its sets; a set that is not named is empty then.
Claimed read_sets(const Context& context, const nlohmann::json& node);
calls::EventSelect read_event_select(Context& context, const nlohmann::json& node);
calls::EnumNetworkEvents read_enum_events(const Context& context, const nlohmann::json& node);
/// The published codes of a name, or of a list of names.
std::vector<Error> codes_in(const Context& context, const nlohmann::json& node);
void read_event_message(const Context& context, const nlohmann::json& node, Claim& claims);
void read_recorded_events(const Context& context, const nlohmann::json& node, Claim& claims);
/// A socket by its name. The name of what an accept in flight will give is refused.
SocketId known_socket(const Context& context, const std::string& name);
/// A socket by its name; `none` for the names of what is no socket.
SocketId socket_in(const Context& context, const nlohmann::json& name);
/// A published code by its name.
Error code_in(const Context& context, const std::string& name);
Claim read_claim(const Context& context, const nlohmann::json& node, const Step& step);
Version read_version(const Context& context, const std::string& text);
/// "WSACancelAsyncRequest(r1)": the step in words, without what it returns.
std::string action_of(const nlohmann::json& node);

/// The index of a name that some earlier step introduced.
template <typename Id>
Id known(const Context& context, const Names<Id>& names, const std::string& name) {
    if (const auto id = names.find(name)) return *id;
    context.fail("\"" + name + "\" is not introduced by an earlier step",
                 "introduce it with \"as\" or correct the name");
}
template <typename Id>
Id introduced(const Context& context, Names<Id>& names, const std::string& name) {
    if (const auto id = names.intern(name)) return *id;
    context.fail("\"" + name + "\" is one name more than a scenario may have of its kind (" +
                     std::to_string(names.capacity()) + ")",
                 "split the scenario");
}

}  // namespace wsconform::reading
