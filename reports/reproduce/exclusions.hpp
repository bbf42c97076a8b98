// SPDX-License-Identifier: Apache-2.0

#pragma once

// Replies that are each claimed and exclude each other: a request that is cancelled sends no
// message. The model is asked; a program compares them.

#include <cstddef>
#include <string>
#include <vector>

#include "conformance/scenario/scenario.hpp"

namespace wsconform::reproduce {

struct Exclusion {
    std::size_t first{};  ///< A step, from 0, and a later one.
    std::string reply;    ///< As the program says it.
    std::size_t second{};
    std::string other;
};

std::vector<Exclusion> exclusions_of(const Scenario& scenario);

}  // namespace wsconform::reproduce
