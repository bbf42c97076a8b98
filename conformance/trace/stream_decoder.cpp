// SPDX-License-Identifier: Apache-2.0

// Whether received bytes are those that were sent, in their order.

#include <algorithm>
#include <string>

#include "conformance/trace/decoder.hpp"

namespace wsconform {

bool Decoder::is_of_a_stream(SocketId socket, const std::string& bytes) const {
    const auto has_it = [&](const std::string& stream) {
        return stream.find(bytes) != std::string::npos;
    };
    return bytes.empty() || std::ranges::any_of(arrivals_at(*scenario_, socket).streams, has_it);
}

/// Whether the bytes are what comes next. What a stream brought so far begins with the first text
/// that one of the senders sent, and goes on without a gap but what an overlapped receive may have
/// taken; a datagram is somebody's text.
bool Decoder::is_next_on(const calls::Receive& call, const std::string& bytes) {
    const Arrivals& arrivals = arrivals_at(*scenario_, call.socket);
    if (datagrams_.contains(call.socket)) {
        return bytes.empty() || std::ranges::any_of(arrivals.texts, [&](const std::string& text) {
                   return text.starts_with(bytes);
               });
    }
    const std::vector<std::string>& streams = arrivals.streams;
    std::string& kept = brought_[call.socket];
    // What is looked at only does not bring the stream any further.
    std::string looked_at = kept;
    std::string& brought = call.peeks ? looked_at : kept;
    if (overlapped_.contains(call.socket)) {
        for (const std::string& stream : streams) {
            const std::size_t place = stream.find(bytes, brought.size());
            if (!stream.starts_with(brought) || place == std::string::npos) continue;
            brought = stream.substr(0, place + bytes.size());
            return true;
        }
    }
    brought += bytes;
    if (brought.empty()) return true;
    return std::ranges::any_of(
        streams, [&](const std::string& stream) { return stream.starts_with(brought); });
}

}  // namespace wsconform
