// SPDX-License-Identifier: Apache-2.0

#include "harness/main/bisect_verb.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "conformance/text/input_error.hpp"
#include "conformance/text/text.hpp"
#include "harness/harness_error.hpp"
#include "harness/main/names.hpp"
#include "harness/main/run.hpp"
#include "harness/provider_spec.hpp"
#include "harness/station/system_process.hpp"
#include "reports/report_json.hpp"

namespace wsconform {

namespace {

namespace fs = std::filesystem;

// What git takes for "skip this commit", and for "stop bisecting".
constexpr int untold = 125;
constexpr int stop = 128;

int tell(int status, std::string_view word, const std::string& why) {
    std::cout << "bisect: " << word << ": " << visible(why, 500) << '\n';
    return status;
}

/// Whether the command of --build succeeded.
bool is_built(const std::string& command) {
    std::cout.flush();
    // The user's own command, in the user's own words: the shell is what they asked for.
    const int status = std::system(command.c_str());  // NOLINT(cert-env33-c)
    return status != -1 && exit_status_of(status) == 0;
}

int status_of(const PurposeResult& result) {
    const std::string told =
        result.id + (reason_of(result).empty() ? "" : ": ") + reason_of(result);
    switch (finding_of(result)) {
        case Finding::pass:
            return tell(0, "good", told);
        case Finding::fail:
        case Finding::error:
            return tell(1, "bad", told);
        case Finding::inconclusive:
        case Finding::not_applicable:
        case Finding::untested:
            break;
    }
    return tell(untold, "cannot be told", told);
}

int play(const std::string& id, const RunOptions& options) {
    if (const int status = run(options); status > 1)
        return tell(untold, "cannot be told", "the purpose could not be played");
    const Report report = read_report(fs::path{options.out} / "report.json");
    const auto result = std::ranges::find(report.purposes, id, &PurposeResult::id);
    if (result == report.purposes.end())
        return tell(untold, "cannot be told", id + " was not played");
    return status_of(*result);
}

}  // namespace

int bisect(const BisectOptions& options, RunOptions run_options) {
    try {
        const auto purpose = purpose_called(options.purpose);
        if (!purpose)
            throw InputError{"bisect: \"" + visible(options.purpose, 80) +
                             "\" is no purpose of the suite; give one such as "
                             "WSACancelAsyncRequest/zero_handle_is_refused"};
        if (!options.build.empty() && !is_built(options.build))
            return tell(untold, "cannot be told", "--build failed");
        if (!options.keeps_report)
            run_options.out =
                (fs::temp_directory_path() / ("wsconform-bisect-" + std::to_string(getpid())))
                    .string();
        run_options.filter = dotted(purpose->id);
        run_options.checks_itself = false;
        run_options.keeps_report = options.keeps_report;
        const int status = play(purpose->id, run_options);
        std::error_code fault;
        if (!options.keeps_report) fs::remove_all(run_options.out, fault);
        if (!options.keeps_report)
            std::cout << "bisect: the report of this commit is not kept; --out DIR keeps it\n";
        return status;
    } catch (const MissingLibrary& error) {
        return tell(untold, "cannot be told",
                    std::string{"the build left no DLL: "} + error.what());
    } catch (const InputError& error) {
        std::cout.flush();
        std::cerr << "wsconform: " << visible(error.what()) << '\n';
        return stop;
    } catch (const HarnessError& error) {
        return tell(untold, "cannot be told", error.what());
    }
}

}  // namespace wsconform
