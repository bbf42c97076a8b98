// SPDX-License-Identifier: Apache-2.0

#include "conformance/text/glob.hpp"

#include <algorithm>
#include <optional>

namespace wsconform {

bool matches(std::string_view text, std::string_view glob) {
    std::size_t at = 0;
    std::size_t next = 0;
    std::optional<std::size_t> star;
    std::size_t taken_by_star = 0;
    while (at < text.size()) {
        const char wanted = next < glob.size() ? glob[next] : '\0';
        if (wanted == '*') {
            star = next++;
            taken_by_star = at;
        } else if (next < glob.size() && (wanted == '?' || wanted == text[at])) {
            ++at;
            ++next;
        } else if (star) {
            next = *star + 1;
            at = ++taken_by_star;
        } else {
            return false;
        }
    }
    return glob.find_first_not_of('*', std::min(next, glob.size())) == std::string_view::npos;
}

}  // namespace wsconform
