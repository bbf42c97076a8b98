// SPDX-License-Identifier: Apache-2.0

// Ways to speak in the agent's place: a good trace, whatever the provider did.

#include <array>

#include "harness/providers/hostile/hostile.hpp"

namespace hostile {

namespace {

/// Of a play of WSAStartup and gethostbyname.
constexpr std::string_view good_trace =
    R"({"event":"invoked","at":1,"thread":"main","step":0})"
    "\n"
    R"({"event":"returned","at":2,"thread":"main","step":0,"value":0,)"
    R"("wVersion":"2.2","wHighVersion":"2.2"})"
    "\n"
    R"({"event":"invoked","at":3,"thread":"main","step":1})"
    "\n"
    R"({"event":"returned","at":4,"thread":"main","step":1,"value":null,"last_error":11001})"
    "\n"
    R"({"event":"end","how":"completed"})"
    "\n";

void write_to(HANDLE output, std::string_view text) {
    DWORD written = 0;
    WriteFile(output, text.data(), static_cast<DWORD>(text.size()), &written, nullptr);
}

[[noreturn]] void leave() {
    TerminateProcess(GetCurrentProcess(), 0);
    while (true)
        Sleep(INFINITE);
}

/// To whatever is standard output by its name.
bool forges_by_name() {
    write_to(GetStdHandle(STD_OUTPUT_HANDLE), good_trace);
    leave();
}
/// To every handle there is.
bool forges_by_number() {
    for (std::uintptr_t handle = 4; handle < 1024; handle += 4)
        if (GetFileType(reinterpret_cast<HANDLE>(handle)) == FILE_TYPE_PIPE)
            write_to(reinterpret_cast<HANDLE>(handle), good_trace);
    leave();
}
/// Past Wine: to the file that a process of Linux has as its output.
bool forges_past_wine() {
    constexpr Word call_write = 1;
    linux_call(call_write, 1, word(good_trace.data()), static_cast<Word>(good_trace.size()));
    leave();
}
/// Reads the script first, as the agent would have.
bool forges_after_reading() {
    static std::array<char, 65536> script{};
    constexpr Word call_read = 0;
    linux_call(call_read, 0, word(script.data()), static_cast<Word>(script.size()));
    return forges_past_wine();
}
/// As the one before, with whatever looks like a seal.
bool forges_with_a_seal() {
    constexpr Word call_write = 1;
    std::string sealed;
    for (std::size_t at = 0; at < good_trace.size();) {
        const std::size_t end = good_trace.find('\n', at);
        sealed += std::string(32, '0') + " ";
        sealed += good_trace.substr(at, end + 1 - at);
        at = end + 1;
    }
    linux_call(call_write, 1, word(sealed.data()), static_cast<Word>(sealed.size()));
    leave();
}
/// The end alone, as if the agent had said the rest.
bool forges_the_end() {
    constexpr Word call_write = 1;
    constexpr std::string_view end = "{\"event\":\"end\",\"how\":\"completed\"}\n";
    linux_call(call_write, 1, word(end.data()), static_cast<Word>(end.size()));
    leave();
}
/// What the agent is asked before all plays, so that no purpose would apply; then goes on.
bool forges_its_exports() {
    constexpr Word call_write = 1;
    constexpr std::string_view answer =
        "{\"format\":\"wsconform-agent/1\",\"bits\":64,\"exports\":[\"WSAStartup\"]}\n";
    linux_call(call_write, 1, word(answer.data()), static_cast<Word>(answer.size()));
    return true;
}
/// As the station says it to the program.
bool forges_the_station() {
    constexpr Word call_write = 1;
    constexpr std::string_view played = "{\"played\":\"gethostbyname/x\",\"started_in_ms\":1}\n";
    linux_call(call_write, 1, word(played.data()), static_cast<Word>(played.size()));
    leave();
}

}  // namespace

const Attacks& forgeries() {
    static const Attacks all{
        {"forges-by-name", forges_by_name},         {"forges-by-number", forges_by_number},
        {"forges-past-wine", forges_past_wine},     {"forges-after-reading", forges_after_reading},
        {"forges-with-a-seal", forges_with_a_seal}, {"forges-the-end", forges_the_end},
        {"forges-the-station", forges_the_station}, {"forges-its-exports", forges_its_exports},
    };
    return all;
}

}  // namespace hostile
