#include <algorithm>

#include "conformance/trace/decoder.hpp"

namespace wsconform {

std::uint16_t Lookups::accepted(std::uint64_t raw, std::size_t step) {
    const auto next = static_cast<std::uint16_t>(numbers_.size() + 1);
    const std::uint16_t number = numbers_.try_emplace(raw, next).first->second;
    steps_[number] = step;
    return number;
}

const Step* Lookups::step_of(std::uint16_t handle) const {
    const auto found = steps_.find(handle);
    return found == steps_.end() ? nullptr : &scenario_->steps[found->second];
}

std::uint16_t Lookups::number_of(std::uint64_t raw) const {
    const auto found = numbers_.find(raw);
    return found == numbers_.end() ? static_cast<std::uint16_t>(index_of(Handle::unknown))
                                   : found->second;
}

std::uint64_t Lookups::raw_of(std::uint16_t handle) const {
    const auto found =
        std::ranges::find_if(numbers_, [&](const auto& entry) { return entry.second == handle; });
    return found == numbers_.end() ? 0xdead0000U : found->first;
}

void Lookups::advertised(const Step& step, std::uint32_t size) {
    sizes_[std::get<calls::AsyncGet>(step.call).as] = size;
}

std::uint32_t Lookups::room_of(const Step& step) const {
    const auto& call = std::get<calls::AsyncGet>(step.call);
    if (call.advertised_by == RequestId::none) return call.room_bytes;
    const auto size = sizes_.find(call.advertised_by);
    if (size == sizes_.end()) return 0;
    return size->second - std::min<std::uint32_t>(size->second, call.advertised_less);
}

}  // namespace wsconform
