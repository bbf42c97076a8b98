// SPDX-License-Identifier: Apache-2.0

// The oracle puts internal steps off until a call notices them. What it says must be what the whole
// set of states says, closed after each event: for random walks through requests, connections,
// notices and start-ups, some with a reply that the state the walk is in does not allow.

#include <gtest/gtest.h>

#include <array>
#include <map>
#include <random>
#include <set>
#include <string>
#include <utility>

#include "conformance/exploring/bounded_model.hpp"
#include "conformance/judging/oracle.hpp"
#include "model/internal_steps.hpp"

namespace wsconform {
namespace {

constexpr Bound bound{.requests = 3, .threads = 2, .sockets = 2};
constexpr ThreadId alice{0};
constexpr WindowId window{0};
constexpr NameId held_name{0};
constexpr std::array connections{std::pair{SocketId{0}, PeerId{1}},
                                 std::pair{SocketId{1}, PeerId{3}}};
constexpr std::size_t walks = 2'000;
constexpr std::size_t events = 40;
constexpr std::size_t largest_set = 400;

/// Started, and with its connections made.
State started(Version version) {
    State state = start_of(bound);
    state.process.startups = 1;
    state.process.was_started = 1;
    state.process.negotiated = version;
    state.process.lowest = version;
    for (const auto& [socket, peer] : connections) {
        state.at(socket).phase = SocketPhase::connected;
        state.at(socket).far = peer;
        state.at(peer).phase = PeerPhase::connected;
        state.at(peer).far = socket;
    }
    return state;
}

/// What an event says of the states it leaves.
struct Said {
    bool conforms{};
    std::vector<ClauseId> exercised;
    std::set<std::string> branches;
    std::map<Pattern, std::set<ClauseId>> allowed;

    bool operator==(const Said&) const = default;
};

Said said_of(const Assessment& assessment) {
    Said said;
    said.conforms = assessment.conclusion == Conclusion::conforms;
    if (!said.conforms) return said;
    said.exercised = assessment.exercised.listed();
    if (!assessment.branch.taken.empty()) said.branches.emplace(assessment.branch.taken);
    for (const AllowedOutcome& outcome : assessment.allowed)
        said.allowed[outcome.pattern].insert(outcome.because.begin(), outcome.because.end());
    return said;
}

/// Every state there could be, always.
class WholeSet {
  public:
    explicit WholeSet(const State& start) { states_.insert(start); }

    Said observe(const Call& call, std::optional<ThreadId> thread, const Reply& reply) {
        close_under_internal_steps(states_, [](const State&, ThreadId) -> std::vector<State> {
            ADD_FAILURE() << "nothing is in flight";
            return {};
        });
        Said said;
        ClauseSet exercised;
        StateSet next;
        for (const State& state : states_) {
            const Ruling ruling = rule(Spec{}, state, thread, call);
            const auto found = explanations(ruling, reply);
            for (const Outcome* outcome : found) {
                next.insert(after(*outcome, reply, thread));
                exercised.add(outcome->because);
                said.branches.emplace(outcome->branch.taken);
            }
            if (found.empty()) continue;
            for (const Prohibition& forbidden : ruling.forbidden())
                exercised.add(forbidden.because);
            for (const Outcome& outcome : ruling.allowed())
                said.allowed[outcome.pattern].insert(outcome.because.begin(),
                                                     outcome.because.end());
        }
        states_ = std::move(next);
        said.conforms = !states_.empty();
        said.exercised = exercised.listed();
        // The oracle tells of a branch if all agree.
        if (said.branches.size() != 1 || said.branches.begin()->empty()) said.branches.clear();
        return said;
    }
    std::size_t size() const { return states_.size(); }

  private:
    StateSet states_;
};

void add(std::vector<Action>& actions, std::optional<ThreadId> thread, const Call& call,
         std::function<bool(const State&)> is_offered) {
    actions.push_back({thread, call, {}, {}, std::move(is_offered), {}});
}

void add_socket_calls(std::vector<Action>& actions, SocketId socket) {
    const auto exists = [socket](const State& state) {
        return state.at(socket).phase != SocketPhase::none;
    };
    const auto both =
        static_cast<std::uint8_t>(Notice::read) | static_cast<std::uint8_t>(Notice::close);
    for (const Call& call : std::initializer_list<Call>{
             calls::Bind{socket},
             calls::Listen{socket},
             calls::Send{socket, 3},
             calls::Receive{socket, calls::ReceiveCall::recv, 16},
             calls::Receive{socket, calls::ReceiveCall::wsarecv, 2, OverlappedId::none, true},
             calls::Receive{socket, calls::ReceiveCall::wsarecv, 2, OverlappedId{0}},
             calls::RecvDisconnect{socket, false, 8},
             calls::SendDisconnect{socket, false, 4},
             calls::Shutdown{socket, 0},
             calls::Shutdown{socket, 1},
             calls::GetSockName{socket},
             calls::SetLinger{socket, false, true, 0},
             calls::SetLinger{socket, false, true, 5},
             calls::GetLinger{socket},
             calls::SetNonblocking{socket, true},
             calls::Select{socket, 10, static_cast<std::uint8_t>(1U << index_of(socket))},
             calls::AsyncSelect{socket, window, both},
             calls::EventSelect{socket, both},
             calls::EnumNetworkEvents{socket},
             calls::CloseSocket{socket}})
        add(actions, alice, call, exists);
}

/// Those of the bounded model; then more calls on its sockets, and a pair of sockets that keep
/// message boundaries.
std::vector<Action> actions_to_walk() {
    std::vector<Action> actions = actions_within(bound);
    const auto always = [](const State&) { return true; };
    for (const auto& [socket, peer] : connections) {
        const auto is_there = [peer = peer](const State& state) {
            return state.at(peer).phase == PeerPhase::connected;
        };
        add_socket_calls(actions, socket);
        for (const Call& call :
             std::initializer_list<Call>{calls::PeerSends{peer, 5}, calls::PeerShutsDown{peer},
                                         calls::PeerResets{peer}, calls::PeerObserves{peer}})
            add(actions, std::nullopt, call, is_there);
    }
    constexpr SocketId listener{2};
    constexpr SocketId caller{3};
    constexpr SocketId served{4};
    for (const SocketId socket : {listener, caller}) {
        add(actions, alice, calls::CreateSocket{socket, Transport::seqpacket},
            [socket](const State& s) { return s.at(socket).phase == SocketPhase::none; });
    }
    add(actions, alice, calls::Connect{caller, PeerId::none, listener},
        [](const State& s) { return s.at(caller).phase == SocketPhase::created; });
    add(actions, alice, calls::Accept{listener, served},
        [](const State& s) { return s.at(served).phase == SocketPhase::none; });
    for (const SocketId socket : {listener, caller, served})
        add_socket_calls(actions, socket);
    add(actions, alice, calls::Startup{{1, 1}},
        [](const State& s) { return s.process.startups < 2; });
    for (const Call& call : std::initializer_list<Call>{
             calls::GetLastError{}, calls::SetLastError{Error::wsaeinval}, calls::GetHostName{},
             calls::Await{true}, calls::WaitForQuiescence{},
             calls::LookAtOverlapped{OverlappedId{0}}})
        add(actions, alice, call, always);
    add(actions, std::nullopt, calls::NameHolds{held_name}, always);
    add(actions, std::nullopt, calls::EndProcess{},
        [](const State& s) { return s.process.ended == 0 && s.process.startups == 0; });
    return actions;
}

class Walk {
  public:
    Walk(const std::vector<Action>& actions, const State& start, std::mt19937& chance)
        : actions_{&actions}, chance_{&chance}, state_{start}, whole_{state_} {}

    void take() {
        Oracle oracle{Spec{}, state_};
        for (std::size_t event = 0; event < events && whole_.size() < largest_set;) {
            const auto steps = internal_steps(state_);
            if (!steps.empty() && drawn(3) == 0) state_ = steps[drawn(steps.size())];
            const Action& action = (*actions_)[drawn(actions_->size())];
            if (!action.is_offered(state_)) continue;
            const Ruling ruling = rule(Spec{}, state_, action.thread, action.call);
            if (ruling.allowed().empty()) continue;
            const Outcome& outcome = ruling.allowed()[drawn(ruling.allowed().size())];
            Reply reply = example_of(outcome.pattern);
            // Two requests may be given one handle, one after the other.
            if (outcome.remember == Remember::handle) reply.value = 1 + drawn(bound.requests);
            if (drawn(40) == 0) reply.value += drawn(3);
            if (drawn(100) == 0) reply = {ReplyKind::failed, 0, 0, Error::wsaealready};
            const Said said = said_of(oracle.observe({&action.call, action.thread, reply}));
            ASSERT_EQ(said, whole_.observe(action.call, action.thread, reply)) << action.name;
            if (!said.conforms || explanations(ruling, reply).empty()) return;
            state_ = after(outcome, reply, action.thread);
            ++event;
            if (whole_.size() > oracle.possible().size()) ++put_off_;
        }
    }
    /// Events after which the oracle held fewer states than there could be.
    std::size_t put_off() const { return put_off_; }

  private:
    std::uint32_t drawn(std::size_t below) {
        return static_cast<std::uint32_t>((*chance_)() % below);
    }

    const std::vector<Action>* actions_;
    std::mt19937* chance_;
    State state_;
    WholeSet whole_;
    std::size_t put_off_{};
};

TEST(Oracle, SaysOfEachEventWhatTheWholeSetOfStatesSays) {
    const std::vector<Action> actions = actions_to_walk();
    std::mt19937 chance{1};
    std::size_t put_off = 0;
    for (std::size_t i = 0; i < walks && !::testing::Test::HasFatalFailure(); ++i) {
        Walk walk{actions, started(i % 2 == 0 ? Version{2, 2} : Version{1, 1}), chance};
        walk.take();
        put_off += walk.put_off();
    }
    EXPECT_GT(put_off, walks);
}

}  // namespace
}  // namespace wsconform
