// SPDX-License-Identifier: Apache-2.0

#include "harness/applicability.hpp"

#include <algorithm>
#include <initializer_list>
#include <utility>
#include <variant>

#include "conformance/trace/subject.hpp"

namespace wsconform {

namespace {

/// Functions of the agent's own, or whose absence is itself an answer.
bool may_be_absent(const std::string& function) {
    return function.empty() || function == "GetLastError" || function == "SetLastError" ||
           function == "WSACancelBlockingCall";
}

bool is_of_the_spi(const std::string& function) {
    return function.starts_with("WSP");
}

bool looks_below(const Step& step) {
    const auto* const counts = std::get_if<calls::CountOddities>(&step.call);
    return counts != nullptr && (counts->kind == calls::Oddity::upcalls_below ||
                                 counts->kind == calls::Oddity::protocol_below);
}

/// A probe makes upcalls as if it exported them.
bool has_probe(const std::vector<std::string>& exports) {
    return std::ranges::any_of(
        exports, [](const std::string& function) { return function.starts_with("WPU"); });
}

bool speaks_of_winsock_2_only(const Scenario& scenario) {
    return std::ranges::all_of(
        scenario.clauses, [](ClauseId clause) { return !clause->levels.includes(Level::v1_1); });
}

bool speaks_of_transport_providers(const Scenario& scenario) {
    return std::ranges::any_of(
        scenario.clauses, [](ClauseId clause) { return clause->levels.includes(Level::provider); });
}

/// These are judged on a provider that does not start, too: that is what they are for.
bool is_about_starting(const Scenario& scenario) {
    return scenario.id.starts_with("WSPStartup/");
}

/// What the provider cannot do that the agent found out by trying, beyond calls; empty if nothing.
std::string lack_of_trying(const Step& step, const Capabilities& capabilities) {
    if (!capabilities.exports) return {};
    const auto can = [&](const char* what) {
        return std::ranges::find(*capabilities.exports, what) != capabilities.exports->end();
    };
    const auto* const made = std::get_if<calls::CreateSocket>(&step.call);
    if (made != nullptr && made->transport == Transport::seqpacket && !can("SOCK_SEQPACKET"))
        return "needs a protocol with disconnect data, and the provider makes no SOCK_SEQPACKET";
    if (std::holds_alternative<calls::BringNetworkDown>(step.call) && !can("network_down"))
        return "needs a network that fails, and only a probing provider can be told that it does";
    return {};
}

/// What looks at the inside of a chain of providers needs a chain, and some of it a probe.
std::string lack_of_insight(const Step& step, const Capabilities& capabilities) {
    if (capabilities.is_spi && std::holds_alternative<calls::LookUpExport>(step.call))
        return "looks up an export of ws2_32.dll, which a transport provider need not have";
    if (!capabilities.exports) return {};
    const bool looks_inside = std::holds_alternative<calls::CountHandles>(step.call) ||
                              std::holds_alternative<calls::CountOddities>(step.call);
    if (looks_inside && !capabilities.is_spi)
        return "looks at what only the caller of a transport provider sees";
    if (looks_below(step) && !has_probe(*capabilities.exports))
        return "looks at what the base was given, and only a probing provider tells";
    return {};
}

std::string lack_of_lower_tester(const Step& step, const Capabilities& capabilities) {
    const auto missing = capabilities.missing.find(step.actor);
    if (missing == capabilities.missing.end()) return {};
    return "needs the " + step.actor + " of the suite: " + missing->second;
}

bool claims(const Step& step, ReplyKind kind) {
    return step.claim && std::ranges::any_of(*step.claim, [kind](const Claimed& claimed) {
               return claimed.kind == kind;
           });
}

/// What the sockets of this machine cannot show of a connection.
std::string lack_of_sight(const Step& step, const Capabilities& capabilities) {
    const auto* const listens = std::get_if<calls::PeerListens>(&step.call);
    const bool is_full = listens != nullptr && listens->full;
    const bool is_reset = claims(step, ReplyKind::reset) && !claims(step, ReplyKind::end);
    for (const auto& [is_needed, what] :
         {std::pair{is_full, "full_listener"}, std::pair{is_reset, "reset"}}) {
        const auto missing = capabilities.missing.find(what);
        if (is_needed && missing != capabilities.missing.end()) return missing->second;
    }
    return {};
}

std::string lack_of_export(const Step& step, const Capabilities& capabilities) {
    if (!capabilities.exports || may_be_absent(step.function)) return {};
    if (std::ranges::find(*capabilities.exports, step.function) != capabilities.exports->end())
        return {};
    if (step.function.starts_with("WPU"))
        return "makes an upcall, and only a probing provider can be told to";
    if (is_of_the_spi(step.function))
        return "calls " + step.function + ", which only a transport provider has";
    return "the provider does not export " + step.function;
}

using Lack = std::string (*)(const Step& step, const Capabilities& capabilities);

/// Of what the steps need, the first thing that is not there; empty if nothing is missing.
std::string first_of(std::initializer_list<Lack> lacks, const Scenario& scenario,
                     const Capabilities& capabilities) {
    for (const Step& step : scenario.steps) {
        for (const Lack lack : lacks) {
            if (std::string missing = lack(step, capabilities); !missing.empty()) return missing;
        }
    }
    return {};
}

std::string lack_of_provider(const Scenario& scenario, const Capabilities& capabilities) {
    if (capabilities.is_spi && !speaks_of_transport_providers(scenario))
        return "its clauses bind ws2_32.dll, not a transport provider";
    if (!capabilities.is_spi && capabilities.exports && interface_of(scenario) == Interface::spi)
        return "its clauses bind transport providers, not ws2_32.dll";
    if (!capabilities.starts && !is_about_starting(scenario))
        return "the provider does not start: see the report's first line";
    std::string lacks =
        first_of({lack_of_insight, lack_of_trying, lack_of_export}, scenario, capabilities);
    if (lacks.empty() && capabilities.is_legacy && speaks_of_winsock_2_only(scenario))
        return "its clauses are of Winsock 2, and the provider is a 1.1 DLL";
    return lacks;
}

}  // namespace

std::optional<Obstacle> obstacle_to(const Scenario& scenario, const Capabilities& capabilities) {
    if (std::string lacks = lack_of_provider(scenario, capabilities); !lacks.empty())
        return Obstacle{Obstacle::Of::provider, std::move(lacks)};
    if (std::string lacks = first_of({lack_of_lower_tester, lack_of_sight}, scenario, capabilities);
        !lacks.empty())
        return Obstacle{Obstacle::Of::machine, std::move(lacks)};
    return std::nullopt;
}

}  // namespace wsconform
