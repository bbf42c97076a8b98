// SPDX-License-Identifier: Apache-2.0

// A station on Windows: the provider is played on the system that this program runs on. Nothing is
// isolated; the agent is in a job object, and ends with this process.

#include "harness/station/station.hpp"

#include <array>
#include <filesystem>
#include <map>

#include "harness/station/acquaintance.hpp"
#include "harness/station/far_end_trial.hpp"
#include "harness/station/lower_testers.hpp"
#include "harness/station/machine_of_dll.hpp"
#include "harness/station/request_lines.hpp"
#include "windows/headers.hpp"

namespace wsconform {

namespace {

namespace fs = std::filesystem;

constexpr const char* no_isolation = "Windows has no isolation of the kind that Linux has";
constexpr const char* no_own_names =
    "on Windows the suite does not change how the system looks up names";

constexpr const char* no_32_bits =
    "this Windows runs no programs of 32 bits (its WOW64 is not installed); play a DLL of 64 bits "
    "here";

bool runs_32_bits() {
    std::array<wchar_t, MAX_PATH> folder{};
    const UINT length = GetSystemWow64DirectoryW(folder.data(), MAX_PATH);
    std::error_code ignored;
    return length > 0 && fs::exists(fs::path{folder.data()} / "kernel32.dll", ignored);
}

/// A file as Windows names it; a bare name is one of the system's.
std::string as_windows_names(const std::string& dll) {
    fs::path path{dll};
    if (!path.has_parent_path()) return dll;
    return fs::absolute(path).lexically_normal().make_preferred().string();
}

class Station {
  public:
    explicit Station(const StationOptions& options) : options_{options} {
        not_shown_ = not_shown_by_far_end();
        const AskedAgent agent{
            [this](const std::vector<std::string>& words) { return agent_with(words); },
            [this](std::vector<std::string> stamps) { stamps_ = std::move(stamps); }};
        provider_ = acquaintance_with(options, agent);
        const bool is_missed = provider_.no_agent.has_value() && bits_of(options.agent) == 32;
        if (is_missed && !runs_32_bits()) provider_.no_agent = no_32_bits;
    }

    std::string introduction() const {
        Furnishing furnishing;
        furnishing.isolation = "job";
        furnishing.reasons = {no_isolation};
        furnishing.no_name_server = furnishing.no_database = no_own_names;
        furnishing.not_shown = not_shown_;
        return introduction_of(furnishing, provider_);
    }

    std::string answer(const std::string& request) {
        return answer_to(
            request, options_.ixit, provider_.subject,
            [this](const Playable& playable, const Ixit& ixit, const Subject& subject) {
                if (provider_.no_agent.has_value())
                    return Play{
                        empty_trace(subject, playable.scenario, {"lost", *provider_.no_agent})};
                LowerTesters testers{ixit, nullptr, nullptr};
                std::vector<std::string> more;
                if (ixit.pauses) more.emplace_back(waits_for_debugger);
                return play_on_agent(playable, agent_with(more), testers, ixit, subject);
            });
    }

  private:
    Command agent_with(const std::vector<std::string>& words) const {
        Command command{{options_.agent.string()}};
        auto& all = command.words;
        if (options_.chain.empty())
            all.insert(all.end(), {"--dll", as_windows_names(options_.dll)});
        for (const std::string& path : options_.chain) {
            all.insert(all.end(), {"--spi", as_windows_names(path)});
            if (const auto id = options_.provider_ids.find(path); id != options_.provider_ids.end())
                all.insert(all.end(), {"--provider-id", id->second});
        }
        for (const std::string& stamp : stamps_)
            all.insert(all.end(), {"--stamp", stamp});
        all.insert(all.end(), words.begin(), words.end());
        return command;
    }

    const StationOptions& options_;
    std::map<std::string, std::string> not_shown_;
    std::vector<std::string> stamps_;
    Acquaintance provider_;
};

}  // namespace

int run_station(const StationOptions& options, int input, int output) {
    Station station{options};
    RequestLines requests{input};
    write_all(output, station.introduction());
    while (const auto request = requests.next())
        write_all(output, station.answer(*request));
    return 0;
}

}  // namespace wsconform
