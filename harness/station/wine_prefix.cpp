// SPDX-License-Identifier: Apache-2.0

#include "harness/station/wine_prefix.hpp"

#include <fcntl.h>
#include <sys/file.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <thread>

#include "conformance/text/text.hpp"
#include "harness/harness_error.hpp"
#include "harness/station/descriptor.hpp"
#include "harness/station/prefix_settings.hpp"
#include "harness/station/process.hpp"

namespace wsconform {

namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

/// Making a prefix takes some 10 s on an idle machine of two cores; this is for a busy one.
constexpr auto time_to_make = 180s;

constexpr const char* last_key_changed = "ShowCrashDialog";

/// Held by the one who makes the template; the kernel lets it go if that one dies.
Descriptor locked(const fs::path& path) {
    Descriptor lock{open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)};
    if (!lock.is_open()) throw HarnessError{because(path.string(), errno)};
    const auto deadline = ChildProcess::Clock::now() + time_to_make;
    while (flock(lock.value(), LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK) throw HarnessError{because(path.string(), errno)};
        if (ChildProcess::Clock::now() > deadline)
            throw HarnessError{"another process has been making the Wine prefix for too long"};
        std::this_thread::sleep_for(50ms);
    }
    return lock;
}

/// "wine-8.0-Debian-8.0-repack-4-" for "wine-8.0 (Debian 8.0~repack-4)".
std::string as_file_name(const std::string& version) {
    std::string name;
    for (const char c : version) {
        const bool is_plain = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.';
        if (is_plain) name += c;
        if (!is_plain && !name.ends_with('-')) name += '-';
    }
    return name;
}

std::string bytes_of(const fs::path& file) {
    std::ostringstream bytes;
    bytes << std::ifstream{file, std::ios::binary}.rdbuf();
    return bytes.str();
}

/// Another for each build of Wine: two of the same version need not go together, and a Windows
/// folder that another build made is first brought up to date, by each station again. The bytes of
/// the server tell builds apart; of a script that alone knows its server, those of the script.
std::string name_of_template(const Wine& wine) {
    const fs::path file = fs::canonical(wine.server.value_or(wine.program));
    const std::string build = file.string() + "\n" + bytes_of(file);
    std::ostringstream name;
    name << as_file_name(version_of(wine)) << '-' << std::hex << std::hash<std::string>{}(build)
         << (wine.dlls_of_32_bits ? "-32" : "");
    return name.str();
}

/// The registry is written when the server ends, which it does by itself seconds after the last
/// program, or within half a minute. Only a wineserver that we know can be told to hurry.
void await_registry(const Wine& wine, const fs::path& prefix, const fs::path& scratch,
                    const std::string& last_key) {
    if (wine.server) {
        const auto environment = wine_environment(wine, prefix, scratch);
        output_of({{wine.server->string(), "-k"}, environment}, 60s);
        output_of({{wine.server->string(), "-w"}, environment}, 60s);
    }
    const auto deadline = ChildProcess::Clock::now() + 90s;
    while (true) {
        // The last file to be written.
        if (bytes_of(prefix / "user.reg").find(last_key) != std::string::npos) return;
        if (ChildProcess::Clock::now() > deadline)
            throw HarnessError{"Wine does not write the registry of its new folder"};
        std::this_thread::sleep_for(100ms);
    }
}

void make_prefix(const Wine& wine, const fs::path& prefix, const fs::path& scratch) {
    const auto run = [&](std::vector<std::string> words, std::chrono::milliseconds bound) {
        words.insert(words.begin(), wine.program.string());
        output_of({words, wine_environment(wine, prefix, scratch)}, bound);
    };
    const std::string debugger = R"(HKLM\Software\Microsoft\Windows NT\CurrentVersion\AeDebug)";
    run({"wineboot", "-i"}, time_to_make);
    // A crash is to end the agent, not to start a debugger that prints into its output.
    run({"reg", "add", debugger, "/v", "Auto", "/d", "0", "/f"}, 60s);
    run({"reg", "add", debugger, "/v", "Debugger", "/d", "", "/f"}, 60s);
    // At each start of a station it would write menus for a desktop that nobody looks at.
    const std::string services = R"(HKLM\Software\Microsoft\Windows\CurrentVersion\RunServices)";
    run({"reg", "delete", services, "/v", "winemenubuilder", "/f"}, 60s);
    run({"reg", "add", R"(HKCU\Software\Wine\WineDbg)", "/v", last_key_changed, "/t", "REG_DWORD",
         "/d", "0", "/f"},
        60s);
    await_registry(wine, prefix, scratch, last_key_changed);
}

/// Is not written to. Everything else may be: the registry, databases, and what a vendor put there.
bool is_program(const fs::path& file) {
    constexpr std::array extensions{".dll", ".exe", ".drv", ".sys", ".ocx", ".cpl", ".acm",
                                    ".ax",  ".nls", ".tlb", ".com", ".ds",  ".ttf", ".msstyles"};
    std::string extension = file.extension();
    std::ranges::transform(extension, extension.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return std::ranges::find(extensions, extension) != extensions.end();
}

/// Made under another name first, by one process: another one that wants it waits.
void make_once(const fs::path& finished, const std::function<void(const fs::path&)>& make) {
    fs::create_directories(finished.parent_path());
    const Descriptor lock = locked(finished.parent_path() / "lock");
    if (fs::exists(finished)) return;
    // Under one name, so that what a killed process left behind is found and removed.
    const fs::path unfinished = finished.parent_path() / "unfinished";
    fs::remove_all(unfinished);
    fs::create_directory(unfinished);
    try {
        make(unfinished);
    } catch (const HarnessError&) {
        fs::remove_all(unfinished);
        throw;
    }
    fs::rename(unfinished, finished);
}

/// What the command printed, its last lines in one.
std::string printed_by(ChildProcess& process, ChildProcess::Clock::time_point deadline) {
    constexpr std::size_t most_bytes = 400;
    std::string printed;
    Reading reading = process.read_line(1 << 16, deadline);
    for (; reading.kind == Reading::Kind::line; reading = process.read_line(1 << 16, deadline)) {
        if (!reading.line.empty()) printed += (printed.empty() ? "" : " | ") + reading.line;
        if (printed.size() > most_bytes) printed.erase(0, printed.size() - most_bytes);
    }
    return visible(printed, most_bytes);
}

void run_preparation(const Wine& wine, const fs::path& prefix, const fs::path& scratch,
                     const std::string& words) {
    auto environment = wine_environment(wine, prefix, scratch);
    const char* const path = std::getenv("PATH");
    environment["PATH"] =
        wine.program.parent_path().string() + ":" + (path == nullptr ? "/usr/bin:/bin" : path);
    const auto deadline = ChildProcess::Clock::now() + time_to_make;
    ChildProcess process{{{"/bin/sh", "-c", "exec 2>&1; " + words}, environment}};
    process.close_input();
    const std::string printed = printed_by(process, deadline);
    const auto status = process.status(deadline);
    if (status == 0) return;
    throw HarnessError{"--prepare: the command " +
                       (status ? "ended with " + in_words(*status) : "did not end in 3 minutes") +
                       (printed.empty() ? "" : " and printed: " + printed)};
}

void prepare(const Wine& wine, const fs::path& prefix, const fs::path& scratch,
             const Preparation& preparation) {
    set_for_a_station(prefix);
    run_preparation(wine, prefix, scratch, preparation.command);
    const std::string mark = "WsconformPrepared";
    output_of({{wine.program.string(), "reg", "add", R"(HKCU\Software\Wine)", "/v", mark, "/f"},
               wine_environment(wine, prefix, scratch)},
              60s);
    await_registry(wine, prefix, scratch, mark);
}

}  // namespace

fs::path template_prefix(const Wine& wine, const fs::path& directory, const Contained& contained) {
    fs::path finished = fs::absolute(directory) / name_of_template(wine);
    if (!fs::exists(finished))
        make_once(finished, [&](const fs::path& made) {
            contained(made, [&](const fs::path& scratch) { make_prefix(wine, made, scratch); });
        });
    return finished;
}

fs::path prepared_prefix(const Wine& wine, const fs::path& directory, const Contained& contained,
                         const Preparation& preparation) {
    const fs::path original = preparation.original.empty()
                                  ? template_prefix(wine, directory, contained)
                                  : preparation.original;
    if (preparation.command.empty()) return original;
    fs::path finished =
        fs::absolute(directory) / (name_of_template(wine) + "-prepared-" + preparation.key);
    if (fs::exists(finished)) return finished;
    make_once(finished, [&](const fs::path& made) {
        // A whole copy: a command may overwrite any file.
        output_of({{"cp", "-a", "--reflink=auto", (original / ".").string(), made.string()}},
                  time_to_make);
        fs::remove(made / "wineserver");
        contained(made,
                  [&](const fs::path& scratch) { prepare(wine, made, scratch, preparation); });
    });
    return finished;
}

void copy_prefix(const fs::path& original, const fs::path& copy) {
    fs::create_directories(copy);
    for (const auto& entry : fs::directory_iterator{original}) {
        // Names a directory of the server that made the template, and only its owner may read it.
        if (entry.path().filename() == "wineserver") continue;
        const fs::path target = copy / entry.path().filename();
        if (entry.is_symlink()) {
            fs::copy_symlink(entry.path(), target);
        } else if (entry.is_directory()) {
            copy_prefix(entry.path(), target);
        } else if (is_program(entry.path())) {
            fs::create_symlink(fs::absolute(entry.path()), target);
        } else if (entry.is_regular_file()) {
            fs::copy_file(entry.path(), target);
        }
    }
}

std::map<std::string, std::optional<std::string>> wine_environment(const Wine& wine,
                                                                   const fs::path& prefix,
                                                                   const fs::path& scratch) {
    auto environment = environment_of(wine);
    environment["WINEPREFIX"] = prefix.string();
    environment["WINEDLLOVERRIDES"] = "mscoree,mshtml=";
    // By it Wine reads the bytes of a path.
    environment["LC_ALL"] = "C.UTF-8";
    // Whatever Wine writes for the desktop, it does not write into the user's home.
    environment["HOME"] = scratch.string();
    for (const char* const unwanted :
         {"DISPLAY", "WAYLAND_DISPLAY", "LOCALDOMAIN", "RES_OPTIONS", "HOSTALIASES",
          "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"})
        environment[unwanted] = std::nullopt;
    return environment;
}

WineSession::WineSession(const Wine& wine, const fs::path& prefix, const fs::path& scratch)
    : waiting_program_{{{wine.program.string(), "cmd"}, wine_environment(wine, prefix, scratch)}} {
    const auto greeting = waiting_program_.read_line(1 << 16, ChildProcess::Clock::now() + 120s);
    if (greeting.kind != Reading::Kind::line)
        throw HarnessError{wine.program.string() +
                           " does not run a program: " + waiting_program_.last_words()};
}

Databases::Databases(const fs::path& prefix)
    : directory_{prefix / "drive_c/windows/system32/drivers/etc"} {}

void Databases::hides(const std::string& name) {
    if (name != "services" && name != "protocol")
        throw HarnessError{"'" + name + "' is no database that can be hidden"};
    std::error_code error;
    fs::rename(directory_ / name, directory_ / (name + ".hidden"), error);
    if (error) throw HarnessError{(directory_ / name).string() + ": " + error.message()};
    hidden_.push_back(name);
}

void Databases::restore() {
    std::error_code error;
    while (!hidden_.empty()) {
        const fs::path place = directory_ / hidden_.back();
        fs::rename(place.string() + ".hidden", place, error);
        if (error) throw HarnessError{place.string() + ": " + error.message()};
        hidden_.pop_back();
    }
}

}  // namespace wsconform
