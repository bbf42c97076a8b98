// SPDX-License-Identifier: Apache-2.0

#include "harness/station/other_testers.hpp"

#include <string>
#include <vector>

#include "harness/harness_error.hpp"
#include "harness/station/name_server.hpp"
#include "harness/station/wine_prefix.hpp"

namespace wsconform {

using Json = nlohmann::ordered_json;

namespace {

std::string word(const Json& step, const char* key) {
    return step.at(key).get<std::string>();
}

std::vector<std::string> words(const Json& step, const char* key) {
    return step.contains(key) ? step.at(key).get<std::vector<std::string>>()
                              : std::vector<std::string>{};
}

template <typename Tester>
Tester& present(Tester* tester, const char* what) {
    if (tester == nullptr) throw HarnessError{std::string{"there is no "} + what + " here"};
    return *tester;
}

}  // namespace

Json play_name_server(NameServer* name_server, const Json& step,
                      std::chrono::milliseconds patience) {
    NameServer& server = present(name_server, "name server");
    const std::string action = word(step, "name_server");
    const std::string name = word(step, "name");
    if (action == "is_asked") return {{"asked", server.is_asked(name, patience)}};
    if (action == "answers") {
        server.answers(name, words(step, "addresses"), words(step, "aliases"));
    } else if (action == "says") {
        server.says(name, word(step, "rcode"));
    } else if (action == "holds") {
        server.holds(name);
    } else if (action == "releases") {
        server.releases(name);
    } else {
        throw HarnessError{"the name server does not know how it '" + action + "'"};
    }
    return Json::object();
}

Json play_database(Databases* there, const Json& step) {
    Databases& databases = present(there, "database");
    const std::string action = word(step, "database");
    if (action != "hides") throw HarnessError{"a database does not know how it '" + action + "'"};
    databases.hides(word(step, "on"));
    return Json::object();
}

void require_no_fault_of(NameServer* server) {
    if (server == nullptr) return;
    if (const auto fault = server->fault()) throw HarnessError{*fault};
}

void forget_what_was_said(NameServer* server, Databases* databases) {
    if (server != nullptr) server->reset();
    if (databases != nullptr) databases->restore();
}

}  // namespace wsconform
