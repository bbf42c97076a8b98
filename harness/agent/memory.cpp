// SPDX-License-Identifier: Apache-2.0

#include "harness/agent/memory.hpp"

#include <algorithm>

#include "harness/agent/errors.hpp"
#include "harness/agent/windows_headers.hpp"

namespace wsconform::agent {

namespace {

constexpr std::size_t page_bytes = 4096;
constexpr std::size_t alignment_bytes = 16;

enum class Place : unsigned { before, after, freed };
constexpr std::array<const char*, 3> place_names{"before", "after", "freed"};
constexpr std::array<const char*, 2> access_names{"read", "write"};

constexpr std::uint8_t touch_bit(Place place, Access access) {
    return static_cast<std::uint8_t>(
        1U << (2U * static_cast<unsigned>(place) + static_cast<unsigned>(access)));
}

constexpr std::size_t rounded_up(std::size_t size, std::size_t unit) {
    return (size + unit - 1) / unit * unit;
}

/// Never NUL, so that text which a provider did not terminate is seen to have no end.
constexpr std::byte pattern(std::size_t position) {
    return static_cast<std::byte>(0x80U | ((position * 37U + 11U) & 0x7FU));
}

void protect(void* start, std::size_t size_bytes, DWORD protection) {
    DWORD former = 0;
    VirtualProtect(start, size_bytes, protection, &former);
}

std::span<std::byte> slack(const Region& region, Place place) {
    std::byte* const end = region.pages + region.pages_bytes;
    std::byte* const start = region.bytes.data();
    std::byte* const stop = start + region.bytes.size();
    return place == Place::before ? std::span{region.pages, start} : std::span{stop, end};
}

bool is_intact(const Region& region, Place place) {
    const auto bytes = slack(region, place);
    const std::byte* const first = region.pages;
    return std::ranges::all_of(bytes, [first](const std::byte& byte) {
        return byte == pattern(static_cast<std::size_t>(&byte - first));
    });
}

/// The pages that a touch of that place makes accessible.
std::span<std::byte> pages_of(const Region& region, Place place) {
    if (place == Place::before) return {region.pages - page_bytes, page_bytes};
    if (place == Place::after) return {region.pages + region.pages_bytes, page_bytes};
    return {region.pages, region.pages_bytes};
}

/// A thread that the provider started has no name.
Json touch_by(unsigned thread, const Region& region, Place place, Access access) {
    Json touch{{"buffer", region.name},
               {"access", access_names[static_cast<unsigned>(access)]},
               {"where", place_names[static_cast<unsigned>(place)]}};
    if (thread != 0) touch["thread"] = name_of_thread(thread);
    return touch;
}

void report_touches(Region& region, Json& facts) {
    for (unsigned thread = 0; thread < most_threads; ++thread) {
        const unsigned touches = region.touches.at(thread).exchange(0);
        if (touches == 0) continue;
        for (const Place place : {Place::before, Place::after, Place::freed}) {
            for (const Access access : {Access::read, Access::write}) {
                if ((touches & touch_bit(place, access)) == 0) continue;
                // Inaccessible again, so that the next touch is seen too.
                const auto pages = pages_of(region, place);
                protect(pages.data(), pages.size(), PAGE_NOACCESS);
                facts["touched"].push_back(touch_by(thread, region, place, access));
            }
        }
    }
}

void report_damage(Region& region, Json& facts) {
    for (const Place place : {Place::before, Place::after}) {
        bool& damaged = region.damaged[static_cast<std::size_t>(place)];
        if (damaged || is_intact(region, place)) continue;
        damaged = true;
        facts["damage"].push_back(
            {{"buffer", region.name}, {"where", place_names[static_cast<unsigned>(place)]}});
    }
}

void report_changes(Region& region, Json& facts) {
    if (region.changes == Changes::expected) return;
    if (std::ranges::equal(region.bytes, region.last_seen)) return;
    region.last_seen.assign(region.bytes.begin(), region.bytes.end());
    facts["wrote"].push_back(region.name);
}

}  // namespace

Region& Memory::allocate(const std::string& name, std::size_t size_bytes, Changes changes) {
    const std::size_t next = used_.load();
    if (next == regions_.size()) throw HarnessError("too many buffers");
    if (size_bytes > most_bytes) throw InputError("buffer " + name + " is too large");

    const std::size_t room_bytes = rounded_up(size_bytes, alignment_bytes);
    const std::size_t pages_bytes = rounded_up(std::max<std::size_t>(room_bytes, 1), page_bytes);
    void* reserved = VirtualAlloc(nullptr, pages_bytes + 2 * page_bytes, MEM_RESERVE | MEM_COMMIT,
                                  PAGE_NOACCESS);
    if (reserved == nullptr) throw HarnessError("out of memory for buffer " + name);

    Region& region = regions_[next];
    region.name = name;
    region.changes = changes;
    region.pages = static_cast<std::byte*>(reserved) + page_bytes;
    region.pages_bytes = pages_bytes;
    region.bytes = {region.pages + pages_bytes - room_bytes, size_bytes};
    protect(region.pages, pages_bytes, PAGE_READWRITE);
    for (std::size_t position = 0; position < pages_bytes; ++position)
        region.pages[position] = pattern(position);
    region.last_seen.assign(region.bytes.begin(), region.bytes.end());
    used_.store(next + 1);
    return region;
}

Region& Memory::buffer(const std::string& name, std::size_t size_bytes) {
    Region*& known = buffers_[name];
    if (known != nullptr && (known->freed || known->bytes.size() >= size_bytes)) return *known;
    known = &allocate(name, size_bytes, Changes::reported);
    return *known;
}

void Memory::free(const std::string& name) {
    const auto found = buffers_.find(name);
    if (found == buffers_.end()) throw InputError("no buffer is named " + name);
    Region& region = *found->second;
    region.freed = true;
    protect(region.pages, region.pages_bytes, PAGE_NOACCESS);
}

void Memory::report(Json& facts) {
    for (Region& region : std::span{regions_}.first(used_.load())) {
        report_touches(region, facts);
        if (region.freed) continue;
        report_damage(region, facts);
        report_changes(region, facts);
    }
}

namespace {

bool holds(const Region& region, std::uintptr_t address) {
    const auto pages = reinterpret_cast<std::uintptr_t>(region.pages);
    return address >= pages - page_bytes && address < pages + region.pages_bytes + page_bytes;
}

}  // namespace

bool Memory::allows(std::uintptr_t address, Access access, unsigned thread) noexcept {
    for (Region& region : std::span{regions_}.first(used_.load())) {
        if (!holds(region, address)) continue;
        const auto pages = reinterpret_cast<std::uintptr_t>(region.pages);
        Place place = Place::freed;
        if (address < pages) place = Place::before;
        if (address >= pages + region.pages_bytes) place = Place::after;
        if (place == Place::freed && !region.freed) return false;
        region.touches.at(thread) |= touch_bit(place, access);
        // After a read the page can only be read, so that a write is still seen.
        const auto touched = pages_of(region, place);
        protect(touched.data(), touched.size(),
                access == Access::write ? PAGE_READWRITE : PAGE_READONLY);
        return true;
    }
    return false;
}

std::optional<std::string> Memory::place_of(std::uintptr_t address) const {
    for (const Region& region : std::span{regions_}.first(used_.load())) {
        if (!holds(region, address)) continue;
        const auto start = reinterpret_cast<std::uintptr_t>(region.bytes.data());
        const std::uintptr_t end = start + region.bytes.size();
        const std::string buffer = "buffer " + region.name;
        if (address < start)
            return buffer + ", " + std::to_string(start - address) + " bytes before its start";
        if (address >= end)
            return buffer + ", " + std::to_string(address - end) + " bytes past its end";
        return buffer + ", at " + std::to_string(address - start);
    }
    return std::nullopt;
}

}  // namespace wsconform::agent
