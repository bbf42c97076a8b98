// SPDX-License-Identifier: Apache-2.0

// The model allows what Windows was seen to do, and forbids what it never does.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "conformance/judging/claim_check.hpp"
#include "conformance/scenario/scenario.hpp"

namespace wsconform {
namespace {

namespace fs = std::filesystem;

const fs::path folder{WSCONFORM_OBSERVED};

struct Fact {
    std::string id;
    std::string says;
    std::string source;
    bool is_allowed = false;
    /// Known to be so; the row says it, until the model is mended.
    bool model_is_wrong = false;
};

void PrintTo(const Fact& fact, std::ostream* out) {
    *out << fact.id;
}

std::vector<Fact> facts() {
    std::ifstream file{folder / "facts.json"};
    std::vector<Fact> all;
    for (const auto& row : nlohmann::json::parse(file)) {
        const auto must = row.at("model_must").get<std::string>();
        if (must != "allow" && must != "forbid") throw std::runtime_error{"model_must: " + must};
        all.push_back({row.at("id"), row.at("says"), row.at("source"), must == "allow",
                       row.value("model_is_wrong", false)});
    }
    return all;
}

class Observed : public ::testing::TestWithParam<Fact> {};

TEST_P(Observed, IsWhatTheModelSays) {
    const Scenario scenario = load_scenario(folder.string(), "scenarios/" + GetParam().id);

    const auto step = impossible_claim(scenario);

    const bool is_right = !step.has_value() == GetParam().is_allowed;
    EXPECT_EQ(is_right, !GetParam().model_is_wrong)
        << GetParam().says << " (" << GetParam().source << ")"
        << (step ? "; step " + std::to_string(*step + 1) + " is impossible" : "");
}

std::string id_of(const testing::TestParamInfo<Fact>& of) {
    return of.param.id;
}

INSTANTIATE_TEST_SUITE_P(Facts, Observed, testing::ValuesIn(facts()), id_of);

TEST(ObservedFiles, AreOneForEachFact) {
    std::set<std::string> ids;
    for (const Fact& fact : facts()) {
        EXPECT_TRUE(ids.insert(fact.id).second) << fact.id << " twice";
        EXPECT_FALSE(fact.source.empty()) << fact.id;
    }
    std::set<std::string> files;
    for (const auto& entry : fs::directory_iterator{folder / "scenarios"})
        files.insert(entry.path().stem().string());
    EXPECT_EQ(files, ids);
}

}  // namespace
}  // namespace wsconform
