// SPDX-License-Identifier: Apache-2.0

#include "harness/providers/base/provider.hpp"

namespace wsconform::base {

void LatestStart::remember(const WSPUPCALLTABLE& upcalls, const WSAPROTOCOL_INFOW* protocol) {
    const std::lock_guard held(lock_);
    upcalls_ = upcalls;
    if (protocol != nullptr) protocol_ = *protocol;
}

WSPUPCALLTABLE LatestStart::upcalls() {
    const std::lock_guard held(lock_);
    return upcalls_;
}

WSAPROTOCOL_INFOW LatestStart::protocol() {
    const std::lock_guard held(lock_);
    return protocol_;
}

Provider& provider() {
    static Provider& the_only_one = *new Provider;
    return the_only_one;
}

}  // namespace wsconform::base
