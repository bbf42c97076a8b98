// SPDX-License-Identifier: Apache-2.0

#include "conformance/judging/result_text.hpp"

#include <array>
#include <string_view>
#include <utility>

#include "conformance/judging/describe.hpp"

namespace wsconform {

std::string range_text(const Range& range) {
    if (range.lowest == range.highest) return std::to_string(range.lowest);
    if (range == Range::any()) return "any value";
    if (range.highest == Range::any().highest) return std::to_string(range.lowest) + " or more";
    return std::to_string(range.lowest) + " to " + std::to_string(range.highest);
}

std::string events_text(std::uint32_t events, const Range& error) {
    constexpr std::array<std::pair<std::uint32_t, std::string_view>, 5> names{
        {{event_number::fd_read, "FD_READ"},
         {event_number::fd_write, "FD_WRITE"},
         {event_number::fd_accept, "FD_ACCEPT"},
         {event_number::fd_connect, "FD_CONNECT"},
         {event_number::fd_close, "FD_CLOSE"}}};
    std::string text;
    for (const auto& [number, name] : names) {
        if ((events & number) == 0) continue;
        if (!text.empty()) text += ", ";
        text += name;
        // Each of the two has an error of its own.
        const std::uint32_t code = number == event_number::fd_connect ? error.lowest >> 16U
                                   : number == event_number::fd_close ? error.lowest & 0xffffU
                                                                      : 0U;
        if (error.lowest == error.highest && code != 0)
            text += " with " + name_of(Error{static_cast<std::int32_t>(code)});
    }
    return text.empty() ? "nothing" : text;
}

std::string linger_text(const Range& size) {
    const auto text = [](std::uint32_t value) {
        return "l_onoff " + std::to_string(value >> 16U) + ", l_linger " +
               std::to_string(value & 0xffffU);
    };
    if (size.lowest == size.highest) return text(size.lowest);
    return size.highest >> 16U == size.lowest >> 16U
               ? "l_onoff " + std::to_string(size.lowest >> 16U)
               : "another l_onoff or l_linger";
}

std::string selection_text(const Pattern& pattern, const Scenario& scenario) {
    constexpr std::array names{"readfds", "writefds", "exceptfds"};
    std::string text = range_text(pattern.value);
    std::string joint = " with ";
    if (pattern.size.lowest != pattern.size.highest) return text;
    for (unsigned bit = 0; bit < names.size() * capacity::sockets; ++bit) {
        const std::size_t socket = index_of(calls::socket_of_bit(bit));
        if ((pattern.size.lowest >> bit & 1U) == 0 || socket >= scenario.sockets.size()) continue;
        text += joint + scenario.sockets[socket] + " in " + names.at(bit / capacity::sockets);
        joint = ", ";
    }
    return text;
}

}  // namespace wsconform
