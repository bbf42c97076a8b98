// SPDX-License-Identifier: Apache-2.0

#pragma once

// The steps of those lower testers that not every system has: the name server and the databases.
// Either may be null where there is none.

#include <chrono>
#include <nlohmann/json.hpp>

namespace wsconform {

class Databases;
class NameServer;

/// Throws HarnessError if it cannot be done.
nlohmann::ordered_json play_name_server(NameServer* server, const nlohmann::ordered_json& step,
                                        std::chrono::milliseconds patience);
/// Throws HarnessError if it cannot be done.
nlohmann::ordered_json play_database(Databases* databases, const nlohmann::ordered_json& step);

/// Throws HarnessError if the name server could not answer a question.
void require_no_fault_of(NameServer* server);

/// Between scenarios. Throws HarnessError if a database cannot be put back.
void forget_what_was_said(NameServer* server, Databases* databases);

}  // namespace wsconform
