// SPDX-License-Identifier: Apache-2.0

#pragma once

// What a user may ask of `wsconform run`.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/ruling.hpp"
#include "reports/date.hpp"
#include "reports/report.hpp"

namespace wsconform {

struct RunOptions {
    std::string provider{"simulated"};
    std::string out{"wsconform-report"};
    bool keeps_report{true};  ///< Else --out is removed at once, and nothing said names it.
    std::string filter{"*"};  ///< A glob over "<call>.<claim>".
    std::uint64_t seed{1};
    std::size_t cases{};  ///< Of each generated property; 0 leaves these out.
    unsigned jobs{1};
    Grading grading{Grading::portable};
    std::string expectations;  ///< A file; empty for none.
    Date today{};              ///< By which expectations expire.
    bool allows_untested{};    ///< The gate accepts what this machine cannot show.
    bool resume{};
    bool checks_itself{true};   ///< On known-bad providers, before a DLL of somebody's.
    std::string agent_command;  ///< Replaces how the agent is started; empty for Wine.
    std::string far_end;        ///< An address of this machine, for such an agent; empty for none.
    std::string agent_program;  ///< wsconform-agent.exe; empty to look beside this program.
    std::string wine;           ///< A folder or program; empty for the installed one.
    std::vector<std::string> provider_ids;  ///< GUIDs, or FILE=GUID, of DLLs of a chain.
    std::string prepare;    ///< A command, run once on the Windows folder that stations copy.
    std::string prefix;     ///< A Windows folder of the vendor's, to be copied.
    bool pauses{};          ///< Waits for a debugger before the one purpose that is played.
    std::string beneath;    ///< What a DLL of api: forwards to; empty if it is not known.
    std::string scenarios;  ///< A folder in place of the scenarios built in.
    bool is_isolated{true};
    std::vector<std::string> shown;  ///< What the provider may read beside its own folder.
    std::chrono::milliseconds quiescence{1000};
    std::optional<Shard> shard;  ///< The part of the suite to play; the whole if there is none.
    std::vector<std::string> gtest_arguments;
};

}  // namespace wsconform
