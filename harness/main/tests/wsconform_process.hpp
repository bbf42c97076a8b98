// SPDX-License-Identifier: Apache-2.0

#pragma once

// For tests: wsconform run as a user runs it, in a folder of the test's own, with what it said on
// either output and what it left running. Whatever loses its parent comes to the test's process
// (PR_SET_CHILD_SUBREAPER), so that nothing escapes and nobody is looked for by name.

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace wsconform {

struct Ended {
    int status{};  ///< Its exit status, or 128 and the number of the signal that ended it.
    std::string out;
    std::string err;
};

class Program {
  public:
    using Environment = std::map<std::string, std::string>;

    explicit Program(const std::vector<std::string>& arguments, const Environment& changes = {},
                     const char* program = WSCONFORM_PROGRAM);
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;
    ~Program();

    pid_t id() const { return id_; }
    void signal(int number) const;
    /// What it has written to standard error so far.
    std::string errors() const;
    /// Waits for its end; a program that takes too long is killed, which fails the test.
    Ended ended(std::chrono::seconds bound = std::chrono::seconds{90});

  private:
    std::filesystem::path out_;
    std::filesystem::path err_;
    pid_t id_ = -1;
};

/// The same from start to end.
Ended ended(const std::vector<std::string>& arguments, const Program::Environment& changes = {});

/// The same with standard output where a shell is told to lead it, such as ">/dev/full".
Ended ended_in_shell(const std::vector<std::string>& arguments, const std::string& redirection);

/// The path of a file that is built into the program's folder.
std::string beside_the_program(const std::string& file);
/// A transport provider: a copy of that layer under a name that says what it is to do, above our
/// base provider.
std::string layer_above_base(const std::string& name,
                             const std::string& layer = "particular_layer.dll");

/// The finished Windows folders beside the program, which each run with Wine copies. The first run
/// ever makes one, and is made here if there is none.
std::vector<std::filesystem::path> kept_windows_folders();

/// An empty folder for the running test; the program's working folder and, from then on, ours.
std::filesystem::path own_folder();

std::string text_of(const std::filesystem::path& file);
void put(const std::filesystem::path& file, const std::string& text);
nlohmann::json json_of(const std::filesystem::path& file);

/// Asks until it is so, or too much time has passed; whether it is so.
bool comes_true(const std::function<bool()>& question);
/// The processes below this one, their children too.
std::vector<pid_t> descendants_of(pid_t id);
/// The words a process was started with, with spaces between; empty if it is gone.
std::string command_of(pid_t id);
/// What still runs below the test's process although every Program has ended.
std::string left_running();

}  // namespace wsconform
