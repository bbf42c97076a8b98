// SPDX-License-Identifier: Apache-2.0

#pragma once

// How every call is made, and what is noted of it: the last error is poisoned before and read
// after, an exception that leaves the call becomes a fact, a function that the provider does not
// export is a fact too.

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <variant>

#include "harness/agent/fault.hpp"
#include "harness/agent/guarded_call.hpp"
#include "harness/agent/session.hpp"

namespace wsconform::agent {

/// What the last error is set to before a call, unless the call is about the last error itself.
inline constexpr DWORD poison = 0x5EED;

enum class LastError { poisoned, kept };

/// The name under which the DLL exports the call of that name.
std::string symbol_of(const std::string& call);

/// Ends with giving up the baton.
void prepare(Turn& turn, LastError treatment);
/// Ends with taking it again. `fault` is null if the call returned.
void conclude(Turn& turn, const Fault* fault);

/// Notes that the provider raised an exception.
void note_raised(Turn& turn, const Fault& fault);

/// Puts the provider's and the thread's last error back to what conclude() saw.
void restore_last_error(Turn& turn);

template <typename Value>
void note_value(Turn& turn, const Value& value) {
    if constexpr (std::is_pointer_v<Value>)
        turn.facts["value"] = reinterpret_cast<std::uintptr_t>(value);
    else if constexpr (!std::is_same_v<Value, std::monostate>)
        turn.facts["value"] = value;
}

/// Calls the function, guarded. Returns 0, or the code of the exception it raised, which is taken
/// down in `fault` unless that is null; `value` is then untouched. Nothing is noted.
template <typename Value, typename Function, typename... Parameters>
std::uint32_t run_and_take_down(Fault* fault, Value& value, Function* function,
                                Parameters... parameters) {
    struct Frame {
        Function* function;
        std::tuple<Parameters...> parameters;
        Value& value;
    };
    Frame frame{function, {parameters...}, value};
    const auto body = [](void* opaque) {
        auto& call = *static_cast<Frame*>(opaque);
        if constexpr (std::is_same_v<Value, std::monostate>)
            std::apply(call.function, call.parameters);
        else
            call.value = std::apply(call.function, call.parameters);
    };
    return run_guarded(body, &frame, fault);
}

template <typename Value, typename Function, typename... Parameters>
std::uint32_t run(Value& value, Function* function, Parameters... parameters) {
    return run_and_take_down(nullptr, value, function, parameters...);
}

/// The value the call returned, monostate if it returns void; nothing if it raised an exception.
template <LastError treatment, typename Return, typename... Parameters>
auto invoke_at(Turn& turn, Return(WSAAPI* function)(Parameters...),
               std::type_identity_t<Parameters>... parameters) {
    using Value = std::conditional_t<std::is_void_v<Return>, std::monostate, Return>;
    Value value{};
    prepare(turn, treatment);
    Fault fault;
    const std::uint32_t raised = run_and_take_down(&fault, value, function, parameters...);
    conclude(turn, raised == 0 ? nullptr : &fault);
    if (raised != 0) return std::optional<Value>{};
    note_value(turn, value);
    return std::optional<Value>{value};
}

/// The same, of a function of the provider; nothing, also, if it does not export it.
template <typename Function, LastError treatment = LastError::poisoned, typename... Parameters>
auto invoke(Turn& turn, const char* call, Parameters... parameters)
    -> decltype(invoke_at<treatment>(turn, static_cast<Function*>(nullptr), parameters...)) {
    auto* const function = turn.session.api.function<Function>(symbol_of(call).c_str());
    if (function == nullptr) {
        turn.facts["missing"] = true;
        return std::nullopt;
    }
    return invoke_at<treatment>(turn, function, parameters...);
}

}  // namespace wsconform::agent
