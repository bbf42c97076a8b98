// SPDX-License-Identifier: Apache-2.0

#pragma once

// How far a provider is kept from the machine that it is played on.

namespace wsconform {

enum class Isolate { fully, not_at_all };

}  // namespace wsconform
