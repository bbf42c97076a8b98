// SPDX-License-Identifier: Apache-2.0

#include "conformance/exploring/state_graph.hpp"

#include <algorithm>
#include <vector>

namespace wsconform {

namespace {

constexpr std::size_t column_width = 150;
constexpr std::size_t row_height = 26;
constexpr std::size_t margin = 60;

struct Place {
    std::size_t x{};
    std::size_t y{};
};

std::string attribute(const char* name, std::size_t value) {
    return std::string{" "} + name + "=\"" + std::to_string(value) + '"';
}

}  // namespace

std::size_t StateGraph::number_of(PackedStates::Index state, std::size_t depth,
                                  const Explorer& explorer) {
    const std::string text = description_of(explorer.states()[state], explorer.bound());
    const auto [at, is_new] = nodes_.try_emplace(text, Node{nodes_.size(), depth});
    if (is_new) depths_[at->second.number] = depth;
    return at->second.number;
}

void StateGraph::note(const Transition& transition, const Explorer& explorer) {
    if (nodes_.size() > most_drawn) return;
    const std::size_t from = number_of(transition.from, 0, explorer);
    const std::size_t to = number_of(transition.to, depths_[from] + 1, explorer);
    if (from == to) return;
    const bool is_internal = transition.action == nullptr;
    lines_[{from, to}].insert(is_internal ? "(internal step)" : transition.action->name);
}

std::string StateGraph::svg() const {
    std::map<std::size_t, std::size_t> rows;  // By depth.
    std::vector<Place> places(nodes_.size());
    std::size_t width = 0;
    std::size_t height = 0;
    for (const auto& [number, depth] : depths_) {
        places[number] = {margin + depth * column_width, margin + rows[depth]++ * row_height};
        width = std::max(width, places[number].x + margin);
        height = std::max(height, places[number].y + margin);
    }
    std::string text = R"(<svg xmlns="http://www.w3.org/2000/svg" font-family="sans-serif")" +
                       attribute("width", width) + attribute("height", height) + ">\n<style>" +
                       "line{stroke:#888;stroke-opacity:.45}line.internal{stroke:#c60}" +
                       "line:hover{stroke:#06c;stroke-width:3}circle{fill:#06c}</style>\n" +
                       R"(<text x="10" y="20" font-size="13">)" + std::to_string(nodes_.size()) +
                       " states as an observer sees them, by distance from the start; point at a " +
                       "circle or a line to read it (orange: internal steps)</text>\n";
    for (const auto& [ends, names] : lines_) {
        const Place from = places[ends.first];
        const Place to = places[ends.second];
        const bool is_internal = names.size() == 1 && names.contains("(internal step)");
        text += is_internal ? R"(<line class="internal")" : "<line";
        text += attribute("x1", from.x) + attribute("y1", from.y) + attribute("x2", to.x) +
                attribute("y2", to.y) + "><title>";
        const char* separator = "";
        for (const std::string& name : names) {
            text += separator + name;
            separator = "; ";
        }
        text += "</title></line>\n";
    }
    for (const auto& [description, node] : nodes_) {
        text += R"(<circle r="7")" + attribute("cx", places[node.number].x) +
                attribute("cy", places[node.number].y) + "><title>" + description +
                "</title></circle>\n";
    }
    return text + "</svg>\n";
}

}  // namespace wsconform
