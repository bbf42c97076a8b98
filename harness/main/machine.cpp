// SPDX-License-Identifier: Apache-2.0

#include "harness/main/machine.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <thread>
#include <utility>

#include "conformance/text/input_error.hpp"
#include "conformance/text/text.hpp"
#include "harness/applicability.hpp"
#include "harness/harness_error.hpp"
#include "harness/main/this_machine.hpp"
#include "reports/plural.hpp"
#include "reports/report.hpp"

namespace wsconform {

namespace {

bool is_open(const Capabilities& capabilities) {
    return capabilities.is_isolated.has_value() && !*capabilities.is_isolated &&
           capabilities.isolation.empty();
}

}  // namespace

void require_isolation(const RunOptions& options, const Capabilities& capabilities) {
    const bool may_be_open = !options.is_isolated || !options.agent_command.empty();
    if (may_be_open || !is_open(capabilities) || !is_of_somebody(options.provider)) return;
    const auto reason = capabilities.missing.find("name_server");
    throw HarnessError{visible(options.provider) +
                       " is somebody's code, and this machine cannot isolate it" +
                       (reason == capabilities.missing.end() ? "" : " (" + reason->second + ")") +
                       "; " + advice_on_isolation() +
                       ", or accept with --isolation none that it can reach whatever you can"};
}

void require_one_to_pause_at(const RunOptions& options, bool is_simulated, std::size_t purposes) {
    if (!options.pauses) return;
    if (is_simulated)
        throw InputError{
            "--pause: the simulated provider is no DLL that a debugger could be "
            "attached to; name another with --provider"};
    if (purposes != 1 || options.cases != 0)
        throw InputError{"--pause: waits before one purpose, and " + plural(purposes, "purpose") +
                         " and " + plural(options.cases, "case") +
                         " of each property would be played; choose one with --filter "
                         "CALL.CLAIM, without --cases"};
}

std::string this_machine() {
    return visible(system_name(), 200) + ", " +
           plural(std::thread::hardware_concurrency(), "processor");
}

std::string what_does_not_apply(const std::vector<const Scenario*>& purposes,
                                const Capabilities& capabilities) {
    std::map<std::string, std::size_t> reasons;
    for (const Scenario* purpose : purposes) {
        const auto obstacle = obstacle_to(*purpose, capabilities);
        if (obstacle && obstacle->of == Obstacle::Of::provider) ++reasons[obstacle->reason];
    }
    std::vector<std::pair<std::string, std::size_t>> rows{reasons.begin(), reasons.end()};
    std::ranges::stable_sort(rows, std::greater{}, [](const auto& each) { return each.second; });
    constexpr std::size_t most = 5;
    std::string text;
    std::size_t rest = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto& [reason, times] = rows[i];
        if (i >= most)
            rest += times;
        else
            text += "does not apply: " + std::to_string(times) + " of " +
                    plural(purposes.size(), "purpose") + ", " + visible(reason) + "\n";
    }
    if (rest != 0)
        text += "does not apply: " + std::to_string(rest) + " more, for other reasons; " +
                "the report has them all\n";
    return text;
}

std::string what_is_untested(const std::vector<const Scenario*>& purposes,
                             const Capabilities& capabilities) {
    std::map<std::string, std::size_t> reasons;
    for (const Scenario* purpose : purposes) {
        const auto obstacle = obstacle_to(*purpose, capabilities);
        if (obstacle && obstacle->of == Obstacle::Of::machine) ++reasons[obstacle->reason];
    }
    std::string text;
    for (const auto& [reason, times] : reasons) {
        text += "untested here: " + std::to_string(times) + " of " +
                plural(purposes.size(), "purpose") + ", " + visible(reason);
        // What only the network of a station could show, isolation would.
        const bool is_for_want_of_isolation = reason.find("no isolation") != std::string::npos;
        text += (is_for_want_of_isolation ? "; " + advice_on_isolation() : "") + "\n";
    }
    return text;
}

}  // namespace wsconform
