// SPDX-License-Identifier: Apache-2.0

#include "conformance/generators/generator.hpp"

#include <rapidcheck.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "conformance/generators/walk.hpp"

namespace wsconform::generating {

using nlohmann::json;

namespace {

constexpr std::uint64_t candidates = 4;
constexpr int full_size = 100;  // RapidCheck's: ranges in their whole width.
constexpr std::size_t fewest_moves = 3;
constexpr std::size_t most_moves = 16;

rc::Gen<Picks> any_picks() {
    return rc::gen::container<Picks>(rc::gen::inRange<std::uint8_t>(0, pick_limit));
}

rc::Gen<Command> command_of(const Property& property) {
    std::vector<Move> moves;
    for (const Weighted& weighted : property.moves)
        moves.insert(moves.end(), weighted.weight, weighted.move);
    return rc::gen::construct<Command>(rc::gen::elementOf(moves), any_picks());
}

/// The opening of the property, and then anything.
rc::Gen<std::vector<Command>> commands_of(const Property& property) {
    const auto opening =
        rc::gen::map(rc::gen::container<std::vector<Picks>>(property.opening.size(), any_picks()),
                     [&property](const std::vector<Picks>& picks) {
                         std::vector<Command> commands;
                         for (std::size_t i = 0; i < picks.size(); ++i)
                             commands.push_back({property.opening[i], picks[i]});
                         return commands;
                     });
    const auto body = rc::gen::mapcat(
        rc::gen::inRange(fewest_moves, most_moves + 1), [&property](std::size_t length) {
            return rc::gen::container<std::vector<Command>>(length, command_of(property));
        });
    return rc::gen::apply(
        [](std::vector<Command> first, const std::vector<Command>& then) {
            first.insert(first.end(), then.begin(), then.end());
            return first;
        },
        opening, body);
}

/// One seed of several numbers.
std::uint64_t mixed(std::initializer_list<std::uint64_t> numbers) {
    std::uint64_t hash = 0x9e3779b97f4a7c15U;
    for (const std::uint64_t number : numbers) {
        hash = (hash ^ number) * 0xbf58476d1ce4e5b9U;
        hash ^= hash >> 31U;
    }
    return hash;
}

std::uint64_t number_of(std::string_view name) {
    std::uint64_t number = 0;
    for (const char c : name)
        number = number * 0x100000001b3U + static_cast<unsigned char>(c);
    return number;
}

}  // namespace

Walk Generator::walk(std::uint64_t case_number, std::uint64_t candidate) const {
    const rc::Random random{mixed({seed_, number_of(property_->name), case_number, candidate})};
    Walk walk{property_->is_spi};
    for (const Command& command : commands_of (*property_)(random, full_size).value())
        command.move(walk, command.picks);
    return walk;
}

std::vector<Scenario> Generator::next(std::size_t count) {
    std::vector<Scenario> cases;
    std::set<ClauseId> promised = exercised_;
    while (cases.size() < count) {
        const std::uint64_t number = ++drawn_;
        std::optional<Walk> best;
        std::ptrdiff_t most_news = -1;
        for (std::uint64_t candidate = 0; candidate < candidates; ++candidate) {
            Walk drawn = walk(number, candidate);
            const std::ptrdiff_t news =
                std::ranges::count_if(drawn.guide().exercised(),
                                      [&](ClauseId clause) { return !promised.contains(clause); });
            if (drawn.steps().empty() || news <= most_news) continue;
            most_news = news;
            best = std::move(drawn);
        }
        if (!best) continue;
        promised.insert(best->guide().exercised().begin(), best->guide().exercised().end());
        cases.push_back(
            scenario_of(best->steps(), property_->is_spi, property_->sometimes,
                        "generated/" + std::string{property_->name} + "." + std::to_string(number),
                        std::string{property_->purpose}));
    }
    return cases;
}

Scenario scenario_of(const json& steps, bool is_spi, const std::vector<ClauseId>& clauses,
                     const std::string& id, const std::string& purpose) {
    Guide guide{is_spi};
    json taken = json::array();
    for (const json& step : steps) {
        if (guide.take(step) == Fit::ends) taken.push_back(step);
    }
    for (const auto& [thread, flight] : guide.in_flight())
        taken.push_back({{"await", "return"}, {"of", flight}});
    json document{{"purpose", purpose}, {"kind", "inopportune"}, {"steps", taken}};
    json& slugs = document["clauses"] = json::array();
    for (const ClauseId clause : clauses)
        slugs.push_back(clause->slug);
    return parse_scenario(document.dump(), id, id);
}

}  // namespace wsconform::generating
