// SPDX-License-Identifier: Apache-2.0

#include "conformance/trace/fault.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace wsconform {

using nlohmann::json;

namespace {

/// A trace may come from anybody.
constexpr std::size_t most_frames = 32;
constexpr std::size_t most_asides = 8;

std::string touch_text(const json& touch) {
    const std::string buffer = touch.at("buffer");
    const std::string where = touch.at("where");
    const bool is_write = touch.value("access", "write") == "write";
    std::string text = is_write ? "wrote " : "read ";
    if (where == "freed")
        text += "buffer " + buffer + ", which was freed";
    else
        text += (where == "before" ? "before the start of buffer " : "past the end of buffer ") +
                buffer;
    // Traces of 0.2.0 do not say by which thread.
    if (touch.contains("thread")) return text + " in thread " + touch["thread"].get<std::string>();
    return text;
}

}  // namespace

std::optional<Fault> fault_in(const json& facts) {
    if (!facts.contains("fault")) return std::nullopt;
    const json& told = facts.at("fault");
    Fault fault{told.at("code"),
                told.value("name", ""),
                told.value("access", ""),
                told.value("address", ""),
                {}};
    for (const json& frame : told.value("frames", json::array()))
        if (fault.frames.size() < most_frames) fault.frames.push_back(frame);
    return fault;
}

std::vector<std::string> asides_in(const json& facts) {
    std::vector<std::string> asides;
    const auto add = [&](const std::string& text) {
        const bool is_new = std::ranges::find(asides, text) == asides.end();
        if (is_new && asides.size() < most_asides) asides.push_back(text);
    };
    for (const json& touch : facts.value("touched", json::array()))
        add(touch_text(touch));
    if (facts.contains("bad_pointer"))
        add("returned a pointer to no memory: " + facts["bad_pointer"].get<std::string>());
    return asides;
}

std::string words_for(const Fault& fault) {
    std::string text = "exception " + fault.code;
    if (!fault.name.empty()) text += " (" + fault.name + ")";
    if (!fault.access.empty()) text += ": " + fault.access + " of " + fault.address;
    return text;
}

}  // namespace wsconform
