// SPDX-License-Identifier: Apache-2.0

#include "harness/agent/spi/imports.hpp"

#include <array>
#include <cstddef>
#include <cstring>
#include <string_view>
#include <vector>

#include "harness/agent/spi/questions.hpp"

namespace wsconform::agent::spi {

namespace {

/// A replacement with the function that it replaces; null if this Windows has none of that name.
struct Known {
    Replacement replacement;
    void* original;
};

std::vector<Known> known;

template <typename Structure>
Structure* at(HMODULE module, std::size_t offset) {
    return reinterpret_cast<Structure*>(reinterpret_cast<std::byte*>(module) + offset);
}

void set_slot(void*& slot, void* value) {
    DWORD before = 0;
    VirtualProtect(static_cast<void*>(&slot), sizeof slot, PAGE_READWRITE, &before);
    slot = value;
    VirtualProtect(static_cast<void*>(&slot), sizeof slot, before, &before);
}

/// Null if nothing replaces that function.
const Known* known_by_address(const void* function) {
    for (const Known& candidate : known) {
        if (candidate.original != nullptr && candidate.original == function) return &candidate;
    }
    return nullptr;
}

/// Null likewise. For functions that this Windows has not: Wine then imports one that raises.
const Known* missing_by_name(HMODULE module, const char* name) {
    for (const Known& candidate : known) {
        const bool is_meant = candidate.original == nullptr &&
                              GetModuleHandleW(candidate.replacement.module) == module &&
                              std::strcmp(candidate.replacement.name, name) == 0;
        if (is_meant) return &candidate;
    }
    return nullptr;
}

/// Empty if the function is imported by its number.
const char* name_of_import(HMODULE module, const IMAGE_IMPORT_DESCRIPTOR& from, std::size_t slot) {
    if (from.OriginalFirstThunk == 0) return "";
    const auto* const thunks = at<IMAGE_THUNK_DATA>(module, from.OriginalFirstThunk);
    if (IMAGE_SNAP_BY_ORDINAL(thunks[slot].u1.Ordinal)) return "";
    return at<IMAGE_IMPORT_BY_NAME>(module, thunks[slot].u1.AddressOfData)->Name;
}

/// What the loader put into the slot tells the function, also if it was imported by number.
void replace_slots(HMODULE module, const IMAGE_IMPORT_DESCRIPTOR& from) {
    const HMODULE exporter = GetModuleHandleA(at<const char>(module, from.Name));
    auto* const slots = at<void*>(module, from.FirstThunk);
    for (std::size_t slot = 0; slots[slot] != nullptr; ++slot) {
        const Known* replaced = known_by_address(slots[slot]);
        if (replaced == nullptr)
            replaced = missing_by_name(exporter, name_of_import(module, from, slot));
        if (replaced != nullptr) set_slot(slots[slot], replaced->replacement.by);
    }
}

/// Answers for the functions that are replaced, also for one that this Windows has not.
FARPROC WINAPI proc_address(HMODULE module, LPCSTR name) {
    constexpr ULONG_PTR highest_number = 0xFFFF;
    const FARPROC found = GetProcAddress(module, name);
    const bool has_name = reinterpret_cast<ULONG_PTR>(name) > highest_number;
    if (has_name && std::string_view{name} == "WSPStartup") note_reach_below();
    const Known* replaced = known_by_address(reinterpret_cast<void*>(found));
    if (replaced == nullptr && has_name) replaced = missing_by_name(module, name);
    if (replaced == nullptr) return found;
    return reinterpret_cast<FARPROC>(replaced->replacement.by);
}

/// As ntdll documents them; no header has them.
struct LoadedDllNotice {
    ULONG flags;
    const void* full_name;
    const void* base_name;
    void* base;
    ULONG size;
};
using Notified = void(CALLBACK*)(ULONG reason, const LoadedDllNotice* notice, void* context);
using Register = LONG(NTAPI*)(ULONG flags, Notified notified, void* context, void** cookie);

void CALLBACK note_loaded(ULONG reason, const LoadedDllNotice* notice, void* /*context*/) {
    constexpr ULONG loaded = 1;
    if (reason == loaded) replace_imports(static_cast<HMODULE>(notice->base));
}

}  // namespace

void answer_imports(std::span<const Replacement> replacements) {
    for (const Replacement& replacement : replacements) {
        const HMODULE module = LoadLibraryW(replacement.module);
        auto* const original = reinterpret_cast<void*>(GetProcAddress(module, replacement.name));
        known.push_back({replacement, original});
    }
}

void watch_loading() {
    static const std::array own{
        Replacement{L"kernel32.dll", "GetProcAddress", reinterpret_cast<void*>(&proc_address)},
        Replacement{L"kernelbase.dll", "GetProcAddress", reinterpret_cast<void*>(&proc_address)}};
    answer_imports(own);
    auto* const notify = reinterpret_cast<Register>(reinterpret_cast<void*>(
        GetProcAddress(GetModuleHandleW(L"ntdll.dll"), "LdrRegisterDllNotification")));
    void* cookie = nullptr;
    if (notify != nullptr) notify(0, &note_loaded, nullptr, &cookie);
}

void replace_imports(HMODULE module) {
    const auto* const dos = at<const IMAGE_DOS_HEADER>(module, 0);
    if (dos->e_magic != IMAGE_DOS_SIGNATURE) return;
    const auto* const headers =
        at<const IMAGE_NT_HEADERS>(module, static_cast<std::size_t>(dos->e_lfanew));
    const IMAGE_DATA_DIRECTORY& imports =
        headers->OptionalHeader.DataDirectory[IMAGE_DIRECTORY_ENTRY_IMPORT];
    if (imports.VirtualAddress == 0) return;
    const auto* from = at<const IMAGE_IMPORT_DESCRIPTOR>(module, imports.VirtualAddress);
    for (; from->Name != 0; ++from)
        replace_slots(module, *from);
}

}  // namespace wsconform::agent::spi
