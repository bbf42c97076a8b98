// SPDX-License-Identifier: Apache-2.0

#include "harness/main/self_check.hpp"

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <system_error>

#include "conformance/suite/suite.hpp"
#include "conformance/text/document.hpp"
#include "harness/applicability.hpp"
#include "harness/harness_error.hpp"
#include "harness/main/players.hpp"
#include "harness/main/purpose_results.hpp"
#include "harness/main/station_command.hpp"

namespace wsconform {
namespace {

namespace fs = std::filesystem;

/// A fault of harness/providers/faulty, the purpose that shows it, and the clauses it breaks there.
struct Known {
    std::string_view fault;
    std::string_view purpose;
    std::vector<ClauseId> violated;
};

/// One of each kind: a refusal, an error code, a stream's end, a side effect, a call that does
/// another's work.
std::vector<Known> known_bad() {
    return {{"cancels_nothing",
             "WSPCancelBlockingCall/idle_thread_is_refused",
             {"cancel-blocking.idle-thread-gets-wsaeinval"_clause}},
            {"end_reads_as_reset",
             "recv/graceful_close_reads_as_zero_bytes",
             {"end-of-stream.byte-stream-receive-returns-zero"_clause}},
            {"receive_shutdown_closes",
             "shutdown/socket_stays_open_and_linger_does_not_block",
             {"shutdown.neither-closes-nor-blocks"_clause}},
            {"returns_socket_error",
             "WSPStartup/null_table_pointer_is_refused",
             {"spi-startup.returns-the-error-code-itself"_clause}},
            {"swaps_entries",
             "WSASendDisconnect/later_sends_are_refused",
             {"send-disconnect.acts-as-send-shutdown-plus-data"_clause,
              "send-disconnect.later-sends-are-refused"_clause}}};
}

/// A folder that goes again whatever happens.
class OwnFolder {
  public:
    explicit OwnFolder(fs::path path) : path_{std::move(path)} { remove(); }
    OwnFolder(const OwnFolder&) = delete;
    OwnFolder& operator=(const OwnFolder&) = delete;
    ~OwnFolder() { remove(); }
    /// The path of the copy.
    fs::path with_copy(const fs::path& file, const std::string& name) const {
        std::error_code fault;
        fs::create_directories(path_, fault);
        if (!fault) fs::copy_file(file, path_ / name, fault);
        if (fault) throw HarnessError{"self-check: " + name + ": " + fault.message()};
        return path_ / name;
    }

  private:
    void remove() const {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    fs::path path_;
};

/// On a station of its own; nothing if the purpose does not apply here.
std::optional<PurposeResult> played(const RunOptions& options, const fs::path& dll,
                                    const Scenario& scenario) {
    const ProviderSpec provider = parse_provider("spi:" + dll.generic_string());
    RunOptions unprepared = options;
    unprepared.prepare.clear();
    unprepared.prefix.clear();
    const auto player = make_player(unprepared, provider);
    const Capabilities capabilities = required_capabilities(*player, provider.name);
    if (obstacle_to(scenario, capabilities)) return std::nullopt;
    return judged_trace(scenario, player->play(scenario), options.grading);
}

std::string why_not(const RunOptions& options, const fs::path& faulty) {
    if (!options.checks_itself) return "--no-self-check";
    if (!options.agent_command.empty())
        return "the agent is elsewhere (--agent), where our known-bad providers are not";
    if (!is_file(faulty)) return "faulty_base.dll is not beside the program";
    return {};
}

}  // namespace

std::optional<SelfCheck> self_check(const RunOptions& options) {
    if (!is_of_somebody(options.provider)) return std::nullopt;
    const fs::path faulty = beside_this_program("faulty_base.dll");
    SelfCheck check{{}, why_not(options, faulty)};
    if (!check.not_done.empty()) return check;

    const OwnFolder folder{fs::absolute(options.out) / "self-check"};
    const std::vector<Scenario> suite = suite_scenarios();
    for (const Known& known : known_bad()) {
        const std::string name = "faulty_" + std::string{known.fault} + ".dll";
        const auto scenario = std::ranges::find(suite, known.purpose, &Scenario::id);
        if (scenario == suite.end())
            throw HarnessError{"self-check: there is no purpose " + std::string{known.purpose}};
        const auto result = played(options, folder.with_copy(faulty, name), *scenario);
        if (!result) continue;
        if (!std::ranges::includes(violated_clauses(*result), known.violated))
            throw HarnessError{"self-check: " + name + " is wrong, and " +
                               std::string{known.purpose} +
                               " does not show it; mend this machine, or play with "
                               "--no-self-check and trust nothing"};
        check.caught.push_back({"spi:" + name, std::string{known.purpose}, known.violated});
    }
    if (check.caught.empty()) check.not_done = "no purpose that shows a fault applies here";
    return check;
}

}  // namespace wsconform
