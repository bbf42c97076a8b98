// SPDX-License-Identifier: Apache-2.0

#include "reports/reproduce/c_program.hpp"

#include <algorithm>
#include <cctype>
#include <map>
#include <sstream>

#include "reports/reproduce/declarations.hpp"
#include "reports/reproduce/helpers.hpp"
#include "reports/reproduce/layout.hpp"
#include "reports/reproduce/wine_form.hpp"

namespace wsconform::reproduce {

namespace {

constexpr std::size_t widest = 96;

std::string wrapped(const std::string& text, const std::string& indent) {
    std::istringstream words{text};
    std::string lines;
    std::string line = indent;
    for (std::string word; words >> word;) {
        if (line.size() + 1 + word.size() > widest) {
            lines += line + "\n";
            line = indent;
        }
        line += (line == indent ? "" : " ") + word;
    }
    return lines + line + "\n";
}

bool has_names(const std::string& body) {
    return mentions(body, "name_server(");
}

bool rests_on_the_peer(const std::string& body) {
    return mentions(body, "peer_observes(");
}

constexpr std::string_view way_to_the_name_server =
    R"( * Names are answered by a name server that the program starts at port 53 of 127.0.0.1, and
 * this machine has to ask it. On Windows give the network adapter 127.0.0.1 as its only DNS
 * server. Under Wine this does it in a network of its own, and leaves the machine as it is. A
 * wineserver keeps the network that it was started in: wineserver -w waits until there is none.
 *
 *   WINEPREFIX=/tmp/prefix wineserver -w
 *   unshare -rnm sh -c 'ip link set lo up; echo nameserver 127.0.0.1 >names;
 *     mount --bind names /etc/resolv.conf; WINEPREFIX=/tmp/prefix WINEDEBUG=-all wine a.exe'
)";

std::string introduction(const CProgram& program) {
    const Scenario& scenario = program.scenario;
    std::string text = "/*\n" + wrapped(remark(scenario.id), " * ") +
                       wrapped(remark(scenario.purpose), " * ") + " *\n" +
                       wrapped("Clauses of wsconform that this is about:", " * ");
    for (const ClauseId clause : scenario.clauses)
        text += wrapped(std::string{(*clause).slug}, " *   ");
    text +=
        " *\n"
        " *   x86_64-w64-mingw32-gcc FILE.c -lws2_32    (i686-w64-mingw32-gcc for 32 bits)\n"
        " *   cl FILE.c ws2_32.lib user32.lib\n"
        " *   WINEPREFIX=/tmp/prefix WINEDEBUG=-all wine a.exe\n"
        " *\n" +
        wrapped(
            "Exits with 0 if each reply is one that the author of the scenario expects, with "
            "1 if one differs, with 2 if this cannot be tried here. What follows a reply that "
            "differs may differ because of it. What no clause allows and no author claims "
            "is not judged here: wsconform run does that.",
            " * ");
    if (rests_on_the_peer(program.body)) {
        text += " *\n" + wrapped(
                             "The peer is played on the same provider, which may hide a reset from "
                             "it. The program tries whether it does, and then says that what "
                             "rests on a reset is undecided; its exit status is 2 then.",
                             " * ");
    }
    if (has_names(program.body)) text += " *\n" + std::string{way_to_the_name_server};
    return text + " */\n";
}

constexpr const char* headers =
    "\n#define _WINSOCK_DEPRECATED_NO_WARNINGS\n#define _CRT_SECURE_NO_WARNINGS\n"
    "#include <stdarg.h>\n#include <stdio.h>\n#include <string.h>\n"
    "#include <winsock2.h>\n#include <windows.h>\n";

/// A comment above the function.
std::string wine_introduction(const Scenario& scenario) {
    return "/*\n" + wrapped(remark(scenario.purpose), " * ") +
           wrapped("(" + remark(scenario.id) + " of wsconform)", " * ") + " */\n";
}

std::string hook_functions(const std::set<std::string>& hooks, const std::string& steps) {
    std::string text;
    std::string names;
    for (const std::string& hook : hooks) {
        text += "\nstatic INT_PTR WINAPI run_" + hook + "(void) {\n    return run_hook(&" +
                identifier(hook) + ");\n}\n";
        names.append("    if (hook == (FARPROC)run_").append(hook).append(") return ");
        names.append(literal("hook " + hook)).append(";\n");
    }
    if (!mentions(steps, "hook_text(")) return text;
    return text + "\nstatic const char *hook_text(FARPROC hook) {\n" + names +
           "    return hook == NULL ? code(WSAGetLastError()) : \"another hook\";\n}\n";
}

bool calls(const std::string& text, std::string_view name) {
    const std::string call = std::string{name} + "(";
    for (std::size_t at = 0; (at = text.find(call, at)) != std::string::npos; ++at) {
        const char before = at == 0 ? ' ' : text[at - 1];
        if (std::isalnum(static_cast<unsigned char>(before)) == 0 && before != '_') return true;
    }
    return false;
}

/// How the program tells what a message is about.
std::string meaning(const DeclaredNames& names) {
    if (names.notified.empty())
        return names.requests.empty() ? "NULL" : "request_message(&message)";
    if (names.requests.empty()) return "socket_message(&message)";
    return "socket_message(&message);\n"
           "            if (text == NULL) text = request_message(&message)";
}

/// What stands where helpers leave a blank.
std::map<std::string, std::string> blanks_of(const CProgram& program) {
    const bool is_c = program.form == ProgramForm::c;
    const bool has_peer = rests_on_the_peer(program.body);
    const Scenario& scenario = program.scenario;
    return {
        {"$meaning", meaning(program.names)},
        {"$title", literal(scenario.id + ": " + scenario.purpose)},
        {"$differs", has_peer ? "difference(seen, is_reset)" : R"((differing++, "DIFFERS"))"},
        {"$and_reset", has_peer ? "\n        if (strcmp(text, \"reset\") == 0) is_reset = 1;" : ""},
        {"$reset", has_peer ? ", is_reset = 0" : ""},
        {"$note", has_peer ? "    tell_of_blindness();\n" : ""},
        {"$keep",
         mentions(program.body, "exclude(") ? "    replies[number] = _strdup(seen);\n" : ""},
        {"$stuck",
         is_c ? R"(differing++, printf("the thread of the next step still waits   DIFFERS\n");)"
              : R"(ok(0, "the thread of the next step still waits\n");)"}};
}

/// Those that the text calls, directly or not, their blanks filled in.
std::string helpers_for(std::string text, const CProgram& program) {
    const std::map<std::string, std::string> blanks = blanks_of(program);
    std::string helpers;
    const auto add = [&](const Helper& helper) {
        if (!calls(text, helper.name)) return;
        std::string lines{helper.text};
        for (const auto& [blank, filling] : blanks) {
            if (const auto at = lines.find(blank); at != std::string::npos)
                lines.replace(at, blank.size(), filling);
        }
        helpers.insert(0, lines);
        text += lines;
    };
    const auto names = name_helpers();
    const auto name_server = name_server_helpers();
    const auto judging = judging_helpers();
    const auto company = company_helpers();
    const auto sockets = socket_helpers();
    const auto replies = reply_helpers();
    std::for_each(judging.rbegin(), judging.rend(), add);
    std::for_each(company.rbegin(), company.rend(), add);
    std::for_each(sockets.rbegin(), sockets.rend(), add);
    std::for_each(replies.rbegin(), replies.rend(), add);
    std::for_each(names.rbegin(), names.rend(), add);
    std::for_each(name_server.rbegin(), name_server.rend(), add);
    return helpers;
}

/// Looks a function up by its name; without it, nothing can be tried.
std::string looking_up(const std::string& name, ProgramForm form) {
    const std::string giving_up =
        form == ProgramForm::c
            ? "puts(\"" + name + " is not exported: this cannot be tried here\");\n" +
                  "        return 2;\n"
            : "win_skip(\"" + name + " is not exported\\n\");\n        return;\n";
    return "    provided_" + name + " = provided(\"" + name + "\");\n    if (provided_" + name +
           " == NULL) {\n        " + giving_up + "    }\n";
}

std::string preparation(const CProgram& program) {
    const bool is_c = program.form == ProgramForm::c;
    std::string text = is_c ? "    prepare();\n" : "";
    if (has_names(program.body)) text += "    if (!has_name_server()) return 2;\n";
    for (const std::string& name : program.names.functions)
        text += looking_up(name, program.form);
    for (const std::string& buffer : program.names.buffers)
        text += "    " + identifier(buffer) + " = buffer();\n";
    for (const std::string& overlapped : program.names.overlapped)
        text +=
            "    " + identifier(overlapped) + ".hEvent = CreateEventA(NULL, TRUE, FALSE, NULL);\n";
    for (const std::string& event : program.names.events)
        text += "    " + identifier(event) + " = CreateEventA(NULL, TRUE, FALSE, NULL);\n";
    if (program.names.has_event) text += "    an_event = CreateEventA(NULL, TRUE, FALSE, NULL);\n";
    return text;
}

/// What the steps leave behind goes, for other tests of the file come after this one.
std::string cleaning_up(const CProgram& program) {
    std::string text;
    for (const std::string& name : program.names.sockets) {
        const std::string socket = identifier(name);
        const bool is_closed = mentions(program.body, "closesocket(" + socket + ")") ||
                               mentions(program.body, "peer_closes(" + socket + ")") ||
                               mentions(program.body, "peer_resets(" + socket + ")");
        if (!is_closed) text += "    closesocket(" + socket + ");\n";
    }
    for (int i = starts_left(program.scenario); i > 0; --i)
        text += "    WSACleanup();\n";
    return text.empty() ? text : "\n" + text;
}

std::string wine_function(const CProgram& program) {
    const std::string steps = preparation(program) + "\n" + program.body;
    return "\n" + wine_introduction(program.scenario) + "static void " +
           wine_test_name(program.scenario) + "(void) {\n" +
           local_variables_of(program, program.functions + steps) + locals_of(steps) + steps +
           cleaning_up(program) + "}\n";
}

std::string main_function(const CProgram& program) {
    if (program.form == ProgramForm::wine) return wine_function(program);
    const std::string beginning = has_names(program.body)
                                      ? "int main(int argc, char **argv) {\n    (void)argv;\n"
                                        "    if (argc > 1) return serve_names();\n"
                                      : "int main(void) {\n";
    return "\n" + beginning + preparation(program) + "\n" + program.body +
           "\n    return finish();\n}\n";
}

}  // namespace

std::string wine_test_name(const Scenario& scenario) {
    std::string name = "test_" + scenario.id;
    std::ranges::replace_if(
        name, [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; }, '_');
    return name;
}

std::string text_of(const CProgram& program) {
    const std::string main = main_function(program);
    const std::string steps = program.functions + main;
    const std::string by_name = hook_functions(program.names.hooks, steps);
    const std::string helpers = helpers_for(by_name + steps, program);
    const std::string text = declarations_of(program, steps, helpers) + helpers + by_name + steps;
    if (program.form == ProgramForm::wine) return in_wine_layout(text);
    return introduction(program) + headers + text;
}

}  // namespace wsconform::reproduce
