// SPDX-License-Identifier: Apache-2.0

#include "harness/main/tests/reproducing.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

#include "harness/harness_error.hpp"
#include "harness/main/tests/wsconform_process.hpp"
#include "harness/station/process.hpp"

namespace wsconform {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

WineWithFolder::WineWithFolder() {
    fs::create_directory(scratch_);
    const fs::path known = fs::path{WSCONFORM_PROGRAM}.parent_path() / "station" / "wine";
    const auto here = [this](const fs::path& /*writable*/, const auto& work) { work(scratch_); };
    original_ = template_prefix(wine_, known, here);
    copy_prefix(original_, prefix_);
    session_.emplace(wine_, prefix_, scratch_);
}

int WineWithFolder::status_of(const std::string& program, const std::string& file) const {
    const std::string command = "exec \"$0\" " + program + " > " + file;
    ChildProcess child{{{"/bin/sh", "-c", command, wine_.program.string()},
                        wine_environment(wine_, prefix_, scratch_)}};
    const auto status = child.status(ChildProcess::Clock::now() + 60s);
    return status.has_value() && WIFEXITED(*status) ? WEXITSTATUS(*status) : -1;
}

std::vector<int> WineWithFolder::statuses_with_names(const std::vector<std::string>& names) const {
    // Wine's server makes the sockets: it has to start in that network, so of another folder.
    const fs::path prefix = fs::current_path() / "names-prefix";
    copy_prefix(original_, prefix);
    std::string play =
        "ip link set lo up && echo nameserver 127.0.0.1 >names && "
        "mount --bind names /etc/resolv.conf || exit 9\n";
    for (const std::string& name : names)
        play += "\"$1\" " + name + ".exe >" + name + ".out; echo $? >>statuses\n";
    put("play", play + "wineserver -k\n");
    put("statuses", "");
    ChildProcess child{{{"unshare", "-rnm", "/bin/sh", "./play", wine_.program.string()},
                        wine_environment(wine_, prefix, scratch_)}};
    child.status(ChildProcess::Clock::now() + 120s);
    std::istringstream lines{text_of("statuses")};
    std::vector<int> statuses;
    for (int status = 0; lines >> status;)
        statuses.push_back(status);
    return statuses;
}

std::string said(const std::string& file) {
    std::string text = text_of(file);
    std::erase(text, '\r');
    return text;
}

void compile(const std::string& source, const std::string& program,
             const std::vector<std::string>& more) {
    const auto run = [&](std::vector<std::string> words) {
        for (const char* const word : {"-Wall", "-Wextra", "-Werror", "-I."})
            words.emplace_back(word);
        words.insert(words.end(), more.begin(), more.end());
        words.push_back(source);
        words.emplace_back("-lws2_32");
        output_of({words}, 60s);
    };
    try {
        run({"x86_64-w64-mingw32-gcc", "-o", program});
        run({"i686-w64-mingw32-gcc", "-fsyntax-only"});
    } catch (const HarnessError& error) {
        ADD_FAILURE() << source << ": " << error.what();
    }
}

std::string built(const std::string& id) {
    std::string name = id;
    name[name.find('/')] = '.';
    const Ended wrote = ended({"reproduce", id, "--out", name + ".c"});
    EXPECT_EQ(wrote.status, 0) << wrote.err;
    compile(name + ".c", name + ".exe");
    return name;
}

bool needs_names(const std::string& id) {
    const auto steps = json_of(fs::path{WSCONFORM_SCENARIOS} / (id + ".json")).at("steps");
    return std::ranges::any_of(
        steps, [](const nlohmann::json& step) { return step.contains("name_server"); });
}

bool is_reproducible(const std::string& id) {
    const Ended wrote = ended({"reproduce", id, "--out", "refused.c"});
    EXPECT_TRUE(wrote.status == 0 || wrote.status == 2) << id << ": " << wrote.err;
    EXPECT_EQ(std::ranges::count(wrote.err, '\n'), wrote.status == 0 ? 0 : 1) << wrote.err;
    return wrote.status == 0;
}

}  // namespace wsconform
