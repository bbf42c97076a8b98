// SPDX-License-Identifier: Apache-2.0

#pragma once

// For tests: an oracle, and what it is told in the order of a script.

#include <gtest/gtest.h>

#include <deque>

#include "conformance/judging/oracle.hpp"

namespace wsconform {

inline constexpr ThreadId alice{0};
inline constexpr RequestId r1{0};
inline constexpr RequestId r2{1};
inline constexpr WindowId w{0};
inline constexpr BufferId b1{0};
inline constexpr NameId slow{0};

inline State fresh() {
    State state{};
    state.process.highest = {2, 2};
    return state;
}

class Script {
  public:
    Assessment sees(const Call& call, const Reply& reply) {
        return oracle_.observe({&keep(call), alice, reply});
    }
    Assessment tester(const Call& call, const Reply& reply) {
        return oracle_.observe({&keep(call), std::nullopt, reply});
    }
    const StateSet& possible() const { return oracle_.possible(); }

    void starts_up() {
        Reply reply;
        reply.kind = ReplyKind::done;
        reply.value = 0x202;
        reply.size = 0x202;
        ASSERT_EQ(sees(calls::Startup{{2, 2}}, reply).conclusion, Conclusion::conforms);
    }
    void opens_window() { sees(calls::OpenWindow{w}, done(1)); }
    void requests(RequestId id, std::uint32_t handle) {
        calls::AsyncGet call;
        call.kind = LookupKind::host_by_name;
        call.as = id;
        call.window = w;
        call.buffer = b1;
        call.name = slow;
        call.room_bytes = 1024;
        ASSERT_EQ(sees(call, done(handle)).conclusion, Conclusion::conforms);
    }
    void holds(bool held) {
        if (held)
            tester(calls::NameHolds{slow}, done(0));
        else
            tester(calls::NameReleases{slow}, done(0));
    }
    void answers() { tester(calls::NameAnswers{slow, Answer::found}, done(0)); }

    static Reply done(std::uint32_t value) {
        Reply reply;
        reply.kind = ReplyKind::done;
        reply.value = value;
        return reply;
    }
    static Reply failed(Error error) {
        Reply reply;
        reply.kind = ReplyKind::failed;
        reply.error = error;
        return reply;
    }
    static Reply nothing() {
        Reply reply;
        reply.kind = ReplyKind::nothing;
        return reply;
    }
    static Reply message(std::uint32_t handle, Error error = Error::none) {
        Reply reply;
        reply.kind = ReplyKind::message;
        reply.value = handle;
        reply.error = error;
        return reply;
    }

  private:
    const Call& keep(const Call& call) { return calls_.emplace_back(call); }

    Oracle oracle_{Spec{}, fresh()};
    std::deque<Call> calls_;  ///< The oracle keeps pointers to them.
};

inline bool names(const ClauseSet& clauses, ClauseId id) {
    return clauses.contains(id);
}

inline Script with_running_request() {
    Script script;
    script.answers();
    script.holds(true);
    script.starts_up();
    script.opens_window();
    script.requests(r1, 1);
    return script;
}

}  // namespace wsconform
