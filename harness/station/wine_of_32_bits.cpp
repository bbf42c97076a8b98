// SPDX-License-Identifier: Apache-2.0

#include "harness/station/wine_of_32_bits.hpp"

#include <system_error>

namespace wsconform {

namespace {

namespace fs = std::filesystem;

/// Another station may be making the same link.
void link(const fs::path& target, const fs::path& name) {
    std::error_code ignored;
    fs::create_symlink(target, name, ignored);
}

}  // namespace

void find_dlls_of_32_bits(Wine& wine, const fs::path& folder) {
    const fs::path libraries{"/usr/lib"};
    const fs::path dlls = libraries / "i386-linux-gnu/wine/i386-windows";
    const fs::path beside = libraries / "x86_64-linux-gnu/wine/x86_64-unix";
    std::error_code ignored;
    const bool is_there = fs::exists(dlls / "ntdll.dll", ignored) && fs::exists(beside, ignored);
    if (!is_there || version_of(wine).find("Debian") == std::string::npos) return;
    fs::create_directories(folder);
    link(dlls, folder / "i386-windows");
    // Wine looks for the other half of a DLL beside the folder that it found the DLL in.
    link(beside, folder / "x86_64-unix");
    wine.dlls_of_32_bits = folder;
}

bool has_32_bits(const fs::path& windows) {
    std::error_code ignored;
    return fs::exists(windows / "drive_c/windows/syswow64/kernel32.dll", ignored);
}

}  // namespace wsconform
