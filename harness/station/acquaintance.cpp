// SPDX-License-Identifier: Apache-2.0

#include "harness/station/acquaintance.hpp"

#include <nlohmann/json.hpp>

#include "harness/harness_error.hpp"
#include "harness/provider_spec.hpp"
#include "harness/station/asking.hpp"
#include "harness/station/exports.hpp"

namespace wsconform {

namespace {

using namespace std::chrono_literals;
using Json = nlohmann::ordered_json;

std::string played_line(const std::string& id, std::optional<std::chrono::milliseconds> took) {
    const Json started_in = took.has_value() ? Json(took->count()) : Json(nullptr);
    return Json{{"played", id}, {"started_in_ms", started_in}}.dump();
}

class Asking {
  public:
    Asking(const StationOptions& options, const AskedAgent& agent)
        : options_{options}, agent_{agent} {}

    Acquaintance run() {
        if (!options_.chain.empty()) found_.subject.interface = Interface::spi;
        try {
            take_capabilities(answer_of_one_of_two(agent_.with({"--capabilities"}), 60s));
            require_startup();
            if (!options_.chain.empty())
                found_.start = start_tried(agent_.with({"--start"}), options_.chain, 40s);
            if (found_.start.starts) ask_what_trying_tells();
        } catch (const Json::exception& error) {
            found_.no_agent = std::string{"the agent's capabilities: "} + error.what();
        } catch (const HarnessError& error) {
            found_.no_agent = cause_told(error.what());
        }
        return found_;
    }

  private:
    void take_capabilities(const std::string& answer) {
        const Json json = Json::parse(answer);
        found_.exports = json.at("exports").get<std::vector<std::string>>();
        found_.subject.bits = json.at("bits").get<unsigned>();
        if (found_.subject.interface == Interface::api && has_winsock_1_only(found_.exports))
            found_.subject.dll = DllVersion::v1_1;
        if (json.contains("tested")) take_facts(json.at("tested"));
    }

    /// A slip of the prefix would leave every purpose not applicable, which looks like success.
    void require_startup() const {
        if (found_.subject.interface == Interface::spi || is_among(found_.exports, "WSAStartup"))
            return;
        throw HarnessError{file_of(options_.dll) +
                           " does not export WSAStartup, so it is no DLL like ws2_32.dll; a "
                           "transport provider is named with spi:PATH"};
    }

    void take_facts(const Json& facts) {
        found_.tested = tested_of(facts);
        found_.subject.sha256 = fingerprints_of(found_.tested);
        std::vector<std::string> stamps;
        for (const Json& dll : facts.at("dlls"))
            stamps.push_back(dll.at("stamp").get<std::string>());
        agent_.hold_to(std::move(stamps));
    }

    /// This calls the provider, which may be the end of the process that is asked.
    void ask_what_trying_tells() {
        try {
            take_capabilities(answer_of(agent_.with({"--packets", "--capabilities"}), 20s));
        } catch (const Json::exception&) {
            return;
        } catch (const HarnessError&) {
            return;
        }
    }

    const StationOptions& options_;
    const AskedAgent& agent_;
    Acquaintance found_;
};

}  // namespace

Acquaintance acquaintance_with(const StationOptions& options, const AskedAgent& agent) {
    return Asking{options, agent}.run();
}

std::string introduction_of(const Furnishing& furnishing, const Acquaintance& provider) {
    const auto told = [](const Missing& missing) {
        return missing.has_value() ? Json(*missing) : Json(true);
    };
    Json station{{"station",
                  {{"isolated", furnishing.isolated},
                   {"reasons", furnishing.reasons},
                   {"capabilities",
                    {{"agent", told(provider.no_agent)},
                     {"name_server", told(furnishing.no_name_server)},
                     {"peer", told(furnishing.no_peer)},
                     {"database", told(furnishing.no_database)},
                     {"far_end", furnishing.far_end},
                     {"exports", provider.exports},
                     {"interface", word_for(provider.subject.interface)},
                     {"dll", word_for(provider.subject.dll)},
                     {"bits", provider.subject.bits},
                     {"tested", json_of(provider.tested)},
                     {"starts", provider.start.starts},
                     {"start", provider.start.words}}}}}};
    if (!furnishing.isolation.empty()) station["station"]["isolation"] = furnishing.isolation;
    if (!furnishing.not_shown.empty())
        station["station"]["capabilities"]["not_shown"] = furnishing.not_shown;
    return station.dump() + "\n";
}

std::string answer_to(const std::string& request, const Ixit& ixit, const Subject& subject,
                      const Playing& play) {
    try {
        const Json json = Json::parse(request);
        const Json& scenario = json.at("play");
        const auto id = scenario.at("id").get<std::string>();
        Subject named = subject;
        named.provider = json.at("provider").get<std::string>();
        const Play played =
            play(parse_playable(scenario.dump()), ixit.times(json.at("pace").get<double>()), named);
        return played.trace + played_line(id, played.started_in) + "\n";
    } catch (const Json::exception& error) {
        return Json{{"refused", error.what()}}.dump() + "\n";
    } catch (const HarnessError& error) {
        return Json{{"refused", error.what()}}.dump() + "\n";
    }
}

}  // namespace wsconform
