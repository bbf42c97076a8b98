// SPDX-License-Identifier: Apache-2.0

#include "harness/station/wine_prefix.hpp"

#include <fcntl.h>
#include <sys/file.h>

#include <cctype>
#include <cerrno>
#include <thread>

#include "harness/harness_error.hpp"
#include "harness/station/descriptor.hpp"
#include "harness/station/process.hpp"

namespace wsconform {

namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

/// Making a prefix takes some 10 s on an idle machine of two cores; this is for a busy one.
constexpr auto time_to_make = 180s;

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
std::string version_as_name() {
    std::string version = output_of({{"wine", "--version"}, {{"WINEDEBUG", "-all"}}}, 10s);
    while (version.ends_with('\n'))
        version.pop_back();
    std::string name;
    for (const char c : version) {
        const bool is_plain = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.';
        if (is_plain) name += c;
        if (!is_plain && !name.ends_with('-')) name += '-';
    }
    return name;
}

void make_prefix(const fs::path& prefix, const fs::path& scratch) {
    const auto environment = wine_environment(prefix, scratch);
    const std::string debugger = R"(HKLM\Software\Microsoft\Windows NT\CurrentVersion\AeDebug)";
    output_of({{"wineboot", "-i"}, environment}, time_to_make);
    // A crash is to end the agent, not to start a debugger that prints into its output.
    output_of({{"wine", "reg", "add", debugger, "/v", "Auto", "/d", "0", "/f"}, environment}, 60s);
    output_of({{"wine", "reg", "add", debugger, "/v", "Debugger", "/d", "", "/f"}, environment},
              60s);
    output_of({{"wine", "reg", "add", R"(HKCU\Software\Wine\WineDbg)", "/v", "ShowCrashDialog",
                "/t", "REG_DWORD", "/d", "0", "/f"},
               environment},
              60s);
    // At each start of a station it would write menus for a desktop that nobody looks at.
    const std::string services = R"(HKLM\Software\Microsoft\Windows\CurrentVersion\RunServices)";
    output_of({{"wine", "reg", "delete", services, "/v", "winemenubuilder", "/f"}, environment},
              60s);
    // The registry is written when the server ends; waiting for its own end takes seconds more.
    output_of({{"wineserver", "-k"}, environment}, 60s);
    output_of({{"wineserver", "-w"}, environment}, 60s);
}

bool is_changed_by_use(const fs::path& file) {
    return file.extension() == ".reg" || file.filename() == ".update-timestamp" ||
           file.parent_path().filename() == "etc";
}

}  // namespace

fs::path template_prefix(const fs::path& directory, const fs::path& scratch) {
    fs::path finished = fs::absolute(directory) / version_as_name();
    if (fs::exists(finished)) return finished;

    fs::create_directories(finished.parent_path());
    const Descriptor lock = locked(finished.parent_path() / "lock");
    if (fs::exists(finished)) return finished;
    // Under one name, so that what a killed process left behind is found and removed.
    const fs::path unfinished = finished.parent_path() / "unfinished";
    fs::remove_all(unfinished);
    fs::create_directory(unfinished);
    make_prefix(unfinished, scratch);
    fs::rename(unfinished, finished);
    return finished;
}

void copy_prefix(const fs::path& original, const fs::path& copy) {
    fs::create_directories(copy);
    for (const auto& entry : fs::directory_iterator{original}) {
        const fs::path target = copy / entry.path().filename();
        if (entry.is_symlink()) {
            fs::copy_symlink(entry.path(), target);
        } else if (entry.is_directory()) {
            copy_prefix(entry.path(), target);
        } else if (is_changed_by_use(entry.path())) {
            fs::copy_file(entry.path(), target);
        } else {
            fs::create_symlink(entry.path(), target);
        }
    }
    // Names a directory of the server that made the template.
    fs::remove(copy / "wineserver");
}

std::map<std::string, std::optional<std::string>> wine_environment(const fs::path& prefix,
                                                                   const fs::path& scratch) {
    std::map<std::string, std::optional<std::string>> environment = {
        {"WINEPREFIX", prefix.string()},
        {"WINEDEBUG", "-all"},
        {"WINEDLLOVERRIDES", "mscoree,mshtml="},
        // Whatever Wine writes for the desktop, it does not write into the user's home.
        {"HOME", scratch.string()},
        // Debian's wineserver keeps its socket there; others use /tmp whatever this says.
        {"TMPDIR", scratch.string()},
    };
    for (const char* const unwanted :
         {"DISPLAY", "WAYLAND_DISPLAY", "WINEARCH", "WINEDLLPATH", "LOCALDOMAIN", "RES_OPTIONS",
          "HOSTALIASES", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"})
        environment[unwanted] = std::nullopt;
    return environment;
}

WineServer::WineServer(const fs::path& prefix, const fs::path& scratch)
    : environment_{wine_environment(prefix, scratch)} {
    // In the end it is killed with everything else; the minute is for a station that is not
    // isolated and was killed before it could.
    output_of({{"wineserver", "-p60"}, environment_}, 30s);
}

WineServer::~WineServer() {
    try {
        output_of({{"wineserver", "-k"}, environment_}, 10s);
    } catch (const HarnessError&) {
        // It is gone already, or will be killed with the inner process's other children.
    }
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
