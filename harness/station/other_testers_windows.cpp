// SPDX-License-Identifier: Apache-2.0

// Where the program itself runs on Windows it does not change how the system looks up names, so
// there is neither of the two, and no purpose with a step of theirs is played.

#include "harness/station/other_testers.hpp"

#include "harness/harness_error.hpp"

namespace wsconform {

using Json = nlohmann::ordered_json;

Json play_name_server(NameServer* /*server*/, const Json& /*step*/,
                      std::chrono::milliseconds /*patience*/) {
    throw HarnessError{"there is no name server here"};
}

Json play_database(Databases* /*databases*/, const Json& /*step*/) {
    throw HarnessError{"there is no database here"};
}

void require_no_fault_of(NameServer* /*server*/) {}

void forget_what_was_said(NameServer* /*server*/, Databases* /*databases*/) {}

}  // namespace wsconform
