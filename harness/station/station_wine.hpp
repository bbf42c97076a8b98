// SPDX-License-Identifier: Apache-2.0

#pragma once

// The Wine of a station: its private Windows folder, with the wineserver that runs on it.

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "conformance/trace/subject.hpp"
#include "harness/station/isolation.hpp"
#include "harness/station/provision.hpp"
#include "harness/station/wine_prefix.hpp"

namespace wsconform {

class StationWine {
  public:
    StationWine(const Provision& provision, const Surroundings& surroundings);

    /// To be called while the process has all its rights. Throws HarnessError.
    void copy_windows(const std::vector<std::string>& dlls, Interface interface) const;

    /// To be called when it has given them up. Throws HarnessError if Wine runs no program.
    void start();

    /// For programs that are run on it.
    const std::map<std::string, std::optional<std::string>>& environment() const {
        return environment_;
    }
    Databases* databases() const { return databases_.get(); }

  private:
    const Provision& provision_;
    const Surroundings& surroundings_;
    std::filesystem::path scratch_;
    std::filesystem::path prefix_;
    std::map<std::string, std::optional<std::string>> environment_;
    std::unique_ptr<WineSession> session_;
    std::unique_ptr<Databases> databases_;
};

}  // namespace wsconform
