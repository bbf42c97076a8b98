// SPDX-License-Identifier: Apache-2.0

#include "harness/station/far_end.hpp"

#include "conformance/text/input_error.hpp"
#include "conformance/text/text.hpp"
#include "harness/harness_error.hpp"

namespace wsconform {

namespace {

constexpr const char* is_beside =
    "this program plays on the Windows that it runs on, and is the far end there by itself; leave "
    "it out";

}  // namespace

in_addr far_end_named(const std::string& text) {
    throw InputError{"--far-end: " + visible(text, 60) + ": " + is_beside};
}

native::Addresses far_end_tried(in_addr /*address*/, const AgentTrial& /*agent*/,
                                std::chrono::seconds /*bound*/) {
    throw HarnessError{std::string{"--far-end: "} + is_beside};
}

}  // namespace wsconform
