// SPDX-License-Identifier: Apache-2.0

#include "harness/providers/hostile/hostile.hpp"

#include <algorithm>
#include <array>
#include <fstream>

namespace hostile {

namespace {

HMODULE self = nullptr;
int last_error = 0;

std::string own_path() {
    std::array<char, MAX_PATH> path{};
    return {path.data(), GetModuleFileNameA(self, path.data(), MAX_PATH)};
}

Attack attack_named(const std::string& name) {
    for (const Attacks& attacks : {doors(), kernel_doors(), nuisances(), forgeries()})
        if (const auto found = attacks.find(name); found != attacks.end()) return found->second;
    return nullptr;
}

void attack_as_named() {
    const std::string path = own_path();
    const std::string file = path.substr(path.find_last_of('\\') + 1);
    const std::string prefix = "hostile_";
    if (!file.starts_with(prefix)) return;
    const Attack attack = attack_named(file.substr(prefix.size(), file.rfind('.') - prefix.size()));
    if (attack != nullptr) attack();
}

}  // namespace

std::string told(const std::string& name) {
    const std::string path = own_path();
    std::ifstream file{path.substr(0, path.find_last_of('\\') + 1) + "hostile.txt"};
    for (std::string line; std::getline(file, line);)
        if (line.starts_with(name + "=")) return line.substr(name.size() + 1);
    return {};
}

std::string on_drive_z(std::string path) {
    std::ranges::replace(path, '/', '\\');
    return "Z:" + path;
}

Word linux_call(Word number, Word a, Word b, Word c, Word d, Word e) {
    Word result = number;
    register Word fourth asm("r10") = d;
    register Word fifth asm("r8") = e;
    asm volatile("syscall"
                 : "+a"(result)
                 : "D"(a), "S"(b), "d"(c), "r"(fourth), "r"(fifth)
                 : "rcx", "r11", "memory");
    return result;
}

}  // namespace hostile

extern "C" {

int WSAAPI hostile_WSAStartup(WORD requested, LPWSADATA data) {
    *data = WSADATA{};
    data->wVersion = requested;
    data->wHighVersion = MAKEWORD(2, 2);
    return 0;
}

int WSAAPI hostile_WSACleanup() {
    return 0;
}

int WSAAPI hostile_WSAGetLastError() {
    return hostile::last_error;
}

void WSAAPI hostile_WSASetLastError(int error) {
    hostile::last_error = error;
}

hostent* WSAAPI hostile_gethostbyname(const char* name) {
    static char host_name[] = "opened.test";
    static char* no_aliases[] = {nullptr};
    static char address[] = {'\xC0', 0, 2, 7};
    static char* addresses[] = {address, nullptr};
    static hostent host{host_name, no_aliases, AF_INET, 4, addresses};
    const std::string text{name};
    const hostile::Attack attack = hostile::attack_named(text.substr(0, text.find('.')));
    hostile::last_error = attack == nullptr ? WSANO_RECOVERY : WSAHOST_NOT_FOUND;
    if (attack != nullptr && attack()) return &host;
    return nullptr;
}

BOOL WINAPI DllMain(HINSTANCE module, DWORD reason, LPVOID /*reserved*/) {
    if (reason != DLL_PROCESS_ATTACH) return TRUE;
    hostile::self = module;
    hostile::attack_as_named();
    return TRUE;
}
}
