// SPDX-License-Identifier: Apache-2.0

#pragma once

// The little of DNS (RFC 1035) that a stub resolver speaks: one question in, one answer out.
// Questions come from the provider's side and are not to be trusted; names are kept in lower case.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wsconform::dns {

enum class Type : std::uint16_t { a = 1, cname = 5, ptr = 12, aaaa = 28 };

enum class Rcode : std::uint8_t {
    noerror = 0,
    formerr = 1,
    servfail = 2,
    nxdomain = 3,
    notimp = 4,
    refused = 5
};

struct Question {
    std::uint16_t id;
    bool recursion_desired;
    /// Without the dot at the end.
    std::string name;
    std::uint16_t type;
    /// As it came, to be sent back: a resolver compares it, letter case included.
    std::string wire = {};
};

/// An answer's record: the address of an A or AAAA record as text, or the name of the others.
struct Record {
    std::string owner;
    Type type;
    std::string value;
};

/// Nothing if it is not one well-formed question of class IN.
std::optional<Question> parse_question(std::string_view packet);

std::string response_to(const Question& question, Rcode rcode, const std::vector<Record>& records);

/// "7.2.0.192.in-addr.arpa" for "192.0.2.7"; nothing if that is no IPv4 address.
std::optional<std::string> reverse_name_of(const std::string& address);

std::string lower_case(std::string_view name);

/// Whether it can be written as a DNS name: labels of 1 to 63 bytes, 253 in all.
bool is_name(std::string_view name);

}  // namespace wsconform::dns
