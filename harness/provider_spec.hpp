// SPDX-License-Identifier: Apache-2.0

#pragma once

// What the user named as the provider under test: "simulated", "wine", "api:PATH", "spi:PATH"
// and so on.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "conformance/text/input_error.hpp"
#include "model/catalogue.hpp"

namespace wsconform {

struct ProviderSpec {
    std::string name;  ///< What reports call it: as the user gave it, without folders.
    bool is_simulated{};
    std::optional<ClauseId> suspended;  ///< Of "simulated:suspend=SLUG".
    std::string dll;                    ///< What the agent loads, for a real provider.
    /// In its place the DLLs of a chain of transport providers, the top first.
    std::vector<std::string> chain = {};
    std::string mutation = {};  ///< Of "simulated:mutate=NAME"; see mutation.hpp.
};

/// What is said of a DLL that is not there: a build may leave none.
struct MissingLibrary : InputError {
    using InputError::InputError;
};

/// Throws InputError for a provider, slug or path that does not exist.
ProviderSpec parse_provider(const std::string& text);

/// Throws InputError if the DLL of an api: is no file here. A bare name may be one of another
/// machine, so of that it is asked only when a station here is to load it.
void require_library(const std::string& path);

/// What a DLL of api: forwards to: the provider that is beneath it. Throws InputError as above, or
/// if the two cannot stand in that relation.
ProviderSpec parse_beneath(const std::string& text, const ProviderSpec& above);

/// A DLL without its folder, of either system: a report says nothing of the machine.
std::string file_of(const std::string& path);
/// The part of a chain that begins at that position, 1 being its top.
ProviderSpec chain_from(const ProviderSpec& whole, std::size_t position);

/// The providers there are, with what each of them is.
struct ProviderForm {
    std::string form;
    std::string what;
};
std::vector<ProviderForm> provider_forms();

}  // namespace wsconform
