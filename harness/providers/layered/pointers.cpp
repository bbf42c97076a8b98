// SPDX-License-Identifier: Apache-2.0

#include "harness/providers/layered/pointers.hpp"

#include <cstdint>

namespace wsconform::layered {
namespace {

constexpr DWORD writable =
    PAGE_READWRITE | PAGE_WRITECOPY | PAGE_EXECUTE_READWRITE | PAGE_EXECUTE_WRITECOPY;
constexpr DWORD readable = writable | PAGE_READONLY | PAGE_EXECUTE_READ;

bool permits(const MEMORY_BASIC_INFORMATION& region, Access access) {
    if (region.State != MEM_COMMIT || (region.Protect & PAGE_GUARD) != 0) return false;
    return (region.Protect & (access == Access::write ? writable : readable)) != 0;
}

}  // namespace

bool is_accessible(const void* start, std::size_t bytes, Access access) {
    if (start == nullptr) return false;
    auto next = reinterpret_cast<std::uintptr_t>(start);
    if (bytes > UINTPTR_MAX - next) return false;
    const std::uintptr_t end = next + bytes;
    while (next < end) {
        MEMORY_BASIC_INFORMATION region{};
        // NOLINTNEXTLINE(performance-no-int-to-ptr): the address of the next region.
        const void* const address = reinterpret_cast<const void*>(next);
        if (VirtualQuery(address, &region, sizeof region) == 0) return false;
        if (!permits(region, access)) return false;
        next = reinterpret_cast<std::uintptr_t>(region.BaseAddress) + region.RegionSize;
    }
    return true;
}

}  // namespace wsconform::layered
