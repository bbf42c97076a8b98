// SPDX-License-Identifier: Apache-2.0

// What libFuzzer calls. The target is named by the environment (WSCONFORM_FUZZED), since all words
// are libFuzzer's, which starts itself anew with them for some of its work.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "harness/main/fuzz/json_mutation.hpp"
#include "harness/main/fuzz/targets.hpp"

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* bytes, std::size_t size, std::size_t most);

namespace {

std::string_view text_of(const std::uint8_t* bytes, std::size_t size) {
    return {reinterpret_cast<const char*>(bytes), size};
}

/// Nothing if it would not fit.
std::size_t put(const std::string& text, std::uint8_t* bytes, std::size_t most) {
    if (text.size() > most) return 0;
    if (!text.empty()) std::memcpy(bytes, text.data(), text.size());
    return text.size();
}

const wsconform::fuzzing::Target& named_target() {
    using wsconform::fuzzing::targets;
    const char* const name = std::getenv("WSCONFORM_FUZZED");
    const auto found = std::ranges::find(targets, std::string_view{name == nullptr ? "" : name},
                                         &wsconform::fuzzing::Target::name);
    if (found == targets.end()) {
        std::fputs("set WSCONFORM_FUZZED to the name of a target\n", stderr);
        std::exit(2);
    }
    return *found;
}

const wsconform::fuzzing::Target& target() {
    static const wsconform::fuzzing::Target& named = named_target();
    return named;
}

bool is_of_json() {
    return target().name != "dns";
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    target().take(text_of(bytes, size));
    return 0;
}

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* bytes, std::size_t size,
                                               std::size_t most, unsigned seed) {
    wsconform::fuzzing::Chance chance{seed};
    // Blindly now and then, for what a parser says of no JSON at all.
    if (!is_of_json() || chance() % 16 == 0) return LLVMFuzzerMutate(bytes, size, most);
    const std::size_t made =
        put(wsconform::fuzzing::mutated(text_of(bytes, size), chance), bytes, most);
    return made == 0 ? LLVMFuzzerMutate(bytes, size, most) : made;
}

extern "C" std::size_t LLVMFuzzerCustomCrossOver(const std::uint8_t* one, std::size_t one_size,
                                                 const std::uint8_t* other, std::size_t other_size,
                                                 std::uint8_t* out, std::size_t most,
                                                 unsigned seed) {
    wsconform::fuzzing::Chance chance{seed};
    if (!is_of_json()) return 0;
    return put(
        wsconform::fuzzing::crossed(text_of(one, one_size), text_of(other, other_size), chance),
        out, most);
}
