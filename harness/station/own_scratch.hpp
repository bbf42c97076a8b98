// SPDX-License-Identifier: Apache-2.0

#pragma once

// A folder for what a station keeps while it runs, where no mount of its own goes with it. One that
// a killed station left is removed by the next.

#include <filesystem>

#include "harness/station/descriptor.hpp"

namespace wsconform {

class OwnScratch {
  public:
    /// Makes `below/scratch-XXXXXX`. Throws HarnessError.
    explicit OwnScratch(const std::filesystem::path& below);
    OwnScratch(const OwnScratch&) = delete;
    OwnScratch& operator=(const OwnScratch&) = delete;
    ~OwnScratch();

    const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
    Descriptor lock_;  ///< Held as long as somebody uses the folder.
};

}  // namespace wsconform
