// SPDX-License-Identifier: Apache-2.0

#include "harness/station/station.hpp"

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <climits>
#include <csignal>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "conformance/trace/tested.hpp"
#include "harness/harness_error.hpp"
#include "harness/provider_spec.hpp"
#include "harness/station/agent_command.hpp"
#include "harness/station/asking.hpp"
#include "harness/station/containment.hpp"
#include "harness/station/controller.hpp"
#include "harness/station/exports.hpp"
#include "harness/station/far_end.hpp"
#include "harness/station/machine_of_dll.hpp"
#include "harness/station/memory_watch.hpp"
#include "harness/station/provision.hpp"
#include "harness/station/request_lines.hpp"
#include "harness/station/start_trial.hpp"
#include "harness/station/station_wine.hpp"

namespace wsconform {

namespace {

using namespace std::chrono_literals;
using Json = nlohmann::ordered_json;

constexpr std::uint16_t dns_port = 53;

std::string played_line(const std::string& id, std::optional<std::chrono::milliseconds> took) {
    const Json started_in = took.has_value() ? Json(took->count()) : Json(nullptr);
    return Json{{"played", id}, {"started_in_ms", started_in}}.dump();
}

/// What a lower tester cannot do, or nothing.
using Missing = std::optional<std::string>;

/// The inner process's half of a station: all its parts, and why some are missing.
class Station {
  public:
    Station(const StationOptions& options, const Provision& provision,
            const Surroundings& surroundings)
        : options_{options}, surroundings_{surroundings}, provision_{provision} {
        if (!options.chain.empty()) subject_.interface = Interface::spi;
        Descriptor question_port = name_server_port();
        copy_windows();
        surroundings.give_up_rights(bits_of(options.agent) == 32 ? Code::of_a_provider_of_32_bits
                                                                 : Code::of_a_provider);
        // Elsewhere there is more than what was started from here.
        if (surroundings.isolated)
            memory_watch_ = std::make_unique<MemoryWatch>(containment::most_bytes_of_memory);
        if (question_port.is_open())
            name_server_ = std::make_unique<NameServer>(std::move(question_port));
        start_wine();
        ask_agent();
        if (agent_.is_elsewhere()) find_far_end();
    }

    std::string introduction() const {
        const auto told = [](const Missing& missing) {
            return missing.has_value() ? Json(*missing) : Json(true);
        };
        return Json{{"station",
                     {{"isolated", surroundings_.isolated},
                      {"reasons", surroundings_.reasons},
                      {"capabilities",
                       {{"agent", told(no_agent_)},
                        {"name_server", told(no_name_server_)},
                        {"peer", told(no_peer_)},
                        {"database", told(no_database_)},
                        {"far_end", options_.far_end.value_or("")},
                        {"exports", exports_},
                        {"interface", word_for(subject_.interface)},
                        {"dll", word_for(subject_.dll)},
                        {"bits", subject_.bits},
                        {"tested", json_of(tested_)},
                        {"starts", start_.starts},
                        {"start", start_.words}}}}}}
                   .dump() +
               "\n";
    }

    std::string answer(const std::string& request) {
        try {
            const Json json = Json::parse(request);
            const Json& scenario = json.at("play");
            const auto id = scenario.at("id").get<std::string>();
            Subject subject = subject_;
            subject.provider = json.at("provider").get<std::string>();
            const Ixit ixit = options_.ixit.times(json.at("pace").get<double>());
            const Play play = played(parse_playable(scenario.dump()), ixit, subject);
            return play.trace + played_line(id, play.started_in) + "\n";
        } catch (const Json::exception& error) {
            return Json{{"refused", error.what()}}.dump() + "\n";
        } catch (const HarnessError& error) {
            return Json{{"refused", error.what()}}.dump() + "\n";
        }
    }

  private:
    static constexpr const char* elsewhere = "the agent's command may run it on another machine";

    Play played(const Playable& playable, const Ixit& ixit, const Subject& subject) {
        if (no_agent_.has_value())
            return {empty_trace(subject, playable.scenario, {"lost", *no_agent_})};
        LowerTesters testers{ixit, name_server_.get(), wine_.databases(),
                             addresses_.value_or(native::Addresses{})};
        const std::vector<std::string> more =
            ixit.pauses ? std::vector<std::string>{waits_for_debugger} : std::vector<std::string>{};
        return play_on_agent(playable, agent_.with(more), testers, ixit, subject, addresses_);
    }

    /// For this port a right is needed, so it is asked for early.
    Descriptor name_server_port() {
        if (agent_.is_elsewhere()) {
            no_name_server_ = elsewhere;
        } else if (!surroundings_.own_resolver) {
            no_name_server_ = surroundings_.reasons.empty() ? "" : surroundings_.reasons.back();
        } else {
            try {
                return name_server_socket(dns_port);
            } catch (const HarnessError& error) {
                no_name_server_ = error.what();
            }
        }
        return Descriptor{};
    }

    void find_far_end() {
        if (!options_.far_end) no_peer_ = std::string{elsewhere} + "; --far-end gives it one";
        if (!options_.far_end || no_agent_.has_value()) return;
        try {
            const auto agent = [this](const std::vector<std::string>& words) {
                return agent_.with(words);
            };
            addresses_ = far_end_tried(far_end_named(*options_.far_end), agent, 60s);
        } catch (const std::runtime_error& error) {
            no_agent_ = error.what();
        }
    }

    /// In two parts, for between them the rights are given up.
    void copy_windows() {
        no_database_ = agent_.is_elsewhere() ? Missing{elsewhere} : provision_.missing;
        no_agent_ = provision_.missing;
        if (no_database_) return;
        or_no_wine([this] {
            wine_.copy_windows(options_.chain.empty() ? std::vector{options_.dll} : options_.chain,
                               subject_.interface);
        });
    }

    void start_wine() {
        if (no_database_) return;
        or_no_wine([this] { wine_.start(); });
    }

    void or_no_wine(const std::function<void()>& work) {
        try {
            work();
        } catch (const std::runtime_error& error) {
            no_agent_ = no_database_ = std::string{"no Wine: "} + error.what();
        }
    }

    void ask_agent() {
        if (no_agent_.has_value()) return;
        try {
            take_capabilities(answer_of_one_of_two(agent_.with({"--capabilities"}), 60s));
            require_startup();
            if (!options_.chain.empty())
                start_ = start_tried(agent_.with({"--start"}), options_.chain, 40s);
            if (start_.starts) ask_what_trying_tells();
        } catch (const Json::exception& error) {
            no_agent_ = std::string{"the agent's capabilities: "} + error.what();
        } catch (const HarnessError& error) {
            no_agent_ = cause_told(error.what());
        }
    }

    void take_capabilities(const std::string& answer) {
        const Json json = Json::parse(answer);
        exports_ = json.at("exports").get<std::vector<std::string>>();
        subject_.bits = json.at("bits").get<unsigned>();
        if (subject_.interface == Interface::api && has_winsock_1_only(exports_))
            subject_.dll = DllVersion::v1_1;
        if (json.contains("tested")) take_facts(json.at("tested"));
    }

    /// A slip of the prefix would leave every purpose not applicable, which looks like success.
    void require_startup() const {
        if (subject_.interface == Interface::spi || is_among(exports_, "WSAStartup")) return;
        throw HarnessError{file_of(options_.dll) +
                           " does not export WSAStartup, so it is no DLL like ws2_32.dll; a "
                           "transport provider is named with spi:PATH"};
    }

    void take_facts(const Json& facts) {
        tested_ = tested_of(facts);
        subject_.sha256 = fingerprints_of(tested_);
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
    const Surroundings& surroundings_;
    const Provision& provision_;
    StationWine wine_{provision_, surroundings_};
    AgentCommand agent_{options_, provision_.wine.program, wine_};
    std::unique_ptr<MemoryWatch> memory_watch_;
    std::unique_ptr<NameServer> name_server_;
    Missing no_name_server_;
    Missing no_database_;
    Missing no_peer_;
    Missing no_agent_;
    /// Where the far end and the agent are, if that is not on loopback.
    std::optional<native::Addresses> addresses_;
    std::vector<std::string> exports_;
    Subject subject_;
    Tested tested_;
    StartTrial start_;
};

/// As the first process of its namespace the inner process inherits whatever loses its parent.
void reap_adopted() {
    while (waitpid(-1, nullptr, WNOHANG) > 0) {
    }
}

int work(const StationOptions& options, const Provision& provision,
         const Surroundings& surroundings, int input, int output) {
    signal(SIGPIPE, SIG_IGN);
    Station station{options, provision, surroundings};
    RequestLines requests{input};
    write_all(output, station.introduction());
    while (const auto request = requests.next()) {
        write_all(output, station.answer(*request));
        reap_adopted();
    }
    return 0;
}

}  // namespace

int run_station(const StationOptions& given, int input, int output) {
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    // Somebody else's processes are not ours to isolate.
    const bool is_elsewhere = given.agent_command.has_value();
    const StationOptions options = is_elsewhere ? given : with_whole_paths(given);
    const Isolate isolate = is_elsewhere ? Isolate::not_at_all : options.isolate;
    // What whoever started the program had open leads out of any isolation.
    close_range(STDERR_FILENO + 1, UINT_MAX, 0);
    const Provision provision = is_elsewhere ? Provision{} : provision_for(options);
    return run_isolated(isolate, options.directory, provision.view,
                        [&](const Surroundings& surroundings) {
                            return work(options, provision, surroundings, input, output);
                        });
}

}  // namespace wsconform
