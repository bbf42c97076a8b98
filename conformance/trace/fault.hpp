// SPDX-License-Identifier: Apache-2.0

#pragma once

// What a trace tells of a step beside its reply: where an exception came from, and which memory
// the provider touched that it had no business with. It is told to the reader; what of it breaks a
// clause is in the reply.

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

namespace wsconform {

struct Fault {
    std::string code;     ///< "0xC0000005"
    std::string name;     ///< "access violation", or nothing
    std::string access;   ///< "read", "write", "execute", or nothing
    std::string address;  ///< That was read, written or executed.
    std::vector<std::string>
        frames;  ///< "base_provider.dll+0x1A2B (WSPSend+0x2B)", innermost first.
};

/// Of the step's line. Throws nlohmann::json::exception if it has not that form.
std::optional<Fault> fault_in(const nlohmann::json& facts);
std::vector<std::string> asides_in(const nlohmann::json& facts);

/// "exception 0xC0000005 (access violation): write of 0x8".
std::string words_for(const Fault& fault);

}  // namespace wsconform
