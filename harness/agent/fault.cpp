// SPDX-License-Identifier: Apache-2.0

#include "harness/agent/fault.hpp"

#include "harness/agent/guarded_call.hpp"
#include "harness/agent/memory.hpp"
#include "harness/agent/processor.hpp"

namespace wsconform::agent {

namespace {

struct Walk {
    Fault* fault;
    CONTEXT context;
    StackBounds stack;
};

void walk_stack(void* opaque) {
    auto& walk = *static_cast<Walk*>(opaque);
    Fault& fault = *walk.fault;
    std::uintptr_t last = 0;
    while (fault.depth < fault.frames.size()) {
        const std::uintptr_t instruction = instruction_of(walk.context);
        fault.frames[fault.depth++] = instruction;
        if (is_edge_of_guarded_call(instruction)) return;
        if (!step_out(walk.context, walk.stack) ||
            kind_of_module_at(instruction_of(walk.context)) == ModuleKind::none ||
            stack_pointer_of(walk.context) <= last)
            return;
        last = stack_pointer_of(walk.context);
    }
}

Fault::Access access_of(const EXCEPTION_RECORD& record) {
    constexpr ULONG_PTR executes = 8;
    if (record.ExceptionCode != EXCEPTION_ACCESS_VIOLATION || record.NumberParameters < 2)
        return Fault::Access::none;
    if (record.ExceptionInformation[0] == 0) return Fault::Access::read;
    return record.ExceptionInformation[0] == executes ? Fault::Access::execute
                                                      : Fault::Access::write;
}

struct Named {
    std::uint32_t code;
    const char* name;
};

constexpr auto names = std::to_array<Named>({
    {0x80000001, "guard page violation"},
    {0x80000002, "datatype misalignment"},
    {0x80000003, "breakpoint"},
    {0x80000004, "single step"},
    {0x80000100, "a function that Wine has not written"},
    {0xC0000005, "access violation"},
    {0xC0000006, "in-page error"},
    {0xC0000008, "invalid handle"},
    {0xC000001D, "illegal instruction"},
    {0xC0000025, "noncontinuable exception"},
    {0xC000008C, "array bounds exceeded"},
    {0xC000008E, "floating-point division by zero"},
    {0xC0000094, "integer division by zero"},
    {0xC0000095, "integer overflow"},
    {0xC0000096, "privileged instruction"},
    {0xC00000FD, "stack overflow"},
    {0xC0000374, "corrupted heap"},
    {0xE06D7363, "C++ exception of Visual C++"},
    {0xE0434352, "exception of .NET"},
    {0x0EEDFADE, "exception of Delphi"},
    {0x20474343, "C++ exception of GCC"},
    {0x21474343, "C++ exception of GCC, forced to unwind"},
});

const char* name_of(std::uint32_t code) {
    for (const Named& known : names)
        if (known.code == code) return known.name;
    return "";
}

const char* word_for(Fault::Access access) {
    switch (access) {
        case Fault::Access::none:
            return "";
        case Fault::Access::read:
            return "read";
        case Fault::Access::write:
            return "write";
        case Fault::Access::execute:
            return "execute";
    }
    return "";
}

void add_address(ShortText& text, std::uintptr_t address) {
    constexpr std::uintptr_t lowest_memory = 0x10000;
    if (address < lowest_memory)
        text.add_hexadecimal(address);
    else if (address == ~std::uintptr_t{0})
        text.add("no possible address");
    else if (kind_of_module_at(address) != ModuleKind::none)
        add_place(text, address);
    else
        text.add("an address in no module");
}

std::string frame_text(std::uintptr_t address) {
    ShortText text;
    add_place(text, address);
    return text.c_str();
}

}  // namespace

Fault fault_of(const EXCEPTION_RECORD& record, const CONTEXT& context) {
    Fault fault;
    fault.code = record.ExceptionCode;
    fault.access = access_of(record);
    if (fault.access != Fault::Access::none) fault.address = record.ExceptionInformation[1];
    // Of a stack that is full no more is known than where it was filled: a walk would need room.
    if (record.ExceptionCode == EXCEPTION_STACK_OVERFLOW) {
        fault.frames[fault.depth++] = instruction_of(context);
        return fault;
    }
    const auto& limits = *reinterpret_cast<const NT_TIB*>(NtCurrentTeb());
    Walk walk{&fault,
              context,
              {reinterpret_cast<std::uintptr_t>(limits.StackLimit),
               reinterpret_cast<std::uintptr_t>(limits.StackBase)}};
    run_guarded(walk_stack, &walk);
    // How we called the provider is of no interest.
    while (fault.depth > 1 && kind_of_module_at(fault.frames[fault.depth - 1]) == ModuleKind::agent)
        --fault.depth;
    return fault;
}

Owner owner_of(const Fault& fault) {
    // Whoever jumps to where no function is was given that address by the provider.
    if (fault.access == Fault::Access::execute) return Owner::provider;
    for (std::size_t i = 0; i < fault.depth; ++i) {
        switch (kind_of_module_at(fault.frames[i])) {
            case ModuleKind::agent:
                return Owner::agent;
            case ModuleKind::other:
                return Owner::provider;
            case ModuleKind::none:
            case ModuleKind::system:
                break;
        }
    }
    return Owner::unknown;
}

Json told(const Fault& fault, const Memory& memory) {
    ShortText code;
    code.add_hexadecimal(fault.code);
    Json json{{"code", code.c_str()}};
    if (const char* const name = name_of(fault.code); *name != '\0') json["name"] = name;
    if (fault.access != Fault::Access::none) {
        ShortText address;
        add_address(address, fault.address);
        json["access"] = word_for(fault.access);
        json["address"] = memory.place_of(fault.address).value_or(address.c_str());
    }
    json["frames"] = Json::array();
    for (std::size_t i = 0; i < fault.depth; ++i)
        json["frames"].push_back(frame_text(fault.frames[i]));
    return json;
}

void add_words(ShortText& text, const Fault& fault) {
    text.add("exception ");
    text.add_hexadecimal(fault.code);
    if (const char* const name = name_of(fault.code); *name != '\0') {
        text.add(" (");
        text.add(name);
        text.add(")");
    }
    if (fault.access != Fault::Access::none) {
        text.add(", ");
        text.add(word_for(fault.access));
        text.add(" of ");
        add_address(text, fault.address);
    }
    for (std::size_t i = 0; i < fault.depth && i < 6; ++i) {
        text.add(i == 0 ? ", in " : ", called from ");
        add_place(text, fault.frames[i]);
    }
}

}  // namespace wsconform::agent
