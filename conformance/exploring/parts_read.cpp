#include <cstddef>

#include "conformance/exploring/bounded_model.hpp"

namespace wsconform {

namespace {

// The process is cut up, so that what reads a piece of it is not asked for each value of the rest.
constexpr std::size_t startups_at = offsetof(State, process) + offsetof(Process, startups);
constexpr std::size_t life_at = offsetof(State, process) + offsetof(Process, was_started);
constexpr std::size_t refused_at = offsetof(State, process) + offsetof(Process, refused_cancels);
constexpr std::size_t versions_at = offsetof(State, process) + offsetof(Process, cleaned_by);
constexpr std::size_t window_at = offsetof(State, windows);
constexpr std::size_t held_at = offsetof(State, names) + offsetof(Name, held);

}  // namespace

Reads reads_of(const Call& call) {
    // Whether a clause is in force depends on the version, so nearly all calls read the process.
    Reads reads{.parts = {startups_at, life_at, versions_at}};
    if (const auto* look_up = std::get_if<calls::AsyncGet>(&call); look_up != nullptr) {
        const std::size_t request = index_of(look_up->as);
        reads.parts.insert(reads.parts.end(), {window_at, offset_of_request(request)});
        reads.offered_by = {offset_of_request(request)};
        if (request > 0) reads.offered_by.push_back(offset_of_request(request - 1));
    } else if (const auto* cancel = std::get_if<calls::CancelAsync>(&call); cancel != nullptr) {
        reads.parts.push_back(refused_at);
        if (!cancel->zero) reads.parts.push_back(offset_of_request(index_of(cancel->request)));
    } else if (std::holds_alternative<calls::Cleanup>(call)) {
        reads.is_apart = true;
        reads.apart = reads.parts;
    } else if (std::holds_alternative<calls::Await>(call)) {
        reads.is_apart = true;
        reads.apart = {startups_at, versions_at, window_at, held_at};
    } else if (std::holds_alternative<calls::CloseWindow>(call)) {
        reads = {.parts = {window_at}, .is_apart = true, .apart = {window_at}};
    } else if (std::holds_alternative<calls::NameReleases>(call)) {
        reads.parts = {held_at};
    }
    return reads;
}

std::size_t offset_of_request(std::size_t index) {
    return offsetof(State, requests) + index * sizeof(Request);
}

std::size_t offset_of_last_error(std::size_t thread) {
    return offsetof(State, threads) + thread * sizeof(Thread) + offsetof(Thread, last_error);
}

std::vector<PackedStates::Part> parts_within(const Bound& bound, bool are_errors_grouped) {
    std::vector<PackedStates::Part> parts{
        {startups_at, life_at - startups_at, 2},
        {life_at, refused_at - life_at, 2},
        {refused_at, versions_at - refused_at, 1},
        {versions_at, offsetof(State, process) + sizeof(Process) - versions_at, 5}};
    const std::size_t grouped = are_errors_grouped ? PackedStates::grouped_threads : 0;
    for (std::size_t i = grouped; i < bound.threads; ++i)
        parts.push_back({offset_of_last_error(i), sizeof(Error), 4});
    if (bound.requests > 0) {
        parts.push_back({window_at, sizeof(Window), 1});
        parts.push_back({held_at, sizeof(Name::held), 1});
    }
    for (std::size_t i = 0; i < bound.requests; ++i)
        parts.push_back({offset_of_request(i), sizeof(Request), 7});
    for (std::size_t i = 0; i < bound.sockets; ++i) {
        parts.push_back({offsetof(State, sockets) + i * sizeof(Socket), sizeof(Socket), 10});
        parts.push_back({offsetof(State, peers) + 2 * i * sizeof(Peer), 2 * sizeof(Peer), 3});
    }
    return parts;
}

Reads reads_of_internal_steps(const Bound& bound) {
    return {.is_apart = true, .apart = {window_at, held_at}, .is_any = bound.sockets > 0};
}

}  // namespace wsconform
