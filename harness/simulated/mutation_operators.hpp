// SPDX-License-Identifier: Apache-2.0

#pragma once

// The operators, as one class that collects what they make of one moment. Those for calls are in
// call_operators.cpp, those for messages and peers in message_operators.cpp, those that mix up
// threads in thread_operators.cpp, those for what was seen of real providers in
// phase_operators.cpp.

#include <string>
#include <string_view>
#include <vector>

#include "harness/simulated/mutation.hpp"

namespace wsconform {

class MutationOperators {
  public:
    explicit MutationOperators(const Moment& moment);

    /// What becomes of the reply of a call.
    void mutate_failure();
    void mutate_success();
    /// What becomes of its effect.
    void mutate_effect();
    void mutate_waiting();
    void write_to_cancelled_buffers();
    void reuse_handles();

    void mutate_message();
    void add_stray_messages();
    void mutate_sight();
    void mutate_inspection();

    void mix_up_threads();

    void forget_refusals_in_a_phase();
    void miss_conditions();
    void lose_associations();
    void miss_deadlines();
    void forget_inheritance();
    void take_one_direction_for_both();
    // event_operators.cpp
    void mistake_records();
    void leave_sets();
    void take_what_is_peeked();

    std::vector<Mutation> take() { return std::move(all_); }

  private:
    enum class Memory { keeps, forgets };  ///< Of what the outcome remembers of the reply.

    void add(std::string_view mutant, const Reply& reply, const State& next,
             Memory memory = Memory::forgets);
    void fail(std::string_view mutant, Error error, const State& next);
    void add_values(const std::string& place);
    void add_defects(const std::string& place);
    void mutate_request_message(const Request& request);
    void mutate_notice(SocketId socket);
    void lose_half_of_the_effect();
    void repeat_the_effect();
    void tell_errors_of_others(ThreadId own);
    void share_with_others(ThreadId own);

    const State& before() const { return *moment_->state; }
    const State& next() const { return moment_->outcome.next; }
    const Reply& reply() const { return moment_->reply; }
    const Call& call() const { return moment_->step->call; }
    const std::string& function() const { return moment_->step->function; }
    bool can_fail() const;
    /// What the call returns to say that it was not refused.
    Reply acceptance() const;
    /// The clause that the outcome is allowed for, as part of a name.
    std::string situation() const;
    std::string function_of(const Request& request) const;
    /// Codes that the rule speaks of here, and those that are often taken for each other.
    std::vector<Error> other_codes() const;

    const Moment* moment_;
    State undone_;  ///< As if the provider had done nothing.
    std::vector<Mutation> all_;
};

std::string label_of(Error error);
std::string label_of(ReplyKind kind);

}  // namespace wsconform
