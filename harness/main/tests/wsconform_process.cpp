// SPDX-License-Identifier: Apache-2.0

#include "harness/main/tests/wsconform_process.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <system_error>
#include <thread>

namespace wsconform {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

namespace {

constexpr auto between_looks = 5ms;

/// Where the outputs of programs go: beside the folder, not into it.
fs::path next_output(const char* kind) {
    static int count = 0;
    return fs::current_path().string() + "." + std::to_string(++count) + kind;
}

std::vector<std::string> environment_with(const Program::Environment& changes) {
    std::vector<std::string> words;
    for (char** word = environ; *word != nullptr; ++word) {
        const std::string variable{*word};
        const std::string name = variable.substr(0, variable.find('='));
        // What the runner of this test is told is not meant for the program's own GoogleTest.
        if (!name.starts_with("GTEST_") && !changes.contains(name)) words.push_back(variable);
    }
    for (const auto& [name, value] : changes)
        words.push_back(name + "=" + value);
    return words;
}

std::vector<char*> pointers_to(std::vector<std::string>& words) {
    std::vector<char*> pointers;
    for (std::string& word : words)
        pointers.push_back(word.data());
    pointers.push_back(nullptr);
    return pointers;
}

struct SpawnActions {
    posix_spawn_file_actions_t files{};
    posix_spawnattr_t attributes{};
    SpawnActions(const fs::path& out, const fs::path& err) {
        constexpr int how = O_WRONLY | O_CREAT | O_TRUNC;
        posix_spawn_file_actions_init(&files);
        posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
        posix_spawn_file_actions_addopen(&files, 1, out.c_str(), how, 0600);
        posix_spawn_file_actions_addopen(&files, 2, err.c_str(), how, 0600);
        posix_spawnattr_init(&attributes);
        posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    }
    SpawnActions(const SpawnActions&) = delete;
    SpawnActions& operator=(const SpawnActions&) = delete;
    ~SpawnActions() {
        posix_spawn_file_actions_destroy(&files);
        posix_spawnattr_destroy(&attributes);
    }
};

int in_one_number(int wait_status) {
    return WIFEXITED(wait_status) ? WEXITSTATUS(wait_status) : 128 + WTERMSIG(wait_status);
}

/// From /proc/ID/stat: the id of the parent; 0 if there is no such process.
pid_t parent_of(const fs::path& process) {
    const std::string stat = text_of(process / "stat");
    std::istringstream after_name{stat.substr(std::min(stat.size(), stat.rfind(')') + 1))};
    char state{};
    pid_t parent{};
    after_name >> state >> parent;
    return parent;
}

}  // namespace

Program::Program(const std::vector<std::string>& arguments, const Environment& changes,
                 const char* program)
    : out_{next_output(".out")}, err_{next_output(".err")} {
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    std::vector<std::string> words{program};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<std::string> variables = environment_with(changes);
    const SpawnActions actions{out_, err_};
    const int fault = posix_spawn(&id_, program, &actions.files, &actions.attributes,
                                  pointers_to(words).data(), pointers_to(variables).data());
    if (fault != 0) throw std::system_error{fault, std::generic_category(), program};
}

Program::~Program() {
    if (id_ > 0) {
        ::kill(-id_, SIGKILL);
        waitpid(id_, nullptr, 0);
    }
    if (testing::Test::HasFailure()) return;  // Somebody wants to read them.
    std::error_code ignored;
    for (const fs::path& output : {out_, err_})
        fs::remove(output, ignored);
}

std::string Program::errors() const {
    return text_of(err_);
}

void Program::signal(int number) const {
    ::kill(id_, number);
}

Ended Program::ended(std::chrono::seconds bound) {
    const auto deadline = std::chrono::steady_clock::now() + bound;
    int status = 0;
    while (waitpid(id_, &status, WNOHANG) == 0) {
        if (std::chrono::steady_clock::now() > deadline) {
            ADD_FAILURE() << "does not end: " << command_of(id_);
            ::kill(id_, SIGKILL);
            waitpid(id_, &status, 0);
            break;
        }
        std::this_thread::sleep_for(between_looks);
    }
    id_ = -1;
    return {in_one_number(status), text_of(out_), text_of(err_)};
}

Ended ended(const std::vector<std::string>& arguments, const Program::Environment& changes) {
    return Program{arguments, changes}.ended();
}

Ended ended_in_shell(const std::vector<std::string>& arguments, const std::string& redirection) {
    std::vector<std::string> words{"-c", "exec \"$@\" " + redirection, "sh", WSCONFORM_PROGRAM};
    words.insert(words.end(), arguments.begin(), arguments.end());
    return Program{words, {}, "/bin/sh"}.ended();
}

std::string beside_the_program(const std::string& file) {
    return fs::path{WSCONFORM_PROGRAM}.parent_path() / file;
}

std::string layer_above_base(const std::string& name, const std::string& layer) {
    fs::copy_file(beside_the_program(layer), name, fs::copy_options::overwrite_existing);
    return "spi:" + name + "+" + beside_the_program("base_provider.dll");
}

std::vector<fs::path> kept_windows_folders() {
    const fs::path all = beside_the_program("station/wine");
    std::vector<fs::path> folders;
    for (const bool was_made : {false, true}) {
        if (was_made)
            ended({"run", "--provider", "wine", "--filter", "WSAStartup.*", "--no-self-check",
                   "--out", "first"});
        std::error_code none_yet;
        for (const auto& entry : fs::directory_iterator{all, none_yet})
            if (entry.is_directory() && entry.path().filename() != "unfinished")
                folders.push_back(entry.path());
        if (!folders.empty()) break;
    }
    EXPECT_FALSE(folders.empty()) << "there is no Windows folder in " << all;
    return folders;
}

fs::path own_folder() {
    const auto* const test = testing::UnitTest::GetInstance()->current_test_info();
    const fs::path folder = fs::path{WSCONFORM_TEST_FOLDER} /
                            (std::string{test->test_suite_name()} + "." + test->name());
    fs::remove_all(folder);
    fs::create_directories(folder);
    fs::current_path(folder);
    return folder;
}

std::string text_of(const fs::path& file) {
    std::ostringstream text;
    text << std::ifstream{file, std::ios::binary}.rdbuf();
    return text.str();
}

void put(const fs::path& file, const std::string& text) {
    if (file.has_parent_path()) fs::create_directories(file.parent_path());
    std::ofstream{file, std::ios::binary} << text;
}

nlohmann::json json_of(const fs::path& file) {
    return nlohmann::json::parse(text_of(file));
}

bool comes_true(const std::function<bool()>& question) {
    const auto deadline = std::chrono::steady_clock::now() + 60s;
    while (!question()) {
        if (std::chrono::steady_clock::now() > deadline) return false;
        std::this_thread::sleep_for(between_looks);
    }
    return true;
}

std::vector<pid_t> descendants_of(pid_t id) {
    std::map<pid_t, std::vector<pid_t>> children;
    for (const auto& entry : fs::directory_iterator{"/proc"}) {
        const std::string name = entry.path().filename();
        if (std::ranges::all_of(name, [](char c) { return c >= '0' && c <= '9'; }))
            children[parent_of(entry.path())].push_back(std::stoi(name));
    }
    std::vector<pid_t> found = children[id];
    for (std::size_t i = 0; i < found.size(); ++i) {
        const std::vector<pid_t> below = children[found[i]];
        found.insert(found.end(), below.begin(), below.end());
    }
    return found;
}

std::string command_of(pid_t id) {
    std::string words = text_of("/proc/" + std::to_string(id) + "/cmdline");
    std::ranges::replace(words, '\0', ' ');
    return words;
}

/// The killed need a moment to be gone, so they are given ten seconds.
std::string left_running() {
    const auto deadline = std::chrono::steady_clock::now() + 10s;
    while (std::chrono::steady_clock::now() < deadline) {
        const pid_t reaped = waitpid(-1, nullptr, WNOHANG);
        if (reaped < 0) return {};
        if (reaped == 0) std::this_thread::sleep_for(between_looks);
    }
    std::string all;
    for (const pid_t id : descendants_of(getpid()))
        all += std::to_string(id) + ": " + command_of(id) + "\n";
    return all;
}

}  // namespace wsconform
