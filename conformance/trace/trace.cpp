// SPDX-License-Identifier: Apache-2.0

#include "conformance/trace/trace.hpp"

#include <array>
#include <nlohmann/json.hpp>

#include "conformance/text/document.hpp"
#include "conformance/text/file_kind.hpp"
#include "conformance/text/input_error.hpp"
#include "conformance/text/text.hpp"
#include "conformance/trace/decoder.hpp"

namespace wsconform {

namespace {

using nlohmann::json;

constexpr std::string_view trace_format = "wsconform-trace/1";
constexpr std::size_t limit_lines = 20'000;
constexpr int limit_depth = 100;

[[noreturn]] void fail(const std::string& where, std::size_t line, const std::string& fault) {
    throw InputError{visible(where) + ": line " + std::to_string(line) + ": " + fault +
                     "; give a trace as wsconform run --out DIR writes it under DIR/traces"};
}

/// What is built of a line is copied and printed later, which takes stack for each level of it.
json parsed(std::string_view line, const std::string& where, std::size_t number) {
    const auto is_shallow = [&](int depth, json::parse_event_t, const json&) {
        if (depth > limit_depth) fail(where, number, "is nested deeper than 100");
        return true;
    };
    return json::parse(line, is_shallow, false);
}

std::vector<json> lines_of(std::string_view text, const std::string& where) {
    if (const std::string mistaken = mistaken_file(text, "a trace"); !mistaken.empty())
        fail(where, 1, mistaken);
    std::vector<json> lines;
    while (!text.empty()) {
        const auto end = text.find('\n');
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (line.empty()) continue;
        const std::size_t number = lines.size() + 1;
        if (number > limit_lines) fail(where, number, "is one line more than a trace may have");
        lines.push_back(parsed(line, where, number));
        if (!lines.back().is_object()) fail(where, number, "is not a JSON object");
    }
    return lines;
}

/// Until version 0.2.0 a header held no interface and no version: they were read out of the
/// provider's name. Only traces of that time are judged so.
void guess_from_name(const Scenario& scenario, Subject& subject) {
    const std::string& name = subject.provider;
    if (name.starts_with("spi:"))
        subject.interface = Interface::spi;
    else if (name == "simulated")
        subject.interface = interface_of(scenario);
    const bool is_legacy =
        subject.interface == Interface::api && name.find("wsock32") != std::string::npos;
    if (is_legacy) subject.dll = DllVersion::v1_1;
}

Subject subject_of(const json& header, const Scenario& scenario, const std::string& where) {
    Subject subject;
    subject.provider = header.value("provider", std::string{});
    subject.bits = header.value("bits", 64U);
    for (const json& fingerprint : header.value("sha256", json::array())) {
        if (!fingerprint.is_string()) fail(where, 1, "has a sha256 that is no text");
        subject.sha256.push_back(fingerprint.get<std::string>());
    }
    if (!header.contains("interface") && !header.contains("dll")) {
        guess_from_name(scenario, subject);
        return subject;
    }
    const auto interface = interface_named(header.value("interface", std::string{}));
    const auto dll = dll_named(header.value("dll", std::string{}));
    if (!interface) fail(where, 1, R"(has an interface that is neither "api" nor "spi")");
    if (!dll) fail(where, 1, R"(has a dll that is neither "1.1" nor "2.2")");
    subject.interface = *interface;
    subject.dll = *dll;
    return subject;
}

Trace header_of(const json& header, const Scenario* scenario, const std::string& where) {
    if (header.value("format", json{}) != trace_format) {
        fail(where, 1, "is no header of format \"" + std::string{trace_format} + "\"");
    }
    Trace trace;
    if (scenario != nullptr) {
        trace.scenario = *scenario;
        trace.subject = subject_of(header, trace.scenario, where);
        return trace;
    }
    if (!header.contains("scenario") || !header["scenario"].is_object() ||
        !header["scenario"].contains("id") || !header["scenario"]["id"].is_string()) {
        fail(where, 1, "has no scenario with an id");
    }
    json document = header["scenario"];
    const std::string id = document["id"];
    document.erase("id");
    trace.scenario = parse_scenario(document.dump(), id, where + ": line 1: .scenario");
    trace.subject = subject_of(header, trace.scenario, where);
    return trace;
}

/// The step that an event is about.
std::size_t step_of(const json& line, const Trace& trace, const std::string& where,
                    std::size_t number) {
    const json step = line.value("step", json{});
    const std::size_t steps = trace.scenario.steps.size();
    if (!step.is_number_unsigned() || step.get<std::size_t>() >= steps)
        fail(where, number, "names no step of the scenario");
    return step.get<std::size_t>();
}

bool is_invoked(const Trace& trace, std::size_t step) {
    return !trace.events.empty() && trace.events.back().step == step &&
           !trace.events.back().reply.has_value();
}

/// What JSON's own errors say, without the name of their kind.
std::string in_words(const json::exception& error) {
    const std::string text = error.what();
    const std::size_t end = text.find("] ");
    return visible(end == std::string::npos ? text : text.substr(end + 2));
}

/// Reads one line, and says which it was if it has not the form of its kind.
template <typename Read>
auto reading(const std::string& where, std::size_t number, Read read) {
    try {
        return read();
    } catch (const json::exception& error) {
        fail(where, number, "has not what a line of its kind has: " + in_words(error));
    }
}

void read_event(const json& line, const std::string& where, std::size_t number, Decoder& decoder,
                Trace& trace) {
    const std::string kind = line.value("event", std::string{});
    const std::size_t step = step_of(line, trace, where, number);
    if (kind == "upcall") {
        trace.upcalls.push_back({step, line.value("name", std::string{}),
                                 Error{line.value("error", 0)}, line.value("late", false)});
    } else if (kind == "invoked") {
        trace.events.push_back({step});
    } else if (kind == "returned" || kind == "hung") {
        if (!is_invoked(trace, step))
            fail(where, number, "returns from a step that was not invoked");
        Event& event = trace.events.back();
        if (line.contains("failed"))
            event.failure = line["failed"].dump();
        else
            event.reply = decoder.reply_to(step, line);
        event.fault = fault_in(line);
        event.asides = asides_in(line);
    } else {
        fail(where, number, "is no event of a trace");
    }
}

void read_events(const std::vector<json>& lines, const std::string& where, Trace& trace) {
    Decoder decoder{trace.scenario, trace.subject.bits};
    for (std::size_t i = 1; i + 1 < lines.size(); ++i) {
        reading(where, i + 1, [&] { read_event(lines[i], where, i + 1, decoder, trace); });
        const bool has_failed = !trace.events.empty() && !trace.events.back().failure.empty();
        if (has_failed) return;  // What comes after has lost its ground.
    }
}

Trace parse(std::string_view text, const Scenario* scenario, const std::string& where) {
    const std::vector<json> lines = lines_of(text, where);
    if (lines.empty()) fail(where, 1, "is missing: the trace is empty");
    Trace trace = reading(where, 1, [&] { return header_of(lines.front(), scenario, where); });
    reading(where, lines.size(), [&] {
        const json& footer = lines.back();
        if (lines.size() < 2 || footer.value("event", std::string{}) != "end")
            fail(where, lines.size(), "is no footer: the trace is cut short");
        trace.how = footer.value("how", std::string{"garbage"});
        trace.detail = footer.value("detail", std::string{});
    });
    read_events(lines, where, trace);
    return trace;
}

}  // namespace

Trace parse_trace(std::string_view text, const std::string& where) {
    return parse(text, nullptr, where);
}

Trace parse_trace_header(std::string_view text, const std::string& where) {
    const std::string header{text.substr(0, text.find('\n'))};
    return parse_trace(header + "\n{\"event\": \"end\"}\n", where);
}

Trace parse_trace(std::string_view text, const Scenario& scenario, const std::string& where) {
    return parse(text, &scenario, where);
}

}  // namespace wsconform
