// SPDX-License-Identifier: Apache-2.0

#include "harness/agent/answer.hpp"

#include "harness/agent/channel.hpp"

namespace wsconform::agent {

void Answers::invoked(const Step& step) const {
    event(step, "invoked", Clock::now(), Json::object());
}

void Answers::returned(const Step& step, Clock::time_point at, Json facts) const {
    event(step, "returned", at, std::move(facts));
}

void Answers::upcall(const Step& step, const spi::Upcall& upcall) const {
    Json facts{{"name", upcall.name}, {"value", upcall.value}};
    if (upcall.error != 0) facts["error"] = upcall.error;
    if (upcall.is_late) facts["late"] = true;
    event(step, "upcall", upcall.at, std::move(facts));
}

void Answers::asks(const Step& step, Json ports) const {
    event(step, "asks", Clock::now(), {{"ports", std::move(ports)}});
}

void Answers::hung(const Step& step) const {
    event(step, "hung", Clock::now(), Json::object());
}

void Answers::loaded() {
    write_line({{"event", "loaded"}});
}

void Answers::completed() {
    write_line({{"event", "end"}, {"how", "completed"}});
}

void Answers::ended(const char* how, const std::string& why) {
    write_line({{"event", "end"}, {"how", how}, {"detail", why}});
}

void Answers::event(const Step& step, const char* name, Clock::time_point at, Json facts) const {
    using std::chrono::microseconds;
    facts["at"] = std::chrono::duration_cast<microseconds>(at - start_).count();
    facts["thread"] = step.thread;
    facts["step"] = step.number;
    facts["event"] = name;
    write_line(facts);
}

void write_line(const Json& line) {
    constexpr int compact = -1;
    constexpr bool only_ascii = true;
    say(line.dump(compact, ' ', only_ascii, Json::error_handler_t::replace));
}

}  // namespace wsconform::agent
