// SPDX-License-Identifier: Apache-2.0

#include "conformance/exploring/covering.hpp"

#include <algorithm>
#include <optional>

#include "conformance/judging/claim_check.hpp"
#include "conformance/judging/judge.hpp"
#include "conformance/scenario/scenario.hpp"

namespace wsconform {

namespace {

constexpr const char* quiescence = R"({"wait": "quiescence"})";

bool is_same_kind(const Transition& a, const Transition& b) {
    return a.action->call.index() == b.action->call.index() && a.reply.kind == b.reply.kind &&
           a.reply.error == b.reply.error && std::ranges::equal(a.because, b.because);
}

bool is_api_call(const Action& action) {
    return action.json.find(R"("call": )") != std::string::npos;
}

/// What the step claims to return, as a value of JSON; empty for what claims nothing.
std::string claim_of(const Transition& step) {
    switch (step.reply.kind) {
        case ReplyKind::done:
            return is_api_call(*step.action) ? R"("ok")" : "";
        case ReplyKind::failed:
            return step.reply.error == Error::unknown ? "" : '"' + name_of(step.reply.error) + '"';
        case ReplyKind::message:
            return R"({"message": "r)" + std::to_string(step.reply.value) + "\"}";
        case ReplyKind::nothing:
            return R"("nothing")";
        case ReplyKind::end:
            return R"("end")";
        case ReplyKind::reset:
            return R"("reset")";
        case ReplyKind::bytes:
        case ReplyKind::refused:
        case ReplyKind::hung:
        case ReplyKind::raised:
        case ReplyKind::missing:
            return {};
    }
    return {};
}

std::string step_of(const Transition& step) {
    const std::string claim = claim_of(step);
    return step.action->json + (claim.empty() ? "" : R"(, "returns": )" + claim) + "}";
}

/// The clauses of the last step on the way that has any.
Clauses clauses_of(const std::vector<Transition>& way) {
    const auto cited = std::find_if(way.rbegin(), way.rend(),
                                    [](const Transition& step) { return !step.because.empty(); });
    return cited == way.rend() ? Clauses{} : cited->because;
}

enum class Waits : bool { no, yes };

std::string document_of(const Bound& bound, const std::vector<Transition>& way, Waits waits) {
    std::vector<std::string> steps = steps_to_start(bound);
    for (const Transition& step : way) {
        if (step.action != nullptr)
            steps.push_back(step_of(step));
        else if (waits == Waits::yes && steps.back() != quiescence)
            steps.emplace_back(quiescence);
    }
    const Transition& last = way.back();
    std::string text = R"({"purpose": "The model allows )" + last.action->name + " here";
    const std::string claim = claim_of(last);
    if (claim.starts_with('"')) text += " to return " + claim.substr(1, claim.size() - 2);
    text += ".\",\n \"clauses\": [";
    const char* separator = "";
    for (const ClauseId clause : clauses_of(way)) {
        text += separator;
        text += '"' + std::string{clause->slug} + '"';
        separator = ", ";
    }
    text += "],\n \"kind\": \"";
    text += last.reply.kind == ReplyKind::failed ? "inopportune" : "valid";
    text += "\",\n \"steps\": [\n";
    for (std::size_t i = 0; i < steps.size(); ++i)
        text += "  " + steps[i] + (i + 1 < steps.size() ? ",\n" : "\n");
    return text + "]}\n";
}

/// "wsaeinval": what came back, in a word.
std::string word_for(const Reply& reply) {
    if (reply.kind == ReplyKind::message) return "message";
    if (reply.kind != ReplyKind::failed) return reply.kind == ReplyKind::nothing ? "nothing" : "ok";
    if (reply.error == Error::unknown) return "any_failure";
    std::string word;
    for (const char c : name_of(reply.error))
        word += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return word;
}

/// "WSACancelAsyncRequest/wsaeinval_7": the first word of the call, and its reply.
std::string id_of(const Transition& step, std::size_t number) {
    const std::string call = step.action->name.substr(0, step.action->name.find_first_of(" ("));
    return call + "/" + word_for(step.reply) + "_" + std::to_string(number);
}

}  // namespace

void Covering::note(const Transition& transition) {
    if (transition.action == nullptr) return;
    const bool is_known = std::ranges::any_of(
        firsts_, [&](const Transition& first) { return is_same_kind(first, transition); });
    if (!is_known) firsts_.push_back(transition);
}

std::vector<CoveringScenario> Covering::scenarios(const Explorer& explorer) const {
    std::vector<CoveringScenario> all;
    for (const Transition& last : firsts_) {
        std::vector<Transition> way = explorer.way_to(last.from);
        way.push_back(last);
        if (clauses_of(way).empty()) continue;  // A scenario is for a clause.
        CoveringScenario scenario{id_of(last, all.size() + 1), {}};
        // With waits the internal steps have surely been taken; but so have all others.
        for (const Waits waits : {Waits::yes, Waits::no}) {
            scenario.json = document_of(explorer.bound(), way, waits);
            if (!impossible_claim(parse_scenario(scenario.json, scenario.id, scenario.id))) break;
        }
        all.push_back(std::move(scenario));
    }
    return all;
}

}  // namespace wsconform
