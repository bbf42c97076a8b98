// SPDX-License-Identifier: Apache-2.0

#pragma once

// What was tested: the DLLs of a provider as files, and the system that loaded them. The agent
// tells it, a report keeps it, and nothing is concluded from it but whether two runs had the same.

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace wsconform {

struct TestedDll {
    std::string file;     ///< Without its folder.
    std::string machine;  ///< "x86_64", "i386", "aarch64".
    std::uint64_t size_bytes{};
    std::string sha256;        ///< Empty if the system could not make it.
    std::string version = {};  ///< These as the file states them; empty if it does not.
    std::string product = {};
    std::string company = {};

    bool operator==(const TestedDll&) const = default;
};

struct Tested {
    std::string system;           ///< "wine-8.0 (Debian 8.0)", "Windows 10.0.19045".
    std::vector<TestedDll> dlls;  ///< A chain's top first; none if nobody told.
    /// What they loaded from their own folders, by name.
    std::vector<TestedDll> companions = {};

    bool operator==(const Tested&) const = default;
};

std::vector<std::string> fingerprints_of(const Tested& tested);

/// "ws2_32.dll 1.2.0.0 (Product, Company), x86_64, 12345 bytes, SHA-256 0123..."
std::string text_of(const TestedDll& dll);

nlohmann::ordered_json json_of(const Tested& tested);
/// Throws json::exception for what is no such thing. Folders and all that does not print is left
/// out, for an agent on another machine may say anything.
Tested tested_of(const nlohmann::ordered_json& json);

}  // namespace wsconform
