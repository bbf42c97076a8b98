// SPDX-License-Identifier: Apache-2.0

#include "harness/agent/decode.hpp"

#include <array>
#include <cstring>
#include <vector>

#include "harness/agent/windows_headers.hpp"

namespace wsconform::agent {

namespace {

constexpr int most_items = 64;

/// A copy of the bytes, so that what is read stays the same while it is looked at, with the
/// address they came from.
class Answer {
  public:
    explicit Answer(std::span<const std::byte> buffer)
        : origin_{reinterpret_cast<std::uintptr_t>(buffer.data())},
          bytes_(buffer.begin(), buffer.end()) {}

    std::int64_t offset_of(const void* pointer) const {
        return static_cast<std::int64_t>(reinterpret_cast<std::uintptr_t>(pointer) - origin_);
    }

    /// The bytes from there to the end of the buffer; none if it lies outside.
    std::span<const std::byte> from(std::int64_t offset) const {
        if (offset < 0 || offset >= static_cast<std::int64_t>(bytes_.size())) return {};
        return std::span{bytes_}.subspan(static_cast<std::size_t>(offset));
    }

    template <typename Value>
    bool read(std::int64_t offset, Value& value) const {
        const auto bytes = from(offset);
        if (bytes.size() < sizeof value) return false;
        std::memcpy(&value, bytes.data(), sizeof value);
        return true;
    }

  private:
    std::uintptr_t origin_;
    std::vector<std::byte> bytes_;
};

Json text_at(const Answer& answer, const char* pointer) {
    if (pointer == nullptr) return nullptr;
    const std::int64_t at = answer.offset_of(pointer);
    Json text{{"at", at}};
    const auto bytes = answer.from(at);
    if (!bytes.empty()) text["text"] = text_up_to_nul(bytes);
    return text;
}

Json address_at(const Answer& answer, const char* pointer) {
    const std::int64_t at = answer.offset_of(pointer);
    Json address{{"at", at}};
    std::array<unsigned char, 4> octets{};
    if (answer.read(at, octets)) {
        std::string text;
        for (const unsigned octet : octets)
            text += (text.empty() ? "" : ".") + std::to_string(octet);
        address["address"] = text;
    }
    return address;
}

/// An array of pointers that ends with NULL.
template <typename Item>
Json list_at(const Answer& answer, char** pointer, const Item& item) {
    if (pointer == nullptr) return nullptr;
    std::int64_t at = answer.offset_of(pointer);
    Json list{{"at", at}};
    if (answer.from(at).empty()) return list;
    list["items"] = Json::array();
    const char* entry = nullptr;
    for (int count = 0; count < most_items; ++count) {
        if (!answer.read(at, entry) || entry == nullptr) break;
        list["items"].push_back(item(answer, entry));
        at += static_cast<std::int64_t>(sizeof entry);
    }
    return list;
}

Json host(const Answer& answer) {
    hostent found{};
    if (!answer.read(0, found)) return nullptr;
    const bool is_internet = found.h_addrtype == AF_INET && found.h_length == 4;
    return {{"type", "hostent"},
            {"h_name", text_at(answer, found.h_name)},
            {"h_aliases", list_at(answer, found.h_aliases, text_at)},
            {"h_addrtype", found.h_addrtype},
            {"h_length", found.h_length},
            {"h_addr_list", is_internet ? list_at(answer, found.h_addr_list, address_at)
                                        : list_at(answer, found.h_addr_list, text_at)}};
}

Json protocol(const Answer& answer) {
    protoent found{};
    if (!answer.read(0, found)) return nullptr;
    return {{"type", "protoent"},
            {"p_name", text_at(answer, found.p_name)},
            {"p_aliases", list_at(answer, found.p_aliases, text_at)},
            {"p_proto", found.p_proto}};
}

Json service(const Answer& answer) {
    servent found{};
    if (!answer.read(0, found)) return nullptr;
    return {{"type", "servent"},
            {"s_name", text_at(answer, found.s_name)},
            {"s_aliases", list_at(answer, found.s_aliases, text_at)},
            {"s_port", static_cast<std::uint16_t>(found.s_port)},
            {"s_proto", text_at(answer, found.s_proto)}};
}

}  // namespace

Json decoded(Structure structure, std::span<const std::byte> buffer) {
    const Answer answer{buffer};
    switch (structure) {
        case Structure::hostent:
            return host(answer);
        case Structure::protoent:
            return protocol(answer);
        case Structure::servent:
            return service(answer);
    }
    return nullptr;
}

}  // namespace wsconform::agent
