// SPDX-License-Identifier: Apache-2.0

#include "harness/main/told_expectations.hpp"

#include <iostream>

#include "reports/expectation_choice.hpp"

namespace wsconform {

Expectations told_expectations(const std::string& given, const Report& report) {
    const std::string version = version_number(report.tested.system);
    const ExpectationChoice choice = expectations_for(given, report.provider, version);
    if (!choice.why.empty()) std::cout << choice.why << '\n';
    return read_expectations(choice.file);
}

}  // namespace wsconform
