// SPDX-License-Identifier: Apache-2.0

#include "reports/reproduce/declarations.hpp"

#include <algorithm>
#include <array>
#include <sstream>
#include <utility>

#include "model/errors.hpp"

namespace wsconform::reproduce {

namespace {

constexpr std::size_t widest = 96;

/// What often comes back; other codes that the steps do not name are told by number.
constexpr auto frequent = std::to_array<std::string_view>(
    {"WSA_INVALID_HANDLE", "WSA_IO_PENDING", "WSAEINTR", "WSAEFAULT", "WSAEINVAL", "WSAEWOULDBLOCK",
     "WSAEINPROGRESS", "WSAEALREADY", "WSAENOTSOCK", "WSAEOPNOTSUPP", "WSAEADDRINUSE",
     "WSAECONNABORTED", "WSAECONNRESET", "WSAENOBUFS", "WSAENOTCONN", "WSAESHUTDOWN",
     "WSAECONNREFUSED", "WSANOTINITIALISED", "WSAHOST_NOT_FOUND"});

std::string codes(const std::string& steps) {
    std::string text =
        "\nstatic const struct {\n    DWORD value;\n    const char *name;\n} names[] = {\n";
    std::string line = "   ";
    for (const NamedError& error : published_errors) {
        const std::string name = literal(std::string{error.name});
        const bool is_frequent = std::ranges::find(frequent, error.name) != frequent.end();
        if (!is_frequent && steps.find(error.name) == std::string::npos) continue;
        const std::string entry = " {" + std::to_string(error.code) + ", " + name + "},";
        if (line.size() + entry.size() > widest) text += std::exchange(line, "   ") + "\n";
        line += entry;
    }
    return text + line + "\n};\n";
}

std::string declared(const std::string& type, const std::set<std::string>& names,
                     const std::string& end = "") {
    std::string text;
    for (const std::string& name : names)
        text.append("static ").append(type).append(identifier(name)).append(end).append(";\n");
    return text;
}

std::string notified(const DeclaredNames& names) {
    std::string text =
        "static const struct {\n    const char *name;\n    const SOCKET *s;\n    UINT id;\n"
        "} notified[] = {";
    for (const auto& [name, id] : names.notified) {
        text += (text.ends_with('{') ? "{" : ", {") + literal(name) + ", &" + identifier(name) +
                ", " + std::to_string(id) + "}";
    }
    return text + "};\n";
}

std::string requests(const DeclaredNames& names, bool has_messages) {
    std::string text =
        "struct request {\n    const char *name;\n    HANDLE handle;\n    int advertised;\n};\n\n";
    std::string all;
    for (const std::string& name : names.requests) {
        text +=
            "static struct request " + identifier(name) + " = {" + literal(name) + ", NULL, 0};\n";
        all += (all.empty() ? "&" : ", &") + identifier(name);
    }
    if (!has_messages) return text;
    return text + "static struct request *const requests[] = {" + all + "};\n";
}

std::string variables(const DeclaredNames& names, const std::string& steps) {
    std::string text = mentions(steps, "&startup") ? "\nstatic WSADATA startup;\n" : "\n";
    if (mentions(steps, "WSAEnumProtocolsA("))
        text += "static WSAPROTOCOL_INFOA protocols[128];\nstatic DWORD protocol_bytes;\n";
    text += declared("SOCKET ", names.sockets, " = INVALID_SOCKET");
    text += declared("HWND ", names.windows);
    text += declared("char *", names.buffers);
    text += declared("OVERLAPPED ", names.overlapped);
    text += declared("HANDLE ", names.events);
    text += declared("char ", names.hosts, "[65536]");
    for (const std::string& room : names.rooms)
        text += "static char " + room + "[65536];\n";
    if (names.has_event) text += "static HANDLE an_event;\n";
    const bool has_messages = mentions(steps, "next_message(");
    for (const std::string& name : names.ports)
        text += "static WORD " + port_of(name) + ";\n";
    if (!names.requests.empty()) text += requests(names, has_messages);
    if (!names.notified.empty() && has_messages) text += notified(names);
    return text;
}

constexpr std::string_view worker_type = R"C(
/* A thread of the scenario. A call in flight leaves its reply in `seen`. */
struct worker {
    HANDLE work, done, inside_done;
    void (*steps)(void);
    void (*inside)(void);
    const char *seen;
    DWORD id;
    int is_waiting;
    volatile LONG has_inside;
};

)C";

constexpr std::string_view hook_type = R"C(
struct hook {
    volatile LONG runs;
    int repeats, repeats_left;
};

)C";

std::string workers(const std::set<std::string>& threads) {
    std::string text{threads.empty() ? "" : worker_type};
    for (const std::string& thread : threads)
        text += "static struct worker thread_" + thread + ";\n";
    return text;
}

/// The list of all threads is for hooks, which do not know theirs.
std::string hooks(const std::set<std::string>& hooks, const std::set<std::string>& threads) {
    if (hooks.empty()) return {};
    std::string all;
    for (const std::string& thread : threads)
        all += (all.empty() ? "&thread_" : ", &thread_") + thread;
    std::string text = "static struct worker *const workers[] = {" + all + "};\n";
    text += hook_type;
    return text + declared("struct hook ", hooks);
}

std::string functions_by_name(const std::set<std::string>& functions) {
    std::string text;
    for (const std::string& name : functions) {
        const bool is_truth = name == "WSAIsBlocking";
        const bool is_setting = name == "WSASetBlockingHook";
        text += std::string{"static "} +
                (is_setting ? "FARPROC"
                 : is_truth ? "BOOL"
                            : "int") +
                "(WINAPI *provided_" + name + ")(" + (is_setting ? "FARPROC" : "void") + ");\n";
    }
    return text;
}

std::string globals_of(const CProgram& program) {
    if (program.form == ProgramForm::wine) return "";
    std::string text =
        "\nstatic int claims, differing, undecided, is_line_open;\n"
        "static volatile LONG step_number;\nstatic volatile DWORD step_begun;\n";
    if (mentions(program.body, "exclude("))
        text += "static const char *replies[" + std::to_string(program.scenario.steps.size() + 1) +
                "];\n";
    return text;
}

}  // namespace

namespace {

/// Messages are told by variables that helpers know, and threads have functions of their own.
bool has_local_variables(const CProgram& program) {
    const DeclaredNames& names = program.names;
    return program.form == ProgramForm::wine && program.functions.empty() &&
           names.requests.empty() && names.notified.empty();
}

}  // namespace

bool mentions(const std::string& text, std::string_view what) {
    return text.find(what) != std::string::npos;
}

std::string declarations_of(const CProgram& program, const std::string& steps,
                            const std::string& helpers) {
    const DeclaredNames& names = program.names;
    return (mentions(helpers, "sizeof names") ? codes(steps) : "") + globals_of(program) +
           (has_local_variables(program) ? "" : variables(names, steps)) +
           functions_by_name(names.functions) + workers(program.workers) +
           hooks(names.hooks, program.workers);
}

std::string local_variables_of(const CProgram& program, const std::string& steps) {
    if (!has_local_variables(program)) return {};
    std::string text;
    std::istringstream lines{variables(program.names, steps)};
    for (std::string line; std::getline(lines, line);) {
        if (line.empty()) continue;
        // Room for a text is too large for a stack.
        const bool is_small = line.find('[') == std::string::npos;
        if (is_small) line.erase(0, std::string_view{"static "}.size());
        if (is_small &&
            (line.starts_with("HWND") || line.starts_with("HANDLE") || line.starts_with("char *")))
            line.insert(line.size() - 1, " = NULL");
        if (is_small && line.starts_with("OVERLAPPED")) line.insert(line.size() - 1, " = {0}");
        text += "    " + line + "\n";
    }
    return text;
}

}  // namespace wsconform::reproduce
