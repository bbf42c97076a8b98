// SPDX-License-Identifier: Apache-2.0

#pragma once

// Who shows a generated scenario the way: the model in the part of a provider that is obliging and
// quick. It reads the steps one by one, knows what would have come of those before, and says of
// the next whether it could be done. It decides what is worth generating, and nothing else: what a
// provider does may differ, and is judged by the oracle alone.

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <set>
#include <string>
#include <vector>

#include "conformance/scenario/reader.hpp"
#include "model/ruling.hpp"

namespace wsconform::generating {

enum class Fit {
    ends,
    waits,       ///< The call would not return. The step is not taken.
    impossible,  ///< A name that is not there, or a peer that could not do it. Nor is this.
};

class Guide {
  public:
    explicit Guide(bool is_spi);

    /// Takes the step if it ends.
    Fit take(const nlohmann::json& node);

    /// After all that happens by itself has happened.
    const State& state() const { return state_; }
    const reading::Context& names() const { return names_; }
    /// The clauses that the steps so far could see violated.
    const std::set<ClauseId>& exercised() const { return exercised_; }
    /// The calls in flight, by the name of their thread.
    std::map<std::string, std::string> in_flight() const;
    /// Whether an accept in flight will give the socket: nobody can name it before.
    bool is_promised(SocketId socket) const;
    std::size_t size() const { return steps_.size(); }
    /// Whether the last step met something that may or may not have happened before it.
    bool was_race() const { return was_race_; }

  private:
    /// Nobody could make the call there, or what it returns would be chance.
    bool is_out_of_place(const Step& step) const;
    Fit perform(const Step& step);
    Fit end_flight(const Step& step);
    Fit keep_waiting(const Step& step);
    bool competes(const Call& call) const;
    /// It does not get to a transport provider, or there is no table to call it through.
    bool is_beyond_the_provider(const Call& call) const;
    bool is_over(const Call& call) const;
    void note_sockets();
    void begin(const Step& step);
    /// Lets everything happen that may.
    void settle();
    bool land(ThreadId thread);
    /// The outcome taken, and a reply of it; nothing if the call cannot end.
    std::optional<std::pair<const Outcome*, Reply>> choose(const Ruling& ruling, bool is_over);
    void note(const Ruling& ruling);

    State state_{};
    State slow_{};  ///< With as little done as the steps so far allow.
    bool was_race_{};
    reading::Context names_;
    std::vector<Step> steps_;
    std::map<ThreadId, std::size_t> flights_;  ///< The step that began each.
    std::map<ThreadId, Reply> landings_;
    std::set<ClauseId> exercised_;
    std::set<SocketId> reused_;  ///< Their handles may be another's.
    std::size_t sockets_{};      ///< Made so far.
    std::uint32_t last_handle_{};
};

}  // namespace wsconform::generating
