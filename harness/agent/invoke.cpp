// SPDX-License-Identifier: Apache-2.0

#include "harness/agent/invoke.hpp"

#include "harness/agent/spi/spi_calls.hpp"

namespace wsconform::agent {

namespace {

/// Null if it cannot be read. The provider may raise an exception here too, which is then noted.
Json provider_error(Turn& turn) {
    int error = 0;
    auto* function = turn.session.api.function<decltype(::WSAGetLastError)>("WSAGetLastError");
    if (function == nullptr) return nullptr;
    Fault fault;
    if (run_and_take_down(&fault, error, function) == 0) return error;
    note_raised(turn, fault);
    return nullptr;
}

void set_provider_error(const Api& api, int error) {
    std::monostate nothing;
    auto* function = api.function<decltype(::WSASetLastError)>("WSASetLastError");
    if (function != nullptr) run(nothing, function, error);
}

void note(Json& facts, const char* key, Json value) {
    if (!value.is_null()) facts[key] = std::move(value);
}

}  // namespace

std::string symbol_of(const std::string& call) {
    if (call == "WSPStartup") return spi::direct_startup_name;
    if (call == "WSPCleanup") return spi::direct_cleanup_name;
    if (call == "WSPCancelBlockingCall") return spi::direct_cancel_name;
    if (call == "WSPSocket") return spi::direct_socket_name;
    if (call.starts_with("WPU")) return "spi:" + call;
    return call == "WSAEnumProtocols" ? "WSAEnumProtocolsW" : call;
}

void prepare(Turn& turn, LastError treatment) {
    const Api& api = turn.session.api;
    DWORD& last_error = turn.performer.last_error;
    if (treatment == LastError::poisoned) {
        last_error = poison;
        SetLastError(poison);
        set_provider_error(api, static_cast<int>(poison));
    } else {
        SetLastError(last_error);
    }
    note(turn.facts, "was", provider_error(turn));
    if (turn.is_at_provider != nullptr) *turn.is_at_provider = true;
    turn.session.baton.unlock();
    SetLastError(last_error);
}

void conclude(Turn& turn, const Fault* fault) {
    turn.performer.last_error = GetLastError();
    note(turn.facts, "error", provider_error(turn));
    if (fault != nullptr) note_raised(turn, *fault);
    turn.session.baton.lock();
}

void note_raised(Turn& turn, const Fault& fault) {
    turn.facts["raised"] = fault.code;
    turn.facts["fault"] = told(fault, turn.session.memory);
}

void restore_last_error(Turn& turn) {
    const auto error = turn.facts.find("error");
    if (error != turn.facts.end()) set_provider_error(turn.session.api, error->get<int>());
}

}  // namespace wsconform::agent
