// SPDX-License-Identifier: Apache-2.0

#include "harness/agent/spi/questions.hpp"

#include <algorithm>
#include <mutex>

#include "harness/agent/loading.hpp"
#include "harness/agent/spi/guid.hpp"

namespace wsconform::agent::spi {

namespace {

/// A provider may ask as often as it likes, on any thread.
constexpr std::size_t most_kept = 8;

std::mutex lock;
Questions noted;

void keep(std::vector<std::string>& all, const std::string& one) {
    if (all.size() < most_kept && std::ranges::find(all, one) == all.end()) all.push_back(one);
}

}  // namespace

void note_enumeration() {
    const std::scoped_lock hold{lock};
    noted.enumerated = true;
}

void note_unknown_provider(const GUID& id) {
    const std::scoped_lock hold{lock};
    keep(noted.unknown_providers, text_of(id));
}

void note_unloaded(const std::string& dll, DWORD error) {
    const std::scoped_lock hold{lock};
    keep(noted.unloaded, dll + " (" + described(error) + ")");
}

void note_reach_below() {
    const std::scoped_lock hold{lock};
    noted.reached_below = true;
}

Questions questions_so_far() {
    const std::scoped_lock hold{lock};
    return noted;
}

}  // namespace wsconform::agent::spi
