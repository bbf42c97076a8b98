// SPDX-License-Identifier: Apache-2.0

#include "harness/main/fuzz/targets.hpp"

#include <sstream>

#include "conformance/judging/judge.hpp"
#include "conformance/suite/suite.hpp"
#include "conformance/text/input_error.hpp"
#include "harness/harness_error.hpp"
#include "model/ensure.hpp"

namespace wsconform::fuzzing {

void require_one_line(std::string_view words) {
    for (const char c : words) {
        const auto byte = static_cast<unsigned char>(c);
        ensure(byte >= ' ' && byte != 0x7f, "a refusal is one line without control characters");
    }
}

bool is_taken(const std::function<void()>& read) {
    try {
        read();
        return true;
    } catch (const InputError& refusal) {
        require_one_line(refusal.what());
    } catch (const HarnessError& refusal) {
        require_one_line(refusal.what());
    }
    return false;
}

void judge_both_ways(const Trace& trace) {
    for (const Grading grading : {Grading::portable, Grading::strict})
        judge(trace, grading);
}

const std::vector<Scenario>& suite() {
    static const std::vector<Scenario> scenarios = suite_scenarios();
    return scenarios;
}

std::vector<std::string> lines_of(std::string_view text) {
    std::istringstream stream{std::string{text}};
    std::vector<std::string> lines;
    for (std::string line; std::getline(stream, line);)
        lines.push_back(line);
    return lines;
}

}  // namespace wsconform::fuzzing
