// SPDX-License-Identifier: Apache-2.0

// An agent without Windows, for tests of the controller. Its first argument is how it behaves.

#include <chrono>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <thread>

#include "harness/station/fake_far_end.hpp"
#include "harness/station/seal.hpp"

namespace {

using Json = nlohmann::ordered_json;

bool is_lower(const Json& step) {
    return step.contains("peer") || step.contains("name_server") || step.contains("database");
}

/// None while it tries the far end, for then no provider is there.
std::optional<wsconform::Seal> seal;

void say(const Json& line) {
    std::cout << (seal ? seal->closed(line.dump()) : line.dump()) << std::endl;
}

/// Plays every step as if it had succeeded at once, and asks for those of others.
void behave_well(const Json& request, const std::string& behaviour) {
    std::uint64_t at = 0;
    for (std::size_t i = 0; i < request.at("steps").size(); ++i) {
        const Json& step = request.at("steps")[i];
        if (is_lower(step)) {
            say({{"at", ++at},
                 {"thread", "main"},
                 {"step", i},
                 {"event", "asks"},
                 {"ports", Json::object()}});
            std::string done;
            std::getline(std::cin, done);
            continue;
        }
        say({{"at", ++at}, {"thread", "main"}, {"step", i}, {"event", "invoked"}});
        if (behaviour == "crashes") std::abort();
        if (behaviour == "falls_silent") std::this_thread::sleep_for(std::chrono::hours{1});
        if (behaviour == "fails_itself") {
            say({{"event", "end"}, {"how", "lost"}, {"detail", "cannot open a window"}});
            return;
        }
        if (behaviour == "complains") {
            std::cerr << "out of cheese\n";
            std::exit(3);
        }
        if (behaviour == "hangs") {
            say({{"at", ++at}, {"thread", "main"}, {"step", i}, {"event", "hung"}});
            return;
        }
        if (step.contains("in_flight")) continue;
        say({{"at", ++at},
             {"thread", "main"},
             {"step", i},
             {"event", "returned"},
             {"value", 0},
             {"echo", step}});
    }
    say({{"event", "end"}, {"how", "completed"}});
}

/// `exports NAME ...` exports these too.
void tell_capabilities(std::span<char* const> words) {
    Json exports{"WSAStartup"};
    if (!words.empty() && std::string_view{words[0]} == "exports")
        for (const std::string_view word : words.subspan(1))
            if (!word.starts_with('-')) exports.push_back(word);
    say({{"format", "wsconform-agent/1"}, {"bits", 32}, {"exports", exports}});
}

/// `says LINE ...`: seals each line, but those that begin with an exclamation mark.
void say_each(std::span<char* const> lines) {
    for (const std::string line : lines)
        std::cout << (line.starts_with('!') ? line.substr(1) : seal->closed(line)) << std::endl;
}

}  // namespace

// NOLINTNEXTLINE(bugprone-exception-escape): what it cannot read may be its end.
int main(int count, char** arguments) {
    const std::span<char* const> words{arguments + 1, static_cast<std::size_t>(count - 1)};
    const std::string behaviour = words.empty() ? "" : words.front();
    if (count > 2 && std::string{arguments[count - 2]} == "--far-end") {
        wsconform::try_fake_far_end(behaviour, arguments[count - 1]);
        return 0;
    }
    std::string line;
    std::getline(std::cin, line);
    seal.emplace(line);
    if (!words.empty() && std::string_view{words.back()} == "--capabilities") {
        tell_capabilities(words);
        return 0;
    }
    if (behaviour == "says") {
        say_each(words.subspan(1));
        return 0;
    }
    if (behaviour == "starts_on_the_third_try") {
        // Its second argument is the file that it counts its starts in.
        std::ofstream{arguments[2], std::ios::app} << '.';
        if (std::ifstream{arguments[2]}.ignore(2).peek() == EOF) return 1;
    }
    if (behaviour == "is_silent") std::this_thread::sleep_for(std::chrono::hours{1});
    if (behaviour == "babbles") std::cout << "wine: unimplemented function\n" << std::flush;
    if (behaviour == "never_ends_a_line") {
        while (std::cout << "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx") {
        }
    }
    if (behaviour == "never_ends") {
        while (std::cout) {
            say({{"at", 1}, {"thread", "main"}, {"step", 0}, {"event", "invoked"}});
        }
    }
    if (behaviour == "nests") std::cout << std::string(500'000, '[') << std::endl;
    say({{"event", "loaded"}});
    std::getline(std::cin, line);
    if (behaviour == "leaves_out") {
        say({{"event", "end"}, {"how", "completed"}});
        return 0;
    }
    behave_well(Json::parse(line), behaviour);
    return 0;
}
