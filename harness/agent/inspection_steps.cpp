// SPDX-License-Identifier: Apache-2.0

// Looking at what the provider exports and offers, at our own headers, at overlapped operations;
// taking memory away.

#include <array>
#include <map>

#include "harness/agent/errors.hpp"
#include "harness/agent/forms.hpp"
#include "harness/agent/invoke.hpp"

namespace wsconform::agent {

namespace {

void free_buffer(Turn& turn) {
    turn.session.memory.free(name_at(turn, "on"));
}

void look_up_export(Turn& turn) {
    const Api& api = turn.session.api;
    const void* named = api.address(name_at(turn, "export").c_str());
    turn.facts["by_name"] = named != nullptr;
    if (!turn.arguments.contains("ordinal")) return;
    const void* numbered = api.address(turn.arguments.at("ordinal").get<WORD>());
    turn.facts["by_ordinal"] = numbered != nullptr && numbered == named;
}

void tell_constant(Turn& turn) {
    const std::map<std::string, std::size_t> constants{{"MAXGETHOSTSTRUCT", MAXGETHOSTSTRUCT},
                                                       {"SD_RECEIVE", SD_RECEIVE},
                                                       {"SD_SEND", SD_SEND},
                                                       {"SD_BOTH", SD_BOTH},
                                                       {"sizeof(WSADATA)", sizeof(WSADATA)}};
    const auto found = constants.find(name_at(turn, "constant"));
    if (found == constants.end()) throw InputError("unknown constant");
    turn.facts["value"] = found->second;
}

/// A message's lParam is a pointer's width; the macros look at its low 32 bits.
LPARAM lparam_at(const Turn& turn) {
    return static_cast<LPARAM>(turn.arguments.at("lParam").get<std::uint64_t>());
}

void get_async_error(Turn& turn) {
    turn.facts["value"] = WSAGETASYNCERROR(lparam_at(turn));
}

void get_async_buflen(Turn& turn) {
    turn.facts["value"] = WSAGETASYNCBUFLEN(lparam_at(turn));
}

void make_async_reply(Turn& turn) {
    const auto buflen = turn.arguments.at("buflen").get<WORD>();
    const auto error = turn.arguments.at("error").get<WORD>();
    turn.facts["value"] = static_cast<DWORD>(WSAMAKEASYNCREPLY(buflen, error));
}

void look_at_overlapped(Turn& turn) {
    const auto found = turn.session.overlapped.find(name_at(turn, "on"));
    if (found == turn.session.overlapped.end())
        throw InputError("no overlapped operation is named " + name_at(turn, "on"));
    const OVERLAPPED& record = found->second.record;
    turn.facts["signalled"] = WaitForSingleObject(record.hEvent, 0) == WAIT_OBJECT_0;
    turn.facts["status"] = static_cast<DWORD>(record.Internal);
}

/// No step is played after it: the process ends without a word to the provider.
void end_process(Turn& /*turn*/) {}

constexpr auto forms = std::to_array<Form>({
    {"process", "ends", "", end_process},
    {"memory", "frees", "on", free_buffer},
    {"export", "", "ordinal?", look_up_export},
    {"constant", "", "", tell_constant},
    {"macro", "WSAGETASYNCERROR", "lParam", get_async_error},
    {"macro", "WSAGETASYNCBUFLEN", "lParam", get_async_buflen},
    {"macro", "WSAMAKEASYNCREPLY", "buflen error", make_async_reply},
    {"overlapped", "looks", "on", look_at_overlapped},
});

}  // namespace

std::span<const Form> inspection_forms() {
    return forms;
}

}  // namespace wsconform::agent
