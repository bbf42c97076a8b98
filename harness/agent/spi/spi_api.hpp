// SPDX-License-Identifier: Apache-2.0

#pragma once

// A chain of transport providers as something a script can be played on: its functions are those
// of the miniature ws2_32.

#include <optional>
#include <string>
#include <vector>

#include "harness/agent/api.hpp"
#include "harness/agent/spi/protocol_catalogue.hpp"

namespace wsconform::agent::spi {

/// A provider as the command line names it.
struct Link {
    std::string path;
    /// By which it looks for itself in the catalogue; empty if it tells that by GetLspGuid, or does
    /// not look.
    std::string id;
};

class SpiApi final : public Api {
  public:
    /// The top of the chain first. Loads them all. The catalogue is there before they are, for one
    /// may read it as soon as it is loaded. Throws InputError and HarnessError.
    explicit SpiApi(const std::vector<Link>& chain);

    void* address(const char* name) const override;
    /// A provider's only export has no number of its own.
    void* address(WORD /*ordinal*/) const override { return nullptr; }

  private:
    void load(std::size_t number, const Link& link);
    void require_own_id(std::size_t number, const Link& link, const std::optional<GUID>& id) const;

    ProtocolCatalogue catalogue_;
};

}  // namespace wsconform::agent::spi
