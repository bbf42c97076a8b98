// SPDX-License-Identifier: Apache-2.0

#include "harness/station/dns_message.hpp"

#include <arpa/inet.h>

#include <algorithm>

namespace wsconform::dns {

namespace {

constexpr std::size_t header_bytes = 12;
constexpr std::uint16_t class_in = 1;
constexpr std::size_t longest_name = 253;
constexpr std::size_t longest_label = 63;

std::uint16_t u16_at(std::string_view packet, std::size_t offset) {
    const auto high = static_cast<std::uint8_t>(packet[offset]);
    const auto low = static_cast<std::uint8_t>(packet[offset + 1]);
    return static_cast<std::uint16_t>((high << 8U) | low);
}

void append_u16(std::string& packet, std::uint16_t value) {
    packet += static_cast<char>(value >> 8U);
    packet += static_cast<char>(value & 0xFFU);
}

void append_name(std::string& packet, std::string_view name) {
    while (!name.empty()) {
        const std::string_view label = name.substr(0, name.find('.'));
        packet += static_cast<char>(label.size());
        packet += label;
        name.remove_prefix(std::min(name.size(), label.size() + 1));
    }
    packet += '\0';
}

void append_record(std::string& packet, const Record& record) {
    append_name(packet, record.owner);
    append_u16(packet, static_cast<std::uint16_t>(record.type));
    append_u16(packet, class_in);
    packet.append(4, '\0');  // A time to live of nothing: every scenario asks anew.
    std::string value;
    if (record.type == Type::a) {
        in_addr address{};
        inet_pton(AF_INET, record.value.c_str(), &address);
        const std::uint32_t host = ntohl(address.s_addr);
        append_u16(value, static_cast<std::uint16_t>(host >> 16U));
        append_u16(value, static_cast<std::uint16_t>(host & 0xFFFFU));
    } else if (record.type == Type::aaaa) {
        in6_addr address{};
        inet_pton(AF_INET6, record.value.c_str(), &address);
        for (const std::uint8_t byte : address.s6_addr)
            value += static_cast<char>(byte);
    } else {
        append_name(value, record.value);
    }
    append_u16(packet, static_cast<std::uint16_t>(value.size()));
    packet += value;
}

/// The name whose labels begin at the offset, which is then behind them. Nothing if they are cut
/// off, compressed, too long, or hold a dot.
std::optional<std::string> name_at(std::string_view packet, std::size_t& offset) {
    std::string name;
    while (offset < packet.size()) {
        const auto length = static_cast<std::uint8_t>(packet[offset++]);
        if (length == 0) return name.size() > longest_name ? std::nullopt : std::optional{name};
        if (length > longest_label || packet.size() - offset < length) return std::nullopt;
        const std::string_view label = packet.substr(offset, length);
        if (label.find('.') != std::string_view::npos) return std::nullopt;
        if (!name.empty()) name += '.';
        name += lower_case(label);
        offset += length;
    }
    return std::nullopt;
}

}  // namespace

std::optional<Question> parse_question(std::string_view packet) {
    if (packet.size() < header_bytes) return std::nullopt;
    const std::uint16_t flags = u16_at(packet, 2);
    const bool is_standard_query = (flags & 0xF800U) == 0;
    if (!is_standard_query || u16_at(packet, 4) != 1) return std::nullopt;

    std::size_t offset = header_bytes;
    const auto name = name_at(packet, offset);
    if (!name.has_value() || packet.size() - offset < 4) return std::nullopt;
    Question question{u16_at(packet, 0), (flags & 0x0100U) != 0, *name, 0};
    question.type = u16_at(packet, offset);
    if (u16_at(packet, offset + 2) != class_in) return std::nullopt;
    question.wire = packet.substr(header_bytes, offset + 4 - header_bytes);
    return question;
}

std::string response_to(const Question& question, Rcode rcode, const std::vector<Record>& records) {
    constexpr unsigned response = 0x8000;
    constexpr unsigned authoritative = 0x0400;
    constexpr unsigned recursion_available = 0x0080;
    const unsigned recursion_desired = question.recursion_desired ? 0x0100U : 0U;
    std::string packet;
    append_u16(packet, question.id);
    append_u16(packet,
               static_cast<std::uint16_t>(response | authoritative | recursion_desired |
                                          recursion_available | static_cast<unsigned>(rcode)));
    append_u16(packet, 1);
    append_u16(packet, static_cast<std::uint16_t>(records.size()));
    append_u16(packet, 0);
    append_u16(packet, 0);
    packet += question.wire;
    for (const Record& record : records)
        append_record(packet, record);
    return packet;
}

std::optional<std::string> reverse_name_of(const std::string& address) {
    in_addr parsed{};
    if (inet_pton(AF_INET, address.c_str(), &parsed) != 1) return std::nullopt;
    std::uint32_t host = ntohl(parsed.s_addr);
    std::string name;
    for (int octet = 0; octet < 4; ++octet) {
        name += std::to_string(host & 0xFFU) + ".";
        host >>= 8U;
    }
    return name + "in-addr.arpa";
}

std::string lower_case(std::string_view name) {
    std::string lower{name};
    std::ranges::transform(lower, lower.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    });
    return lower;
}

bool is_name(std::string_view name) {
    if (name.empty() || name.size() > longest_name) return false;
    while (true) {
        const std::size_t end = name.find('.');
        const std::size_t length = std::min(end, name.size());
        if (length == 0 || length > longest_label) return false;
        if (end == std::string_view::npos) return true;
        name.remove_prefix(end + 1);
    }
}

}  // namespace wsconform::dns
