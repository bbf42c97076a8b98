#include "harness/reproduce/wording.hpp"

#include <algorithm>
#include <array>

namespace wsconform::reproduce {

namespace {

using nlohmann::json;

/// What a C compiler, the headers of Windows or the program itself mean something else by.
constexpr auto taken = std::to_array<std::string_view>(
    {"accept",   "an_event", "asm",       "auto",      "begin",    "bind",    "break",
     "buffer",   "case",     "char",      "code",      "connect",  "const",   "continue",
     "data",     "default",  "do",        "double",    "else",     "enum",    "expect",
     "extern",   "failures", "far",       "float",     "for",      "goto",    "hooks",
     "if",       "inline",   "int",       "interface", "listen",   "long",    "main",
     "memory",   "names",    "near",      "number",    "observed", "outcome", "pascal",
     "prepare",  "program",  "protocols", "provided",  "received", "recv",    "register",
     "requests", "restrict", "return",    "returned",  "seen",     "select",  "send",
     "short",    "shutdown", "signed",    "sizeof",    "small",    "socket",  "started",
     "startup",  "static",   "struct",    "switch",    "typedef",  "union",   "unsigned",
     "versions", "void",     "volatile",  "watch",     "while",    "workers", "finish",
     "is",       "launch",   "loopback"});

std::string number_of(const json& step) {
    if (step.contains("constant")) return step.at("constant");
    const std::string macro = step.at("macro");
    if (macro == "WSAMAKEASYNCREPLY")
        return macro + "(" + step.at("buflen").dump() + ", " + step.at("error").dump() + ")";
    return macro + "(" + step.at("lParam").dump() + ")";
}

std::string far_end(const json& step, const char* key, Names& names) {
    names.sockets.insert(step.at(key).get<std::string>());
    return identifier(step.at(key));
}

std::string observation(const json& step, Names& names) {
    const bool is_datagram = names.datagram_ends.contains(step.at("on"));
    return "far_end_observes(" + far_end(step, "on", names) + ", " +
           (is_datagram ? "\"refused\"" : "\"reset\"") + ")";
}

std::string far_end_act(const json& step, Names& names) {
    const std::string act = step.at("peer");
    const std::string made = step.contains("as") ? far_end(step, "as", names) + " = " : "";
    const std::string function = "far_end_" + act;
    if (act == "binds") {
        names.datagram_ends.insert(step.at("as").get<std::string>());
        return made + function + "(SOCK_DGRAM);";
    }
    if (act == "listens") return made + function + "();";
    if (act == "connects") return made + function + "(" + far_end(step, "to", names) + ");";
    const std::string on = far_end(step, "on", names);
    if (act != "sends") return made + function + "(" + on + ");";
    const std::string sent = on + ", " + literal(step.at("bytes"));
    if (!step.contains("to")) return function + "(" + sent + ");";
    return function + "_to(" + sent + ", " + far_end(step, "to", names) + ");";
}

}  // namespace

std::string identifier(const std::string& name) {
    return std::ranges::find(taken, name) == taken.end() ? name : name + "_";
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

std::string reply_of(const json& step, const std::string& room, Names& names) {
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
               ".hEvent, 0) == WAIT_OBJECT_0 ? \"signalled\" : \"unsignalled\")";
    }
    if (step.contains("hook")) {
        names.hooks.insert(step.at("on").get<std::string>());
        return "observed(&" + identifier(step.at("on")) + ")";
    }
    const bool is_observation = step.contains("peer") && step.at("peer") == "observes";
    return is_observation ? observation(step, names) : "";
}

std::string statement_of(const json& step, Names& names) {
    if (step.contains("peer")) return far_end_act(step, names);
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
