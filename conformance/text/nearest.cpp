// SPDX-License-Identifier: Apache-2.0

#include "conformance/text/nearest.hpp"

#include <algorithm>
#include <cctype>
#include <utility>

namespace wsconform {
namespace {

/// Nobody means a word of this length by another; it bounds the work on hostile input.
constexpr std::size_t longest = 120;

std::string folded(std::string_view text) {
    std::string small{text};
    std::ranges::transform(small, small.begin(), [](unsigned char letter) {
        return letter == '-' || letter == '/' ? '_' : static_cast<char>(std::tolower(letter));
    });
    return small;
}

/// How many letters are to be written, left out, changed or swapped with their neighbour.
std::size_t distance(std::string_view one, std::string_view other) {
    std::vector<std::size_t> before_last;
    std::vector<std::size_t> last(other.size() + 1);
    for (std::size_t k = 0; k < last.size(); ++k)
        last[k] = k;
    for (std::size_t i = 1; i <= one.size(); ++i) {
        std::vector<std::size_t> row(other.size() + 1, i);
        for (std::size_t k = 1; k <= other.size(); ++k) {
            const std::size_t changed = last[k - 1] + (one[i - 1] == other[k - 1] ? 0 : 1);
            row[k] = std::min({last[k] + 1, row[k - 1] + 1, changed});
            const bool is_swapped =
                i > 1 && k > 1 && one[i - 1] == other[k - 2] && one[i - 2] == other[k - 1];
            if (is_swapped) row[k] = std::min(row[k], before_last[k - 2] + 1);
        }
        before_last = std::exchange(last, std::move(row));
    }
    return last.back();
}

}  // namespace

std::string nearest(std::string_view written, const std::vector<std::string>& words) {
    if (written.empty() || written.size() > longest) return {};
    const std::string wanted = folded(written);
    // One letter in three may be wrong.
    std::size_t least = std::max<std::size_t>(1, wanted.size() / 3) + 1;
    std::string found;
    for (const std::string& word : words) {
        const std::size_t apart = word.size() > longest ? longest : distance(wanted, folded(word));
        if (apart >= least || apart >= word.size()) continue;
        least = apart;
        found = word;
    }
    if (!found.empty() || wanted.size() < 4) return found;
    const auto longer = std::ranges::find_if(words, [&](const std::string& word) {
        return folded(word).find(wanted) != std::string::npos;
    });
    return longer == words.end() ? "" : *longer;
}

std::string did_you_mean(std::string_view written, const std::vector<std::string>& words) {
    const std::string meant = nearest(written, words);
    return meant.empty() ? "" : "did you mean \"" + meant + "\"? ";
}

}  // namespace wsconform
