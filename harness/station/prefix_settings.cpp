// SPDX-License-Identifier: Apache-2.0

#include "harness/station/prefix_settings.hpp"

#include <fstream>

#include "harness/harness_error.hpp"

namespace wsconform {

namespace {

/// Windows can be made without a screen, and not only those for messages.
constexpr const char* of_the_user = R"(

[Software\\Wine\\Drivers]
"Graphics"="null"

[Software\\Wine\\WineDbg]
"ShowCrashDialog"=dword:00000000
)";

/// A crash is to end the agent, not to start a debugger that prints into its output.
constexpr const char* of_the_system = R"(

[Software\\Microsoft\\Windows NT\\CurrentVersion\\AeDebug]
"Auto"="0"
"Debugger"=""
)";

/// Of a key that is there twice, Wine takes the values that come later.
void append(const std::filesystem::path& file, const char* keys) {
    std::ofstream registry{file, std::ios::app};
    registry << keys << std::flush;
    if (!registry) throw HarnessError{file.string() + " cannot be written"};
}

}  // namespace

void set_for_a_station(const std::filesystem::path& prefix) {
    append(prefix / "user.reg", of_the_user);
    append(prefix / "system.reg", of_the_system);
}

}  // namespace wsconform
