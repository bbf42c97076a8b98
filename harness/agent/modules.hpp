// SPDX-License-Identifier: Apache-2.0

#pragma once

// Which module an address lies in, in words that are the same in each run: a module's name and an
// offset in it. All of this may be asked inside an exception handler: it takes no memory, and reads
// a module's headers under guard.

#include <array>
#include <cstddef>
#include <cstdint>

namespace wsconform::agent {

/// Text of a bounded length that lies where it is declared.
class ShortText {
  public:
    void add(const char* text);
    void add_hexadecimal(std::uintptr_t value);
    const char* c_str() const { return characters_.data(); }

  private:
    std::array<char, 1024> characters_{};
    std::size_t size_ = 0;
};

enum class ModuleKind { none, agent, system, other };

/// Once a process, before any exception.
void remember_modules();

ModuleKind kind_of_module_at(std::uintptr_t address);

/// "base_provider.dll+0x1A2B (WSPStartup+0x2B)": the nearest export before it, if there is one.
/// "0x0" for an address that no memory has, and "no module" for any other.
void add_place(ShortText& text, std::uintptr_t address);

}  // namespace wsconform::agent
