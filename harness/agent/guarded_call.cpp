// SPDX-License-Identifier: Apache-2.0

#include "harness/agent/guarded_call.hpp"

#include <array>
#include <atomic>

#include "harness/agent/exceptions.hpp"
#include "harness/agent/fault.hpp"
#include "harness/agent/our_threads.hpp"
#include "harness/agent/processor.hpp"

namespace {

constexpr DWORD sets_thread_name = 0x406D1388;
constexpr DWORD prints_wide = 0x4001000A;

/// Lies in run_guarded(). The assembly stores into the first of it.
struct GuardedCall {
    void* frame = nullptr;
    wsconform::agent::Fault* fault = nullptr;
};

using wsconform::agent::ThreadWord;

/// The guarded call that a thread is in; 0 while what it runs is our own.
const ThreadWord call_here;
/// How many upcalls it answers.
const ThreadWord answering_here;
/// The first of these, for the main thread to ask of the others.
std::array<std::atomic<bool>, wsconform::agent::most_threads> is_inside{};

GuardedCall* guarded_call_here() {
    return reinterpret_cast<GuardedCall*>(call_here.value());
}

void enter(std::uintptr_t call) {
    call_here.set(call);
    if (const unsigned thread = wsconform::agent::this_thread_number(); thread != 0)
        is_inside.at(thread) = call != 0;
}

/// Whether the exception is not the provider's although it called what raised it. Where the stack
/// tells nothing it is the provider's: the call was made to it.
bool is_our_own(const wsconform::agent::Fault& fault) {
    if (guarded_call_here() == nullptr) return true;
    return owner_of(fault) == wsconform::agent::Owner::agent && answering_here.value() == 0;
}

}  // namespace

namespace wsconform::agent {

bool is_message_to_a_debugger(DWORD code) {
    return code == DBG_PRINTEXCEPTION_C || code == prints_wide || code == sets_thread_name;
}

/// Takes the exception down, if that was asked for.
void note_exception(const EXCEPTION_RECORD& record, const CONTEXT& context) {
    const GuardedCall* const call = guarded_call_here();
    if (call != nullptr && call->fault == nullptr) return;
    const Fault fault = fault_of(record, context);
    if (is_our_own(fault)) end_by_own_fault(fault);
    *call->fault = fault;
}

std::uint32_t run_guarded(void (*body)(void*), void* argument, Fault* fault) {
    // A call may be made from inside another one, by a blocking hook.
    const std::uintptr_t outer = call_here.value();
    const std::uintptr_t answering = answering_here.value();
    GuardedCall call{nullptr, fault};
    enter(reinterpret_cast<std::uintptr_t>(&call));
    const std::uint32_t raised = wsconform_run_guarded(body, argument, &call.frame);
    enter(outer);
    answering_here.set(answering);
    return raised;
}

bool leave_guarded_call(EXCEPTION_POINTERS& pointers) {
    const GuardedCall* const call = guarded_call_here();
    if (call == nullptr) return false;
    note_exception(*pointers.ExceptionRecord, *pointers.ContextRecord);
    leave_by(*pointers.ContextRecord, call->frame, pointers.ExceptionRecord->ExceptionCode);
    return true;
}

bool is_in_guarded_call() {
    return guarded_call_here() != nullptr;
}

bool is_in_guarded_call(unsigned thread) {
    return is_inside.at(thread);
}

bool is_edge_of_guarded_call(std::uintptr_t instruction) {
    const auto begin = reinterpret_cast<std::uintptr_t>(&wsconform_run_guarded);
    return instruction >= begin &&
           instruction < reinterpret_cast<std::uintptr_t>(&wsconform_guarded_end);
}

OurOwnCode::OurOwnCode() : call_{call_here.value()} {
    enter(0);
}

OurOwnCode::~OurOwnCode() {
    enter(call_);
}

Answering::Answering() {
    answering_here.set(answering_here.value() + 1);
}

Answering::~Answering() {
    answering_here.set(answering_here.value() - 1);
}

}  // namespace wsconform::agent
