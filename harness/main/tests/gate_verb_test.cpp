// SPDX-License-Identifier: Apache-2.0

// Goal: the gate tells each kind of change apart in the terminal, in JUnit and by its exit status,
// and widens nothing by itself; and two reports are compared. Method: the program itself, on runs
// of a mutant.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "harness/main/tests/wsconform_process.hpp"

namespace wsconform {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using Words = std::vector<std::string>;

const std::string mutant = "simulated:suspend=cancel-async.zero-handle-is-refused";
const std::string id = "WSACancelAsyncRequest/zero_handle_is_refused";

/// Two purposes, which both deviate.
Ended play(const std::string& out, const std::string& provider = mutant,
           const Program::Environment& environment = {}, const Words& more = {}) {
    Words words{
        "run",   "--provider", provider, "--filter", "WSACancelAsyncRequest.zero*:recv.data*",
        "--out", out};
    words.insert(words.end(), more.begin(), more.end());
    return ended(words, environment);
}

Ended gate(const Words& more, const Words& reports = {"out/report.json"}) {
    Words words{"gate"};
    words.insert(words.end(), reports.begin(), reports.end());
    words.insert(words.end(), {"--expectations", "known.json"});
    words.insert(words.end(), more.begin(), more.end());
    return ended(words);
}

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

/// known.json with a reason for each purpose, as files were before there were causes.
json by_purpose() {
    json known = json_of("known.json");
    json purposes = json::object();
    for (const json& cause : known.at("causes")) {
        for (const auto& [name, explained] : cause.at("purposes").items()) {
            purposes[name] = explained;
            purposes[name]["reason"] = cause.at("reason");
        }
    }
    known.erase("causes");
    known["purposes"] = purposes;
    return known;
}

/// What --update files, with reasons that a person wrote.
json reviewed() {
    EXPECT_EQ(gate({"--update"}).status, 1);
    json known = by_purpose();
    for (json& purpose : known.at("purposes"))
        purpose["reason"] = "A mutant.";
    put("known.json", known.dump());
    return known;
}

void put_known(const json& known) {
    put("known.json", known.dump());
}

TEST(GateVerb, FilesForReviewAndRefusesUntilThen) {
    own_folder();
    ASSERT_EQ(play("out").status, 1);

    const Ended updated = gate({"--update"});

    EXPECT_EQ(updated.status, 1) << updated.err;
    EXPECT_TRUE(has(updated.out, "unreviewed " + id)) << updated.out;
    EXPECT_TRUE(has(updated.out, "known.json: written, for review\n")) << updated.out;
    EXPECT_EQ(gate({}).status, 1) << "nobody has reviewed it yet";
    reviewed();
    EXPECT_EQ(gate({}).status, 0);
    const std::string before = text_of("known.json");
    EXPECT_EQ(gate({"--update"}).status, 0);
    EXPECT_EQ(json::parse(before), by_purpose()) << "what holds stays";
    EXPECT_FALSE(fs::exists("known.json.new"));
}

TEST(GateVerb, TellsEachKindOfChangeApart) {
    own_folder();
    ASSERT_EQ(play("out").status, 1);
    const json known = reviewed();
    const Words files{"--junit", "j.xml", "--markdown", "s.md",
                      "--badge", "b.svg", "--today",    "2026-02-01"};
    const auto expect = [&](const std::string& change, int status, const json& expectations) {
        put_known(expectations);
        const Ended ran = gate(files);
        EXPECT_EQ(ran.status, status) << change << ran.out << ran.err;
        EXPECT_TRUE(has(ran.out, change)) << ran.out;
        EXPECT_TRUE(has(text_of("j.xml"), "type=\"" + change + "\"")) << text_of("j.xml");
        EXPECT_TRUE(has(text_of("s.md"), "1 " + change)) << text_of("s.md");
        EXPECT_TRUE(has(text_of("b.svg"), "</svg>"));
    };

    json fewer = known;
    fewer["purposes"].erase(id);
    expect("new", 1, fewer);
    json otherwise = known;
    otherwise["purposes"][id]["verdict"] = "error";
    expect("changed", 1, otherwise);
    json expired = known;
    expired["purposes"][id]["expires"] = "2026-01-31";
    expect("expired", 1, expired);
    json unreviewed = known;
    unreviewed["purposes"][id]["reason"] = "to be reviewed";
    expect("unreviewed", 1, unreviewed);
    json more = known;
    more["purposes"]["recv/data_comes_before_the_end"] = known["purposes"][id];
    expect("vanished", 4, more);
    put_known(known);
    EXPECT_EQ(gate(files).status, 0);
    expired["purposes"][id]["expires"] = "2026-02-01";
    put_known(expired);
    EXPECT_EQ(gate(files).status, 0) << "on its last day it still counts";
}

TEST(GateVerb, RemovesWhatVanishedAndNothingThatWasNotPlayed) {
    own_folder();
    ASSERT_EQ(play("out").status, 1);
    json known = reviewed();
    json more = known;
    more["purposes"]["recv/data_comes_before_the_end"] = known["purposes"][id];
    more["purposes"]["send/outside_the_filter"] = known["purposes"][id];
    put_known(more);

    EXPECT_EQ(gate({"--update"}).status, 0);

    known["purposes"]["send/outside_the_filter"] = known["purposes"][id];
    EXPECT_EQ(by_purpose(), known);
}

TEST(GateVerb, NamesLostPurposesAndUpdatesNothingThen) {
    own_folder();
    ASSERT_EQ(play("out").status, 1);
    reviewed();
    const std::string known = text_of("known.json");
    json report = json_of("out/report.json");
    report["purposes"].erase(id);
    report["summary"]["lost"] = {id};
    put("out/report.json", report.dump());

    const Ended ran = gate({"--update", "--junit", "j.xml"});

    EXPECT_EQ(ran.status, 3) << ran.out << ran.err;
    EXPECT_TRUE(has(ran.out, "lost      " + id)) << ran.out;
    EXPECT_TRUE(has(text_of("j.xml"), "type=\"lost\""));
    EXPECT_EQ(text_of("known.json"), known);
}

/// The agent takes its station with it, in both plays of the first purpose.
TEST(GateVerb, NamesWhatARunLost) {
    own_folder();
    for (const char* const claim : {"first", "second"})
        put(fs::path{"scenarios/WSAStartup"} / (std::string{claim} + ".json"),
            R"({"purpose": "Once more.", "clauses": ["startup.must-be-the-first-call"],
                "kind": "valid",
                "steps": [{"call": "WSAStartup", "wVersionRequested": "2.2"}]})");
    put("agent.sh",
        R"sh(case "$*" in *--capabilities) exec )sh" WSCONFORM_PRETENDER R"sh( "$@";; esac
echo >>played
if [ "$(wc -l <played)" -le 2 ]; then kill -9 $PPID; exit; fi
exec )sh" WSCONFORM_PRETENDER R"sh( well "$@"
)sh");

    const Ended ran = ended({"run", "--provider", "api:x.dll", "--agent", "exec sh ./agent.sh",
                             "--scenarios", "scenarios", "--out", "out"});

    EXPECT_EQ(ran.status, 3) << ran.out << ran.err;
    const std::string lost = "WSAStartup/first";
    EXPECT_TRUE(has(ran.err, lost + ": lost: the station died")) << ran.err;
    EXPECT_TRUE(has(ran.out, "  lost: registered, but never played to an end\n      " + lost))
        << ran.out;
    const json summary = json_of("out/report.json").at("summary");
    EXPECT_EQ(summary.at("registered"), 2);
    EXPECT_EQ(summary.at("played"), 1);
    EXPECT_EQ(summary.at("lost"), json::array({lost}));
    EXPECT_TRUE(has(text_of("out/junit.xml"), "type=\"lost\""));
    put("known.json", R"({"format": "wsconform-expectations/1", "provider": "api:x.dll",
                          "purposes": {}})");
    EXPECT_EQ(gate({}).status, 3);
}

TEST(GateVerb, TakesShardsTogetherAndMissesNone) {
    own_folder();
    for (const std::string index : {"0", "1"})
        play(index, mutant, {{"GTEST_TOTAL_SHARDS", "2"}, {"GTEST_SHARD_INDEX", index}});
    const Words both{"1/report.json", "0/report.json"};
    put("known.json", json{{"format", "wsconform-expectations/1"},
                           {"provider", mutant},
                           {"purposes", json::object()}}
                          .dump());

    EXPECT_EQ(gate({}, both).status, 1);
    const Ended half = gate({}, {"1/report.json"});
    EXPECT_EQ(half.status, 3);
    EXPECT_TRUE(has(half.out, "lost      shard 1 of 2: ")) << half.out;
    EXPECT_EQ(gate({"--update"}, both).status, 1);
    json known = by_purpose();
    ASSERT_EQ(known.at("purposes").size(), 2U);
    for (json& purpose : known.at("purposes"))
        purpose["reason"] = "A mutant.";
    put_known(known);
    EXPECT_EQ(gate({}, both).status, 0);
}

TEST(GateVerb, CountsTheDeviationsOfARepeatedRun) {
    own_folder();
    ASSERT_EQ(play("out", mutant, {}, {"--gtest_repeat=3"}).status, 1);
    const json repeated = json_of("out/report.json").at("purposes").at(id).at("repeated");
    EXPECT_EQ(repeated, (json{{"deviations", 3}, {"of", 3}}));
    json known = reviewed();
    known["purposes"][id]["rate"] = {{"deviations", 1}, {"of", 3}};
    put_known(known);

    const Ended few = gate({});
    EXPECT_EQ(few.status, 0) << few.out;
    EXPECT_TRUE(has(few.out, "flaky     " + id + ": deviates in 3 of 3 plays, on file in 1 of 3"));
    known["purposes"][id]["rate"] = {{"deviations", 10}, {"of", 1000}};
    put_known(known);
    const Ended many = gate({});
    EXPECT_EQ(many.status, 1) << many.out;
    EXPECT_TRUE(has(many.out, "changed   " + id)) << many.out;
}

TEST(Diff, NamesWhatChangedAndSaysWhetherItGotWorse) {
    own_folder();
    ASSERT_EQ(play("bad").status, 1);
    ASSERT_EQ(play("good", "simulated").status, 0);

    const Ended worse = ended({"diff", "good/report.json", "bad/report.json"});
    const Ended better = ended({"diff", "bad/report.json", "good/report.json"});
    const Ended same = ended({"diff", "bad/report.json", "bad/report.json"});

    EXPECT_EQ(worse.status, 1) << worse.err;
    EXPECT_TRUE(has(worse.out, "failing    " + id + ": pass, now fail (")) << worse.out;
    EXPECT_EQ(better.status, 0);
    EXPECT_TRUE(has(better.out, "fixed      " + id)) << better.out;
    EXPECT_EQ(same.status, 0);
    EXPECT_TRUE(has(same.out, "diff: 3 purposes as before\n")) << same.out;
}

TEST(Report, IsRenderedAsMarkdownAndAsBadges) {
    own_folder();
    ASSERT_EQ(play("out").status, 1);

    EXPECT_EQ(ended({"report", "out/report.json", "--markdown", "s.md", "--badge", "b.json"}).out,
              "");
    EXPECT_EQ(ended({"report", "out/report.json", "--badge", "b.svg"}).status, 0);

    EXPECT_TRUE(has(text_of("s.md"), "## wsconform: `simulated:suspend"));
    EXPECT_EQ(json_of("b.json").at("schemaVersion"), 1);
    EXPECT_TRUE(has(text_of("b.svg"), "violated</text>"));
}

}  // namespace
}  // namespace wsconform
