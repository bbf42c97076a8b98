// SPDX-License-Identifier: Apache-2.0

// Ways out by what Windows offers to every program.

#include <array>
#include <cstdlib>

#include "harness/providers/hostile/hostile.hpp"

namespace hostile {

namespace {

bool opens(const std::string& path, DWORD access, DWORD how) {
    const HANDLE file = CreateFileA(path.c_str(), access, FILE_SHARE_READ | FILE_SHARE_WRITE,
                                    nullptr, how, 0, nullptr);
    if (file == INVALID_HANDLE_VALUE) return false;
    CloseHandle(file);
    return true;
}

bool is_read(const std::string& path) {
    return opens(on_drive_z(path), GENERIC_READ, OPEN_EXISTING);
}

bool is_written(const std::string& path) {
    return opens(on_drive_z(path), GENERIC_WRITE, OPEN_EXISTING);
}

bool reads_home() {
    return is_read(told("home"));
}
bool writes_home() {
    return is_written(told("home"));
}
bool deletes_home() {
    return DeleteFileA(on_drive_z(told("home")).c_str()) != 0;
}
bool moves_home() {
    return MoveFileA(on_drive_z(told("home")).c_str(), "Z:\\tmp\\mine") != 0;
}
bool lists_home() {
    WIN32_FIND_DATAA found{};
    const std::string home = told("home");
    const std::string all = on_drive_z(home.substr(0, home.rfind('/') + 1)) + "*";
    return FindFirstFileA(all.c_str(), &found) != INVALID_HANDLE_VALUE;
}
bool reads_report() {
    return is_read(told("out") + "/journal.jsonl");
}
bool writes_report() {
    return opens(on_drive_z(told("out")) + "\\forged", GENERIC_WRITE, CREATE_ALWAYS);
}
bool reads_shadow() {
    return is_read("/etc/shadow");
}
bool writes_system() {
    return opens("Z:\\usr\\share\\mine", GENERIC_WRITE, CREATE_ALWAYS);
}
bool writes_root() {
    return opens("Z:\\mine", GENERIC_WRITE, CREATE_ALWAYS);
}
bool reads_disk() {
    return is_read("/dev/vda") || is_read("/dev/sda") || is_read("/dev/mem");
}
bool writes_agent() {
    return is_written(told("agent"));
}
bool writes_program() {
    return is_written(told("program"));
}
bool writes_itself() {
    return is_written(told("dll"));
}
bool writes_beside_itself() {
    const std::string dll = told("dll");
    return opens(on_drive_z(dll.substr(0, dll.rfind('/'))) + "\\mine", GENERIC_WRITE,
                 CREATE_ALWAYS);
}

/// The file that the links lead to, in place of the link.
bool writes_windows_folder() {
    bool any = false;
    for (const char* const name : {"notepad.exe", "system32\\ws2_32.dll", "system32\\ntdll.dll"})
        any = opens(std::string{"C:\\windows\\"} + name, GENERIC_WRITE, OPEN_EXISTING) || any;
    return any;
}
bool writes_kept_folder() {
    return is_written(told("windows") + "/system.reg") ||
           opens(on_drive_z(told("windows")) + "\\mine", GENERIC_WRITE, CREATE_ALWAYS);
}

bool reads_variable() {
    return std::getenv("WSCONFORM_CANARY") != nullptr || std::getenv("SSH_AUTH_SOCK") != nullptr;
}

/// What the shell reaches shows in its exit status.
bool is_done_by_shell(const std::string& words) {
    std::string command = "Z:\\bin\\sh -c \"" + words + "\"";
    STARTUPINFOA start{};
    start.cb = sizeof start;
    PROCESS_INFORMATION started{};
    if (CreateProcessA("Z:\\bin\\sh", command.data(), nullptr, nullptr, FALSE, 0, nullptr, nullptr,
                       &start, &started) == 0)
        return false;
    WaitForSingleObject(started.hProcess, 5000);
    DWORD status = 1;
    GetExitCodeProcess(started.hProcess, &status);
    return status == 0;
}
bool reads_home_by_shell() {
    return is_done_by_shell("cat " + told("home"));
}
bool writes_home_by_shell() {
    return is_done_by_shell("echo changed > " + told("home"));
}
bool becomes_root_by_su() {
    return is_done_by_shell("su -c true || sudo -n true || pkexec true");
}

template <typename Function>
Function* function_of(HMODULE module, const char* name) {
    return reinterpret_cast<Function*>(reinterpret_cast<void*>(GetProcAddress(module, name)));
}

/// By the system's Winsock, since we are none.
bool connects(const sockaddr* address, int length, int family) {
    const HMODULE real = LoadLibraryA("C:\\windows\\system32\\ws2_32.dll");
    WSADATA data{};
    function_of<decltype(WSAStartup)>(real, "WSAStartup")(MAKEWORD(2, 2), &data);
    const SOCKET any = function_of<decltype(socket)>(real, "socket")(family, SOCK_STREAM, 0);
    return any != INVALID_SOCKET &&
           function_of<decltype(connect)>(real, "connect")(any, address, length) == 0;
}
bool connects_at(std::uint32_t host, const std::string& port) {
    const auto number = static_cast<u_short>(std::atoi(port.c_str()));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = static_cast<u_short>((number << 8) | (number >> 8));
    address.sin_addr.s_addr = host;
    return connects(reinterpret_cast<const sockaddr*>(&address), sizeof address, AF_INET);
}
bool connects_outside() {
    return connects_at(0x0100007F, told("port"));
}
bool connects_to_a_stranger() {
    return connects_at(0x08080808, "53");
}

}  // namespace

const Attacks& doors() {
    static const Attacks all{
        {"reads-home", reads_home},
        {"writes-home", writes_home},
        {"deletes-home", deletes_home},
        {"moves-home", moves_home},
        {"lists-home", lists_home},
        {"reads-report", reads_report},
        {"writes-report", writes_report},
        {"reads-shadow", reads_shadow},
        {"writes-system", writes_system},
        {"writes-root", writes_root},
        {"reads-disk", reads_disk},
        {"writes-agent", writes_agent},
        {"writes-program", writes_program},
        {"writes-itself", writes_itself},
        {"writes-beside-itself", writes_beside_itself},
        {"writes-windows-folder", writes_windows_folder},
        {"writes-kept-folder", writes_kept_folder},
        {"reads-variable", reads_variable},
        {"reads-home-by-shell", reads_home_by_shell},
        {"writes-home-by-shell", writes_home_by_shell},
        {"becomes-root-by-su", becomes_root_by_su},
        {"connects-outside", connects_outside},
        {"connects-to-a-stranger", connects_to_a_stranger},
    };
    return all;
}

}  // namespace hostile
