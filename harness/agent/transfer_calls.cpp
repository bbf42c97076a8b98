// SPDX-License-Identifier: Apache-2.0

// Sending and receiving, overlapped or not, and receiving the end.

#include <algorithm>
#include <array>
#include <vector>

#include "harness/agent/errors.hpp"
#include "harness/agent/forms.hpp"
#include "harness/agent/invoke.hpp"
#include "harness/agent/sockets.hpp"

namespace wsconform::agent {

namespace {

/// Guarded memory for received data, in reports called "recv".
Region& room_for(Turn& turn, std::size_t length) {
    return turn.session.memory.allocate("recv", length, Changes::expected);
}

std::size_t length_at(const Turn& turn) {
    return turn.arguments.at("len").get<std::uint32_t>();
}

/// A provider may say it received more than there was room for: no more is read.
void note_data(Turn& turn, const Region& room, std::size_t received) {
    if (received > 0)
        turn.facts["data"] = text_of(room.bytes.first(std::min(received, room.bytes.size())));
}

void send_text(Turn& turn) {
    const auto& text = name_at(turn, "buf");
    invoke<decltype(::send)>(turn, "send", socket_at(turn, "s"), text.data(),
                             static_cast<int>(text.size()), 0);
}

void send_text_to(Turn& turn) {
    const auto& text = name_at(turn, "buf");
    const sockaddr_in address = address_at(turn, "to");
    const auto* to = reinterpret_cast<const sockaddr*>(&address);
    const int length = sizeof address;
    const auto value = invoke<decltype(::sendto)>(turn, "sendto", socket_at(turn, "s"), text.data(),
                                                  static_cast<int>(text.size()), 0, to, length);
    if (value.has_value() && *value != SOCKET_ERROR) learn_port(turn, "s");
}

/// 0 if the step names none.
int flag_at(const Turn& turn, const char* key) {
    if (!turn.arguments.contains(key)) return 0;
    const std::string& flag = name_at(turn, key);
    if (flag == "MSG_PEEK") return MSG_PEEK;
    if (flag == "MSG_OOB") return MSG_OOB;
    if (flag == "MSG_WAITALL") return MSG_WAITALL;
    if (flag == "MSG_PARTIAL") return MSG_PARTIAL;
    throw InputError("unknown flag " + flag);
}

void receive(Turn& turn) {
    const Region& room = room_for(turn, length_at(turn));
    const auto value = invoke<decltype(::recv)>(
        turn, "recv", socket_at(turn, "s"), reinterpret_cast<char*>(room.bytes.data()),
        static_cast<int>(room.bytes.size()), flag_at(turn, "flags"));
    if (value.has_value() && *value > 0) note_data(turn, room, static_cast<std::size_t>(*value));
}

void receive_from(Turn& turn) {
    const Region& room = room_for(turn, length_at(turn));
    sockaddr_in address{};
    int length = sizeof address;
    const auto value = invoke<decltype(::recvfrom)>(
        turn, "recvfrom", socket_at(turn, "s"), reinterpret_cast<char*>(room.bytes.data()),
        static_cast<int>(room.bytes.size()), flag_at(turn, "flags"),
        reinterpret_cast<sockaddr*>(&address), &length);
    if (value.has_value() && *value > 0) note_data(turn, room, static_cast<std::size_t>(*value));
}

/// An operation's record starts afresh each time it is used, except for its event.
Overlapped& fresh_overlapped(Turn& turn, const std::string& name) {
    Overlapped& overlapped = turn.session.overlapped[name];
    HANDLE event = overlapped.record.hEvent;
    if (event == nullptr) event = CreateEventW(nullptr, TRUE, FALSE, nullptr);
    ResetEvent(event);
    overlapped = Overlapped{};
    overlapped.record.hEvent = event;
    return overlapped;
}

/// One buffer, or two.
std::vector<WSABUF> buffers_for(Turn& turn, Overlapped& kept) {
    const Json& length = turn.arguments.at("len");
    std::vector<WSABUF> buffers;
    for (const Json& one : length.is_array() ? length : Json::array({length})) {
        const Region& room = room_for(turn, one.get<std::uint32_t>());
        kept.rooms.push_back(room.bytes);
        buffers.push_back(
            {static_cast<u_long>(room.bytes.size()), reinterpret_cast<char*>(room.bytes.data())});
    }
    return buffers;
}

/// What was received, buffer by buffer.
void note_scattered(Turn& turn, const Overlapped& kept, std::size_t received) {
    std::string data;
    for (const auto& room : kept.rooms)
        data +=
            text_of(room.first(std::min(received - std::min(received, data.size()), room.size())));
    if (!data.empty()) turn.facts["data"] = data;
}

void wsa_receive(Turn& turn) {
    const bool overlapping = turn.arguments.contains("lpOverlapped");
    const SOCKET socket = socket_at(turn, "s");
    Overlapped blocking;
    Overlapped& kept =
        overlapping ? fresh_overlapped(turn, name_at(turn, "lpOverlapped")) : blocking;
    std::vector<WSABUF> buffers = buffers_for(turn, kept);
    kept.flags = static_cast<DWORD>(flag_at(turn, "lpFlags"));

    const auto value = invoke<decltype(::WSARecv)>(
        turn, "WSARecv", socket, buffers.data(), static_cast<DWORD>(buffers.size()), &kept.received,
        &kept.flags, overlapping ? &kept.record : nullptr, nullptr);

    if (value != 0) return;
    turn.facts["received"] = kept.received;
    note_scattered(turn, kept, kept.received);
}

void get_overlapped_result(Turn& turn) {
    const auto found = turn.session.overlapped.find(name_at(turn, "lpOverlapped"));
    if (found == turn.session.overlapped.end())
        throw InputError("no overlapped operation is named " + name_at(turn, "lpOverlapped"));
    Overlapped& kept = found->second;
    DWORD received = 0;
    DWORD flags = 0;
    const auto value = invoke<decltype(::WSAGetOverlappedResult)>(
        turn, "WSAGetOverlappedResult", socket_at(turn, "s"), &kept.record, &received, BOOL{FALSE},
        &flags);
    if (!value.has_value() || *value == FALSE) return;
    turn.facts["received"] = received;
    note_scattered(turn, kept, received);
}

void receive_disconnect(Turn& turn) {
    const SOCKET socket = socket_at(turn, "s");
    const Json& data = turn.arguments.at("lpInboundDisconnectData");
    if (data.is_null()) {
        invoke<decltype(::WSARecvDisconnect)>(turn, "WSARecvDisconnect", socket, nullptr);
        return;
    }
    // Whether `len` tells how much there is, is not said: what was written does.
    constexpr std::byte unsent{0xA5};
    const auto& name = data.at("buf").get_ref<const std::string&>();
    const Region& region =
        turn.session.memory.allocate(name, data.at("len").get<std::uint32_t>(), Changes::expected);
    std::ranges::fill(region.bytes, unsent);
    WSABUF buffer{static_cast<u_long>(region.bytes.size()),
                  reinterpret_cast<char*>(region.bytes.data())};
    const auto value =
        invoke<decltype(::WSARecvDisconnect)>(turn, "WSARecvDisconnect", socket, &buffer);
    auto written = region.bytes;
    while (!written.empty() && written.back() == unsent)
        written = written.first(written.size() - 1);
    if (value == 0 && !written.empty()) turn.facts["data"] = text_of(written);
}

void send_disconnect(Turn& turn) {
    const SOCKET socket = socket_at(turn, "s");
    const char* const text = text_or_null(turn, "lpOutboundDisconnectData");
    std::string data = text == nullptr ? "" : text;
    WSABUF buffer{static_cast<u_long>(data.size()), data.data()};
    invoke<decltype(::WSASendDisconnect)>(turn, "WSASendDisconnect", socket,
                                          text == nullptr ? nullptr : &buffer);
}

constexpr auto forms = std::to_array<Form>({
    {"call", "send", "s buf", send_text},
    {"call", "sendto", "s buf to", send_text_to},
    {"call", "recv", "s len flags?", receive},
    {"call", "recvfrom", "s len flags?", receive_from},
    {"call", "WSARecv", "s len lpOverlapped? lpFlags?", wsa_receive},
    {"call", "WSAGetOverlappedResult", "s lpOverlapped", get_overlapped_result},
    {"call", "WSASendDisconnect", "s lpOutboundDisconnectData", send_disconnect},
    {"call", "WSARecvDisconnect", "s lpInboundDisconnectData", receive_disconnect},
});

}  // namespace

std::span<const Form> transfer_forms() {
    return forms;
}

}  // namespace wsconform::agent
