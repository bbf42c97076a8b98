// SPDX-License-Identifier: Apache-2.0

#include "harness/agent/own_failure.hpp"

#include <cstdlib>
#include <new>
#include <string_view>

#include "harness/agent/windows_headers.hpp"

namespace wsconform::agent {

namespace {

std::string_view told() {
    const char* const how = std::getenv("WSCONFORM_AGENT_FAILS");
    return how == nullptr ? "" : how;
}

void read_at(std::uintptr_t address) {
    [[maybe_unused]] const char read = *reinterpret_cast<const volatile char*>(address);
}

/// Where the compiler does not see that no memory is there.
volatile std::uintptr_t nowhere = 8;

}  // namespace

void fail_in_step_if_told(Memory& memory) {
    const std::string_view how = told();
    if (how == "reads") read_at(nowhere);
    if (how == "throws") throw std::bad_alloc{};
    if (how == "stalls") Sleep(INFINITE);
    if (how != "reads-past") return;
    constexpr std::size_t some_bytes = 16;
    const Region& region = memory.allocate("own", some_bytes, Changes::expected);
    read_at(reinterpret_cast<std::uintptr_t>(region.bytes.data()) + region.bytes.size());
}

void fail_in_hook_if_told() {
    if (told() == "in-hook") read_at(nowhere);
}

}  // namespace wsconform::agent
