// SPDX-License-Identifier: Apache-2.0

#include "harness/agent/api.hpp"

#include "harness/agent/loading.hpp"

namespace wsconform::agent {

namespace {

/// The compiler has no direct cast from one function type to another without a warning.
void* plain(FARPROC function) {
    return reinterpret_cast<void*>(function);
}

}  // namespace

LoadedDll::LoadedDll(const std::string& path) : module_{loaded_dll(path)} {}

void* LoadedDll::address(const char* name) const {
    return plain(GetProcAddress(module_, name));
}

void* LoadedDll::address(WORD ordinal) const {
    return plain(GetProcAddress(module_, MAKEINTRESOURCEA(ordinal)));
}

}  // namespace wsconform::agent
