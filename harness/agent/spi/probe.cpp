// SPDX-License-Identifier: Apache-2.0

#include "harness/agent/spi/probe.hpp"

#include <string_view>

namespace wsconform::agent::spi {

namespace {

template <typename Function>
Function* export_of(HMODULE module, const char* name) {
    return reinterpret_cast<Function*>(reinterpret_cast<void*>(GetProcAddress(module, name)));
}

}  // namespace

Probe& probe() {
    static Probe found;
    return found;
}

void look_for_probe(HMODULE module) {
    const Probe found{export_of<MakeUpcall>(module, "wsconform_make_upcall"),
                      export_of<TellProtocol>(module, "wsconform_tell_protocol"),
                      export_of<FailNextCall>(module, "wsconform_fail_next_call"),
                      export_of<TellUpcalls>(module, "wsconform_tell_upcalls")};
    if (found.make_upcall != nullptr && found.tell_protocol != nullptr &&
        found.tell_upcalls != nullptr)
        probe() = found;
}

void* probe_for(const char* symbol) {
    const std::string_view name{symbol};
    if (name == fault_symbol) return reinterpret_cast<void*>(probe().fail_next_call);
    const bool is_upcall = name.starts_with(upcall_prefix);
    return is_upcall ? reinterpret_cast<void*>(probe().make_upcall) : nullptr;
}

std::optional<WSAPROTOCOL_INFOW> protocol_of(Turn& turn) {
    WSAPROTOCOL_INFOW info{};
    if (probe().tell_protocol != nullptr && probe().tell_protocol(&info) != FALSE) return info;
    turn.facts["missing"] = true;
    return std::nullopt;
}

}  // namespace wsconform::agent::spi
