// SPDX-License-Identifier: Apache-2.0

#include "reports/reproduce/wording.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <nlohmann/json.hpp>

#include "reports/reproduce/helpers.hpp"

namespace wsconform::reproduce {

namespace {

using nlohmann::json;

/// What a C compiler, the headers of Windows or the program itself mean something else by.
constexpr std::string_view taken =
    " abort accept add_address an_event answer asm auto bind bool boolean break broken byte "
    "case char claims from_names kept kept_count known_name name obey probe put_name "
    "put_record question rcode_of read_question release take_question to_names zone zone_size "
    "close closesocket connect const continue cos count_ended data default differing div do "
    "double else ended enum environ errno exit exp extern false far fd_set float for gamma "
    "gethostbyname gethostname getsockname getsockopt goto has_seen_an_end hook hook_text "
    "hooks htonl htons hyper if index inline int interface ioctlsocket is_line_open j0 j1 "
    "jn linger listen log long main max memset min names near notified ntohl ntohs ok "
    "on_exception open pascal pow printf program protocol_bytes protocols puts read recv "
    "recvfrom register remove rename replies request requests restrict return rindex "
    "run_hook run_worker seen select send sendto setsockopt short shutdown signal signed "
    "sin size_t sizeof skip small socket startup static stderr stdin stdout step_begun "
    "step_number strcmp strlen struct switch tan time timeval todo_wine trace true typedef "
    "undecided union unsigned uuid_t void volatile watch wchar_t while win_skip "
    "winetest_debug worker workers write y0 y1 yn ";

std::string number_of(const json& step) {
    if (step.contains("constant")) return step.at("constant");
    const std::string macro = step.at("macro");
    if (macro == "WSAMAKEASYNCREPLY")
        return macro + "(" + step.at("buflen").dump() + ", " + step.at("error").dump() + ")";
    return macro + "(" + step.at("lParam").dump() + ")";
}

std::string peer_named(const json& step, const char* key, DeclaredNames& names) {
    names.sockets.insert(step.at(key).get<std::string>());
    return identifier(step.at(key));
}

bool sets_the_last_error(const json& step) {
    const std::string call = step.value("call", "");
    return call == "WSASetLastError" || call == "SetLastError";
}

std::string observation(const json& step, DeclaredNames& names) {
    const bool is_datagram = names.datagram_ends.contains(step.at("on"));
    return "peer_observes(" + peer_named(step, "on", names) + ", " +
           (is_datagram ? "\"refused\"" : "\"reset\"") + ")";
}

std::string peer_act(const json& step, DeclaredNames& names) {
    const std::string act = step.at("peer");
    const std::string made = step.contains("as") ? peer_named(step, "as", names) + " = " : "";
    const std::string function = "peer_" + act;
    if (act == "binds") {
        names.datagram_ends.insert(step.at("as").get<std::string>());
        return made + function + "(SOCK_DGRAM);";
    }
    if (act == "listens") return made + function + "();";
    if (act == "connects") return made + function + "(" + peer_named(step, "to", names) + ");";
    const std::string on = peer_named(step, "on", names);
    if (act != "sends") return made + function + "(" + on + ");";
    const std::string sent = on + ", " + literal(step.at("bytes"));
    if (!step.contains("to")) return function + "(" + sent + ");";
    return function + "_to(" + sent + ", " + peer_named(step, "to", names) + ");";
}

/// What the name server is told: "answers a.test 192.0.2.7 also b.test".
std::string order_in(const json& step) {
    std::string order =
        step.at("name_server").get<std::string>() + " " + step.at("name").get<std::string>();
    if (step.contains("rcode")) return order + " " + step.at("rcode").get<std::string>();
    for (const std::string address : step.value("addresses", json::array()))
        order += " " + address;
    if (step.contains("aliases")) order += " also";
    for (const std::string alias : step.value("aliases", json::array()))
        order += " " + alias;
    return order;
}

}  // namespace

std::string identifier(const std::string& name) {
    const auto is_helper = [&](std::span<const Helper> helpers) {
        return std::ranges::find(helpers, name, &Helper::name) != helpers.end();
    };
    // Macros of the headers are in capitals.
    const bool is_in_capitals =
        name.size() > 1 && std::ranges::none_of(name, [](unsigned char c) { return islower(c); });
    const bool is_taken = taken.find(" " + name + " ") != std::string_view::npos ||
                          is_helper(reply_helpers()) || is_helper(company_helpers()) ||
                          is_helper(socket_helpers()) || is_helper(judging_helpers()) ||
                          is_helper(name_helpers());
    return is_taken || is_in_capitals ? name + "_" : name;
}

std::string port_of(const std::string& name) {
    return identifier(name) + "_port";
}

std::string remark(std::string text) {
    for (const char* mark : {"/*", "*/"}) {
        for (std::size_t at = 0; (at = text.find(mark, at)) != std::string::npos;)
            text.insert(at + 1, " ");
    }
    return text;
}

std::string literal(const std::string& text) {
    std::string escaped = "\"";
    for (const char c : text) {
        // Two question marks could begin a trigraph.
        if (c == '"' || c == '\\' || c == '?') escaped += '\\';
        escaped += c;
    }
    return escaped + "\"";
}

std::string reply_of(const json& step, const std::string& room, DeclaredNames& names) {
    if (sets_the_last_error(step)) return "";
    if (step.contains("call")) return call_of(step, room, names);
    if (step.contains("await") || step.contains("peek")) {
        return step.contains("await") ? "next_message(PM_REMOVE)" : "next_message(PM_NOREMOVE)";
    }
    if (step.contains("constant") || step.contains("macro"))
        return "number(" + number_of(step) + ")";
    if (step.contains("export")) {
        return "exported(" + literal(step.at("export")) + ", " +
               std::to_string(step.value("ordinal", 0)) + ")";
    }
    if (step.contains("overlapped")) {
        const std::string name = step.at("on");
        names.overlapped.insert(name);
        return "(WaitForSingleObject(" + identifier(name) +
               R"(.hEvent, 0) == WAIT_OBJECT_0 ? "signalled" : "unsignalled"))";
    }
    if (step.contains("event_object")) {
        const std::string name = step.at("on");
        names.events.insert(name);
        return "(WaitForSingleObject(" + identifier(name) +
               R"(, 0) == WAIT_OBJECT_0 ? "signalled" : "unsignalled"))";
    }
    if (step.contains("hook")) {
        names.hooks.insert(step.at("on").get<std::string>());
        return "observed(&" + identifier(step.at("on")) + ")";
    }
    if (step.value("name_server", "") == "is_asked")
        return "asked_for(" + literal(step.at("name")) + ")";
    const bool is_observation = step.contains("peer") && step.at("peer") == "observes";
    return is_observation ? observation(step, names) : "";
}

std::string statement_of(const json& step, DeclaredNames& names) {
    if (sets_the_last_error(step)) return call_of(step, "", names);
    if (step.contains("peer")) return peer_act(step, names);
    if (step.contains("name_server")) return "name_server(" + literal(order_in(step)) + ");";
    if (step.contains("wait")) return "Sleep(300);";
    if (step.contains("memory")) {
        const std::string name = step.at("on");
        names.buffers.insert(name);
        return "VirtualProtect(" + identifier(name) + ", 65536, PAGE_NOACCESS, &(DWORD){0});";
    }
    if (step.at("window") == "closes") return "DestroyWindow(" + identifier(step.at("on")) + ");";
    names.windows.insert(step.at("as").get<std::string>());
    return identifier(step.at("as")) + " = open_window();";
}

}  // namespace wsconform::reproduce
