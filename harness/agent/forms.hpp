// SPDX-License-Identifier: Apache-2.0

#pragma once

// The table of everything the agent can do: one form for each call and each other kind of step.
// A form is found by the step's key and what stands there ("call": "bind"), and lists the
// arguments it takes.

#include <span>
#include <string>
#include <string_view>

#include "harness/agent/session.hpp"

namespace wsconform::agent {

struct Form {
    std::string_view key;
    /// Empty: any text will do.
    std::string_view what;
    /// Separated by spaces; one that ends in "?" may be left out.
    std::string_view arguments;
    /// Null if the main thread does it, without a thread of the script.
    void (*execute)(Turn& turn);
    /// What it may wait for by itself, before the watchdog's time begins.
    std::chrono::milliseconds Ixit::*waits = nullptr;
};

// One table for each subject, beside the functions it names.
std::span<const Form> startup_forms();
std::span<const Form> socket_forms();
std::span<const Form> transfer_forms();
std::span<const Form> async_forms();
std::span<const Form> hook_forms();
std::span<const Form> message_forms();
std::span<const Form> inspection_forms();
std::span<const Form> spi_forms();
std::span<const Form> upcall_forms();
std::span<const Form> chain_forms();
std::span<const Form> protocol_forms();
std::span<const Form> notification_forms();

/// Null if no form fits.
const Form* form_of(const Json& step);

/// What is wrong with the step's arguments; empty if nothing is.
std::string fault_of(const Form& form, const Json& step);

/// The calls whose function the provider exports.
Json exported_calls(const Api& api);

}  // namespace wsconform::agent
