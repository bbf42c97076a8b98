// SPDX-License-Identifier: Apache-2.0

#pragma once

// A scenario in the making, to which moves append steps.

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/generators/guide.hpp"
#include "conformance/generators/move.hpp"

namespace wsconform::generating {

class Walk {
  public:
    explicit Walk(bool is_spi) : guide_{is_spi} {}

    /// Appends the step if it can be done. A call that would wait is begun instead, if it may be.
    bool add(nlohmann::json step);
    /// The same, by the thread that is chosen, of those that are free.
    bool add(nlohmann::json step, std::uint8_t pick);

    /// A socket that is open, or, of bad picks, one that is closed or none.
    std::string socket(std::uint8_t pick) const;
    /// A socket or peer in one of these phases; empty if there is none.
    std::string socket_in(std::initializer_list<SocketPhase> phases, std::uint8_t pick) const;
    std::string peer_in(std::initializer_list<PeerPhase> phases, std::uint8_t pick) const;
    /// A name of those; empty if there is none.
    static std::string one_of(const std::vector<std::string>& names, std::uint8_t pick);
    /// A name that is not taken: the letter and a number.
    template <typename Id>
    static std::string fresh(const char* letter, const Names<Id>& names) {
        return letter + std::to_string(names.all().size() + 1);
    }
    /// The thread that made the window.
    std::string owner_of(const std::string& window) const;
    std::string free_thread(std::uint8_t pick) const;

    const Guide& guide() const { return guide_; }
    const State& state() const { return guide_.state(); }
    const reading::Context& names() const { return guide_.names(); }
    const nlohmann::json& steps() const { return steps_; }

  private:
    Guide guide_;
    nlohmann::json steps_ = nlohmann::json::array();
    int flights_{};
};

}  // namespace wsconform::generating
