// SPDX-License-Identifier: Apache-2.0

#include "harness/agent/dll_file.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "harness/agent/paths.hpp"

namespace wsconform::agent {

namespace {

/// Headers may stand behind a longer program of DOS than is usual.
constexpr std::size_t longest_head_bytes = 65536;
constexpr std::size_t page_bytes = 4096;
constexpr std::size_t most_imports = 10'000;

/// A structure that lies in some bytes, as far as they reach.
template <typename Structure>
std::optional<Structure> read(std::span<const std::byte> bytes, std::size_t offset) {
    if (offset > bytes.size() || bytes.size() - offset < sizeof(Structure)) return std::nullopt;
    Structure value{};
    std::memcpy(&value, bytes.data() + offset, sizeof value);
    return value;
}

std::string text_at(std::span<const std::byte> bytes, std::size_t offset) {
    std::string text;
    for (std::size_t i = offset; i < bytes.size() && bytes[i] != std::byte{}; ++i)
        text += static_cast<char>(bytes[i]);
    return text;
}

std::optional<IMAGE_NT_HEADERS> headers_in(std::span<const std::byte> bytes) {
    const auto start = read<IMAGE_DOS_HEADER>(bytes, 0);
    if (!start || start->e_magic != IMAGE_DOS_SIGNATURE || start->e_lfanew < 0) return std::nullopt;
    auto headers = read<IMAGE_NT_HEADERS>(bytes, static_cast<std::size_t>(start->e_lfanew));
    if (!headers || headers->Signature != IMAGE_NT_SIGNATURE) return std::nullopt;
    return headers;
}

/// Every byte of the image, which the loader has laid out by addresses.
std::span<const std::byte> image_at(HMODULE module) {
    const auto* const first = reinterpret_cast<const std::byte*>(module);
    const auto headers = headers_in({first, page_bytes});
    return {first, headers ? headers->OptionalHeader.SizeOfImage : page_bytes};
}

std::vector<Wanted> functions_at(std::span<const std::byte> image, std::size_t names) {
    std::vector<Wanted> functions;
    for (std::size_t at = names; functions.size() < most_imports; at += sizeof(IMAGE_THUNK_DATA)) {
        const auto thunk = read<IMAGE_THUNK_DATA>(image, at);
        if (!thunk || thunk->u1.AddressOfData == 0) break;
        if (IMAGE_SNAP_BY_ORDINAL(thunk->u1.Ordinal))
            functions.emplace_back(static_cast<WORD>(IMAGE_ORDINAL(thunk->u1.Ordinal)));
        else
            functions.emplace_back(text_at(image, thunk->u1.AddressOfData + sizeof(WORD)));
    }
    return functions;
}

bool has_mark_of_wine(std::span<const std::byte> head) {
    const std::string mark = text_at(head, sizeof(IMAGE_DOS_HEADER));
    return mark.starts_with("Wine builtin DLL") || mark.starts_with("Wine placeholder DLL");
}

/// The headers with the table of sections, as they would be at any address.
std::optional<std::vector<std::byte>> wherever_it_lies(std::span<const std::byte> head) {
    auto headers = headers_in(head);
    if (!headers) return std::nullopt;
    headers->OptionalHeader.ImageBase = 0;
    const auto start = read<IMAGE_DOS_HEADER>(head, 0);
    const std::size_t sections = static_cast<std::size_t>(start->e_lfanew) +
                                 offsetof(IMAGE_NT_HEADERS, OptionalHeader) +
                                 headers->FileHeader.SizeOfOptionalHeader;
    const std::size_t end =
        sections + headers->FileHeader.NumberOfSections * sizeof(IMAGE_SECTION_HEADER);
    const auto* const first = reinterpret_cast<const std::byte*>(&*headers);
    std::vector<std::byte> bytes{first, first + sizeof *headers};
    if (sections < end && end <= head.size())
        bytes.insert(bytes.end(), head.begin() + static_cast<std::ptrdiff_t>(sections),
                     head.begin() + static_cast<std::ptrdiff_t>(end));
    return bytes;
}

}  // namespace

bool is_built_by_wine(HMODULE module) {
    return has_mark_of_wine({reinterpret_cast<const std::byte*>(module), page_bytes});
}

DllFile::DllFile(const std::wstring& path) {
    const HANDLE file = CreateFileW(path.c_str(), GENERIC_READ,
                                    FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr,
                                    OPEN_EXISTING, 0, nullptr);
    if (file == INVALID_HANDLE_VALUE) return;
    head_.resize(longest_head_bytes);
    DWORD size = 0;
    if (ReadFile(file, head_.data(), longest_head_bytes, &size, nullptr) == FALSE) size = 0;
    head_.resize(size);
    CloseHandle(file);
}

WORD DllFile::machine() const {
    const auto start = read<IMAGE_DOS_HEADER>(head_, 0);
    if (!start || start->e_magic != IMAGE_DOS_SIGNATURE || start->e_lfanew < 0) return 0;
    const auto at = static_cast<std::size_t>(start->e_lfanew);
    const auto signature = read<DWORD>(head_, at);
    const auto header = read<IMAGE_FILE_HEADER>(head_, at + sizeof(DWORD));
    return signature == IMAGE_NT_SIGNATURE && header ? header->Machine : WORD{0};
}

bool DllFile::is_of_wine() const {
    return has_mark_of_wine(head_);
}

bool DllFile::is_mapped_at(HMODULE module) const {
    const auto headers = headers_in(head_);
    if (!headers) return false;
    const std::size_t size =
        std::min<std::size_t>(headers->OptionalHeader.SizeOfHeaders, head_.size());
    const std::span<const std::byte> mapped{reinterpret_cast<const std::byte*>(module), size};
    return wherever_it_lies(head_) == wherever_it_lies(mapped);
}

std::string word_for_machine(WORD machine) {
    constexpr std::array known{std::pair{IMAGE_FILE_MACHINE_AMD64, "x86_64"},
                               std::pair{IMAGE_FILE_MACHINE_I386, "i386"},
                               std::pair{0xAA64, "aarch64"}, std::pair{0x01C4, "arm"}};
    for (const auto& [number, word] : known) {
        if (number == machine) return word;
    }
    return machine == 0 ? "" : "machine " + std::to_string(machine);
}

std::vector<Import> imports_of(HMODULE module) {
    const auto image = image_at(module);
    std::vector<Import> imports;
    const auto headers = headers_in(image);
    if (!headers) return imports;
    const IMAGE_DATA_DIRECTORY& table =
        headers->OptionalHeader.DataDirectory[IMAGE_DIRECTORY_ENTRY_IMPORT];
    if (table.VirtualAddress == 0) return imports;
    for (std::size_t at = table.VirtualAddress; imports.size() < most_imports;
         at += sizeof(IMAGE_IMPORT_DESCRIPTOR)) {
        const auto from = read<IMAGE_IMPORT_DESCRIPTOR>(image, at);
        if (!from || from->Name == 0) break;
        Import import{text_at(image, from->Name), {}};
        if (from->OriginalFirstThunk != 0)
            import.functions = functions_at(image, from->OriginalFirstThunk);
        imports.push_back(std::move(import));
    }
    return imports;
}

}  // namespace wsconform::agent
