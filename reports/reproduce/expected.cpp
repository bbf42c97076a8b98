// SPDX-License-Identifier: Apache-2.0

// Claims as the texts that a program makes of replies.

#include <algorithm>
#include <nlohmann/json.hpp>

#include "model/errors.hpp"
#include "reports/reproduce/wording.hpp"

namespace wsconform::reproduce {

namespace {

using nlohmann::json;

std::string version_text(const json& version) {
    return version.get<std::string>();
}

bool reads_an_error(const json& step) {
    const std::string call = step.value("call", "");
    return call == "WSAGetLastError" || call == "GetLastError";
}

std::string number_text(const json& step, std::int64_t value) {
    if (reads_an_error(step)) {
        const auto* const known = std::ranges::find(published_errors, value, &NamedError::code);
        if (known != published_errors.end()) return std::string{known->name};
    }
    return std::to_string(value);
}

/// The text, once for each code that it may have.
void add_with_codes(const json& claim, const std::string& text, std::vector<std::string>& texts) {
    if (!claim.contains("error")) {
        texts.push_back(text);
        return;
    }
    const json& error = claim.at("error");
    for (const auto& code : error.is_array() ? error : json::array({error}))
        texts.push_back(text + ", " + code.get<std::string>());
}

void add_message(const json& claim, std::vector<std::string>& texts) {
    std::string text = "message of " + claim.at("message").get<std::string>();
    if (claim.contains("event")) text += ", " + claim.at("event").get<std::string>();
    add_with_codes(claim, text, texts);
}

void add_events(const json& claim, std::vector<std::string>& texts) {
    std::string text;
    for (const char* event : {"FD_READ", "FD_WRITE", "FD_ACCEPT", "FD_CONNECT", "FD_CLOSE"}) {
        if (std::ranges::find(claim.at("events"), event) != claim.at("events").end())
            text += " " + std::string{event};
    }
    if (claim.contains("connect_error"))
        text += ", " + claim.at("connect_error").get<std::string>();
    add_with_codes(claim, text.empty() ? "no events" : "events" + text, texts);
}

/// A number, or the name of a code; a type of socket has no text of its own in the program.
std::string option_text(const json& value) {
    if (value == "SOCK_STREAM") return "1";
    if (value == "SOCK_DGRAM") return "2";
    if (value == "SOCK_SEQPACKET") return "5";
    return value.is_string() ? value.get<std::string>() : value.dump();
}

/// Sockets in the order in which the call was given them, which is that of the program.
std::string ready_text(const json& step, const json& claim) {
    std::string text;
    for (const std::string set : {"readfds", "writefds", "exceptfds"}) {
        const json left = claim.value(set, json::array());
        if (!left.empty()) text += " " + set;
        for (const std::string name : step.value(set, left)) {
            if (std::find(left.begin(), left.end(), name) != left.end()) text += " " + name;
        }
    }
    return text.empty() ? "none is ready" : "ready:" + text;
}

void add_object(const json& step, const json& claim, std::vector<std::string>& texts) {
    if (claim.contains("message")) {
        add_message(claim, texts);
    } else if (claim.contains("bytes")) {
        texts.push_back("bytes \"" + claim.at("bytes").get<std::string>() + "\"");
    } else if (claim.contains("events")) {
        add_events(claim, texts);
    } else if (claim.contains("optval")) {
        texts.push_back("optval " + option_text(claim.at("optval")));
    } else if (claim.contains("l_onoff")) {
        texts.push_back("l_onoff " + claim.at("l_onoff").dump() + ", l_linger " +
                        claim.at("l_linger").dump());
    } else if (claim.contains("wVersion")) {
        texts.push_back("versions " + version_text(claim.at("wVersion")) + ", at most " +
                        version_text(claim.at("wHighVersion")));
    } else if (claim.contains("hook")) {
        texts.push_back("hook " + claim.at("hook").get<std::string>());
    } else if (claim.contains("pending")) {
        texts.emplace_back("WSA_IO_PENDING");
    } else {
        texts.push_back(ready_text(step, claim));
    }
}

void add(const json& step, const json& claim, std::vector<std::string>& texts) {
    if (claim.is_array()) {
        for (const json& item : claim)
            add(step, item, texts);
    } else if (claim.is_boolean()) {
        texts.emplace_back(claim.get<bool>() ? "TRUE" : "FALSE");
    } else if (claim.is_number()) {
        texts.push_back(number_text(step, claim.get<std::int64_t>()));
    } else if (claim.is_string()) {
        texts.push_back(claim);
    } else {
        add_object(step, claim, texts);
    }
}

}  // namespace

std::vector<std::string> expected_of(const json& step) {
    std::vector<std::string> texts;
    // That a constant can be read at all is no claim about the provider.
    const bool is_read = step.contains("constant") || step.contains("macro");
    if (!step.contains("returns") || (is_read && step.at("returns") == "ok")) return texts;
    add(step, step.at("returns"), texts);
    return texts;
}

}  // namespace wsconform::reproduce
