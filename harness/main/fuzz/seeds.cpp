// SPDX-License-Identifier: Apache-2.0

// wsconform_fuzz_seeds FOLDER: writes what fuzzing begins with, a folder for each target. All of it
// is of the tree, or of a run of the simulated provider. Reports are cut to a few purposes and
// their clauses, since a whole one takes a second to read.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "conformance/scenario/scenario.hpp"
#include "harness/main/fuzz/json_mutation.hpp"
#include "harness/main/fuzz/targets.hpp"
#include "harness/simulated/simulated_player.hpp"
#include "reports/bundle.hpp"
#include "reports/report.hpp"
#include "reports/report_json.hpp"

namespace wsconform::fuzzing {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

std::string text_in(const fs::path& file) {
    std::ostringstream text;
    text << std::ifstream{file, std::ios::binary}.rdbuf();
    return text.str();
}

class Seeds {
  public:
    explicit Seeds(fs::path folder) : folder_{std::move(folder)} {}

    void add(const std::string& target, std::string_view text) {
        fs::create_directories(folder_ / target);
        std::ofstream file{folder_ / target / std::to_string(++count_), std::ios::binary};
        file.write(text.data(), static_cast<std::streamsize>(text.size()));
    }

    /// The words of the schemas, for changes that know no JSON.
    void add_dictionary() const {
        std::ofstream file{folder_ / "words.dict"};
        for (const std::string& word : words()) {
            const bool is_plain = std::ranges::all_of(
                word, [](char c) { return c >= ' ' && c <= '~' && c != '"' && c != '\\'; });
            if (is_plain && !word.empty()) file << '"' << word << "\"\n";
        }
    }

  private:
    fs::path folder_;
    std::size_t count_{};
};

/// What an agent would have said for the trace: its lines without those of lower testers.
std::string agent_lines_of(const Scenario& scenario, const std::string& trace) {
    std::string lines = scenario.id + "\n";
    const std::vector<std::string> all = lines_of(trace);
    for (std::size_t i = 1; i < all.size(); ++i) {
        const Json line = Json::parse(all[i]);
        const bool is_lower = line.contains("thread") &&
                              (line["thread"] == "peer" || line["thread"] == "name_server" ||
                               line["thread"] == "database");
        if (!is_lower) lines += all[i] + "\n";
    }
    return lines;
}

void add_scenarios(Seeds& seeds) {
    for (const Scenario& scenario : suite()) {
        const std::string trace = SimulatedPlayer{1, std::optional<ClauseId>{}}.play(scenario);
        seeds.add("scenario", scenario.json);
        seeds.add("trace", trace);
        seeds.add("agent", agent_lines_of(scenario, trace));
    }
}

/// The report with two of its purposes.
Report cut(const Report& whole, std::size_t at) {
    Report report = whole;
    report.purposes.assign(whole.purposes.begin() + static_cast<std::ptrdiff_t>(at),
                           whole.purposes.begin() + static_cast<std::ptrdiff_t>(at + 2));
    report.lost.clear();
    report.strength.reset();
    report.filter = "x";
    return report;
}

/// Without the clauses that no purpose names, which are most of it: whoever reads it completes
/// them.
Json short_text(const Report& report) {
    Json document = Json::parse(to_json(report));
    const std::string purposes = document["purposes"].dump();
    Json named = Json::object();
    for (const auto& [slug, clause] : document["clauses"].items())
        if (purposes.find('"' + slug + '"') != std::string::npos) named[slug] = clause;
    document["clauses"] = std::move(named);
    return document;
}

/// Of the causes those that speak of the purposes, each with one of them; of none, the first cause.
Json cut(const Json& expectations, const Json& purposes) {
    Json document = expectations;
    Json& causes = document["causes"] = Json::array();
    for (const Json& cause : expectations["causes"]) {
        for (const auto& [id, expected] : cause["purposes"].items()) {
            if (!purposes.contains(id)) continue;
            causes.push_back(cause);
            causes.back()["purposes"] = Json{{id, expected}};
            break;
        }
    }
    if (causes.empty()) causes.push_back(expectations["causes"].front());
    return document;
}

void add_reports(Seeds& seeds, const fs::path& root) {
    const Json expectations = Json::parse(text_in(root / "reports/expectations/wine-8.0.json"));
    for (const char* const name : {"base", "chain", "wine-8.0", "wine-10.0-wsock32"}) {
        const Report whole =
            read_report(root / "reports/published" / (name + std::string{".json"}));
        for (std::size_t at = 0; at + 2 < whole.purposes.size(); at += 40) {
            const Json report = short_text(cut(whole, at));
            Json expected = cut(expectations, report["purposes"]);
            expected["provider"] = whole.provider;
            seeds.add("report", report.dump());
            seeds.add("gate", report.dump() + "\n" + expected.dump());
        }
    }
}

void add_bundles(Seeds& seeds, const fs::path& root) {
    const Report whole = read_report(root / "reports/published/base.json");
    for (std::size_t at = 0; at + 2 < whole.purposes.size(); at += 40) {
        Report report = cut(whole, at);
        report.provider = "simulated";
        report.chain.clear();
        report.tested = {};
        report.self_check.reset();
        Bundle bundle{report.suite, report.provider, {}};
        for (const PurposeResult& result : report.purposes) {
            for (const Scenario& scenario : suite()) {
                if (scenario.id == result.id)
                    bundle.files[trace_path(scenario.id)] =
                        SimulatedPlayer{1, std::optional<ClauseId>{}}.play(scenario);
            }
        }
        // A whole one too, for its conclusions are compared.
        bundle.files["report.json"] = at == 0 ? to_json(report) : short_text(report).dump();
        seeds.add("bundle", to_text(bundle));
    }
}

void add_small_ones(Seeds& seeds, const fs::path& root) {
    for (const auto& file : fs::directory_iterator{root / "reports/expectations"}) {
        const std::string text = text_in(file.path());
        seeds.add("expectations", text);
        const Json document = Json::parse(text);
        for (const Json& cause : document["causes"]) {
            Json one = document;
            one["causes"] = Json::array({cause});
            seeds.add("expectations", one.dump());
        }
    }
    seeds.add("journal",
              "{\"tested\":[]}\n{\"purpose\":\"call/claim\",\"traces\":"
              "{\"traces/call.claim.jsonl\":\"00\"}}\n");
    seeds.add("journal",
              "{\"format\":\"wsconform-journal/2\",\"suite\":\"0\",\"provider\":"
              "\"simulated\",\"options\":{\"seed\":1}}\n");
    const std::string head{"\x12\x34\x01\0\0\x01\0\0\0\0\0\0", 12};
    seeds.add("dns", head + std::string{"\4host\4test\0\0\1\0\1", 15});
    seeds.add("dns", head + std::string{"\5alias\4test\0\0\x1c\0\1", 16});
    seeds.add("dns", head + std::string{"\1"
                                        "8\1"
                                        "2\1"
                                        "0\3"
                                        "192\7in-addr\4arpa\0\0\x0c\0\1",
                                        28});
}

}  // namespace

}  // namespace wsconform::fuzzing

int main(int count, char** arguments) {
    using namespace wsconform::fuzzing;
    if (count != 2) {
        std::cerr << "usage: wsconform_fuzz_seeds FOLDER\n";
        return 2;
    }
    const std::filesystem::path root{WSCONFORM_ROOT};
    Seeds seeds{arguments[1]};
    add_scenarios(seeds);
    add_reports(seeds, root);
    add_bundles(seeds, root);
    add_small_ones(seeds, root);
    seeds.add_dictionary();
    return 0;
}
