// SPDX-License-Identifier: Apache-2.0

#include "harness/station/start_trial.hpp"

#include <iomanip>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>

#include "conformance/text/text.hpp"
#include "harness/harness_error.hpp"
#include "harness/provider_spec.hpp"
#include "harness/station/asking.hpp"
#include "model/errors.hpp"

namespace wsconform {

namespace {

using Json = nlohmann::ordered_json;
using Texts = std::vector<std::string>;

std::string code_in_words(int code) {
    const std::string number = std::to_string(code);
    const std::string name = name_of(static_cast<Error>(code));
    return name == number ? number : name + " (" + number + ")";
}

std::string exception_in_words(std::uint32_t code) {
    std::ostringstream text;
    text << "0x" << std::hex << std::uppercase << std::setw(8) << std::setfill('0') << code;
    return text.str();
}

std::string joined(const Texts& texts) {
    std::string all;
    for (const std::string& text : texts)
        all += (all.empty() ? "" : ", ") + visible(text, 200);
    return all;
}

/// What is likely, going by what the provider asked: most telling first.
std::string likely_cause(const Json& start, const Texts& chain) {
    const auto unknown = start.at("unknown_providers").get<Texts>();
    const auto unloaded = start.at("unloaded").get<Texts>();
    if (!unloaded.empty())
        return "; it could not load " + joined(unloaded) + ": put that beside the DLL";
    if (!unknown.empty())
        return "; it asked the protocol catalogue for the provider " + joined(unknown) +
               ", which is not there: if that is its own id, give --provider-id '" +
               visible(unknown.front(), 60) + "'";
    if (chain.size() == 1)
        return "; it was started as a base provider: if it is a layer, name the DLL below it too "
               "(spi:" +
               visible(file_of(chain.front()), 80) + "+BASE.dll)";
    if (start.at("enumerated").get<bool>() && !start.at("has_id").get<bool>())
        return std::string{"; it read the protocol catalogue: if it"} +
               (chain.size() > 2 ? ", or a layer below it, " : " ") +
               "looks for itself there by a GUID, give --provider-id '{GUID}', or export "
               "GetLspGuid";
    const std::string other =
        "it may need registry keys or files of its own (--prepare COMMAND, "
        "--prefix DIR)";
    if (start.at("enumerated").get<bool>())
        return "; it read the protocol catalogue, where it is entered under the GUID that was "
               "given "
               "or that it exports: see that this is the one compiled in; else " +
               other;
    return "; nothing that it asked the protocol catalogue for was missing: " + other;
}

std::string how_it_fails(const Json& start) {
    const auto how = start.at("how").get<std::string>();
    if (how == "hangs") return "WSPStartup has not returned after 10 seconds";
    if (how == "raises")
        return "WSPStartup raises the exception " +
               exception_in_words(start.at("code").get<std::uint32_t>());
    if (how == "has another version")
        return "WSPStartup is asked for version 2.2 and answers " +
               visible(start.at("version").get<std::string>(), 20);
    if (how == "leaves out entries")
        return "WSPStartup leaves " + std::to_string(start.at("missing").get<int>()) +
               " of the 30 entries of its procedure table empty";
    return "WSPStartup returns " + code_in_words(start.at("code").get<int>());
}

}  // namespace

namespace {

/// Of a chain the top alone answers, but any layer below it may be why.
std::string named(const Texts& chain) {
    const std::string top = visible(file_of(chain.front()), 80);
    return chain.size() < 3
               ? top
               : top + " (or one of the " + std::to_string(chain.size() - 1) + " layers below it)";
}

}  // namespace

namespace {

StartTrial outcome_of(const Json& start, const Texts& chain) {
    const auto how = start.at("how").get<std::string>();
    const std::string top = named(chain);
    if (how == "starts") {
        if (chain.size() < 2 || start.at("reached_below").get<bool>()) return {};
        return {true, visible(file_of(chain.front()), 80) + " starts without starting " +
                          visible(file_of(chain[1]), 80) +
                          ", which is named below it: name the top of the chain first"};
    }
    if (how == "starts late")
        return {true, top + " starts only at the second try: " + how_it_fails(start) +
                          " the first time. Each purpose is a process of its own, so what needs a "
                          "start there fails at first"};
    return {false, top + " does not start: " + how_it_fails(start) + likely_cause(start, chain)};
}

}  // namespace

StartTrial start_told(const std::string& line, const Texts& chain) {
    const Json start = Json::parse(line).at("start");
    StartTrial trial = outcome_of(start, chain);
    std::string ids = visible(start.value("ids", ""), 400);
    while (ids.ends_with(' ') || ids.ends_with('.'))
        ids.pop_back();
    if (!ids.empty()) trial.words += (trial.words.empty() ? "" : "; and ") + ids;
    return trial;
}

namespace {

struct Try {
    std::optional<StartTrial> told = {};
    /// The process ended after it had begun to start the provider.
    bool ended_within = false;
    /// If neither: the machine may be too busy, or the agent may have been ended by somebody else.
    std::string not_heard = {};
};

std::string in_words(Reading::Kind kind) {
    return kind == Reading::Kind::ended ? "the agent ended before it began"
                                        : "the agent did not answer in time";
}

Try tried_once(const Command& agent, const Texts& chain, std::chrono::seconds bound) {
    const auto deadline = ChildProcess::Clock::now() + bound;
    try {
        Seal seal;
        ChildProcess process{agent};
        process.write(seal.key_line() + "\n", deadline);
        process.close_input();
        const Reading begun = sealed_line(process, seal, deadline);
        if (begun.kind != Reading::Kind::line) return {.not_heard = in_words(begun.kind)};
        const Reading told = sealed_line(process, seal, deadline);
        if (told.kind == Reading::Kind::line) return {.told = start_told(told.line, chain)};
        if (told.kind == Reading::Kind::ended) return {.ended_within = true};
        return {.not_heard = in_words(told.kind)};
    } catch (const HarnessError& error) {
        return {.not_heard = error.what()};
    } catch (const Json::exception&) {
        return {.not_heard = "what it wrote is no answer of the agent"};
    }
}

}  // namespace

/// A process that ends may have been ended by somebody else; one that ends twice was not.
StartTrial start_tried(const Command& agent, const Texts& chain, std::chrono::seconds bound) {
    int ends = 0;
    std::string not_heard;
    for (int tries = 0; tries < 3 && ends < 2; ++tries) {
        const Try made = tried_once(agent, chain, bound);
        if (made.told.has_value()) return *made.told;
        if (made.ended_within) ++ends;
        if (!made.not_heard.empty()) not_heard = made.not_heard;
    }
    if (ends == 2)
        return {false,
                named(chain) + " does not start: the process ends while WSPStartup is called"};
    return {true, "whether " + named(chain) + " starts was not seen: " + visible(not_heard, 200) +
                      " (tried three times)"};
}

}  // namespace wsconform
