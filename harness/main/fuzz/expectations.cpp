// SPDX-License-Identifier: Apache-2.0

// A file of expectations is read and written again.

#include "reports/expectations.hpp"

#include "harness/main/fuzz/targets.hpp"
#include "model/ensure.hpp"

namespace wsconform::fuzzing {

void take_expectations(std::string_view input) {
    Expectations expectations;
    if (!is_taken([&] { expectations = parse_expectations(input, "expectations.json"); })) return;

    const std::string text = to_json(expectations);
    ensure(to_json(parse_expectations(text, "expectations.json")) == text,
           "expectations are written as they are read");
}

}  // namespace wsconform::fuzzing
