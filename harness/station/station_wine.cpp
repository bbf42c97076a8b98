// SPDX-License-Identifier: Apache-2.0

#include "harness/station/station_wine.hpp"

#include "harness/station/dll_paths.hpp"
#include "harness/station/prefix_settings.hpp"

namespace wsconform {

StationWine::StationWine(const Provision& provision, const Surroundings& surroundings)
    : provision_{provision},
      surroundings_{surroundings},
      scratch_{surroundings.scratch / "tmp"},
      prefix_{surroundings.scratch / "prefix"} {}

void StationWine::copy_windows(const std::vector<std::string>& dlls, Interface interface) const {
    std::filesystem::create_directory(scratch_);
    copy_prefix(provision_.windows, prefix_);
    load_from_files(prefix_, dlls, interface);
    set_for_a_station(prefix_);
    for (const auto& folder : {scratch_, prefix_})
        surroundings_.give_away(folder);
}

void StationWine::start() {
    environment_ = wine_environment(provision_.wine, prefix_, scratch_);
    session_ = std::make_unique<WineSession>(provision_.wine, prefix_, scratch_);
    databases_ = std::make_unique<Databases>(prefix_);
}

}  // namespace wsconform
