// SPDX-License-Identifier: Apache-2.0

#include "harness/main/providers_verb.hpp"

#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

#include "conformance/text/text.hpp"
#include "harness/harness_error.hpp"
#include "harness/main/players.hpp"
#include "harness/main/station_command.hpp"
#include "harness/main/this_machine.hpp"
#include "harness/station/wine.hpp"

namespace wsconform {
namespace {

std::string version_or_fault(const Wine& wine) {
    try {
        return version_of(wine);
    } catch (const HarnessError& error) {
        return std::string{"does not work: "} + visible(error.what(), 200);
    }
}

/// All Wines there are, the one that is taken first.
std::vector<Wine> known_wines(const RunOptions& options) {
    std::vector<Wine> wines = installed_wines();
    if (options.wine.empty()) return wines;
    const Wine named = wine_named(options.wine);
    std::erase(wines, named);
    wines.insert(wines.begin(), named);
    return wines;
}

void list(const std::vector<Wine>& wines) {
    if (wines.empty()) return;
    std::cout << "\nWines:\n";
    for (const Wine& wine : wines)
        std::cout << "  " << visible(wine.program.string()) << "  " << version_or_fault(wine)
                  << (&wine == &wines.front() ? "  (taken)" : "") << '\n';
    std::cout << "take another with --wine FOLDER or PROGRAM, or with WSCONFORM_WINE\n";
}

/// By an agent of 32 bits on this Windows or the Wine that is taken, since only trying tells.
void tell_of_32_bits(RunOptions options, const std::string& system) {
    std::cout << "  DLLs of 32 bits: ";
    try {
        options.agent_program = beside_this_program(agent_of_32_bits).string();
        const auto missing = make_player(options, parse_provider(system))->capabilities().missing;
        std::cout << (missing.contains("agent") ? "no: " + missing.at("agent") : "yes") << '\n';
    } catch (const std::runtime_error& error) {
        std::cout << "no: " << error.what() << '\n';
    }
}

}  // namespace

int list_providers(const RunOptions& options) {
    const std::vector<Wine> wines = known_wines(options);
    for (const ProviderForm& form : provider_forms())
        std::cout << form.form
                  << std::string(form.form.size() < 24 ? 24 - form.form.size() : 1, ' ')
                  << form.what << '\n';
    list(wines);
    std::cout << "\nhere:\n  simulated: yes\n";
    const std::string system = is_windows() ? "windows" : "wine";
    try {
        const auto missing = make_player(options, parse_provider(system))->capabilities().missing;
        std::cout << "  " << system << ": "
                  << (missing.contains("agent") ? missing.at("agent") : "yes") << '\n';
        for (const auto& [tester, reason] : missing) {
            if (tester != "agent") std::cout << "  " << tester << ": missing: " << reason << '\n';
        }
    } catch (const std::runtime_error& error) {
        std::cout << "  " << system << ": no: " << error.what() << '\n';
    }
    tell_of_32_bits(options, system);
    return 0;
}

}  // namespace wsconform
