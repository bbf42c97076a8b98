#include "conformance/judging/assessment.hpp"

#include <algorithm>
#include <array>

namespace wsconform {

std::vector<ClauseId> ClauseSet::listed() const {
    std::vector<ClauseId> all;
    for (std::size_t i = 0; i < bits_.size(); ++i) {
        if (bits_.test(i)) all.push_back(ClauseId::at(i));
    }
    return all;
}

bool has_returned(const Observation& seen) {
    return seen.timing == Timing::returns && seen.reply.kind != ReplyKind::nothing;
}

bool is_lack_of_resources(const Reply& reply, const Call& call) {
    if (reply.kind != ReplyKind::failed) return false;
    constexpr std::array anywhere{Error::wsaenetdown, Error::wsaenobufs, Error::wsaeproclim,
                                  Error::wsasysnotready, Error::wsaemfile};
    if (std::ranges::find(anywhere, reply.error) != anywhere.end()) return true;
    return reply.error == Error::wsaewouldblock && std::holds_alternative<calls::AsyncGet>(call);
}

}  // namespace wsconform
