// SPDX-License-Identifier: Apache-2.0

// Goal: whatever stands in the place of a value of a scenario, whoever wrote it is told where, and
// what may stand there. Method: each key of each kind of step in the suite, once, with a value of
// each kind in its place, with none, and with one more beside it.

#include <gtest/gtest.h>

#include <array>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "conformance/scenario/scenario.hpp"
#include "conformance/suite/suite.hpp"
#include "conformance/text/input_error.hpp"

namespace wsconform {
namespace {

using nlohmann::json;

const std::array<json, 8> others{
    json{},    json{true},    json{7},        json{-1.5},
    json{"x"}, json::array(), json::object(), json{{"x", json::array({json{}})}}};

void expect_told(const json& document, const json::json_pointer& place) {
    try {
        parse_scenario(document.dump(), "call/claim", "FILE");
    } catch (const InputError& error) {
        const std::string words = error.what();
        EXPECT_EQ(words.find("does not follow its schema"), std::string::npos)
            << place << " in " << document;
        EXPECT_EQ(words.find("json.exception"), std::string::npos) << words;
    } catch (const std::exception& error) {
        ADD_FAILURE() << place << " in " << document << ": " << error.what();
    }
}

/// What a step is, with the place of a value in it: no two of the same are tried.
std::string kind_of(const json& step, const std::string& place) {
    for (const char* const key : {"call", "peer", "name_server", "database", "await", "upcall"})
        if (step.contains(key)) return std::string{key} + step[key].dump() + place;
    return place;
}

void change(const json& document, const json::json_pointer& place) {
    for (const json& other : others) {
        json changed = document;
        changed[place] = other;
        expect_told(changed, place);
    }
    json less = document;
    json& owner = less[place.parent_pointer()];
    if (owner.is_object()) owner.erase(place.back());
    expect_told(less, place);
    json more = document;
    if (more[place].is_object()) more[place]["x"] = 1;
    expect_told(more, place);
}

void change_all_of(const json& document, std::size_t at, std::set<std::string>& tried) {
    const json& step = document.at("steps")[at];
    const auto inside = json::json_pointer{"/steps"} / at;
    const json flat = step.flatten();
    for (const auto& [path, value] : flat.items()) {
        for (json::json_pointer part{path}; !part.empty(); part = part.parent_pointer())
            if (tried.insert(kind_of(step, part.to_string())).second)
                change(document, inside / part);
    }
}

TEST(RefusedScenarios, AreToldWhereAndWhatMayStandThere) {
    std::set<std::string> tried;
    for (const Scenario& scenario : suite_scenarios()) {
        const json document = json::parse(scenario.json);
        for (std::size_t i = 0; i < document.at("steps").size(); ++i)
            change_all_of(document, i, tried);
    }
    EXPECT_GT(tried.size(), 400);
}

}  // namespace
}  // namespace wsconform
