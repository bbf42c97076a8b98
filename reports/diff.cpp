// SPDX-License-Identifier: Apache-2.0

#include "reports/diff.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <tuple>
#include <utility>

#include "conformance/text/text.hpp"

namespace wsconform {
namespace {

using Purpose = Snapshot::Purpose;

bool fails(const Purpose& purpose) {
    return purpose.verdict == "fail" || purpose.verdict == "error";
}

bool passes(const Purpose& purpose) {
    return purpose.verdict == "pass";
}

/// "fail (one, other)"
std::string outcome(const Purpose& purpose) {
    std::string list;
    for (const std::string& slug : purpose.violated) {
        list.append(list.empty() ? "" : ", ").append(slug);
    }
    return list.empty() ? purpose.verdict : purpose.verdict + " (" + list + ")";
}

Shift shift_between(const Purpose& before, const Purpose& after) {
    if (fails(after)) return fails(before) ? Shift::changed : Shift::failing;
    if (passes(after)) return Shift::fixed;
    return fails(before) || passes(before) ? Shift::unjudged : Shift::excused;
}

bool is_same(const Purpose& one, const Purpose& other) {
    return one.verdict == other.verdict && one.violated == other.violated;
}

void compare_purposes(const Snapshot& before, const Snapshot& after, Diff& diff) {
    const std::set<std::string> lost{after.lost.begin(), after.lost.end()};
    for (const std::string& id : lost) {
        diff.entries.push_back({Shift::lost, id, "registered, but never played"});
    }
    for (const auto& [id, now] : after.purposes) {
        const auto then = before.purposes.find(id);
        if (then == before.purposes.end()) {
            diff.entries.push_back({Shift::added, id, outcome(now)});
        } else if (is_same(then->second, now)) {
            ++diff.same;
        } else {
            diff.entries.push_back({shift_between(then->second, now), id,
                                    outcome(then->second) + ", now " + outcome(now) +
                                        (now.reason.empty() ? "" : ": " + now.reason)});
        }
    }
    for (const auto& [id, then] : before.purposes) {
        if (!after.purposes.contains(id) && !lost.contains(id))
            diff.entries.push_back({Shift::removed, id, "was " + outcome(then)});
    }
}

/// "WSAEALREADY, always" or "WSAEALREADY 6, WSAEINVAL 1 times"
std::string branches_text(const Snapshot::Branches& branches) {
    if (branches.seen.size() == 1) return branches.seen.begin()->first + ", always";
    std::string text;
    for (const auto& [branch, times] : branches.seen) {
        text += (text.empty() ? "" : ", ") + branch + " " + std::to_string(times) + " times";
    }
    return text.empty() ? "not seen" : text;
}

std::set<std::string> names_of(const Snapshot::Branches& branches) {
    std::set<std::string> names;
    for (const auto& [branch, times] : branches.seen) {
        names.insert(branch);
    }
    return names;
}

/// How often a branch was taken depends on what was played; which branches, on the provider.
void compare_behaviour(const Snapshot& before, const Snapshot& after, Diff& diff) {
    std::set<std::string> ambiguities;
    for (const Snapshot* snapshot : {&before, &after}) {
        for (const auto& [ambiguity, branches] : snapshot->profile) {
            ambiguities.insert(ambiguity);
        }
    }
    const auto branches_in = [](const Snapshot& snapshot, const std::string& ambiguity) {
        const auto found = snapshot.profile.find(ambiguity);
        return found == snapshot.profile.end() ? Snapshot::Branches{} : found->second;
    };
    for (const std::string& ambiguity : ambiguities) {
        const auto then = branches_in(before, ambiguity);
        const auto now = branches_in(after, ambiguity);
        if (names_of(then) != names_of(now))
            diff.entries.push_back(
                {Shift::behaviour, ambiguity, branches_text(then) + "; now " + branches_text(now)});
    }
}

/// Digests of two lengths are of two kinds, computed of different columns: they tell nothing of one
/// another.
bool says_something_else(const Snapshot::ClauseRow& then, const Snapshot::ClauseRow& now) {
    return then.digest.size() == now.digest.size() && then.digest != now.digest;
}

void compare_clauses(const Snapshot& before, const Snapshot& after, Diff& diff) {
    for (const auto& [slug, now] : after.clauses) {
        const auto then = before.clauses.find(slug);
        if (then == before.clauses.end()) {
            diff.entries.push_back({Shift::clause, slug, "added, " + now.strength});
        } else if (then->second.strength != now.strength) {
            diff.entries.push_back({Shift::clause, slug,
                                    "changed, " + then->second.strength + ", now " + now.strength});
        } else if (says_something_else(then->second, now)) {
            diff.entries.push_back({Shift::clause, slug, "changed, in what it says"});
        }
    }
    for (const auto& [slug, then] : before.clauses) {
        if (!after.clauses.contains(slug))
            diff.entries.push_back({Shift::clause, slug, "withdrawn, was " + then.strength});
    }
}

std::string title(std::string_view word, const Snapshot& snapshot) {
    return std::string{word} + visible(snapshot.provider, 80) + "  wsconform " +
           visible(snapshot.suite, 40) + "\n";
}

std::string head_of(const Snapshot& before, const Snapshot& after) {
    std::string head = title("old        ", before) + title("new        ", after);
    for (const auto& [name, now] : after.options) {
        const auto then = before.options.find(name);
        const std::string was = then == before.options.end() ? "none" : then->second;
        if (was != now)
            head += "played otherwise: " + visible(name, 40) + " was " + visible(was, 80) +
                    ", now " + visible(now, 80) + "\n";
    }
    for (const auto& [what, now] : after.tested) {
        const auto then = before.tested.find(what);
        if (then != before.tested.end() && then->second != now)
            head += "tested     " + visible(then->second, 400) + "\nnow        " +
                    visible(now, 400) + "\n";
    }
    return head;
}

constexpr auto shifts =
    std::to_array<std::pair<Shift, std::string_view>>({{Shift::lost, "lost"},
                                                       {Shift::failing, "failing"},
                                                       {Shift::changed, "changed"},
                                                       {Shift::unjudged, "unjudged"},
                                                       {Shift::fixed, "fixed"},
                                                       {Shift::excused, "excused"},
                                                       {Shift::added, "added"},
                                                       {Shift::removed, "removed"},
                                                       {Shift::behaviour, "behaviour"},
                                                       {Shift::clause, "clause"}});

std::string_view word_for(Shift shift) {
    return std::ranges::find(shifts, shift, &std::pair<Shift, std::string_view>::first)->second;
}

}  // namespace

std::size_t Diff::count(Shift shift) const {
    return static_cast<std::size_t>(std::ranges::count(entries, shift, &DiffEntry::shift));
}

int Diff::exit_status() const {
    if (count(Shift::lost) != 0) return 3;
    return count(Shift::failing) + count(Shift::changed) != 0 ? 1 : 0;
}

Diff difference(const Snapshot& before, const Snapshot& after) {
    Diff diff{head_of(before, after), {}, 0};
    compare_purposes(before, after, diff);
    compare_behaviour(before, after, diff);
    compare_clauses(before, after, diff);
    std::ranges::stable_sort(
        diff.entries, {}, [](const DiffEntry& entry) { return std::tie(entry.shift, entry.what); });
    return diff;
}

std::string diff_text(const Diff& diff) {
    std::string text = diff.head;
    for (const DiffEntry& entry : diff.entries) {
        std::string word{word_for(entry.shift)};
        word.resize(11, ' ');
        text += word + visible(entry.what, 200) + ": " + visible(entry.text) + "\n";
    }
    text += "diff: ";
    for (const auto& [shift, word] : shifts) {
        if (diff.count(shift) != 0)
            text += std::to_string(diff.count(shift)) + " " + std::string{word} + ", ";
    }
    return text + std::to_string(diff.same) + (diff.same == 1 ? " purpose" : " purposes") +
           " as before\n";
}

}  // namespace wsconform
