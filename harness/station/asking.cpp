// SPDX-License-Identifier: Apache-2.0

#include "harness/station/asking.hpp"

#include <optional>
#include <sstream>

#include "conformance/text/text.hpp"
#include "harness/harness_error.hpp"

namespace wsconform {

Reading sealed_line(ChildProcess& agent, Seal& seal, ChildProcess::Clock::time_point deadline) {
    constexpr std::size_t longest_line_bytes = 1 << 16;
    while (true) {
        Reading reading = agent.read_line(longest_line_bytes, deadline);
        if (reading.kind != Reading::Kind::line) return reading;
        if (const auto opened = seal.opened(reading.line)) return {Reading::Kind::line, *opened};
    }
}

std::string answer_of(const Command& agent, std::chrono::milliseconds bound) {
    Seal seal;
    const std::string told = output_of(agent, bound, seal.key_line() + "\n");
    std::istringstream lines{told};
    for (std::string line; std::getline(lines, line);)
        if (const auto opened = seal.opened(line)) return *opened;
    throw HarnessError{"the agent told no capabilities: " +
                       (told.empty() ? "it wrote nothing"
                                     : "no line that it wrote has its seal, such as '" +
                                           visible(told.substr(0, told.find('\n')), 80) + "'")};
}

std::string answer_of_one_of_two(const Command& agent, std::chrono::seconds bound) {
    try {
        return answer_of(agent, bound);
    } catch (const HarnessError&) {
        return answer_of(agent, 3 * bound);
    }
}

}  // namespace wsconform
