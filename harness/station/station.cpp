// SPDX-License-Identifier: Apache-2.0

#include "harness/station/station.hpp"

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <memory>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "conformance/trace/tested.hpp"
#include "harness/harness_error.hpp"
#include "harness/provider_spec.hpp"
#include "harness/station/controller.hpp"
#include "harness/station/dll_paths.hpp"
#include "harness/station/prefix_settings.hpp"
#include "harness/station/process.hpp"
#include "harness/station/request_lines.hpp"
#include "harness/station/start_trial.hpp"
#include "harness/station/wine_prefix.hpp"

namespace wsconform {

namespace {

using namespace std::chrono_literals;
using Json = nlohmann::ordered_json;

constexpr std::uint16_t dns_port = 53;

std::string in_shell_quotes(const std::string& word) {
    std::string quoted = "'";
    for (const char c : word)
        quoted += c == '\'' ? std::string{"'\\''"} : std::string{c};
    return quoted + "'";
}

/// Whether the functions that a DLL exports are those of a 1.1 DLL. What came with Winsock 2 tells
/// the two apart, whatever a file is called and whatever version the DLL claims.
bool has_winsock_1_only(const std::vector<std::string>& exports) {
    constexpr std::array newer{"WSARecv", "WSARecvDisconnect", "WSAEventSelect",
                               "WSAEnumProtocols"};
    const auto is_exported = [&](const char* function) {
        return std::ranges::find(exports, function) != exports.end();
    };
    return is_exported("WSAStartup") && std::ranges::none_of(newer, is_exported);
}

std::string played_line(const std::string& id, std::optional<std::chrono::milliseconds> took) {
    const Json started_in = took.has_value() ? Json(took->count()) : Json(nullptr);
    return Json{{"played", id}, {"started_in_ms", started_in}}.dump();
}

/// What a lower tester cannot do, or nothing.
using Missing = std::optional<std::string>;

/// The inner process's half of a station: all its parts, and why some are missing.
class Station {
  public:
    Station(const StationOptions& options, const Surroundings& surroundings)
        : options_{options}, surroundings_{surroundings} {
        if (!options.chain.empty()) subject_.interface = Interface::spi;
        open_name_server();
        open_wine();
        ask_agent();
    }

    std::string introduction() const {
        const auto told = [](const Missing& missing) {
            return missing.has_value() ? Json(*missing) : Json(true);
        };
        const Missing no_peer = is_elsewhere() ? Missing{elsewhere} : Missing{};
        return Json{{"station",
                     {{"isolated", surroundings_.isolated},
                      {"reasons", surroundings_.reasons},
                      {"capabilities",
                       {{"agent", told(no_agent_)},
                        {"name_server", told(no_name_server_)},
                        {"peer", told(no_peer)},
                        {"database", told(no_database_)},
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

    bool is_elsewhere() const { return options_.agent_command.has_value(); }

    /// What tells the agent which provider it is to play on, with more after it.
    std::vector<std::string> provider_and(const std::vector<std::string>& more) const {
        const auto seen = [this](const std::string& path) {
            return is_elsewhere() ? path : as_wine_sees(path);
        };
        std::vector<std::string> words;
        if (options_.chain.empty()) words = {"--dll", seen(options_.dll)};
        for (const std::string& path : options_.chain) {
            words.insert(words.end(), {"--spi", seen(path)});
            if (const auto id = options_.provider_ids.find(path); id != options_.provider_ids.end())
                words.insert(words.end(), {"--provider-id", id->second});
        }
        for (const std::string& stamp : stamps_)
            words.insert(words.end(), {"--stamp", stamp});
        words.insert(words.end(), more.begin(), more.end());
        return words;
    }

    Play played(const Playable& playable, const Ixit& ixit, const Subject& subject) {
        if (no_agent_.has_value())
            return {empty_trace(subject, playable.scenario, {"lost", *no_agent_})};
        LowerTesters testers{ixit, name_server_.get(), databases_.get()};
        const std::vector<std::string> more =
            ixit.pauses ? std::vector<std::string>{waits_for_debugger} : std::vector<std::string>{};
        return play_on_agent(playable, agent_with(provider_and(more)), testers, ixit, subject);
    }

    void open_name_server() {
        if (is_elsewhere()) {
            no_name_server_ = elsewhere;
        } else if (!surroundings_.own_resolver) {
            no_name_server_ = surroundings_.reasons.empty() ? "" : surroundings_.reasons.back();
        } else {
            try {
                name_server_ = std::make_unique<NameServer>(dns_port);
            } catch (const HarnessError& error) {
                no_name_server_ = error.what();
            }
        }
    }

    void open_wine() {
        if (is_elsewhere()) {
            no_database_ = elsewhere;
            return;
        }
        try {
            const auto scratch = surroundings_.scratch / "tmp";
            const auto prefix = surroundings_.scratch / "prefix";
            std::filesystem::create_directory(scratch);
            wine_ = chosen_wine(options_.wine);
            const auto below = options_.directory / "wine";
            copy_prefix(prepared_prefix(wine_, below, scratch, options_.preparation), prefix);
            load_from_files(prefix,
                            options_.chain.empty() ? std::vector{options_.dll} : options_.chain,
                            subject_.interface);
            set_for_a_station(prefix);
            environment_ = wine_environment(wine_, prefix, scratch);
            session_ = std::make_unique<WineSession>(wine_, prefix, scratch);
            databases_ = std::make_unique<Databases>(prefix);
        } catch (const std::runtime_error& error) {
            const std::string why = error.what();
            no_agent_ = (why.starts_with("--prepare") ? "" : "no Wine: ") + why;
            no_database_ = no_agent_;
        }
    }

    void ask_agent() {
        if (no_agent_.has_value()) return;
        try {
            take_capabilities(
                output_of_one_of_two(agent_with(provider_and({"--capabilities"})), 60s));
            require_startup();
            if (!options_.chain.empty())
                start_ = start_tried(agent_with(provider_and({"--start"})), options_.chain, 40s);
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
        const auto is_exported = [this](const char* function) {
            return std::ranges::find(exports_, function) != exports_.end();
        };
        if (subject_.interface == Interface::spi || is_exported("WSAStartup")) return;
        throw HarnessError{file_of(options_.dll) +
                           " does not export WSAStartup, so it is no DLL like ws2_32.dll; a "
                           "transport provider is named with spi:PATH"};
    }

    void take_facts(const Json& facts) {
        tested_ = tested_of(facts);
        subject_.sha256 = fingerprints_of(tested_);
        stamps_.clear();
        for (const Json& dll : facts.at("dlls"))
            stamps_.push_back(dll.at("stamp").get<std::string>());
    }

    /// This calls the provider, which may be the end of the process that is asked.
    void ask_what_trying_tells() {
        try {
            const auto words = provider_and({"--packets", "--capabilities"});
            take_capabilities(output_of(agent_with(words), 20s));
        } catch (const Json::exception&) {
            return;
        } catch (const HarnessError&) {
            return;
        }
    }

    Command agent_with(const std::vector<std::string>& arguments) const {
        if (is_elsewhere()) {
            std::string command = *options_.agent_command;
            for (const std::string& argument : arguments)
                command.append(" ").append(in_shell_quotes(argument));
            return {{"/bin/sh", "-c", command}};
        }
        Command command{{wine_.program.string(), options_.agent.string()}, environment_};
        command.words.insert(command.words.end(), arguments.begin(), arguments.end());
        return command;
    }

    const StationOptions& options_;
    const Surroundings& surroundings_;
    std::map<std::string, std::optional<std::string>> environment_;
    std::unique_ptr<NameServer> name_server_;
    Wine wine_;
    std::unique_ptr<WineSession> session_;
    std::unique_ptr<Databases> databases_;
    Missing no_name_server_;
    Missing no_database_;
    Missing no_agent_;
    std::vector<std::string> exports_;
    Subject subject_;
    Tested tested_;
    /// By which the agent knows at each start whether a file is still the same.
    std::vector<std::string> stamps_;
    StartTrial start_;
};

/// As the first process of its namespace the inner process inherits whatever loses its parent.
void reap_adopted() {
    while (waitpid(-1, nullptr, WNOHANG) > 0) {
    }
}

int work(const StationOptions& options, const Surroundings& surroundings, int input, int output) {
    signal(SIGPIPE, SIG_IGN);
    Station station{options, surroundings};
    RequestLines requests{input};
    write_all(output, station.introduction());
    while (const auto request = requests.next()) {
        write_all(output, station.answer(*request));
        reap_adopted();
    }
    return 0;
}

}  // namespace

int run_station(const StationOptions& options, int input, int output) {
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    // Somebody else's processes are not ours to isolate.
    const Isolate isolate =
        options.agent_command.has_value() ? Isolate::not_at_all : options.isolate;
    return run_isolated(isolate, options.directory, [&](const Surroundings& surroundings) {
        return work(options, surroundings, input, output);
    });
}

}  // namespace wsconform
