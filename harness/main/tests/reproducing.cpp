// SPDX-License-Identifier: Apache-2.0

#include "harness/main/tests/reproducing.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <algorithm>

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
    copy_prefix(template_prefix(wine_, known, here), prefix_);
    session_.emplace(wine_, prefix_, scratch_);
}

int WineWithFolder::status_of(const std::string& program, const std::string& file) const {
    const std::string command = "exec \"$0\" " + program + " > " + file;
    ChildProcess child{{{"/bin/sh", "-c", command, wine_.program.string()},
                        wine_environment(wine_, prefix_, scratch_)}};
    const auto status = child.status(ChildProcess::Clock::now() + 60s);
    return status.has_value() && WIFEXITED(*status) ? WEXITSTATUS(*status) : -1;
}

std::string said(const std::string& file) {
    std::string text = text_of(file);
    std::erase(text, '\r');
    return text;
}

void compile(const std::string& source, const std::string& program,
             const std::vector<std::string>& more) {
    std::vector<std::string> words{
        "x86_64-w64-mingw32-gcc", "-Wall", "-Wextra", "-Werror", "-I.", source, "-o", program};
    words.insert(words.end(), more.begin(), more.end());
    words.emplace_back("-lws2_32");
    try {
        output_of({words}, 60s);
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

bool is_reproducible(const std::string& id) {
    const Ended wrote = ended({"reproduce", id, "--out", "refused.c"});
    EXPECT_TRUE(wrote.status == 0 || wrote.status == 2) << id << ": " << wrote.err;
    EXPECT_EQ(std::ranges::count(wrote.err, '\n'), wrote.status == 0 ? 0 : 1) << wrote.err;
    return wrote.status == 0;
}

}  // namespace wsconform
