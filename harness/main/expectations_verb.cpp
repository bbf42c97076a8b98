// SPDX-License-Identifier: Apache-2.0

#include "harness/main/expectations_verb.hpp"

#include <filesystem>
#include <iostream>
#include <optional>
#include <set>

#include "conformance/text/document.hpp"
#include "conformance/text/input_error.hpp"
#include "conformance/text/text.hpp"
#include "harness/main/station_command.hpp"
#include "reports/expectation_choice.hpp"
#include "reports/expectations.hpp"
#include "reports/gate.hpp"
#include "reports/merge.hpp"
#include "reports/plural.hpp"
#include "reports/update.hpp"
#include "reports/writing.hpp"

namespace wsconform {
namespace {

namespace fs = std::filesystem;

std::optional<fs::path> nearest_in(const fs::path& folder, const Report& report) {
    if (!is_folder(folder)) return std::nullopt;
    try {
        return expectations_for(folder, report.provider, version_number(report.tested.system)).file;
    } catch (const InputError&) {
        return std::nullopt;  // It has none for this provider.
    }
}

/// Of those that come with the suite: from its tree, or where it is installed.
std::optional<fs::path> committed_for(const Report& report) {
    const fs::path program = beside_this_program("");
    for (const fs::path& folder :
         {fs::path{"reports/expectations"}, program / "../share/wsconform/expectations",
          program / "../../reports/expectations"}) {
        if (const auto found = nearest_in(folder, report)) return found->lexically_normal();
    }
    return std::nullopt;
}

/// Takes the reasons of what deviates in the same way there; how many purposes have one now.
std::size_t take_reasons(Expectations& expectations, const Expectations& from,
                         const Report& report) {
    std::size_t taken = 0;
    const Expectations known = spelt_out(from, {report});
    for (auto& [id, expectation] : expectations.purposes) {
        const auto found = known.purposes.find(id);
        if (found == known.purposes.end()) continue;
        const bool is_same = found->second.finding == expectation.finding &&
                             found->second.clauses == expectation.clauses;
        if (!is_same) continue;
        expectation = found->second;
        ++taken;
    }
    return taken;
}

std::size_t causes_in(const Expectations& expectations) {
    std::set<std::string> reasons;
    for (const auto& [id, expectation] : expectations.purposes)
        reasons.insert(expectation.reason);
    return reasons.size();
}

void offer(const Report& report, const Expectations& begun, const InitOptions& options) {
    const auto committed = committed_for(report);
    if (!committed) return;
    Expectations trial = begun;
    const std::size_t taken = take_reasons(trial, read_expectations(*committed), report);
    if (taken == 0) return;
    std::cerr << "notice: " << visible(committed->string()) << " knows why "
              << plural(taken, "purpose") << " of these deviate; to take its reasons: "
              << "wsconform expectations init " << visible(options.reports.front()) << " --from "
              << visible(committed->string())
              << (options.out.empty() ? "" : " --out " + visible(options.out)) << '\n';
}

}  // namespace

int begin_expectations(const InitOptions& options) {
    const std::vector<Report> reports = read_alike(options.reports);
    if (!options.out.empty() && is_file(options.out))
        throw InputError{input_fault(options.out, "file", "is there already",
                                     "bring it up to date with wsconform gate REPORT "
                                     "--expectations FILE --update, or choose another --out")};
    const Report& first = reports.front();
    const Expectations none{options.out, first.provider, {}};
    Expectations begun = updated(none, reports, gate(reports, none, options.today));
    if (options.from.empty()) {
        offer(together(reports), begun, options);
    } else {
        const auto choice =
            expectations_for(options.from, first.provider, version_number(first.tested.system));
        const std::size_t taken =
            take_reasons(begun, read_expectations(choice.file), together(reports));
        std::cerr << plural(taken, "purpose") << " with a reason of "
                  << visible(choice.file.string()) << '\n';
    }
    if (options.out.empty()) {
        std::cout << to_json(begun);
        return 0;
    }
    write_output(options.out, to_json(begun));
    std::cout << visible(options.out) << ": " << plural(begun.purposes.size(), "deviation")
              << " of " << plural(causes_in(begun), "cause")
              << "; write down why each is accepted where it says \"" << unreviewed_reason
              << "\"\n";
    return 0;
}

}  // namespace wsconform
