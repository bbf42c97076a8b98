// SPDX-License-Identifier: Apache-2.0

// Windows, and the messages posted to them; letting time pass.

#include <algorithm>
#include <array>
#include <thread>

#include "harness/agent/errors.hpp"
#include "harness/agent/exceptions.hpp"
#include "harness/agent/forms.hpp"
#include "harness/agent/invoke.hpp"
#include "harness/agent/spi/front.hpp"
#include "harness/agent/spi/upcalls.hpp"

namespace wsconform::agent {

namespace {

void open_window(Turn& turn) {
    turn.session.windows.open(name_at(turn, "as"));
}

void close_window(Turn& turn) {
    turn.session.windows.close(name_at(turn, "on"));
}

/// The latest request that was given this handle, or null.
Request* request_of(Session& session, WPARAM handle) {
    Request* latest = nullptr;
    for (auto& [name, request] : session.requests) {
        if (reinterpret_cast<WPARAM>(request.handle) != handle || handle == 0) continue;
        if (latest == nullptr || latest->serial < request.serial) latest = &request;
    }
    return latest;
}

Json result_of(const Request& request) {
    if (request.buffer == nullptr || request.buffer->freed) return nullptr;
    const auto room = std::min(request.buflen, request.buffer->bytes.size());
    return decoded(request.structure, request.buffer->bytes.first(room));
}

Json facts_of(Turn& turn, const MSG& message) {
    Json facts{{"window", turn.session.windows.name_of(message.hwnd)},
               {"id", message.message},
               {"wParam", message.wParam},
               {"lParam", static_cast<std::uint64_t>(message.lParam)}};
    if (spi::front().module != nullptr) facts["by_upcall"] = spi::was_posted_by_upcall(message);
    Request* request = request_of(turn.session, message.wParam);
    if (request == nullptr) return facts;
    request->advertised = LOWORD(message.lParam);
    if (HIWORD(message.lParam) != 0) return facts;
    if (Json result = result_of(*request); !result.is_null()) facts["result"] = std::move(result);
    return facts;
}

/// Told where time passes: see exceptions.hpp.
void tell_stray_exception(Turn& turn) {
    if (const auto fault = stray_fault()) note_raised(turn, *fault);
}

void retrieve(Turn& turn, Retrieval retrieval) {
    const auto message = turn.session.windows.next_posted(retrieval, turn.session.ixit.quiescence);
    turn.facts["message"] = message.has_value() ? facts_of(turn, *message) : Json{};
    tell_stray_exception(turn);
}

void await_message(Turn& turn) {
    retrieve(turn, Retrieval::removes);
}

void peek_message(Turn& turn) {
    retrieve(turn, Retrieval::leaves);
}

void wait_for_quiescence(Turn& turn) {
    std::this_thread::sleep_for(turn.session.ixit.settle);
    tell_stray_exception(turn);
}

constexpr auto forms = std::to_array<Form>({
    {"window", "opens", "as", open_window},
    {"window", "closes", "on", close_window},
    {"await", "message", "", await_message, &Ixit::quiescence},
    {"await", "return", "of", nullptr},
    {"peek", "message", "", peek_message, &Ixit::quiescence},
    {"wait", "quiescence", "", wait_for_quiescence, &Ixit::settle},
});

}  // namespace

std::span<const Form> message_forms() {
    return forms;
}

}  // namespace wsconform::agent
