// SPDX-License-Identifier: Apache-2.0

// Goal: a hostile DLL reaches nothing but what SECURITY.md names, and each attack costs at most its
// purpose. Method: canaries outside, and a DLL that tries each door from inside Wine; without
// isolation some of the doors open, so that they are real.

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "harness/main/tests/wsconform_process.hpp"
#include "harness/station/descriptor.hpp"

namespace wsconform {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

/// Of every file of the kept Windows folders: where it is, how large, when written.
std::string state_of(const std::vector<fs::path>& folders) {
    std::set<std::string> lines;
    for (const fs::path& folder : folders) {
        for (const auto& entry : fs::recursive_directory_iterator{folder}) {
            if (!entry.is_regular_file() || entry.is_symlink()) continue;
            lines.insert(entry.path().string() + " " + std::to_string(entry.file_size()) + " " +
                         std::to_string(entry.last_write_time().time_since_epoch().count()));
        }
    }
    std::string all;
    for (const std::string& line : lines)
        all += line + "\n";
    return all;
}

/// A home with a secret, a vendor's folder with the DLL, and somebody who listens.
class Canaries {
  public:
    Canaries() {
        put("home/secret", "canary");
        fs::create_directory("vendor");
        fs::copy_file(beside_the_program("hostile.dll"), "vendor/hostile.dll");
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t length = sizeof address;
        bind(tcp_.value(), reinterpret_cast<sockaddr*>(&address), length);
        listen(tcp_.value(), 4);
        getsockname(tcp_.value(), reinterpret_cast<sockaddr*>(&address), &length);
        sockaddr_un path{AF_UNIX, {}};
        std::strncpy(&path.sun_path[0], socket_.c_str(), sizeof path.sun_path - 1);
        unlink(socket_.c_str());
        bind(unix_.value(), reinterpret_cast<sockaddr*>(&path), sizeof path);
        listen(unix_.value(), 4);
        const std::string here = fs::current_path();
        put("vendor/hostile.txt",
            "home=" + here + "/home/secret\nout=" + here +
                "/vendor/out\nagent=" + beside_the_program("wsconform-agent.exe") +
                "\nprogram=" WSCONFORM_PROGRAM "\ndll=" + here +
                "/vendor/hostile.dll\nwindows=" + beside_the_program("station/wine") +
                "\nsocket=" + socket_ + "\nport=" + std::to_string(ntohs(address.sin_port)) + "\n");
        setenv("WSCONFORM_CANARY", "secret", 1);
    }
    Canaries(const Canaries&) = delete;
    Canaries& operator=(const Canaries&) = delete;
    ~Canaries() { unlink(socket_.c_str()); }

    void expect_untouched() const {
        EXPECT_EQ(text_of("home/secret"), "canary");
        EXPECT_EQ(state_of(kept_folders_), kept_);
        EXPECT_EQ(text_of("vendor/hostile.dll"), text_of(beside_the_program("hostile.dll")));
        std::set<std::string> there;
        for (const auto& entry : fs::directory_iterator{"vendor"})
            there.insert(entry.path().filename());
        there.erase("out");
        EXPECT_EQ(there, (std::set<std::string>{"hostile.dll", "hostile.txt"}));
        EXPECT_EQ(left_running(), "");
    }

  private:
    const std::vector<fs::path> kept_folders_ = kept_windows_folders();
    const std::string kept_ = state_of(kept_folders_);
    /// In the folder of the DLL it could not be: its path would be too long for a socket.
    const std::string socket_ = "/tmp/wsconform-canary-" + std::to_string(getpid());
    Descriptor tcp_{socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    Descriptor unix_{socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)};
};

/// The names in the table of a source of the DLL.
std::vector<std::string> attacks_in(const std::string& file) {
    const std::string text =
        text_of(fs::path{WSCONFORM_SCENARIOS}.parent_path() / "harness/providers/hostile" / file);
    std::vector<std::string> names;
    std::istringstream lines{text.substr(text.rfind("static const Attacks all{"))};
    for (std::string line; std::getline(lines, line);)
        if (const std::size_t from = line.find("{\""); from != std::string::npos)
            names.push_back(line.substr(from + 2, line.find('"', from + 2) - from - 2));
    EXPECT_FALSE(names.empty()) << file;
    return names;
}

std::string purpose_of(std::string attack) {
    std::ranges::replace(attack, '-', '_');
    return "is_" + attack;
}

void put_purposes(const std::vector<std::string>& attacks) {
    fs::remove_all("scenarios");
    for (const std::string& attack : attacks)
        put("scenarios/gethostbyname/" + purpose_of(attack) + ".json",
            R"({"purpose": "It does not attack.", "clauses": ["startup.must-be-the-first-call"],
                "kind": "valid", "steps": [{"call": "WSAStartup", "wVersionRequested": "2.2"},
                {"name_server": "answers", "name": ")" +
                attack + R"(.test", "addresses": ["192.0.2.7"]},
                {"call": "gethostbyname", "name": ")" +
                attack + ".test\"}]}");
}

Ended play(const std::string& dll, const std::vector<std::string>& more = {}) {
    std::vector<std::string> words{"run",          "--provider", "api:vendor/" + dll,
                                   "--scenarios",  "scenarios",  "--out",
                                   "vendor/out",   "--jobs",     "2",
                                   "--quiescence", "200",        "--no-self-check"};
    words.insert(words.end(), more.begin(), more.end());
    fs::remove_all("vendor/out");
    return Program{words, {{"HOME", fs::current_path() / "home"}}}.ended(std::chrono::seconds{500});
}

/// Of a door, whether the look-up that tried it failed as if no host were there.
bool stayed_shut(const std::string& attack) {
    std::istringstream lines{
        text_of("vendor/out/traces/gethostbyname." + purpose_of(attack) + ".jsonl")};
    bool is_shut = false;
    for (std::string line; std::getline(lines, line);) {
        const json event = json::parse(line);
        if (event.value("event", "") == "returned" && event.value("step", 0) == 2)
            is_shut = event.value("error", 0) == 11001;  // WSAHOST_NOT_FOUND
    }
    return is_shut;
}

/// That each purpose of the report ended so; how many there are.
std::size_t expect_verdicts(const std::set<std::string>& allowed) {
    const json report = json_of("vendor/out/report.json");
    const json& purposes = report.at("purposes");
    EXPECT_FALSE(purposes.empty());
    for (const auto& [purpose, result] : purposes.items())
        EXPECT_TRUE(allowed.contains(result.value("verdict", ""))) << purpose << ": " << result;
    return purposes.size();
}

TEST(Hostile, DoorsStayShut) {
    own_folder();
    const Canaries canaries;
    for (const char* const file : {"doors.cpp", "kernel_doors.cpp"}) {
        const auto attacks = attacks_in(file);
        put_purposes(attacks);

        const Ended ran = play("hostile.dll");

        EXPECT_EQ(ran.status, 1) << ran.err;
        for (const std::string& attack : attacks)
            EXPECT_TRUE(stayed_shut(attack)) << attack << " opened";
    }
    canaries.expect_untouched();
}

TEST(Hostile, DoorsAreRealWhereNothingIsolates) {
    own_folder();
    const Canaries canaries;
    const std::vector<std::string> attacks{"reads-home",          "lists-home",
                                           "reads-variable",      "reads-home-by-shell",
                                           "connects-outside",    "connects-to-unix-socket",
                                           "reads-home-past-wine"};
    put_purposes(attacks);

    const Ended ran = play("hostile.dll", {"--isolation", "none"});

    EXPECT_TRUE(ran.out.starts_with("not isolated: ")) << ran.out;
    for (const std::string& attack : attacks)
        EXPECT_FALSE(stayed_shut(attack)) << attack << " shows nothing";
    EXPECT_EQ(json_of("vendor/out/report.json").at("capabilities").at("isolation"), "no");
}

TEST(Hostile, NuisancesCostAtMostTheirPurpose) {
    own_folder();
    const Canaries canaries;
    const auto attacks = attacks_in("nuisances.cpp");
    put_purposes(attacks);

    const Ended ran = play("hostile.dll");

    EXPECT_EQ(ran.status, 1) << ran.out << ran.err;
    EXPECT_EQ(expect_verdicts({"fail", "error"}), attacks.size());
    canaries.expect_untouched();
}

/// Also while it is loaded, when no script is there yet.
TEST(Hostile, ForgedTracesAreNoPass) {
    own_folder();
    const Canaries canaries;
    const auto attacks = attacks_in("forgeries.cpp");
    put_purposes(attacks);

    const Ended ran = play("hostile.dll");

    EXPECT_EQ(ran.status, 1) << ran.out << ran.err;
    expect_verdicts({"fail", "error"});
    for (const char* const attack : {"forges-past-wine", "forges-by-number"}) {
        const std::string dll = std::string{"hostile_"} + attack + ".dll";
        fs::rename("vendor/hostile.dll", "vendor/" + dll);
        EXPECT_EQ(play(dll).status, 3) << attack;
        fs::rename("vendor/" + dll, "vendor/hostile.dll");
    }
    canaries.expect_untouched();
}

/// What a DLL writes when it is asked what it exports is passed over, and so is its line in a play
/// before the agent's first: the purpose is an error, and not one that does not apply.
TEST(Hostile, ForgedExportsAreNoAnswer) {
    own_folder();
    const Canaries canaries;
    put_purposes({"none"});
    fs::rename("vendor/hostile.dll", "vendor/hostile_forges-its-exports.dll");

    const Ended ran = play("hostile_forges-its-exports.dll");

    EXPECT_EQ(ran.status, 1) << ran.out << ran.err;
    expect_verdicts({"error"});
}

TEST(Hostile, LoadingAttacksAndTheRunEnds) {
    own_folder();
    const Canaries canaries;
    put_purposes({"none"});
    for (const char* const attack : {"crashes", "exits", "ends-at-once", "floods-threads"}) {
        const std::string dll = std::string{"hostile_"} + attack + ".dll";
        fs::rename("vendor/hostile.dll", "vendor/" + dll);

        const Ended ran = play(dll);

        EXPECT_TRUE(ran.status == 1 || ran.status == 3) << attack << ": " << ran.out << ran.err;
        EXPECT_LE(std::ranges::count(ran.err, '\n'), 1) << attack << ": " << ran.err;
        fs::rename("vendor/" + dll, "vendor/hostile.dll");
    }
    canaries.expect_untouched();
}

}  // namespace
}  // namespace wsconform
