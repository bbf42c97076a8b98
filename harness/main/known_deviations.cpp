// SPDX-License-Identifier: Apache-2.0

#include "harness/main/known_deviations.hpp"

#include <filesystem>
#include <map>

#include "harness/main/embedded.hpp"
#include "reports/expectations.hpp"
#include "reports/plural.hpp"

namespace wsconform {

std::vector<std::string> known_deviations(
    const std::function<bool(const std::string& purpose, const Expectation&)>& is_wanted) {
    std::vector<std::string> lines;
    for (const embedded::File& file : embedded::known_files) {
        const std::string name = std::filesystem::path{file.name}.stem().string();
        const Expectations known = parse_expectations(file.text, std::string{file.name});
        std::map<std::string, std::size_t> purposes_by_reason;
        for (const auto& [purpose, expectation] : known.purposes) {
            if (is_wanted(purpose, expectation)) ++purposes_by_reason[expectation.reason];
        }
        for (const auto& [reason, count] : purposes_by_reason)
            lines.push_back(name + ": " + reason + " (" + plural(count, "purpose") + ")");
    }
    return lines;
}

}  // namespace wsconform
