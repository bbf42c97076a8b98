// SPDX-License-Identifier: Apache-2.0

#pragma once

// For tests: canaries outside a station, and a process inside that tries to reach them.

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "harness/station/descriptor.hpp"
#include "harness/station/isolation.hpp"

namespace wsconform {

using Doors = std::vector<std::pair<std::string, std::function<bool()>>>;

/// A folder for one test, with canaries, removed with what is in it.
class Outside {
  public:
    Outside() {
        std::filesystem::remove_all(folder_);
        std::filesystem::create_directories(folder_ / "home");
        std::filesystem::create_directories(folder_ / "vendor/data");
        std::filesystem::create_directories(folder_ / "vendor/out");
        for (const char* const file : {"home/secret", "home/mine.dll", "vendor/a.dll",
                                       "vendor/data/more", "vendor/out/trace", "windows"})
            std::ofstream{folder_ / file} << "canary";
        std::filesystem::create_symlink(at("home/secret"), at("vendor/link"));
        std::filesystem::create_symlink(at("home/mine.dll"), at("vendor/linked.dll"));
        listen_at(folder_ / "vendor/socket");
    }
    Outside(const Outside&) = delete;
    Outside& operator=(const Outside&) = delete;
    ~Outside() { std::filesystem::remove_all(folder_); }

    std::filesystem::path at(const char* name) const { return folder_ / name; }
    View view() const {
        return {.shown = {at("windows")},
                .shown_with_their_folder = {at("vendor/a.dll"), at("home/mine.dll")},
                .hidden = {at("home"), at("vendor/out")}};
    }

    /// The names of the doors that open to a process that has given up its rights.
    std::string opened(const Doors& doors) const {
        Pipe told = make_pipe();
        const int status = run_isolated(
            Isolate::fully, folder_ / "station", view(), [&](const Surroundings& surroundings) {
                if (!surroundings.isolated) return not_here;
                surroundings.give_up_rights(Code::of_a_provider);
                for (const auto& [name, opens] : doors) {
                    const std::string word = opens() ? name + "\n" : "";
                    if (::write(told.writer.value(), word.data(), word.size()) < 0) return 1;
                }
                return 0;
            });
        told.writer.close();
        const std::string words = all_of(told.reader);
        return status == 0 ? words : "ended with " + std::to_string(status);
    }

    static constexpr int not_here = 77;
    bool can_isolate() const { return opened({}).empty(); }

  private:
    void listen_at(const std::filesystem::path& path) {
        sockaddr_un address{AF_UNIX, {}};
        std::strncpy(&address.sun_path[0], path.c_str(), sizeof address.sun_path - 1);
        bind(listener_.value(), reinterpret_cast<sockaddr*>(&address), sizeof address);
        listen(listener_.value(), 1);
    }

    const std::filesystem::path folder_ =
        std::filesystem::current_path() /
        (std::string{"contained-"} + testing::UnitTest::GetInstance()->current_test_info()->name());
    Descriptor listener_{socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)};
};

inline bool is_made(const std::filesystem::path& path) {
    return Descriptor{open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600)}.is_open();
}

/// What another process of the same id does to the station.
inline std::function<bool()> from_a_child(std::function<bool()> tries) {
    return [tries = std::move(tries)] {
        const pid_t child = fork();
        if (child == 0) _exit(tries() ? 1 : 0);
        int status = 0;
        waitpid(child, &status, 0);
        return WEXITSTATUS(status) == 1;
    };
}

}  // namespace wsconform
