// SPDX-License-Identifier: Apache-2.0

#pragma once

// The graph of the bounded model as a picture. States that look the same to an observer
// (description_of) are drawn as one, and what several calls do between two of them as one line.

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "conformance/exploring/explorer.hpp"

namespace wsconform {

/// The most nodes that are still worth a picture.
inline constexpr std::size_t most_drawn = 2'000;

class StateGraph {
  public:
    /// To be told of every transition, in the explorer's order.
    void note(const Transition& transition, const Explorer& explorer);
    std::size_t size() const { return nodes_.size(); }
    std::string svg() const;

  private:
    struct Place {
        std::size_t x{};
        std::size_t y{};
    };
    struct Node {
        std::size_t number{};
        std::size_t depth{};
    };
    std::size_t number_of(PackedStates::Index state, std::size_t depth, const Explorer& explorer);
    std::vector<Place> places() const;  ///< By number of the node.
    std::string lines(const std::vector<Place>& places) const;

    std::map<std::string, Node> nodes_;
    std::map<std::size_t, std::size_t> depths_;  ///< By number of the node.
    std::map<std::pair<std::size_t, std::size_t>, std::set<std::string>> lines_;
};

}  // namespace wsconform
