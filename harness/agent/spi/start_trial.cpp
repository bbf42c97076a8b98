// SPDX-License-Identifier: Apache-2.0

#include "harness/agent/spi/start_trial.hpp"

#include <algorithm>
#include <atomic>

#include "harness/agent/answer.hpp"
#include "harness/agent/invoke.hpp"
#include "harness/agent/spi/front.hpp"
#include "harness/agent/spi/questions.hpp"
#include "harness/agent/versions.hpp"

namespace wsconform::agent::spi {

namespace {

struct Attempt {
    std::uint32_t raised = 0;
    int code = 0;
    WORD version = 0;
    std::ptrdiff_t missing = 0;
};

Attempt attempt() {
    Front& ours = front();
    int reason = 0;
    WSAPROTOCOL_INFOW info = *ours.catalogue->entry_for(AF_INET, SOCK_STREAM, 0, reason);
    WSPDATA data{};
    WSPPROC_TABLE table{};
    Attempt made;
    ++ours.starting_or_ending;
    made.raised = run(made.code, ours.startup, highest_version, &data, &info, ours.upcalls, &table);
    --ours.starting_or_ending;
    made.version = data.wVersion;
    const Slots slots = slots_of(table);
    made.missing = std::ranges::count(slots, nullptr);
    return made;
}

struct Trial {
    Attempt first;
    /// If the first one was refused.
    Attempt second;
    std::atomic<bool> is_over = false;
};

DWORD WINAPI try_it(void* opaque) {
    auto& trial = *static_cast<Trial*>(opaque);
    trial.first = attempt();
    if (trial.first.raised == 0 && trial.first.code != 0) trial.second = attempt();
    trial.is_over = true;
    return 0;
}

Json told(const Trial& trial) {
    if (!trial.is_over) return {{"how", "hangs"}};
    if (trial.first.raised != 0) return {{"how", "raises"}, {"code", trial.first.raised}};
    if (trial.first.code != 0) {
        const bool starts_again = trial.second.raised == 0 && trial.second.code == 0;
        return {{"how", starts_again ? "starts late" : "refuses"}, {"code", trial.first.code}};
    }
    if (trial.first.version != highest_version)
        return {{"how", "has another version"}, {"version", text_of_version(trial.first.version)}};
    if (trial.first.missing != 0)
        return {{"how", "leaves out entries"}, {"missing", trial.first.missing}};
    return {{"how", "starts"}};
}

}  // namespace

Json start_trial() {
    constexpr DWORD patience_ms = 10000;
    write_line({{"starting", true}});
    // Not on the stack: the thread may outlive this function.
    static Trial trial;
    auto* const thread = CreateThread(nullptr, 0, try_it, &trial, 0, nullptr);
    if (thread != nullptr) WaitForSingleObject(thread, patience_ms);
    Json start = told(trial);
    const Questions questions = questions_so_far();
    start["enumerated"] = questions.enumerated;
    start["unknown_providers"] = questions.unknown_providers;
    start["unloaded"] = questions.unloaded;
    start["reached_below"] = questions.reached_below;
    if (!front().about_ids.empty()) start["ids"] = front().about_ids;
    start["has_id"] = front().catalogue->chain().front().id.has_value();
    return start;
}

}  // namespace wsconform::agent::spi
