// SPDX-License-Identifier: Apache-2.0

#pragma once

// The peers of a scenario, which are sockets of the C program itself: they live only while Winsock
// is started. One that is nothing but an address needs no socket.

#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <set>
#include <string>

namespace wsconform::reproduce {

class Peers {
  public:
    explicit Peers(const nlohmann::json& steps);

    /// Whether Winsock is not started at this step, which needs it.
    bool is_impossible(std::size_t step) const { return impossible_.contains(step); }
    /// Whether the step makes a peer that nobody reaches.
    bool is_address_only(std::size_t step) const { return address_only_.contains(step); }

    /// +1 for a start of Winsock that is to succeed, -1 for such a clean-up.
    static int change_by(const nlohmann::json& step);

  private:
    std::set<std::size_t> impossible_;
    std::set<std::size_t> address_only_;
};

}  // namespace wsconform::reproduce
