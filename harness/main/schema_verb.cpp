// SPDX-License-Identifier: Apache-2.0

#include "harness/main/schema_verb.hpp"

#include <iostream>
#include <map>
#include <string_view>

#include "conformance/scenario/embedded.hpp"
#include "conformance/text/input_error.hpp"
#include "conformance/text/nearest.hpp"
#include "conformance/text/text.hpp"
#include "reports/embedded.hpp"

namespace wsconform {

int print_schema(const std::string& name) {
    const std::map<std::string, std::string_view> schemas{
        {"expectations", embedded::expectations_schema},
        {"report", embedded::report_schema},
        {"scenario", embedded::scenario_schema}};
    const auto found = schemas.find(name);
    if (found == schemas.end())
        throw InputError{"schema: there is no schema \"" + visible(name, 60) + "\"; " +
                         did_you_mean(name, {"scenario", "report", "expectations"}) +
                         "give scenario, report or expectations"};
    std::cout << found->second;
    if (!found->second.ends_with('\n')) std::cout << '\n';
    return 0;
}

}  // namespace wsconform
