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
#include <stdexcept>

#include "harness/harness_error.hpp"
#include "harness/station/acquaintance.hpp"
#include "harness/station/agent_command.hpp"
#include "harness/station/containment.hpp"
#include "harness/station/controller.hpp"
#include "harness/station/far_end.hpp"
#include "harness/station/isolation.hpp"
#include "harness/station/machine_of_dll.hpp"
#include "harness/station/memory_watch.hpp"
#include "harness/station/provision.hpp"
#include "harness/station/request_lines.hpp"
#include "harness/station/station_wine.hpp"

namespace wsconform {

namespace {

using namespace std::chrono_literals;

constexpr std::uint16_t dns_port = 53;

/// The inner process's half of a station: all its parts, and why some are missing.
class Station {
  public:
    Station(const StationOptions& options, const Provision& provision,
            const Surroundings& surroundings)
        : options_{options}, surroundings_{surroundings}, provision_{provision} {
        if (!options.chain.empty()) provider_.subject.interface = Interface::spi;
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
        Furnishing furnishing{surroundings_.isolated, "", surroundings_.reasons};
        furnishing.no_name_server = no_name_server_;
        furnishing.no_peer = no_peer_;
        furnishing.no_database = no_database_;
        furnishing.far_end = options_.far_end.value_or("");
        return introduction_of(furnishing, provider_);
    }

    std::string answer(const std::string& request) {
        return answer_to(
            request, options_.ixit, provider_.subject,
            [this](const Playable& playable, const Ixit& ixit, const Subject& subject) {
                return played(playable, ixit, subject);
            });
    }

  private:
    static constexpr const char* elsewhere = "the agent's command may run it on another machine";

    Play played(const Playable& playable, const Ixit& ixit, const Subject& subject) {
        if (provider_.no_agent.has_value())
            return {empty_trace(subject, playable.scenario, {"lost", *provider_.no_agent})};
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
        if (!options_.far_end || provider_.no_agent.has_value()) return;
        try {
            const auto agent = [this](const std::vector<std::string>& words) {
                return agent_.with(words);
            };
            addresses_ = far_end_tried(far_end_named(*options_.far_end), agent, 60s);
        } catch (const std::runtime_error& error) {
            provider_.no_agent = error.what();
        }
    }

    /// In two parts, for between them the rights are given up.
    void copy_windows() {
        no_database_ = agent_.is_elsewhere() ? Missing{elsewhere} : provision_.missing;
        provider_.no_agent = provision_.missing;
        if (no_database_) return;
        or_no_wine([this] {
            wine_.copy_windows(options_.chain.empty() ? std::vector{options_.dll} : options_.chain,
                               provider_.subject.interface);
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
            provider_.no_agent = no_database_ = std::string{"no Wine: "} + error.what();
        }
    }

    void ask_agent() {
        if (provider_.no_agent.has_value()) return;
        const AskedAgent agent{
            [this](const std::vector<std::string>& words) { return agent_.with(words); },
            [this](std::vector<std::string> stamps) { agent_.hold_to(std::move(stamps)); }};
        provider_ = acquaintance_with(options_, agent);
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
    Acquaintance provider_;
    /// Where the far end and the agent are, if that is not on loopback.
    std::optional<native::Addresses> addresses_;
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
