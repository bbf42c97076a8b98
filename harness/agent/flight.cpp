// SPDX-License-Identifier: Apache-2.0

#include "harness/agent/flight.hpp"

#include <utility>

namespace wsconform::agent {

namespace {

thread_local Flight* flight_here = nullptr;
thread_local Performer* performer_here = nullptr;

}  // namespace

std::future<Outcome> Inlet::put(InsideStep step) {
    const std::scoped_lock lock{mutex_};
    step_ = std::move(step);
    filled_.notify_one();
    return step_->work.get_future();
}

std::optional<InsideStep> Inlet::await() {
    constexpr std::chrono::seconds longest{30};
    std::unique_lock lock{mutex_};
    filled_.wait_for(lock, longest, [this] { return step_.has_value(); });
    return std::exchange(step_, std::nullopt);
}

bool Inlet::withdraw() {
    return take().has_value();
}

bool Inlet::is_taken() const {
    const std::scoped_lock lock{mutex_};
    return !step_.has_value();
}

std::optional<InsideStep> Inlet::take() {
    const std::scoped_lock lock{mutex_};
    return std::exchange(step_, std::nullopt);
}

bool Flight::is_over() const {
    using std::chrono::seconds;
    return !outcome.valid() || outcome.wait_for(seconds{0}) == std::future_status::ready;
}

InFlight::InFlight(Flight& flight, Performer& performer) {
    flight_here = &flight;
    performer_here = &performer;
}

InFlight::~InFlight() {
    flight_here = nullptr;
    performer_here = nullptr;
}

bool perform_inside_step() {
    if (flight_here == nullptr) return false;
    std::optional<InsideStep> step = flight_here->inlet.take();
    if (!step.has_value()) return false;
    while (step.has_value()) {
        if (step->window == nullptr)
            step->work(*performer_here);
        else
            Windows::perform_in(step->window, [&step] { step->work(*performer_here); });
        step = step->stays ? flight_here->inlet.await() : std::nullopt;
    }
    return true;
}

}  // namespace wsconform::agent
