// SPDX-License-Identifier: Apache-2.0

#include "conformance/exploring/state_graph.hpp"

#include <algorithm>
#include <vector>

namespace wsconform {

namespace {

constexpr std::size_t row_height = 26;
constexpr std::size_t margin = 60;
constexpr std::size_t letter_width = 6;  ///< Of a letter of 11 pixels, a little generously.
constexpr std::size_t room_for_lines = 130;
constexpr std::size_t head_width = 960;
/// Of more lines than these the names would hide one another; pointing at a line shows its own.
constexpr std::size_t most_named_lines = 60;

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

std::vector<StateGraph::Place> StateGraph::places() const {
    std::map<std::size_t, std::size_t> longest;  // Of the descriptions, by depth.
    for (const auto& [description, node] : nodes_) {
        std::size_t& length = longest[depths_.at(node.number)];
        length = std::max(length, description.size());
    }
    std::map<std::size_t, std::size_t> columns;
    std::size_t x = margin;
    for (const auto& [depth, length] : longest) {
        columns[depth] = x;
        x += length * letter_width + room_for_lines;
    }
    std::map<std::size_t, std::size_t> rows;  // By depth.
    std::vector<Place> places(nodes_.size());
    for (const auto& [number, depth] : depths_)
        places[number] = {columns[depth], margin + rows[depth]++ * row_height};
    return places;
}

std::string StateGraph::lines(const std::vector<Place>& places) const {
    std::string text;
    for (const auto& [ends, names] : lines_) {
        const Place from = places[ends.first];
        const Place to = places[ends.second];
        const bool is_internal = names.size() == 1 && names.contains("(internal step)");
        std::string words;
        for (const std::string& name : names)
            words += (words.empty() ? "" : "; ") + name;
        text += is_internal ? R"(<line class="internal")" : "<line";
        text += attribute("x1", from.x) + attribute("y1", from.y) + attribute("x2", to.x) +
                attribute("y2", to.y) + "><title>" + words + "</title></line>\n";
        if (lines_.size() > most_named_lines) continue;
        text += R"(<text class="call")" + attribute("x", (from.x + to.x) / 2) +
                attribute("y", (from.y + to.y) / 2 - 3) + ">" + words + "</text>\n";
    }
    return text;
}

std::string StateGraph::svg() const {
    const std::vector<Place> where = places();
    std::size_t width = 0;
    std::size_t height = 0;
    std::string circles;
    for (const auto& [description, node] : nodes_) {
        const Place at = where[node.number];
        width = std::max(width, at.x + description.size() * letter_width + margin);
        height = std::max(height, at.y + margin);
        circles += R"(<circle r="6")" + attribute("cx", at.x) + attribute("cy", at.y) + "><title>" +
                   description + "</title></circle><text" + attribute("x", at.x + margin / 6) +
                   attribute("y", at.y + 4) + ">" + description + "</text>\n";
    }
    return R"(<svg xmlns="http://www.w3.org/2000/svg" font-family="sans-serif")" +
           attribute("width", std::max(width, head_width)) + attribute("height", height) +
           ">\n<style>line{stroke:#888;stroke-opacity:.45}line.internal{stroke:#c60}" +
           "line:hover{stroke:#06c;stroke-width:3}circle{fill:#06c}text{font-size:11px;" +
           "paint-order:stroke;stroke:#fff;stroke-width:3px}.call{fill:#555;" +
           "text-anchor:middle}</style>\n" + R"(<rect width="100%" height="100%" fill="#fff"/>)" +
           "\n" + R"(<text x="10" y="20" style="font-size:13px">)" + std::to_string(nodes_.size()) +
           " states as an observer sees them, by distance from the start; point at a line to " +
           "read which calls it stands for (orange: internal steps)</text>\n" + lines(where) +
           circles + "</svg>\n";
}

}  // namespace wsconform
