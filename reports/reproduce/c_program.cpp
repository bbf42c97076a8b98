// SPDX-License-Identifier: Apache-2.0

#include "reports/reproduce/c_program.hpp"

#include <algorithm>
#include <cctype>
#include <map>
#include <sstream>

#include "reports/reproduce/declarations.hpp"
#include "reports/reproduce/helpers.hpp"

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

bool rests_on_the_peer(const std::string& body) {
    return mentions(body, "peer_observes(");
}

std::string introduction(const CProgram& program) {
    const Scenario& scenario = program.scenario;
    std::string text = "/*\n" + wrapped(remark(scenario.id), " * ") +
                       wrapped(remark(scenario.purpose), " * ") + " *\n" +
                       wrapped("Clauses of wsconform that this is about:", " * ");
    for (const ClauseId clause : scenario.clauses)
        text += wrapped(std::string{(*clause).slug}, " *   ");
    if (program.form == ProgramForm::c) {
        text +=
            " *\n"
            " *   x86_64-w64-mingw32-gcc FILE.c -lws2_32\n"
            " *   cl FILE.c ws2_32.lib user32.lib\n"
            " *\n" +
            wrapped(
                "Exits with 0 if each reply is one that the author of the scenario expects, with "
                "1 if one differs, with 2 if this cannot be tried here. What follows a reply that "
                "differs may differ because of it. Replies are not compared with each other, as "
                "wsconform run does.",
                " * ");
    }
    if (rests_on_the_peer(program.body)) {
        text += " *\n" + wrapped(
                             "What the peer sees is part of the claim, and it lives on the "
                             "same provider, which may hide a reset from it. Confirm what "
                             "differs there with a peer on another system.",
                             " * ");
    }
    return text + " */\n";
}

std::string headers(ProgramForm form) {
    const std::string common =
        "#include <stdarg.h>\n#include <stdio.h>\n#include <string.h>\n"
        "#include <winsock2.h>\n#include <windows.h>\n";
    if (form == ProgramForm::wine) return "\n" + common + "\n#include \"wine/test.h\"\n";
    return "\n#define _WINSOCK_DEPRECATED_NO_WARNINGS\n#define _CRT_SECURE_NO_WARNINGS\n" + common;
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

/// Those that the text calls, directly or not, their blanks filled in.
std::string helpers_for(std::string text, const CProgram& program) {
    const std::map<std::string, std::string> blanks{
        {"$meaning", meaning(program.names)},
        {"$stuck",
         program.form == ProgramForm::c
             ? R"(failures++, printf("    the thread of the next step still waits: DIFFERS\n");)"
             : R"(ok(0, "the thread of the next step still waits\n");)"}};
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
    const auto company = company_helpers();
    const auto sockets = socket_helpers();
    const auto replies = reply_helpers();
    std::for_each(company.rbegin(), company.rend(), add);
    std::for_each(sockets.rbegin(), sockets.rend(), add);
    std::for_each(replies.rbegin(), replies.rend(), add);
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

/// "zero_handle_is_refused" of "WSACancelAsyncRequest/zero_handle_is_refused".
std::string claim_of(const Scenario& scenario) {
    std::string claim = scenario.id.substr(scenario.id.rfind('/') + 1);
    std::ranges::replace_if(
        claim, [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; }, '_');
    return "test_" + claim;
}

std::string main_function(const CProgram& program) {
    const std::string steps = preparation(program) + "\n" + program.body;
    if (program.form == ProgramForm::c)
        return "\nint main(void) {\n" + steps + "\n    return finish();\n}\n";
    const std::string claim = claim_of(program.scenario);
    const bool needs_seen = mentions(program.body, "    seen = ");
    return "\nstatic void " + claim + "(void) {\n" + (needs_seen ? "    const char *seen;\n" : "") +
           steps + "}\n\nSTART_TEST(" + claim.substr(5) + ") {\n    " + claim + "();\n}\n";
}

}  // namespace

std::string text_of(const CProgram& program) {
    const std::string main = main_function(program);
    const std::string steps = program.functions + main;
    const std::string by_name = hook_functions(program.names.hooks, steps);
    const std::string helpers = helpers_for(by_name + steps, program);
    return introduction(program) + headers(program.form) +
           declarations_of(program, steps, helpers) + helpers + by_name + steps;
}

}  // namespace wsconform::reproduce
