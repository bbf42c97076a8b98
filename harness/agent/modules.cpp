// SPDX-License-Identifier: Apache-2.0

#include "harness/agent/modules.hpp"

#include <algorithm>
#include <cstring>

#include "harness/agent/guarded_call.hpp"
#include "harness/agent/windows_headers.hpp"

namespace wsconform::agent {

namespace {

/// What every process has, and the provider calls: a fault in there is whoever's who called it.
constexpr std::array system_modules{"ntdll.dll",    "kernel32.dll", "kernelbase.dll", "msvcrt.dll",
                                    "ucrtbase.dll", "user32.dll",   "win32u.dll"};
std::array<std::uintptr_t, system_modules.size()> system_bases{};
std::uintptr_t agent_base = 0;

constexpr std::uintptr_t lowest_memory = 0x10000;
/// What lies further behind an export is not in it.
constexpr std::uintptr_t longest_function = 0x4000;

/// Without the loader's lock, which a thread that hangs may hold.
std::uintptr_t image_base_of(std::uintptr_t address) {
    MEMORY_BASIC_INFORMATION memory{};
    if (VirtualQuery(reinterpret_cast<void*>(address), &memory, sizeof memory) == 0) return 0;
    const bool is_image = memory.State == MEM_COMMIT && memory.Type == MEM_IMAGE;
    return is_image ? reinterpret_cast<std::uintptr_t>(memory.AllocationBase) : 0;
}

struct Export {
    std::uintptr_t base;
    std::uintptr_t offset;
    std::array<char, 64> name{};
    std::uintptr_t beyond = 0;  ///< How far behind its start.
};

/// Looks through a module's headers, which lie in memory as in the file.
class Headers {
  public:
    explicit Headers(std::uintptr_t base) : base_{base} {
        const auto& dos = *at<IMAGE_DOS_HEADER>(0);
        const auto& nt = *at<IMAGE_NT_HEADERS>(static_cast<DWORD>(dos.e_lfanew));
        size_ = nt.OptionalHeader.SizeOfImage;
        exports_ = nt.OptionalHeader.DataDirectory[IMAGE_DIRECTORY_ENTRY_EXPORT].VirtualAddress;
    }

    void find(Export& wanted) const {
        if (exports_ == 0 || exports_ >= size_) return;
        const auto& table = *at<IMAGE_EXPORT_DIRECTORY>(exports_);
        const auto* const names = at<DWORD>(table.AddressOfNames);
        const auto* const ordinals = at<WORD>(table.AddressOfNameOrdinals);
        const auto* const functions = at<DWORD>(table.AddressOfFunctions);
        std::uintptr_t best = 0;
        for (DWORD i = 0; i < table.NumberOfNames; ++i) {
            const std::uintptr_t start = functions[ordinals[i]];
            if (start > wanted.offset || start <= best || names[i] >= size_) continue;
            best = start;
            std::strncpy(wanted.name.data(), at<char>(names[i]), wanted.name.size() - 1);
        }
        wanted.beyond = wanted.offset - best;
    }

  private:
    template <typename Value>
    const Value* at(DWORD offset) const {
        return reinterpret_cast<const Value*>(base_ + offset);
    }

    std::uintptr_t base_;
    std::uintptr_t size_ = 0;
    DWORD exports_ = 0;
};

void find_export(void* opaque) {
    auto& wanted = *static_cast<Export*>(opaque);
    Headers{wanted.base}.find(wanted);
}

void add_module_name(ShortText& text, std::uintptr_t base) {
    std::array<char, MAX_PATH + 1> path{};
    GetModuleFileNameA(reinterpret_cast<HMODULE>(base), path.data(), MAX_PATH);
    const char* const slash = std::strrchr(path.data(), '\\');
    text.add(slash == nullptr ? path.data() : slash + 1);
}

}  // namespace

void ShortText::add(const char* text) {
    for (; *text != '\0' && size_ + 1 < characters_.size(); ++text) {
        const bool is_plain = *text >= ' ' && *text <= '~' && *text != '"' && *text != '\\';
        characters_[size_++] = is_plain ? *text : '?';
    }
}

void ShortText::add_hexadecimal(std::uintptr_t value) {
    constexpr std::size_t most_digits = 2 * sizeof value;
    std::array<char, most_digits + 1> digits{};
    std::size_t at = most_digits;
    do {
        digits[--at] = "0123456789ABCDEF"[value & 0xFU];
        value >>= 4U;
    } while (value != 0);
    add("0x");
    add(digits.data() + at);
}

void remember_modules() {
    agent_base = reinterpret_cast<std::uintptr_t>(GetModuleHandleA(nullptr));
    std::ranges::transform(system_modules, system_bases.begin(), [](const char* name) {
        return reinterpret_cast<std::uintptr_t>(GetModuleHandleA(name));
    });
}

ModuleKind kind_of_module_at(std::uintptr_t address) {
    const std::uintptr_t base = image_base_of(address);
    if (base == 0) return ModuleKind::none;
    if (base == agent_base) return ModuleKind::agent;
    const bool is_system = std::ranges::find(system_bases, base) != system_bases.end();
    return is_system ? ModuleKind::system : ModuleKind::other;
}

void add_place(ShortText& text, std::uintptr_t address) {
    const std::uintptr_t base = image_base_of(address);
    if (base == 0) {
        if (address < lowest_memory)
            text.add_hexadecimal(address);
        else
            text.add("no module");
        return;
    }
    Export nearest{base, address - base};
    run_guarded(find_export, &nearest);
    add_module_name(text, base);
    text.add("+");
    text.add_hexadecimal(nearest.offset);
    if (nearest.name[0] == '\0' || nearest.beyond > longest_function) return;
    text.add(" (");
    text.add(nearest.name.data());
    text.add("+");
    text.add_hexadecimal(nearest.beyond);
    text.add(")");
}

}  // namespace wsconform::agent
