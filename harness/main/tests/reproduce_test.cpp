// SPDX-License-Identifier: Apache-2.0

// Goal: a program that `wsconform reproduce` writes builds without a warning and shows on Wine what
// the run shows. Method: those of Wine's known deviations that a program shows by itself; of those
// with a blocking hook one, since each waits for seconds.

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "harness/harness_error.hpp"
#include "harness/main/tests/wsconform_process.hpp"
#include "harness/station/process.hpp"
#include "harness/station/wine_prefix.hpp"
#include "reports/expectations.hpp"

namespace wsconform {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using nlohmann::json;

/// A Windows folder of the test's own, and what to run in it.
class WineWithFolder {
  public:
    WineWithFolder() {
        fs::create_directory(scratch_);
        const fs::path known = fs::path{WSCONFORM_PROGRAM}.parent_path() / "station" / "wine";
        const auto here = [this](const fs::path& /*writable*/, const auto& work) {
            work(scratch_);
        };
        copy_prefix(template_prefix(wine_, known, here), prefix_);
        session_.emplace(wine_, prefix_, scratch_);
    }

    /// The exit status; the program's output goes to `file`.
    int status_of(const std::string& program, const std::string& file) const {
        const std::string command = "exec \"$0\" " + program + " > " + file;
        ChildProcess child{{{"/bin/sh", "-c", command, wine_.program.string()},
                            wine_environment(wine_, prefix_, scratch_)}};
        const auto status = child.status(ChildProcess::Clock::now() + 60s);
        return status.has_value() && WIFEXITED(*status) ? WEXITSTATUS(*status) : -1;
    }

  private:
    Wine wine_ = chosen_wine("");
    fs::path scratch_ = fs::current_path() / "tmp";
    fs::path prefix_ = fs::current_path() / "prefix";
    std::optional<WineSession> session_;
};

/// Without the returns that Windows ends lines with.
std::string said(const std::string& file) {
    std::string text = text_of(file);
    std::erase(text, '\r');
    return text;
}

std::string file_of(std::string id) {
    id[id.find('/')] = '.';
    return id;
}

/// Writes the program and builds it; the name of what can be run.
std::string built(const std::string& id, const std::vector<std::string>& more = {}) {
    const std::string name = file_of(id);
    std::vector<std::string> words{"reproduce", id, "--out", name + ".c"};
    words.insert(words.end(), more.begin(), more.end());
    const Ended wrote = ended(words);
    EXPECT_EQ(wrote.status, 0) << wrote.err;
    try {
        output_of({{"x86_64-w64-mingw32-gcc", "-Wall", "-Wextra", "-Werror", "-I.", name + ".c",
                    "-o", name + ".exe", "-lws2_32"}},
                  60s);
    } catch (const HarnessError& error) {
        ADD_FAILURE() << id << ": " << error.what();
    }
    return name;
}

bool has_a_hook_at_work(const std::string& id) {
    const json steps = json_of(fs::path{WSCONFORM_SCENARIOS} / (id + ".json")).at("steps");
    return std::ranges::any_of(
        steps, [](const json& step) { return step.contains("inside") || step.contains("hook"); });
}

/// Whether a program can show it; if not, the reason is one line.
bool is_reproducible(const std::string& id) {
    const Ended wrote = ended({"reproduce", id, "--out", "refused.c"});
    EXPECT_TRUE(wrote.status == 0 || wrote.status == 2) << id << ": " << wrote.err;
    EXPECT_EQ(std::ranges::count(wrote.err, '\n'), wrote.status == 0 ? 0 : 1) << wrote.err;
    return wrote.status == 0;
}

TEST(WineReproduces, ItsKnownDeviations) {
    own_folder();
    const WineWithFolder wine;
    const fs::path known = fs::path{WSCONFORM_SCENARIOS} / "../reports/expectations/wine-8.0.json";
    // Each of its replies is claimed; that two of them exclude each other only the model knows.
    const std::string beyond_claims =
        "WSACancelAsyncRequest/local_requests_are_cancelled_or_complete";
    const auto purposes = read_expectations(known).purposes;
    std::size_t shown = 0;

    for (const auto& [id, expectation] : purposes) {
        if (id == beyond_claims || has_a_hook_at_work(id) || !is_reproducible(id)) continue;
        const std::string name = built(id);
        EXPECT_EQ(wine.status_of(name + ".exe", name + ".out"), 1) << said(name + ".out");
        EXPECT_NE(said(name + ".out").find("    DIFFERS"), std::string::npos) << id;
        ++shown;
    }

    EXPECT_GE(shown, 30U);
}

TEST(WineReproduces, WhatConformsWithoutADifference) {
    own_folder();
    const WineWithFolder wine;

    for (const std::string id :
         {"WSAAsyncGetProtoByName/result_is_a_protoent", "WSAGetLastError/value_is_per_thread",
          "shutdown/sd_send_ends_the_stream_after_its_data",
          "recv/graceful_close_reads_as_zero_bytes"}) {
        const std::string name = built(id);
        EXPECT_EQ(wine.status_of(name + ".exe", name + ".out"), 0) << said(name + ".out");
    }
}

TEST(WineReproduces, AResetThatNeverComes) {
    own_folder();
    const WineWithFolder wine;

    const std::string name = built("WSARecvDisconnect/unread_data_resets_the_connection");

    EXPECT_EQ(wine.status_of(name + ".exe", name + ".out"), 1);
    const std::string told = "step 8: observes p\n    came back: nothing\n    expected:  reset\n";
    EXPECT_NE(said(name + ".out").find(told), std::string::npos) << said(name + ".out");
}

TEST(WineReproduces, AHookThatNeverRuns) {
    own_folder();
    const WineWithFolder wine;

    const std::string name = built("WSASetBlockingHook/hook_runs_while_a_call_waits");

    EXPECT_EQ(wine.status_of(name + ".exe", name + ".out"), 1);
    EXPECT_NE(said(name + ".out").find("    DIFFERS"), std::string::npos) << said(name + ".out");
}

/// Its names and its purpose mean something else in C.
constexpr const char* awkward_scenario = R"({
  "purpose": "This /* is */ a file of somebody's own.",
  "clauses": ["cancel-async.zero-handle-is-refused"],
  "kind": "valid",
  "steps": [
    {"call": "WSAStartup", "wVersionRequested": "2.2", "returns": "ok"},
    {"peer": "listens", "as": "DWORD"},
    {"call": "socket", "type": "SOCK_STREAM", "as": "code"},
    {"call": "connect", "s": "code", "name": "DWORD", "returns": "ok"},
    {"peer": "accepts", "on": "DWORD", "as": "int"},
    {"peer": "sends", "on": "int", "bytes": "\"*/ \\??/"},
    {"call": "recv", "s": "code", "len": 16, "returns": ["ok", "WSAECONNRESET"]},
    {"call": "WSACancelAsyncRequest", "hAsyncTaskHandle": 0}
  ]
})";

TEST(WineReproduces, AFileOfSomebodysOwn) {
    own_folder();
    const WineWithFolder wine;
    put("found/again.json", awkward_scenario);

    const std::string name = built("found/again.json");

    EXPECT_EQ(wine.status_of(name + ".exe", name + ".out"), 0) << said(name + ".out");
    EXPECT_NE(said(name + ".out").find("step 8: WSACancelAsyncRequest(0)\n    came back: ok\n"),
              std::string::npos)
        << said(name + ".out");
}

TEST(WineReproduces, WhatGenerationFinds) {
    own_folder();
    const WineWithFolder wine;
    Program program{{"run", "--provider", "wine", "--filter", "generated.legacy_options", "--cases",
                     "8", "--quiescence", "300", "--jobs", "2", "--out", "out"}};
    const Ended ran = program.ended(280s);
    EXPECT_EQ(ran.status, 1) << ran.err;
    std::size_t shown = 0;

    for (const auto& entry : fs::recursive_directory_iterator{"out/counterexamples"}) {
        if (!entry.is_regular_file()) continue;
        const std::string found = text_of(entry.path());
        const std::string copy = "found/" + entry.path().filename().string();
        put(copy, found);
        if (found.find("\"returns\"") == std::string::npos || !is_reproducible(copy)) continue;
        const std::string name = built(copy);
        EXPECT_EQ(wine.status_of(name + ".exe", name + ".out"), 1) << said(name + ".out");
        EXPECT_NE(said(name + ".out").find("    DIFFERS"), std::string::npos) << found;
        ++shown;
    }

    EXPECT_GE(shown, 3U);
}

/// As much of Wine's own header as a test of this form uses: a todo must fail, the rest must not.
constexpr const char* test_header = R"(
static int is_todo, wrong;
#define ok(condition, ...) (void)((!(condition)) == is_todo ? 0 : (wrong++, printf(__VA_ARGS__)))
#define todo_wine for (is_todo = 1; is_todo; is_todo = 0)
#define trace(...) printf(__VA_ARGS__)
#define win_skip(...) printf(__VA_ARGS__)
#define START_TEST(name) static void func(void); int main(void) { func(); return wrong; } \
    static void func(void)
)";

TEST(WineReproduces, ATestOfItsOwnSuite) {
    own_folder();
    const WineWithFolder wine;
    put("wine/test.h", test_header);
    const std::string zero = "WSACancelAsyncRequest/zero_handle_is_refused";

    const std::string known = built(zero, {"--form", "wine", "--todo", "2"});
    const int with_todo = wine.status_of(known + ".exe", "known.out");
    const std::string news = built(zero, {"--form", "wine"});
    const int without = wine.status_of(news + ".exe", "news.out");

    EXPECT_EQ(with_todo, 0) << said("known.out");
    EXPECT_EQ(without, 1) << said("news.out");
    EXPECT_NE(said("news.out").find("step 2: got ok"), std::string::npos);
}

}  // namespace
}  // namespace wsconform
