// SPDX-License-Identifier: Apache-2.0

#pragma once

// A chain of transport providers as something a script can be played on: its functions are those
// of the miniature ws2_32.

#include <vector>

#include "harness/agent/api.hpp"
#include "harness/agent/spi/protocol_catalogue.hpp"

namespace wsconform::agent::spi {

class SpiApi final : public Api {
  public:
    /// The top of the chain first. Loads them all, so that each one's imports are answered before
    /// it runs. Throws InputError and HarnessError.
    explicit SpiApi(const std::vector<std::string>& paths);

    void* address(const char* name) const override;
    /// A provider's only export has no number of its own.
    void* address(WORD /*ordinal*/) const override { return nullptr; }

  private:
    ProtocolCatalogue catalogue_;
};

}  // namespace wsconform::agent::spi
