// SPDX-License-Identifier: Apache-2.0

// Goal: a bundle proves that a report follows from its traces, and whatever was altered is noticed,
// even by one who seals it anew. Method: the program itself, on bundles of a mutant's run.

#include <gtest/gtest.h>

#include <functional>
#include <nlohmann/json.hpp>
#include <sstream>

#include "harness/main/tests/wsconform_process.hpp"
#include "reports/sha256.hpp"

namespace wsconform {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

const std::string mutant = "simulated:suspend=cancel-async.zero-handle-is-refused";
const std::string id = "WSACancelAsyncRequest/zero_handle_is_refused";
const std::string trace = "traces/WSACancelAsyncRequest.zero_handle_is_refused.jsonl";

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

void play(const std::string& provider = mutant) {
    ended({"run", "--provider", provider, "--filter", "WSACancelAsyncRequest.zero*:recv.data*",
           "--out", "out"});
}

/// The lines of a bundle as documents, without the seal.
std::vector<json> lines_of(const std::string& file) {
    std::istringstream stream{text_of(file)};
    std::vector<json> lines;
    for (std::string line; std::getline(stream, line);)
        lines.push_back(json::parse(line));
    lines.pop_back();
    return lines;
}

void put_sealed(const std::string& file, std::vector<json> lines) {
    std::string text;
    for (json& line : lines) {
        if (line.contains("path")) line["sha256"] = sha256(line["text"].get<std::string>());
        if (line.contains("files")) line["files"] = lines.size() - 1;
        text += line.dump() + "\n";
    }
    put(file, text + R"({"sha256":")" + sha256(text) + "\"}\n");
}

json& line_of(std::vector<json>& lines, const std::string& path) {
    for (json& line : lines) {
        if (line.value("path", "") == path) return line;
    }
    ADD_FAILURE() << path;
    return lines.front();
}

/// Nobody is to take it for a proof.
TEST(BundleVerb, SaysThatNothingWasDecided) {
    own_folder();
    // A reply that is allowed and is not the one claimed decides nothing.
    put("own/WSACancelAsyncRequest/one.json", R"({
      "purpose": "One of two replies.", "clauses": ["cancel-async.zero-handle-is-refused"],
      "kind": "invalid", "steps": [
        {"call": "WSAStartup", "wVersionRequested": "2.2", "returns": "ok"},
        {"call": "WSACancelAsyncRequest", "hAsyncTaskHandle": 0, "returns": "WSAEALREADY"}]})");
    ended({"run", "--provider", "simulated", "--scenarios", "own", "--out", "out"});

    for (const Ended& ran : {ended({"bundle", "out"}), ended({"verify", "out/bundle.jsonl"})}) {
        EXPECT_EQ(ran.status, 3) << ran.out << ran.err;
        EXPECT_TRUE(has(ran.out, "\nnothing was decided: ")) << ran.out;
    }
}

TEST(BundleVerb, HoldsWhatIsNeededToJudgeAgain) {
    own_folder();
    play();

    const Ended bundled = ended({"bundle", "out"});
    fs::rename("out", "gone");
    const Ended verified = ended({"verify", "gone/bundle.jsonl"});

    EXPECT_EQ(bundled.status, 0) << bundled.out << bundled.err;
    EXPECT_EQ(verified.status, 0) << verified.out << verified.err;
    EXPECT_TRUE(has(verified.out,
                    ": 3 purposes follow from their traces, 0 not played on its "
                    "word, 0 lost, 0 faults\n"))
        << verified.out;
    EXPECT_FALSE(has(text_of("gone/bundle.jsonl"), "ended_unix_s")) << "when and where stays out";
}

TEST(BundleVerb, WithOneByteAlteredIsRefused) {
    own_folder();
    play();
    ASSERT_EQ(ended({"bundle", "out", "--out", "b"}).status, 0);
    const std::string good = text_of("b");

    for (std::size_t at = 0; at < good.size(); at += good.size() / 20) {
        std::string bad = good;
        bad[at] = static_cast<char>(bad[at] ^ 1);
        put("bad", bad);
        const Ended ran = ended({"verify", "bad"});
        EXPECT_EQ(ran.status, 2) << at << ran.out;
        EXPECT_TRUE(has(ran.err, "wsconform: bad: last line: is not the fingerprint")) << ran.err;
    }
}

TEST(BundleVerb, ThatLiesUnderAGoodSealIsFoundOut) {
    own_folder();
    play();
    ASSERT_EQ(ended({"bundle", "out", "--out", "b"}).status, 0);
    const std::vector<json> good = lines_of("b");
    const auto expect = [](const std::vector<json>& lines, const std::string& fault) {
        put_sealed("bad", lines);
        const Ended ran = ended({"verify", "bad"});
        EXPECT_EQ(ran.status, 1) << fault << ran.out << ran.err;
        EXPECT_TRUE(has(ran.out, "does not follow: " + fault)) << ran.out;
    };
    const auto with_report = [&](const std::function<void(json&)>& change) {
        std::vector<json> lines = good;
        json& line = line_of(lines, "report.json");
        json report = json::parse(line["text"].get<std::string>());
        change(report);
        line["text"] = report.dump(2) + "\n";
        return lines;
    };

    put_sealed("same", good);
    EXPECT_EQ(ended({"verify", "same"}).status, 0);
    expect(with_report([](json& report) {
               report["purposes"][id]["verdict"] = "pass";
               report["purposes"][id]["violations"] = json::array();
           }),
           id + ": the report says pass, its trace fail");
    expect(with_report([](json& report) {
               report["purposes"][id]["transcript"][0]["observed"] = "returned 7";
           }),
           id + ": the report says fail");
    expect(with_report([](json& report) {
               report["clauses"]["cancel-async.zero-handle-is-refused"]["status"] = "verified";
           }),
           "report.json: what it concludes does not follow");
    expect(with_report([](json& report) { report["options"]["filter"] = "*"; }), "WPU");
    std::vector<json> without = good;
    std::erase_if(without, [](const json& line) { return line.value("path", "") == trace; });
    expect(without, id + ": there is no " + trace);
    std::vector<json> more = good;
    more.push_back({{"path", "traces/other.jsonl"}, {"text", "x"}});
    expect(more, "traces/other.jsonl: belongs to no purpose");
    std::vector<json> weaker = good;
    std::string text = line_of(weaker, trace)["text"];
    text.replace(text.find("WSACancelAsyncRequest\""), 21, "WSACancelAsyncRequist");
    line_of(weaker, trace)["text"] = text;
    expect(weaker, id + ": its trace");
    std::vector<json> foreign = good;
    text = line_of(foreign, trace)["text"];
    text.replace(text.find("\"simulated\""), 11, "\"wine\"");
    line_of(foreign, trace)["text"] = text;
    expect(foreign, id + ": its trace is of another provider");
    for (const std::string spoilt : {"", "x", "{}", "[]\n[]\n"}) {
        std::vector<json> broken = good;
        line_of(broken, trace)["text"] = spoilt;
        expect(broken, id + ": ");
    }
}

/// A counterexample is judged from its trace; what its property says of other cases is its word.
TEST(BundleVerb, HoldsAGeneratedPropertyToWhatItFound) {
    own_folder();
    ended({"run", "--provider", mutant, "--filter", "generated.async_life_cycle", "--cases", "16",
           "--out", "out"});
    const std::string found = "async_life_cycle/zero_handle_is_refused";
    const std::string property = "generated/async_life_cycle";

    const Ended bundled = ended({"bundle", "out", "--out", "b"});
    const Ended verified = ended({"verify", "b"});

    EXPECT_EQ(bundled.status, 0) << bundled.out << bundled.err;
    EXPECT_TRUE(has(verified.out, "1 generated properties' cases on its word, 0 lost, 0 faults\n"))
        << verified.out << verified.err;
    std::vector<json> lines = lines_of("b");
    json& line = line_of(lines, "report.json");
    json report = json::parse(line["text"].get<std::string>());
    ASSERT_EQ(report["purposes"][found]["verdict"], "fail");
    report["purposes"][property]["verdict"] = "pass";
    line["text"] = report.dump(2) + "\n";
    put_sealed("bad", lines);
    const Ended refused = ended({"verify", "bad"});
    EXPECT_EQ(refused.status, 1) << refused.err;
    EXPECT_TRUE(has(refused.out, property + ": the report says pass, what it found fail"))
        << refused.out;
    report["purposes"][property]["verdict"] = "fail";
    report["purposes"][found]["verdict"] = "pass";
    report["purposes"][found]["violations"] = json::array();
    line["text"] = report.dump(2) + "\n";
    put_sealed("bad", lines);
    const Ended also = ended({"verify", "bad"});
    EXPECT_TRUE(has(also.out, found + ": the report says pass, its trace fail")) << also.out;
}

/// Theirs are in the traces, so a bundle of them is judged by those, and says so.
TEST(BundleVerb, OfAUsersOwnScenariosFollowsFromThem) {
    own_folder();
    const fs::path suite{WSCONFORM_SCENARIOS};
    for (const char* const name : {"WSACancelAsyncRequest/zero_handle_is_refused.json",
                                   "WSAStartup/each_success_needs_a_cleanup.json"})
        put(fs::path{"some"} / name, text_of(suite / name));
    put("some/WSAStartup/of_mine.json",
        text_of(suite / "WSAStartup/failure_returns_the_code_itself.json"));
    ended({"run", "--provider", mutant, "--scenarios", "some", "--out", "out"});

    const Ended bundled = ended({"bundle", "out", "--out", "b"});
    const Ended verified = ended({"verify", "b"});

    EXPECT_EQ(bundled.status, 0) << bundled.out << bundled.err;
    EXPECT_EQ(verified.status, 0) << verified.out << verified.err;
    EXPECT_TRUE(has(verified.out, "; of its own scenarios, which are not the suite's"));
    EXPECT_TRUE(has(verified.out, ": 3 purposes follow from their traces")) << verified.out;
    std::vector<json> lines = lines_of("b");
    json& line = line_of(lines, "report.json");
    json report = json::parse(line["text"].get<std::string>());
    report["options"].erase("scenarios");
    line["text"] = report.dump(2) + "\n";
    put_sealed("bad", lines);
    const Ended refused = ended({"verify", "bad"});
    EXPECT_EQ(refused.status, 1);
    EXPECT_TRUE(has(refused.out, "WSAStartup/of_mine: the suite has no such purpose"))
        << refused.out;
}

TEST(BundleVerb, RefusesToPackWhatDoesNotFollow) {
    own_folder();
    play();
    play("simulated");
    fs::rename("out", "good");
    play();
    fs::copy_file(fs::path{"good"} / trace, fs::path{"out"} / trace,
                  fs::copy_options::overwrite_existing);

    EXPECT_EQ(ended({"bundle", "out"}).status, 1);
    EXPECT_FALSE(fs::exists("out/bundle.jsonl"));
    fs::remove(fs::path{"out"} / trace);
    const Ended missing = ended({"bundle", "out"});
    EXPECT_EQ(missing.status, 2);
    EXPECT_TRUE(has(missing.err, trace + ": file: is missing")) << missing.err;
}

TEST(BundleVerb, OfAnotherSuiteIsNotJudged) {
    own_folder();
    play();
    ASSERT_EQ(ended({"bundle", "out", "--out", "b"}).status, 0);
    std::vector<json> lines = lines_of("b");
    std::string text = line_of(lines, "report.json")["text"];
    const std::string suite = json::parse(text).at("suite");
    text.replace(text.find('"' + suite + '"'), suite.size() + 2, "\"9.9.9\"");
    line_of(lines, "report.json")["text"] = text;
    put_sealed("bad", lines);

    const Ended ran = ended({"verify", "bad"});

    EXPECT_EQ(ran.status, 2);
    EXPECT_TRUE(has(ran.err, ".suite: was written by wsconform 9.9.9")) << ran.err;
}

/// The pretender stands for a vendor's DLL, which has a name that nobody may learn.
TEST(BundleVerb, HidesWhoMadeTheProvider) {
    own_folder();
    ended({"run", "--provider", "api:C:\\acme\\Acme_Sock.dll", "--agent", WSCONFORM_PRETENDER,
           "--filter", "WSACancelAsyncRequest.zero*:WSAStartup.*", "--out", "out"});
    ASSERT_TRUE(has(text_of("out/report.json"), "Acme_Sock.dll"));

    const Ended bundled = ended({"bundle", "out", "--anonymous", "--out", "b"});
    const Ended verified = ended({"verify", "b"});

    EXPECT_EQ(bundled.status, 0) << bundled.out << bundled.err;
    EXPECT_EQ(verified.status, 0) << verified.out << verified.err;
    EXPECT_FALSE(has(text_of("b"), "cme")) << "nothing of its name";
    EXPECT_TRUE(has(verified.out, "b: api:Provider A, wsconform ")) << verified.out;
    play();
    EXPECT_EQ(ended({"bundle", "out", "--anonymous"}).status, 2) << "ours has nothing to hide";
}

}  // namespace
}  // namespace wsconform
