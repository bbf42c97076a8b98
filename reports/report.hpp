// SPDX-License-Identifier: Apache-2.0

#pragma once

// A report: what was found out about one provider, as a value. It holds the facts only. What
// follows from them (the status of each clause, the behaviour profile, the counts) is computed by
// conclusions.hpp, so that it cannot go stale. report.json is this value written down: a report
// read back is rendered and gated like a fresh one, without the traces.

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/judging/judgement.hpp"
#include "conformance/judging/oracle_strength.hpp"
#include "conformance/trace/tested.hpp"
#include "reports/date.hpp"

namespace wsconform {

/// What a report says of a purpose. Whether it can be played is decided before it runs.
enum class Finding {
    pass,
    inconclusive,
    fail,
    error,
    not_applicable,  ///< The provider has nothing that the purpose speaks of.
    untested         ///< This machine, not the provider, kept it from being played.
};

/// Why a purpose was not played.
struct NotPlayed {
    Finding finding{Finding::not_applicable};  ///< Or untested.
    std::string reason;
};

/// How often a purpose that was played `of` times deviated.
struct Rate {
    std::size_t deviations{};
    std::size_t of{};

    bool operator==(const Rate&) const = default;
};

/// A deviation that is known: what will be seen, and why that is accepted for now.
struct Expectation {
    Finding finding{Finding::fail};  ///< Of fail, error and inconclusive.
    std::vector<ClauseId> clauses;   ///< Those violated, in catalogue order.
    std::string reason;
    std::string link;                   ///< Of a bug report; may be empty.
    std::string owner = {};             ///< Who sees to it; may be empty.
    std::optional<Date> expires = {};   ///< The last day on which it is accepted.
    std::optional<Rate> rate = {};      ///< If it is seen now and then only: what was counted.
    std::optional<unsigned> bits = {};  ///< If it is seen in processes of 32 or of 64 bits only.

    bool operator==(const Expectation&) const = default;
};

/// What a purpose did on the part of a chain that begins below its top.
struct LowerLevel {
    std::string provider;  ///< Such as "spi:base_provider.dll".
    Finding finding{Finding::pass};
    std::string reason;
    std::vector<TranscriptLine> transcript;
};

/// Which DLL of a chain, or of one that forwards and what is beneath it, a deviation comes from;
/// blame.hpp tells how that is decided.
struct Blame {
    std::string layer;                ///< The guilty DLL's file; empty if it is undecided.
    std::size_t position{};           ///< Its place in the chain, 1 being the top; 0 likewise.
    std::optional<LowerLevel> below;  ///< What acquits the rest; or what leaves it undecided.
};

/// A deviation that a generated case showed, in the fewest steps.
struct FoundCase {
    std::string id;    ///< Of the purpose that it is in this report.
    std::string file;  ///< The scenario, below the folder of the report.
    std::size_t again{};
    std::size_t times{};  ///< So often it was played, and showed again that often.
    std::string search;   ///< How far shorter ones were looked for.

    bool is_flaky() const { return again < times; }
};

/// What came of a generated property.
struct Generated {
    std::size_t cases{};
    std::size_t undecided{};  ///< Of the cases, the inconclusive ones.
    std::vector<FoundCase> counterexamples;
};

struct PurposeResult {
    std::string id;                       ///< "WSACancelAsyncRequest/zero_handle_is_refused"
    std::string purpose;                  ///< The claim, in one sentence.
    std::string kind;                     ///< "valid", "invalid" or "inopportune".
    std::vector<ClauseId> clauses;        ///< Those the purpose claims to defend.
    std::optional<NotPlayed> not_played;  ///< Then nothing was judged.
    Judgement judgement;
    std::optional<Expectation> expectation;
    std::optional<Blame> blame = {};          ///< Of a deviation on a chain.
    std::optional<Generated> generated = {};  ///< Of a property.
    std::optional<Rate> repeated = {};  ///< If it was played more than once; this is the worst.
    std::optional<std::string> not_reproducible = {};  ///< Why no C program can show it.
};

/// Which part of the suite a run was given (GTEST_TOTAL_SHARDS), counted from 0.
struct Shard {
    std::size_t index{};
    std::size_t total{};

    bool operator==(const Shard&) const = default;
};

/// A provider of ours that is wrong on purpose, and was found to be.
struct KnownBad {
    std::string provider;
    std::string purpose;             ///< The id of the purpose that caught it.
    std::vector<ClauseId> violated;  ///< In catalogue order.
};

/// Whether the suite could find faults on that machine, tried before the run.
struct SelfCheck {
    std::vector<KnownBad> caught;
    std::string not_done;  ///< Why nothing was tried; empty if it was.
};

struct Report {
    std::string suite;     ///< The version, such as "0.1.0".
    std::string provider;  ///< As it was specified, such as "wine:wsock32".
    /// The files of a transport provider, the top of the chain first; none of any other provider.
    std::vector<std::string> chain = {};
    /// The provider that a DLL of api: was said to forward to; empty for none.
    std::string beneath = {};
    Tested tested_beneath = {};  ///< Nothing if there is no such provider.
    std::string grading{"strict"};
    std::uint64_t seed{};
    std::size_t cases{};  ///< Of each generated property; 0 if there were none.
    std::chrono::milliseconds quiescence{};
    std::string filter{"*"};
    bool is_of_own_scenarios{};  ///< Of --scenarios, in the place of the suite's.
    std::map<std::string, std::string> provider_ids = {};  ///< GUIDs that were given, by file.
    std::string prepare = {};  ///< The command of --prepare; empty for none, like the next.
    std::string prefix = {};   ///< The folder of --prefix, without what it is in.
    std::optional<Shard> shard;
    std::map<std::string, std::string> capabilities;  ///< Name to "yes", why not, or a fact.
    std::string start = {};  ///< Why the provider does not start, if so; told before all else.
    Tested tested = {};      ///< Nothing of the simulated provider.
    std::optional<SelfCheck> self_check = {};     ///< Of a provider that is not ours.
    std::vector<PurposeResult> purposes;          ///< In any order; reports sort by id.
    std::vector<std::string> lost;                ///< Ids of purposes registered, never played.
    std::map<ClauseId, std::string> unreachable;  ///< Why no purpose can claim a clause yet.
    std::optional<OracleStrength> strength = {};  ///< With the purposes that passed or failed.
};

/// A DLL that somebody gave us, in place of one that comes with Wine, Windows or the suite.
bool is_of_somebody(std::string_view provider);

/// The model in the part of a provider, or a transport provider of the suite: what it does says
/// nothing of what an application meets.
bool is_of_the_suite(const Report& report);

/// Whether it is the ws2_32.dll of a Windows machine.
bool is_of_windows(const Report& report);

/// Whether nothing but its start could be judged.
bool does_not_start(const Report& report);

/// Of the processes that were tested, 32 or 64; nothing if the report does not say.
std::optional<unsigned> bits_of(const Report& report);

/// Said before all else of a run whose provider was not kept from the machine; else empty.
std::string isolation_warning(const Report& report);

Finding finding_of(const PurposeResult& result);

/// A purpose as GoogleTest and file names have it: <call>.<claim>
std::string dotted(std::string purpose);
/// "traces/call.claim.jsonl", beside report.json, or ".from-2.jsonl" for a part of a chain.
std::string trace_path(const std::string& purpose, std::size_t position = 1);

/// Why the finding is not a pass; empty for a pass.
const std::string& reason_of(const PurposeResult& result);
/// The clauses its violations break, each once, in catalogue order.
std::vector<ClauseId> violated_clauses(const PurposeResult& result);
/// A purpose with an expectation must meet it; any other must pass or not apply. What is untested
/// is neither expected nor unexpected, and passes here.
bool is_expected(const PurposeResult& result);
bool meets(const PurposeResult& result, const Expectation& expectation);
/// It was played and did not pass.
bool deviates(const PurposeResult& result);
/// How often it was played, and deviated; 0 of 0 if it was not played.
Rate rate_of(const PurposeResult& result);
/// The purposes by id, whatever order they were played in.
std::vector<const PurposeResult*> sorted_purposes(const Report& report);

/// The words of report.json: "fail", "not-applicable"; "MUST", "MUST-D", "MAY", "ADVISORY".
std::string_view word_for(Finding finding);
std::string_view word_for(Strength strength);
std::optional<Finding> finding_named(std::string_view word);

}  // namespace wsconform
