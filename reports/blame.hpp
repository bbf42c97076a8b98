// SPDX-License-Identifier: Apache-2.0

#pragma once

// Which layer of a chain is guilty, or of a DLL that forwards and what is beneath it. What goes
// wrong on the whole chain is played again without its top, without the next, down to the base
// alone, and the levels are compared: the first that passes acquits itself and all below it, so the
// layer on top of it is guilty.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "reports/report.hpp"

namespace wsconform {

/// Plays and judges the purpose on the chain from that position on; 1 is the whole chain.
using PlayFrom = std::function<PurposeResult(std::size_t position)>;

/// One layer, and what traces call the provider that begins with it.
struct Part {
    std::string layer;     ///< "layer.dll"
    std::string provider;  ///< "spi:layer.dll+base.dll"
};

/// Of a chain, or of a DLL and what is beneath it, the top first; of anything else there is one.
std::vector<Part> parts_of(const Report& report);

/// Nothing for a purpose that does not deviate, or where there is one part only. Asks for no more
/// levels than the answer needs, the highest first.
std::optional<Blame> blame_for(const PurposeResult& whole, const std::vector<Part>& parts,
                               const PlayFrom& play_from);

/// "layer.dll: what is below it, spi:base.dll, passes"
std::string text_of(const Blame& blame);

/// What traces call the part of a chain that begins at that position, 1 being its top:
/// "spi:layer.dll+base.dll".
std::string name_from(const std::vector<std::string>& files, std::size_t position);

}  // namespace wsconform
