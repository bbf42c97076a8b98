// SPDX-License-Identifier: Apache-2.0

#include "reports/reproduce/reproduce.hpp"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <utility>

#include "conformance/text/input_error.hpp"
#include "reports/reproduce/c_program.hpp"
#include "reports/reproduce/exclusions.hpp"
#include "reports/reproduce/layout.hpp"
#include "reports/reproduce/peers.hpp"
#include "reports/reproduce/wine_form.hpp"
#include "reports/reproduce/wording.hpp"

namespace wsconform {

namespace {

using nlohmann::json;
using namespace reproduce;

/// Writes the steps of a scenario one after the other.
class StepWriter {
  public:
    StepWriter(const Scenario& scenario, ProgramForm form, const std::set<std::size_t>& todo)
        : scenario_{scenario},
          steps_(json::parse(scenario.json).at("steps")),
          form_{form},
          todo_{todo},
          peers_{steps_} {
        const auto flies_here = [](const json& step) {
            return step.contains("in_flight") && !step.contains("thread");
        };
        // The thread that directs the scenario cannot wait in a call itself.
        if (std::ranges::any_of(steps_, flies_here)) main_thread_ = "app";
        for (const json& step : steps_) {
            if (step.contains("in_flight")) flights_[step.at("in_flight")] = thread_of(step);
            if (step.value("call", "") == "bind" && step.contains("name"))
                names_.ports.insert(step.at("name").get<std::string>());
        }
        // What is expected of a call in flight decides how its reply is put.
        const json as_written = steps_;
        for (const json& step : as_written) {
            if (step.value("await", "") == "return" && step.contains("returns"))
                flight(step.at("of"))["returns"] = step.at("returns");
        }
        // A claim about the sets of a select names them in the order of the call.
        for (json& step : steps_) {
            if (step.value("await", "") == "return") add_sets(step, flight(step.at("of")));
        }
    }

    std::string program() {
        for (std::size_t i = 0; i < steps_.size(); ++i)
            write(i);
        close_group();
        body_ += exclusions();
        if (!names_.hooks.empty() && workers_.empty()) workers_.insert("app");
        return text_of({scenario_, form_, names_, workers_, functions_, body_});
    }

  private:
    /// Empty for the thread that directs; it does what the peer does, too.
    std::string thread_of(const json& step) const {
        const bool is_directed = step.contains("peer") || step.contains("hook") ||
                                 step.contains("name_server") || step.contains("constant") ||
                                 step.contains("macro");
        return is_directed ? std::string{} : step.value("thread", main_thread_);
    }

    static void add_sets(json& step, const json& call) {
        for (const char* set : {"readfds", "writefds", "exceptfds"})
            if (call.contains(set)) step[set] = call.at(set);
    }

    json& flight(const std::string& name) {
        return *std::ranges::find_if(
            steps_, [&](const json& step) { return step.value("in_flight", "") == name; });
    }

    void write(std::size_t i) {
        const json& step = steps_[i];
        if (step.contains("in_flight")) return write_flight(i);
        if (step.contains("inside")) return write_inside(i);
        if (step.value("await", "") == "return") {
            close_group();
            body_ += with_reply(i, "returned(&" + worker(flights_.at(step.at("of"))) + ")",
                                step.at("of").get<std::string>() + " returns");
            return;
        }
        const std::string thread = thread_of(step);
        if (thread != group_thread_ || thread.empty()) close_group();
        if (thread.empty()) {
            body_ += lines_of(i);
            return;
        }
        if (group_.empty()) group_start_ = i;
        group_thread_ = thread;
        group_end_ = i;
        group_ += lines_of(i);
    }

    void close_group() {
        if (group_.empty()) return;
        const std::string last =
            group_start_ == group_end_ ? "" : "_to_" + std::to_string(group_end_ + 1);
        const std::string name = "step_" + std::to_string(group_start_ + 1) + last;
        add_function(name, std::exchange(group_, {}));
        body_ += indented("run_on(&" + worker(group_thread_) + ", " + name + ");");
    }

    void write_flight(std::size_t i) {
        close_group();
        const std::string thread = thread_of(steps_[i]);
        const std::string name = "step_" + std::to_string(i + 1);
        const std::string reply = reply_of(steps_[i], "data_" + thread, names_);
        add_function(name,
                     opening(i, action(i)) + statement(worker(thread) + ".seen = " + reply + ";"));
        body_ += indented("take_off(&" + worker(thread) + ", " + name + ");");
    }

    void write_inside(std::size_t i) {
        close_group();
        const std::string thread = flights_.at(steps_[i].at("inside"));
        const std::string name = "step_" + std::to_string(i + 1);
        add_function(name, lines_of(i));
        body_ += indented("if (!run_inside(&" + worker(thread) + ", " + name + ")) {") +
                 deeper(with_reply(i, "\"no hook is run\"", action(i))) + indented("}");
    }

    std::string worker(const std::string& thread) {
        workers_.insert(thread);
        return "thread_" + thread;
    }

    void add_function(const std::string& name, const std::string& lines) {
        functions_ += "\nstatic void " + name + "(void) {\n" + locals_of(lines) + lines + "}\n";
    }

    /// Compares replies with each other that only as a pair are wrong.
    std::string exclusions() const {
        if (form_ == ProgramForm::wine) return {};
        std::string lines;
        for (const Exclusion& pair : exclusions_of(scenario_)) {
            lines += statement("exclude(" + std::to_string(pair.first + 1) + ", " +
                               literal(pair.reply) + ", " + std::to_string(pair.second + 1) + ", " +
                               literal(pair.other) + ");");
        }
        return lines;
    }

    std::string action(std::size_t i) const { return scenario_.steps[i].action; }

    /// Says which step comes.
    std::string opening(std::size_t i, const std::string& what) const {
        const std::string number = std::to_string(i + 1);
        const std::string call = steps_[i].value("call", "");
        const bool keeps_error = call.empty() || call.ends_with("LastError");
        if (form_ == ProgramForm::c) {
            return indented(std::string{"begin"} + (keeps_error ? "_as_it_is" : "") + "(" + number +
                            ", " + literal(what) + ");");
        }
        return indented("/* step " + number + ": " + remark(what) + " */") +
               (keeps_error ? "" : indented("WSASetLastError(0xdeadbeef);"));
    }

    /// Compares a reply with the claim, if there is one.
    std::string judged(std::size_t i, const std::string& reply) const {
        const std::vector<std::string> texts = expected_of(steps_[i]);
        if (form_ == ProgramForm::wine)
            return wine_statements({i + 1, reply, texts, todo_.contains(i + 1)});
        std::string line = "expect(" + std::to_string(i + 1) + ", " + reply + ", ";
        for (const std::string& text : texts)
            line += literal(text) + ", ";
        return statement(line + "NULL);");
    }

    std::string with_reply(std::size_t i, const std::string& reply, const std::string& what) const {
        return opening(i, what) + judged(i, reply);
    }

    std::string lines_of(std::size_t i) {
        const json& step = steps_[i];
        if (peers_.is_address_only(i)) {
            names_.sockets.insert(step.at("as").get<std::string>());
            return indented("/* step " + std::to_string(i + 1) + ": " + remark(action(i)) +
                            ", which only stands for an address here */");
        }
        const std::string thread = thread_of(step);
        const std::string reply =
            reply_of(step, thread.empty() ? "data" : "data_" + thread, names_);
        if (reply.empty()) return opening(i, action(i)) + indented(statement_of(step, names_));
        return with_reply(i, reply, action(i)) + keeping_of_port(step);
    }

    std::string keeping_of_port(const json& step) const {
        const std::string call = step.value("call", "");
        const bool has_port = call == "bind" || call == "connect" || call == "sendto";
        if (!has_port || !names_.ports.contains(step.at("s"))) return {};
        const std::string name = step.at("s");
        return indented(port_of(name) + " = port_of(" + identifier(name) + ");");
    }

    const Scenario& scenario_;
    json steps_;
    ProgramForm form_;
    const std::set<std::size_t>& todo_;
    Peers peers_;
    DeclaredNames names_;
    std::string main_thread_;
    std::map<std::string, std::string> flights_;  ///< Their threads.
    std::set<std::string> workers_;
    std::string functions_;
    std::string body_;
    std::string group_;  ///< Steps that one thread does without a break.
    std::string group_thread_;
    std::size_t group_start_{};
    std::size_t group_end_{};
};

}  // namespace

std::string program_of(const Scenario& scenario, ProgramForm form,
                       const std::set<std::size_t>& todo) {
    if (const auto why = why_not_reproducible(scenario, form)) {
        const std::string one = form == ProgramForm::wine ? "a test of Wine" : "a program";
        const auto nearest = nearest_reproducible(scenario, form);
        const bool is_c_program =
            form == ProgramForm::wine && !why_not_reproducible(scenario, ProgramForm::c);
        throw InputError{scenario.id + ": " + *why +
                         (is_c_program ? "; without --form wine it is a C program" : "") +
                         "; play it with wsconform run" +
                         (nearest ? ", or take the nearest purpose of its clauses that " + one +
                                        " can show: " + *nearest
                                  : "; no purpose of its clauses can be " + one)};
    }
    if (!todo.empty() && form != ProgramForm::wine)
        throw InputError{"--todo is for tests of Wine; add --form wine"};
    for (const std::size_t step : todo) {
        const bool is_claimed = step >= 1 && step <= scenario.steps.size() &&
                                scenario.steps[step - 1].claim.has_value();
        if (!is_claimed)
            throw InputError{"--todo " + std::to_string(step) +
                             ": is no claim; give the number of a step with \"returns\""};
    }
    return StepWriter{scenario, form, todo}.program();
}

}  // namespace wsconform
