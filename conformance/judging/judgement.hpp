// SPDX-License-Identifier: Apache-2.0

#pragma once

// What the oracle concludes from one trace: the verdict, each violation with its explanation, and
// the transcript, a line a step, that shows a reader how it came about. All text is logical (names
// of the scenario, no handles, ports or times), so the same behaviour gives the same bytes.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "conformance/judging/verdict.hpp"
#include "model/catalogue.hpp"
#include "model/witness.hpp"

namespace wsconform {

/// A reply the model would have accepted, and the clauses that ask for it.
struct Alternative {
    std::string reply;
    std::vector<ClauseId> clauses;
};

struct Violation {
    std::size_t step{};    ///< Zero-based index into the scenario's steps.
    std::string observed;  ///< Such as "WSACancelAsyncRequest(r1) returned 0".
    std::vector<Alternative> allowed;
    std::vector<ClauseId> clauses;     ///< The clauses broken.
    std::optional<std::size_t> since;  ///< The earlier step that excluded the alternatives.
    std::string since_text;            ///< What was observed there; empty without `since`.
};

/// A choice the sources leave open, and the branch the provider took.
struct Choice {
    std::string ambiguity;  ///< "AMB-01"
    std::string branch;     ///< "WSAEALREADY"
};

/// One step as it went.
struct TranscriptLine {
    std::size_t step{};
    std::string actor;     ///< "main", "b", "peer", "name_server", "database"
    std::string action;    ///< "WSACancelAsyncRequest(r1)"
    std::string observed;  ///< "returned 0"
    std::vector<Alternative> allowed;
    bool violated{};
};

struct Judgement {
    Verdict verdict{Verdict::none};
    std::string reason;  ///< One sentence; empty for a pass.
    std::vector<Violation> violations;
    std::vector<ClauseId>
        exercised;                ///< Clauses that could have been violated, in catalogue order.
    std::vector<Choice> choices;  ///< In the order taken.
    std::vector<TranscriptLine> transcript;
    std::vector<std::string> breakdown = {};  ///< Of an exception, crash or hang, by lines.
    /// What the provider was seen to do; nothing where that was not looked for, as in the reports
    /// of earlier versions.
    std::optional<Witnesses> witnessed = {};
};

}  // namespace wsconform
