// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string_view>

#include "conformance/scenario/reader.hpp"

namespace wsconform::reading {

namespace {

using nlohmann::json;

/// In the order of UpcallKind, with the argument that is a handle and what it names.
struct Form {
    std::string_view name;
    const char* handle;  ///< Null if it has none.
};
constexpr auto forms = std::to_array<Form>({
    {"WPUCloseEvent", "hEvent"},
    {"WPUCloseSocketHandle", "s"},
    {"WPUCreateEvent", nullptr},
    {"WPUCreateSocketHandle", nullptr},
    {"WPUFDIsSet", nullptr},
    {"WPUGetProviderPath", nullptr},
    {"WPUModifyIFSHandle", nullptr},
    {"WPUPostMessage", nullptr},
    {"WPUQueryBlockingCallback", nullptr},
    {"WPUQuerySocketHandleContext", "s"},
    {"WPUQueueApc", "lpThreadId"},
    {"WPUResetEvent", "hEvent"},
    {"WPUSetEvent", "hEvent"},
    {"WPUOpenCurrentThread", nullptr},
    {"WPUCloseThread", "lpThreadId"},
});

/// In the order of Oddity.
constexpr std::array oddities{"exports", "old_upcalls", "upcalls_below", "protocol_below"};

constexpr std::array no_handles{"INVALID_SOCKET", "not_a_socket"};

bool is_no_handle(const json& value) {
    return value.is_null() || std::ranges::find(no_handles, value) != no_handles.end();
}

Flaw flaw_in(const json& node) {
    for (const char* pointer : {"lpszProviderDllPath", "lpProviderDllPathLen", "lplpfnCallback",
                                "lpdwContext", "lpProviderId"}) {
        if (node.contains(pointer) && node.at(pointer).is_null()) return Flaw::bad_pointer;
    }
    for (const char* id : {"dwCatalogEntryId", "lpProviderId"}) {
        if (node.contains(id) && node.at(id) == "unknown") return Flaw::unknown_id;
    }
    if (node.contains("lpProviderDllPathLen")) return Flaw::too_short;
    if (node.contains("ProposedHandle") && is_no_handle(node.at("ProposedHandle")))
        return Flaw::bad_handle;
    return Flaw::none;
}

bool has_member(const json& node) {
    const json& set = node.at("fdset");
    return std::ranges::find(set, node.at("s")) != set.end();
}

calls::Upcall upcall_in(Context& context, const json& node) {
    const std::string name = node.at("upcall");
    const auto* const form = std::ranges::find(forms, name, &Form::name);
    if (form == forms.end())
        context.fail("\"" + name + "\" is no upcall", "see scenarios/README.md");
    calls::Upcall call;
    call.kind = static_cast<UpcallKind>(form - forms.begin());
    call.flaw = flaw_in(node);
    if (node.contains("as")) call.object = introduced(context, context.objects, node.at("as"));
    if (form->handle != nullptr) {
        const json& handle = node.at(form->handle);
        if (is_no_handle(handle))
            call.flaw = Flaw::bad_handle;
        else
            call.object = known(context, context.objects, handle);
    }
    if (node.contains("hWnd")) call.window = known(context, context.windows, node.at("hWnd"));
    call.value = node.value("dwContext", std::uint8_t{0});
    if (call.kind == UpcallKind::fd_is_set) call.value = has_member(node) ? 1 : 0;
    return call;
}

}  // namespace

std::optional<Call> read_upcall(Context& context, const json& node, Step& step) {
    if (node.contains("upcall")) {
        step.function = node.at("upcall");
        return upcall_in(context, node);
    }
    if (node.contains("event"))
        return calls::LookAtEvent{known(context, context.objects, node.at("on"))};
    if (node.contains("apcs")) return calls::LookAtApcs{node.at("apcs") == "wait"};
    if (node.contains("handles")) return calls::CountHandles{};
    if (node.contains("table")) {
        const auto* const counted = std::ranges::find(oddities, node.at("table"));
        if (counted == oddities.end())
            context.fail("\"table\" names nothing to count", "see scenarios/README.md");
        return calls::CountOddities{static_cast<calls::Oddity>(counted - oddities.begin())};
    }
    return std::nullopt;
}

}  // namespace wsconform::reading
