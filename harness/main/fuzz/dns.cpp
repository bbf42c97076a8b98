// SPDX-License-Identifier: Apache-2.0

// A packet comes to the name server, which answers it from a zone as scenarios make them.

#include "harness/main/fuzz/targets.hpp"
#include "harness/station/dns_message.hpp"
#include "harness/station/name_server.hpp"
#include "model/ensure.hpp"

namespace wsconform::fuzzing {

namespace {

Zone zone_of_a_scenario() {
    Zone zone;
    zone.answers("host.test", {"192.0.2.7", "2001:db8::7"}, {"alias.test"});
    zone.answers("eight.test", {"192.0.2.8"}, {});
    zone.says("absent.test", "NXDOMAIN");
    zone.says("broken.test", "SERVFAIL");
    return zone;
}

}  // namespace

void take_dns(std::string_view input) {
    const auto question = dns::parse_question(input);
    if (!question) return;

    static const Zone zone = zone_of_a_scenario();
    const auto [rcode, records] = zone.answer(question->name, question->type);
    const std::string response = dns::response_to(*question, rcode, records);
    ensure(response.size() >= 12 && response.substr(0, 2) == input.substr(0, 2),
           "an answer bears the number of its question");
    ensure(!dns::parse_question(response), "an answer is no question");
    zone.subject_of(question->name);
}

}  // namespace wsconform::fuzzing
