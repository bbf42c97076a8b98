// SPDX-License-Identifier: Apache-2.0

#include "harness/main/verification.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "conformance/generators/properties.hpp"
#include "conformance/suite/suite.hpp"
#include "conformance/text/document.hpp"
#include "conformance/text/input_error.hpp"
#include "conformance/text/text.hpp"
#include "conformance/trace/trace.hpp"
#include "harness/main/purpose_results.hpp"
#include "harness/version.hpp"
#include "reports/blame.hpp"
#include "reports/report_json.hpp"

namespace wsconform {
namespace {

using nlohmann::json;

/// One bundle while its traces are judged. Throws InputError for a trace that cannot be.
class Judging {
  public:
    Judging(const Bundle& bundle, const Report& claimed)
        : bundle_{&bundle},
          grading_{grading_of(claimed)},
          provider_{claimed.provider},
          parts_{parts_of(claimed)},
          fingerprints_{fingerprints_of(claimed.tested)} {}

    PurposeResult judged(const PurposeResult& claimed, const Scenario& scenario) {
        PurposeResult result = from_trace(scenario, 1);
        result.expectation = claimed.expectation;
        result.repeated = claimed.repeated;
        result.blame = blame_for(
            result, parts_, [&](std::size_t position) { return from_trace(scenario, position); });
        return result;
    }
    /// Of a counterexample, or of a user's own, which only its trace has.
    Scenario scenario_of(const std::string& id) {
        Scenario scenario = parse_trace_header(trace_at(trace_path(id)), "its trace").scenario;
        if (scenario.id != id) throw InputError{"its trace is of another scenario"};
        return scenario;
    }
    const std::set<std::string>& used() const { return used_; }

  private:
    const std::string& trace_at(const std::string& name) {
        const auto found = bundle_->files.find(name);
        if (found == bundle_->files.end()) throw InputError{"there is no " + name};
        used_.insert(name);
        return found->second;
    }

    PurposeResult from_trace(const Scenario& scenario, std::size_t position) {
        const std::string& text = trace_at(trace_path(scenario.id, position));
        require_own(text, scenario, position);
        return judged_trace(scenario, text, grading_);
    }

    /// That the trace is of this scenario as the suite has it, and of this provider.
    void require_own(const std::string& text, const Scenario& scenario,
                     std::size_t position) const {
        const Trace played = parse_trace_header(text, "its trace");
        if (json::parse(played.scenario.json) != json::parse(scenario.json))
            throw InputError{"its trace is of another scenario than the suite's"};
        // A mutant's traces do not say which clause it ignores.
        std::string provider = provider_.starts_with("simulated:") ? "simulated" : provider_;
        if (position > 1) provider = parts_[position - 1].provider;
        if (played.subject.provider != provider)
            throw InputError{"its trace is of another provider"};
        const auto below = std::min(position - 1, fingerprints_.size());
        const std::vector<std::string> from{
            fingerprints_.begin() + static_cast<std::ptrdiff_t>(below), fingerprints_.end()};
        if (!from.empty() && played.subject.sha256 != from)
            throw InputError{"its trace is of another DLL than the report's, by its SHA-256"};
    }

    const Bundle* bundle_;
    Grading grading_;
    std::string provider_;
    std::vector<Part> parts_;
    std::vector<std::string> fingerprints_;
    std::set<std::string> used_;
};

std::string in_words(const PurposeResult& result) {
    std::string text{word_for(finding_of(result))};
    for (const ClauseId clause : violated_clauses(result))
        text += " " + std::string{clause->slug};
    return text;
}

/// Counts the purposes of which the claimed report says what the traces do, and names the others.
void compare(const std::string& text, const std::set<std::string>& judged, const Report& claimed,
             Verification& verification) {
    const json theirs = json::parse(text).at("purposes");
    const json ours = json::parse(to_json(verification.report)).at("purposes");
    for (const PurposeResult& before : claimed.purposes) {
        if (!judged.contains(before.id)) continue;
        if (theirs.at(before.id) == ours.at(before.id)) {
            ++verification.followed;
            continue;
        }
        const auto after =
            std::ranges::find(verification.report.purposes, before.id, &PurposeResult::id);
        const bool is_detail = in_words(before) == in_words(*after);
        verification.faults.push_back(before.id + ": the report says " + in_words(before) +
                                      ", its trace " + in_words(*after) +
                                      (is_detail ? ", and they differ in how it went" : ""));
    }
}

/// Ids of what generated properties found, each of which is a purpose of the report.
std::set<std::string> found_by_properties(const Report& report) {
    std::set<std::string> found;
    for (const PurposeResult& result : report.purposes) {
        if (!result.generated) continue;
        for (const FoundCase& each : result.generated->counterexamples)
            found.insert(each.id);
    }
    return found;
}

/// A property's cases have no traces, but its verdict is no better than its counterexamples'.
void hold_to_what_they_found(Verification& verification) {
    const Report& report = verification.report;
    for (const PurposeResult& property : report.purposes) {
        if (!property.generated) continue;
        for (const FoundCase& found : property.generated->counterexamples) {
            const auto shown = std::ranges::find(report.purposes, found.id, &PurposeResult::id);
            if (shown == report.purposes.end())
                verification.faults.push_back(property.id + ": the report says nothing of " +
                                              found.id + ", which it found");
            else if (property.judgement.verdict < shown->judgement.verdict)
                verification.faults.push_back(property.id + ": the report says " +
                                              in_words(property) + ", what it found " +
                                              in_words(*shown));
        }
    }
}

/// Purposes that a run without a filter had to play, and of which the report says nothing.
void find_what_is_left_out(const Report& claimed, const std::vector<Scenario>& suite,
                           Verification& verification) {
    if (claimed.filter != "*" || claimed.shard || claimed.is_of_own_scenarios) return;
    std::set<std::string> told{claimed.lost.begin(), claimed.lost.end()};
    for (const PurposeResult& result : claimed.purposes)
        told.insert(result.id);
    std::vector<std::string> left_out;
    for (const Scenario& scenario : suite) {
        if (!told.contains(scenario.id)) left_out.push_back(scenario.id);
    }
    for (const generating::Property& property : generating::properties()) {
        if (claimed.cases > 0 && !told.contains(property.id())) left_out.push_back(property.id());
    }
    if (!left_out.empty())
        verification.faults.push_back(left_out.front() +
                                      ": the report says nothing of it, nor of " +
                                      std::to_string(left_out.size() - 1) + " more");
}

}  // namespace

Verification verified(const Bundle& bundle, const std::string& file) {
    return verified(bundle, file, suite_scenarios());
}

Verification verified(const Bundle& bundle, const std::string& file,
                      const std::vector<Scenario>& suite) {
    const std::string& text = bundle.files.at("report.json");
    const Report claimed = parse_report(text, file + ": report.json");
    if (claimed.suite != suite_version)
        throw InputError{input_fault(file, ".suite",
                                     "was written by wsconform " + visible(claimed.suite, 40) +
                                         ", and this is " + suite_version,
                                     "verify it with that version")};
    Verification verification{claimed, {}, 0, 0, 0};
    Judging judging{bundle, claimed};
    const std::set<std::string> found = found_by_properties(claimed);
    std::set<std::string> judged;
    for (PurposeResult& result : verification.report.purposes) {
        if (result.not_played) {
            ++verification.not_played;
            continue;
        }
        if (result.generated) {
            ++verification.properties;
            continue;
        }
        const auto scenario = claimed.is_of_own_scenarios
                                  ? suite.end()
                                  : std::ranges::find(suite, result.id, &Scenario::id);
        const bool is_known = claimed.is_of_own_scenarios || found.contains(result.id);
        if (scenario == suite.end() && !is_known) {
            verification.faults.push_back(result.id + ": the suite has no such purpose");
            continue;
        }
        try {
            result = judging.judged(
                result, scenario == suite.end() ? judging.scenario_of(result.id) : *scenario);
            if (claimed.is_of_own_scenarios) result = of_own_scenario(result);
            judged.insert(result.id);
        } catch (const InputError& error) {
            verification.faults.push_back(result.id + ": " + error.what());
        }
    }
    // What its own scenarios that were not played would have shown, only the run knew.
    if (claimed.strength && verification.properties == 0 && !claimed.is_of_own_scenarios)
        verification.report.strength =
            strength_shown_by(suite, verification.report.purposes, grading_of(claimed));
    compare(text, judged, claimed, verification);
    hold_to_what_they_found(verification);
    find_what_is_left_out(claimed, suite, verification);
    for (const auto& [name, contents] : bundle.files) {
        if (name != "report.json" && !judging.used().contains(name))
            verification.faults.push_back(name + ": belongs to no purpose of the report");
    }
    if (verification.faults.empty() && to_json(verification.report) != text)
        verification.faults.push_back(
            "report.json: what it concludes does not follow from its purposes");
    return verification;
}

}  // namespace wsconform
