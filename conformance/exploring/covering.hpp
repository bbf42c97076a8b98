// SPDX-License-Identifier: Apache-2.0

#pragma once

// Scenarios that together show every kind of transition of the bounded model: a call, what it
// returned and the clauses that asked for it. Each is a shortest way there from the start.

#include <string>
#include <vector>

#include "conformance/exploring/explorer.hpp"

namespace wsconform {

struct CoveringScenario {
    std::string id;  ///< "<call>/<claim>"
    std::string json;
};

/// Notes the first transition of each kind while the explorer explores.
class Covering {
  public:
    void note(const Transition& transition);
    /// One scenario a kind, in the order the kinds were found.
    std::vector<CoveringScenario> scenarios(const Explorer& explorer) const;
    std::size_t size() const { return firsts_.size(); }

  private:
    std::vector<Transition> firsts_;
};

}  // namespace wsconform
