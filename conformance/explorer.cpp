#include "conformance/explorer.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <set>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "conformance/invariants.hpp"
#include "conformance/oracle.hpp"
#include "conformance/state_set.hpp"
#include "model/internal_steps.hpp"

namespace wsconform {

namespace {

std::size_t offset_of_last_error(std::size_t thread) {
    return offsetof(State, threads) + thread * sizeof(Thread) + offsetof(Thread, last_error);
}

template <typename Array>
void add_parts(std::vector<PackedStates::Part>& parts, std::size_t offset, const Array& array,
               std::size_t count) {
    for (std::size_t i = 0; i < count; ++i)
        parts.push_back({offset + i * sizeof(array[0]), sizeof(array[0])});
}

/// What the calls of the bounded model can change.
std::vector<PackedStates::Part> parts_of(const Bound& bound) {
    const State state{};
    std::vector<PackedStates::Part> parts{{offsetof(State, process), sizeof(Process)}};
    for (std::size_t i = 0; i < bound.threads; ++i)
        parts.push_back({offset_of_last_error(i), sizeof(Error)});
    add_parts(parts, offsetof(State, requests), state.requests, bound.requests);
    add_parts(parts, offsetof(State, sockets), state.sockets, bound.sockets);
    if (bound.requests > 0) {
        parts.push_back({offsetof(State, windows), sizeof(Window)});
        parts.push_back({offsetof(State, names), sizeof(Name)});
    }
    if (bound.sockets > 0) parts.push_back({offsetof(State, peers), sizeof(State::peers)});
    return parts;
}

/// A reply of the outcome; a request gets a handle of its own.
Reply reply_of(const Outcome& outcome) {
    Reply reply = example_of(outcome.pattern);
    if (outcome.remember == Remember::handle) reply.value = outcome.target + 1U;
    return reply;
}

bool is_forbidden(const Ruling& ruling, const Reply& reply) {
    return std::ranges::any_of(ruling.forbidden(),
                               [&](const Prohibition& p) { return p.pattern.matches(reply); });
}

/// The internal steps of a request, by the phase they lead to.
constexpr std::array<std::pair<RequestPhase, std::string_view>, 3> request_steps{
    {{RequestPhase::completed, "a look-up ends"},
     {RequestPhase::posted, "a message is posted"},
     {RequestPhase::orphaned, "a look-up ends after its window"}}};

/// Which rules have had an effect.
class Fired {
  public:
    void note(const Transition& transition, const State& before, const State& after) {
        if (transition.action == nullptr) {
            note_internal(before, after);
            return;
        }
        const ReplyKind kind = transition.reply.kind;
        const bool has_effect = kind != ReplyKind::failed && kind != ReplyKind::nothing;
        if (has_effect) succeeded_[transition.action->call.index()] = true;
    }
    std::vector<std::string> missing(const std::vector<Action>& actions, const Bound& bound) const {
        std::vector<std::string> names;
        std::set<std::size_t> said;
        for (const Action& action : actions) {
            const std::size_t call = action.call.index();
            if (!succeeded_[call] && said.insert(call).second) names.push_back(action.name);
        }
        for (std::size_t k = 0; k < request_steps.size(); ++k) {
            if (bound.requests > 0 && !stepped_[k]) names.emplace_back(request_steps[k].second);
        }
        return names;
    }

  private:
    void note_internal(const State& before, const State& after) {
        for (std::size_t i = 0; i < before.requests.size(); ++i) {
            if (before.requests[i].phase == after.requests[i].phase) continue;
            for (std::size_t k = 0; k < request_steps.size(); ++k)
                stepped_[k] |= after.requests[i].phase == request_steps[k].first;
        }
    }

    std::array<bool, std::variant_size_v<Call>> succeeded_{};
    std::array<bool, request_steps.size()> stepped_{};
};

}  // namespace

/// What one action did before, by the numbers of the parts that it reads.
class Explorer::Memory {
  public:
    struct Change {
        std::uint16_t part{};
        PackedStates::Number number{};
    };
    struct Entry {
        std::uint32_t first{};  ///< Of its effects.
        std::uint16_t count{};
        bool is_offered{};
    };

    Memory(const PackedStates& states, const std::vector<std::size_t>& reads,
           std::optional<ThreadId> thread) {
        // A call sets the last error of its thread, and reads none.
        const std::size_t set = thread ? offset_of_last_error(index_of(*thread)) : 0;
        for (std::size_t part = 0; part < states.parts().size(); ++part) {
            const std::size_t offset = states.parts()[part].offset;
            const bool is_read = std::ranges::find(reads, offset) != reads.end();
            if (is_read) parts_.push_back(static_cast<std::uint8_t>(part));
            const bool is_set = thread && offset == set;
            may_change_.push_back(is_read || is_set || reads.empty());
            if (is_set) set_ = part;
        }
        if (parts_.size() > most_parts) throw std::length_error{"a call reads too many parts"};
    }

    /// The entry for a state, and whether it holds already what the action does there.
    std::pair<std::size_t, bool> find(const PackedStates::Numbers& numbers) {
        if (parts_.empty()) {
            kinds_.clear();
            effects_.clear();
            changes_.clear();
            entries_.assign(1, {});
            return {0, false};
        }
        Key key{};
        for (std::size_t i = 0; i < parts_.size(); ++i)
            key[i] = numbers[parts_[i]];
        if (2 * (entries_.size() + 1) > slots_.size()) grow();
        std::uint32_t& slot = slot_for(key);
        if (slot != 0) return {slot - 1, true};
        keys_.push_back(key);
        entries_.push_back({static_cast<std::uint32_t>(effects_.size()), 0, false});
        slot = static_cast<std::uint32_t>(entries_.size());
        return {slot - 1, false};
    }
    void set_offered(std::size_t entry, bool is_offered) {
        entries_[entry].is_offered = is_offered;
    }
    /// Whether the call is offered in the state and has to wait.
    bool waits(std::size_t entry) const {
        return entries_[entry].is_offered && entries_[entry].count == 0;
    }
    std::size_t count(std::size_t entry) const { return entries_[entry].count; }
    /// Makes of a state's numbers those after an effect; the transition, without its ends.
    const Transition& apply(std::size_t entry, std::size_t index,
                            PackedStates::Numbers& numbers) const {
        const Effect& effect = effects_[entries_[entry].first + index];
        for (std::size_t i = 0; i < effect.count; ++i)
            numbers[changes_[effect.first + i].part] = changes_[effect.first + i].number;
        return kinds_[effect.kind];
    }
    /// Notes what the action does from one state to another, to the latest entry. It must not
    /// change what it does not read, or the entry would be wrong for other states.
    void add(std::size_t entry, const Transition& transition, const PackedStates::Numbers& from,
             const PackedStates::Numbers& to) {
        Effect effect{static_cast<std::uint32_t>(changes_.size()), 0, kind_of(transition)};
        for (std::size_t part = 0; part < from.size(); ++part) {
            if (from[part] != to[part] && !may_change_[part])
                throw std::logic_error{"a call changes what it does not read"};
            // The last error is set even where it was the same before.
            if (from[part] == to[part] && part != set_) continue;
            changes_.push_back({static_cast<std::uint16_t>(part), to[part]});
            effect.count++;
        }
        effects_.push_back(effect);
        entries_[entry].count++;
    }

    std::size_t bytes() const {
        return keys_.capacity() * sizeof(Key) + slots_.capacity() * sizeof(slots_[0]) +
               entries_.capacity() * sizeof(Entry) + effects_.capacity() * sizeof(Effect) +
               changes_.capacity() * sizeof(Change) + kinds_.capacity() * sizeof(Transition);
    }

  private:
    struct Effect {
        std::uint32_t first{};  ///< Of its changes.
        std::uint16_t count{};
        std::uint16_t kind{};
    };
    static constexpr std::size_t most_parts = 8;
    using Key = std::array<PackedStates::Number, most_parts>;

    /// Few transitions differ in more than their ends.
    std::uint16_t kind_of(const Transition& transition) {
        const auto same = std::ranges::find_if(kinds_, [&](const Transition& kind) {
            return kind.reply == transition.reply &&
                   std::ranges::equal(kind.because, transition.because);
        });
        const auto kind = static_cast<std::uint16_t>(same - kinds_.begin());
        if (same == kinds_.end()) kinds_.push_back(transition);
        return kind;
    }
    std::uint32_t& slot_for(const Key& key) {
        std::array<std::uint64_t, sizeof(Key) / sizeof(std::uint64_t)> words{};
        std::memcpy(words.data(), key.data(), sizeof(Key));
        constexpr std::uint64_t prime = 0x9e3779b97f4a7c15U;
        std::uint64_t hash = 0;
        for (const std::uint64_t word : words) {
            hash = (hash ^ word) * prime;
            hash ^= hash >> 32U;
        }
        hash *= prime;
        hash ^= hash >> 32U;
        std::size_t i = hash & (slots_.size() - 1);
        while (slots_[i] != 0 && keys_[slots_[i] - 1] != key)
            i = (i + 1) & (slots_.size() - 1);
        return slots_[i];
    }
    void grow() {
        slots_.assign(std::max<std::size_t>(64, 2 * slots_.size()), 0);
        for (std::size_t i = 0; i < keys_.size(); ++i)
            slot_for(keys_[i]) = static_cast<std::uint32_t>(i + 1);
    }

    std::vector<std::uint8_t> parts_;
    std::optional<std::size_t> set_;
    std::vector<bool> may_change_;
    std::vector<Key> keys_;
    std::vector<Entry> entries_;
    std::vector<Effect> effects_;
    std::vector<Change> changes_;
    std::vector<Transition> kinds_;
    std::vector<std::uint32_t> slots_;  ///< One more than an entry's index, or 0.
};

Explorer::Explorer(const Spec& spec, const Bound& bound)
    : spec_{spec},
      bound_{bound},
      actions_{actions_within(bound)},
      states_{start_of(bound), parts_of(bound)} {
    states_.insert(start_of(bound));
}

std::vector<Explorer::Effect> Explorer::effects_of(const State& state, const Action* action) const {
    std::vector<Effect> effects;
    if (action == nullptr) {
        for (const State& next : internal_steps(state))
            effects.push_back({{}, next});
        return effects;
    }
    if (!action->is_offered(state)) return effects;
    const Ruling ruling = rule(spec_, state, action->thread, action->call);
    for (const Outcome& outcome : ruling.allowed()) {
        const Reply reply = reply_of(outcome);
        if (!outcome.mutant && is_forbidden(ruling, reply)) continue;
        effects.push_back(
            {{0, 0, action, reply, outcome.because}, after(outcome, reply, action->thread)});
    }
    return effects;
}

void Explorer::note(Exploration& all, std::string_view fault, PackedStates::Index at) const {
    const auto is_same = [&](const std::string& f) { return f.starts_with(fault); };
    if (fault.empty() || std::ranges::any_of(all.faults, is_same)) return;
    std::string text{fault};
    text += ':';
    for (const Transition& step : way_to(at)) {
        text += ' ';
        text += step.action == nullptr ? "(internal step)" : step.action->name;
        text += ',';
    }
    all.faults.push_back(text + " in state " + std::to_string(at));
}

Exploration Explorer::explore(const Visit& visit, std::size_t limit) {
    Exploration all;
    std::vector<Memory> memories;
    for (const Action& action : actions_)
        memories.emplace_back(states_, action.reads, action.thread);
    Memory internal{states_, reads_of_internal_steps(bound_), std::nullopt};
    Fired fired;
    PackedStates::Numbers here;
    PackedStates::Numbers there;
    std::size_t level_ends = 1;
    for (std::size_t i = 0; i < states_.size() && states_.size() <= limit; ++i) {
        const auto from = static_cast<PackedStates::Index>(i);
        if (i == level_ends) {
            all.depth++;
            level_ends = states_.size();
        }
        states_.copy_numbers(i, here);
        const State state = states_[i];
        note(all, broken_in(state), from);
        const auto follow = [&](Memory& memory, const Action* action) -> std::size_t {
            const auto [entry, is_known] = memory.find(here);
            if (!is_known) {
                for (const Effect& effect : effects_of(state, action)) {
                    note(all, broken_between(state, effect.next), from);
                    fired.note(effect.transition, state, effect.next);
                    memory.add(entry, effect.transition, here, states_.pack(effect.next));
                }
                memory.set_offered(entry, action == nullptr || action->is_offered(state));
            }
            for (std::size_t k = 0; k < memory.count(entry); ++k) {
                there = here;
                const Transition& kind = memory.apply(entry, k, there);
                const auto [to, is_new] = states_.insert(there);
                if (is_new) parents_.push_back(from);
                all.transitions++;
                if (!visit) continue;
                Transition transition = kind;
                transition.from = from;
                transition.to = to;
                visit(transition);
            }
            return memory.waits(entry) ? 1 : 0;
        };
        const std::size_t before = all.transitions;
        std::size_t waiting = 0;
        for (std::size_t k = 0; k < actions_.size(); ++k)
            waiting += follow(memories[k], &actions_[k]);
        const bool is_quiet = follow(internal, nullptr) != 0;
        if (waiting > 0 && is_quiet) note(all, "a call can never end", from);
        if (all.transitions == before) note(all, "nothing can happen", from);
    }
    remembered_bytes_ = internal.bytes();
    for (const Memory& memory : memories)
        remembered_bytes_ += memory.bytes();
    all.states = states_.size();
    all.is_complete = all.states <= limit;
    all.unfired = fired.missing(actions_, bound_);
    return all;
}

std::vector<Transition> Explorer::way_to(PackedStates::Index index) const {
    std::vector<Transition> way;
    while (index != 0) {
        const PackedStates::Index from = parents_[index - 1];
        const State sought = states_[index];
        const State before = states_[from];
        bool is_found = false;
        const auto look = [&](const Action* action) {
            if (is_found) return;
            for (const Effect& effect : effects_of(before, action)) {
                if (is_found || !(effect.next == sought)) continue;
                is_found = true;
                way.push_back(effect.transition);
                way.back().from = from;
                way.back().to = index;
            }
        };
        for (const Action& action : actions_)
            look(&action);
        look(nullptr);
        index = from;
    }
    std::ranges::reverse(way);
    return way;
}

std::size_t Explorer::bytes() const {
    return states_.bytes() + parents_.capacity() * sizeof(PackedStates::Index) + remembered_bytes_;
}

}  // namespace wsconform
