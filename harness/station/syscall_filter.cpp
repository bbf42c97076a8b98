// SPDX-License-Identifier: Apache-2.0

#include "harness/station/syscall_filter.hpp"

#include <sched.h>
#include <seccomp.h>
#include <sys/ioctl.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "harness/harness_error.hpp"
#include "harness/station/containment.hpp"
#include "harness/station/descriptor.hpp"

namespace wsconform {

namespace {

/// All that libseccomp reports is the negative number of an error. A call that a machine of the
/// filter does not have needs no rule.
void require(int result, std::string_view what) {
    if (result < 0 && result != -EDOM)
        throw HarnessError{because("refusing " + std::string{what}, -result)};
}

class Filter {
  public:
    explicit Filter(Bits bits) {
        if (filter_ == nullptr) throw HarnessError{"there is no filter for system calls"};
        if (bits != Bits::only_64)
            require(seccomp_arch_add(filter_.get(), SCMP_ARCH_X86), "calls of 32 bits");
        require(seccomp_attr_set(filter_.get(), SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_ERRNO(ENOSYS)),
                "calls of other machines");
        require(seccomp_attr_set(filter_.get(), SCMP_FLTATR_CTL_OPTIMIZE, by_a_tree),
                "calls by a tree");
    }

    /// One that this library does not know is one that its kernels do not have.
    void refuse(std::string_view call, int error) {
        const int number = seccomp_syscall_resolve_name(std::string{call}.c_str());
        if (number == __NR_SCMP_ERROR) return;
        require(seccomp_rule_add_array(filter_.get(), SCMP_ACT_ERRNO(static_cast<unsigned>(error)),
                                       number, 0, nullptr),
                call);
    }

    void refuse_if(std::string_view call, const scmp_arg_cmp& condition, int error) {
        const int number = seccomp_syscall_resolve_name(std::string{call}.c_str());
        require(seccomp_rule_add_array(filter_.get(), SCMP_ACT_ERRNO(static_cast<unsigned>(error)),
                                       number, 1, &condition),
                call);
    }

    /// Of the calls of 32 bits everything but this one, and nothing of the others.
    void refuse_all_of_32_but(std::string_view call) {
        filter_.reset(seccomp_init(SCMP_ACT_ERRNO(ENOSYS)));
        if (filter_ == nullptr) throw HarnessError{"there is no filter for calls of 32 bits"};
        require(seccomp_attr_set(filter_.get(), SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_ALLOW),
                "calls of 32 bits only");
        require(seccomp_arch_add(filter_.get(), SCMP_ARCH_X86), "calls of 32 bits");
        require(seccomp_arch_remove(filter_.get(), SCMP_ARCH_NATIVE), "calls of 32 bits only");
        const int number = seccomp_syscall_resolve_name(std::string{call}.c_str());
        require(seccomp_rule_add_array(filter_.get(), SCMP_ACT_ALLOW, number, 0, nullptr), call);
    }

    void load() { require(seccomp_load(filter_.get()), "system calls"); }

  private:
    static constexpr unsigned by_a_tree = 2;

    struct Release {
        void operator()(void* filter) const { seccomp_release(filter); }
    };
    std::unique_ptr<void, Release> filter_{seccomp_init(SCMP_ACT_ALLOW)};
};

/// A rule for each family that is not in the table, up to the highest, and one for all above.
void refuse_other_families(Filter& filter) {
    const int highest = *std::ranges::max_element(containment::socket_families);
    for (const std::string_view call : {"socket", "socketpair"}) {
        for (int family = 0; family <= highest; ++family) {
            if (std::ranges::find(containment::socket_families, family) !=
                containment::socket_families.end())
                continue;
            filter.refuse_if(call, {0, SCMP_CMP_EQ, static_cast<scmp_datum_t>(family), 0},
                             EAFNOSUPPORT);
        }
        filter.refuse_if(call, {0, SCMP_CMP_GT, static_cast<scmp_datum_t>(highest), 0},
                         EAFNOSUPPORT);
    }
}

/// New namespaces give their maker all rights in them, and the kernel's code that only these reach.
void refuse_namespaces(Filter& filter) {
    for (const unsigned kind :
         std::to_array<unsigned>({CLONE_NEWUSER, CLONE_NEWNS, CLONE_NEWPID, CLONE_NEWNET,
                                  CLONE_NEWIPC, CLONE_NEWUTS, CLONE_NEWCGROUP}))
        filter.refuse_if("clone", {0, SCMP_CMP_MASKED_EQ, kind, kind}, EPERM);
}

}  // namespace

void filter_system_calls(Bits bits) {
    Filter filter{bits};
    for (const std::string_view call : containment::refused_calls)
        filter.refuse(call, EPERM);
    for (const std::string_view call : containment::missing_calls)
        filter.refuse(call, ENOSYS);
    refuse_other_families(filter);
    refuse_namespaces(filter);
    // Limits of other processes, the station's among them.
    filter.refuse_if("prlimit64", {0, SCMP_CMP_NE, 0, 0}, EPERM);
    // Words put into a terminal as if its user had typed them.
    filter.refuse_if("ioctl", {1, SCMP_CMP_MASKED_EQ, UINT32_MAX, TIOCSTI}, EPERM);
    filter.load();
    if (bits != Bits::only_64_with_threads_of_32) return;
    // The kernel asks all filters, and the strictest answer counts.
    filter.refuse_all_of_32_but("set_thread_area");
    filter.load();
}

}  // namespace wsconform
