// SPDX-License-Identifier: Apache-2.0

#pragma once

// Verdicts of ISO/IEC 9646: what can be said of a provider after one test purpose. A verdict only
// ever gets worse. Whether a purpose applies at all is decided before it runs and is no verdict.

#include <algorithm>
#include <string_view>

namespace wsconform {

enum class Verdict {
    none,          ///< Nothing was judged.
    pass,          ///< The purpose was reached and nothing contradicted the model.
    inconclusive,  ///< No violation, but the purpose was not reached; the reason says why.
    fail,          ///< The provider did what no clause allows.
    error,         ///< The run itself broke: the provider crashed, the agent was lost.
};

constexpr Verdict worse(Verdict a, Verdict b) {
    return std::max(a, b);
}

constexpr std::string_view name_of(Verdict verdict) {
    switch (verdict) {
        case Verdict::none:
            return "none";
        case Verdict::pass:
            return "pass";
        case Verdict::inconclusive:
            return "inconclusive";
        case Verdict::fail:
            return "fail";
        case Verdict::error:
            return "error";
    }
    return "";
}

}  // namespace wsconform
