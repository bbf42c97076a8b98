// SPDX-License-Identifier: Apache-2.0

#include "harness/providers/layered/layer.hpp"

#include <new>
#include <utility>

#include "harness/providers/layered/failure.hpp"
#include "harness/providers/layered/protocol_catalogue.hpp"

namespace wsconform::layered {

Layer& Layer::of_process() {
    static auto& layer = *new Layer;
    return layer;
}

int Layer::start(WORD version, const WSAPROTOCOL_INFOW& chosen, const WSPUPCALLTABLE& upcalls,
                 WSPDATA& data) {
    const std::lock_guard one_at_a_time(starting_);
    const auto chain = Chain::of(chosen, upcalls);
    if (!chain) return WSASYSNOTREADY;
    auto module = module_for(*chain);
    if (!module) return WSASYSNOTREADY;

    // Each startup of ours is one below, and each cleanup likewise, so the counts keep in step.
    // What may find no memory comes before the one below: a startup there that we could not
    // complete would have to be taken back.
    const auto next = std::make_shared<Running>(Running{upcalls, {}, std::move(module)});
    remember(chain);
    const int reason =
        next->module->start(version, chain->lower_entry(chosen), upcalls, data, next->lower);
    if (reason != 0) return reason;
    become(next);
    ++count_;
    return 0;
}

int Layer::clean_up(LPINT error_number) {
    const std::lock_guard one_at_a_time(starting_);
    const auto last = running();
    if (!last) return refused(error_number, WSANOTINITIALISED);

    // First below, where the final cleanup ends what is pending without a word to the client. To
    // close our sockets before would be closing them: their completions would be announced.
    int reason = unexplained;
    if (last->lower.lpWSPCleanup(&reason) != 0 && reason != WSANOTINITIALISED) {
        // A cleanup that failed has not been made. One that is refused because nothing runs
        // below has nothing left to do, and is no reason never to end here.
        return refused(error_number, reason);
    }
    if (--count_ == 0) end(*last);
    return 0;
}

std::shared_ptr<const Running> Layer::running() const {
    const std::lock_guard lock(mutex_);
    return running_;
}

std::shared_ptr<const Chain> Layer::chain_of(const WSAPROTOCOL_INFOW& chosen,
                                             const Running& running) {
    {
        const std::lock_guard lock(mutex_);
        const auto known = chains_.find(chosen.dwCatalogEntryId);
        if (known != chains_.end()) return known->second;
    }
    try {
        auto chain = Chain::of(chosen, running.upcalls);
        if (!chain || !is_same_file(chain->lower_path(), running.module->path())) return {};
        remember(chain);
        return chain;
    } catch (const std::bad_alloc&) {
        return {};
    }
}

/// The one that runs, if the chain leads there: there is one provider below this layer.
std::shared_ptr<const LowerModule> Layer::module_for(const Chain& chain) const {
    const auto now = running();
    if (!now) return LowerModule::at(chain.lower_path());
    if (!is_same_file(chain.lower_path(), now->module->path())) return {};
    return now->module;
}

void Layer::remember(const std::shared_ptr<const Chain>& chain) {
    const std::lock_guard lock(mutex_);
    chains_[chain->id()] = chain;
}

void Layer::become(std::shared_ptr<const Running> running) {
    const std::lock_guard lock(mutex_);
    running_ = std::move(running);
}

/// The lower provider has freed its sockets; what is left of them are the handles that ws2_32
/// gave us, and it wants them back.
void Layer::end(const Running& last) {
    notifier_.stop();
    for (const auto& [number, socket] : sockets_.take_all()) {
        int ignored = 0;
        last.upcalls.lpWPUCloseSocketHandle(socket.handle, &ignored);
    }
    const std::lock_guard lock(mutex_);
    running_.reset();
    chains_.clear();
}

}  // namespace wsconform::layered
