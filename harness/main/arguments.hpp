// SPDX-License-Identifier: Apache-2.0

#pragma once

// What the words of the command line were understood to say, and the verbs that need more than one
// of them at once.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "harness/main/bisect_verb.hpp"
#include "harness/main/bundle_verb.hpp"
#include "harness/main/expectations_verb.hpp"
#include "harness/main/explore.hpp"
#include "harness/main/gate_verb.hpp"
#include "harness/main/render.hpp"
#include "harness/main/run_options.hpp"
#include "harness/main/verbs.hpp"
#include "harness/station/station.hpp"
#include "model/ruling.hpp"
#include "reports/reproduce/reproduce.hpp"

namespace wsconform {

struct Arguments {
    int status{};  ///< What the verb came to.
    RunOptions run;
    BisectOptions bisect;
    ExploreOptions explore;
    StationOptions station;
    std::string station_agent;
    std::vector<std::string> station_provider_ids;  ///< PATH=GUID
    std::string station_isolation{"full"};
    std::string run_isolation{"full"};
    std::uint64_t quiescence_ms{1000};
    std::uint64_t station_quiescence_ms{1000};
    std::vector<std::string> traces;
    RenderOptions render;
    GateOptions gate;
    InitOptions init;
    std::string today;
    std::string older;
    std::string newer;
    BundleOptions bundle;
    std::string clause;
    std::string name;  ///< Of what is listed, shown or printed.
    bool as_json{};
    bool shows_alive{};  ///< Of mutants: those alone that no purpose kills.
    Grading grading{Grading::portable};
    std::string scenario;
    std::string program;
    ProgramForm form{ProgramForm::c};
    WineTestOptions wine_test;
};

/// The day by which expectations expire: the one given, else the clock's. Throws InputError.
Date today(const Arguments& arguments);

/// The verb `run`, and the one by which it starts its stations. They return the exit status.
int run_verb(Arguments& arguments);
int run_station_verb(Arguments& arguments);

}  // namespace wsconform
