// SPDX-License-Identifier: Apache-2.0

// How a program starts its name server and tells it what to say. It is the program itself, started
// once more, so that it needs no Winsock of the process that is tested.

#include <array>

#include "reports/reproduce/helpers.hpp"

namespace wsconform::reproduce {

namespace {

constexpr auto helpers = std::to_array<Helper>({
    {"name_server", R"C(
static HANDLE to_names, from_names;

/* Tells the name server something; whether it answers yes. */
static int name_server(const char *line) {
    const DWORD error = GetLastError();
    char reply[8];
    DWORD size = 0;
    WriteFile(to_names, line, (DWORD)strlen(line), &size, NULL);
    WriteFile(to_names, "\n", 1, &size, NULL);
    if (!ReadFile(from_names, reply, sizeof reply, &size, NULL)) size = 0;
    SetLastError(error);
    return size == 3;
}
)C"},
    {"asked_for", R"C(
/* Waits for a question about a name. */
static const char *asked_for(const char *name) {
    char line[128];
    int tries;
    sprintf(line, "asked %s", name);
    /* A system that has just been started takes its time. */
    for (tries = 0; tries < 1500; tries++) {
        if (name_server(line)) return "ok";
        Sleep(10);
    }
    return "nobody asks";
}
)C"},
    {"has_name_server", R"C(
/* Starts this program again, as the name server, and tries whether the machine asks it. */
static int has_name_server(void) {
    SECURITY_ATTRIBUTES inherited = {sizeof inherited, NULL, TRUE};
    STARTUPINFOA start;
    PROCESS_INFORMATION process;
    char path[MAX_PATH], line[MAX_PATH + 20];
    memset(&start, 0, sizeof start);
    GetModuleFileNameA(NULL, path, sizeof path);
    sprintf(line, "\"%s\" --name-server", path);
    CreatePipe(&start.hStdInput, &to_names, &inherited, 0);
    CreatePipe(&from_names, &start.hStdOutput, &inherited, 0);
    SetHandleInformation(to_names, HANDLE_FLAG_INHERIT, 0);
    SetHandleInformation(from_names, HANDLE_FLAG_INHERIT, 0);
    start.cb = sizeof start;
    start.dwFlags = STARTF_USESTDHANDLES;
    start.hStdError = GetStdHandle(STD_ERROR_HANDLE);
    if (CreateProcessA(path, line, NULL, NULL, TRUE, CREATE_NO_WINDOW, NULL, NULL, &start,
                       &process)) {
        CloseHandle(start.hStdInput);
        CloseHandle(start.hStdOutput);
        if (!name_server("answers reaches.test 192.0.2.99"))
            puts("Port 53 of 127.0.0.1 cannot be had for a name server.");
        else if (name_server("probe reaches.test") && strcmp(asked_for("reaches.test"), "ok") == 0)
            return 1;
    }
    puts("UNDECIDED: this machine does not ask the name server of this program; the first lines\n"
         "of its source say how to make it do so. If it was told so under Wine, a wineserver still "
         "runs\n"
         "in the network of before: wait for its end with wineserver -w, and start again.");
    return 0;
}
)C"},
});

}  // namespace

std::span<const Helper> name_helpers() {
    return helpers;
}

}  // namespace wsconform::reproduce
