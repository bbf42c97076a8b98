// SPDX-License-Identifier: Apache-2.0

#include "harness/station/rights.hpp"

#include <grp.h>
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <fstream>

#include "harness/harness_error.hpp"
#include "harness/station/containment.hpp"
#include "harness/station/descriptor.hpp"
#include "harness/station/syscall_filter.hpp"

namespace wsconform {

namespace {

struct MappedIds {
    bool has_id_in_place_of_root = false;
    std::string to_themselves;
};

/// All ids that this process knows, as they are.
MappedIds mapped_ids(const char* file) {
    MappedIds mapped;
    std::ifstream map{file};
    for (unsigned long first = 0, outside = 0, count = 0; map >> first >> outside >> count;) {
        const unsigned long id = containment::id_in_place_of_root;
        if (first <= id && id - first < count) mapped.has_id_in_place_of_root = true;
        const std::string words = std::to_string(first);
        mapped.to_themselves += words + " " + words + " " + std::to_string(count) + "\n";
    }
    return mapped;
}

std::string map_of_one(unsigned inside, unsigned outside) {
    return std::to_string(inside) + " " + std::to_string(outside) + " 1\n";
}

/// In one write, as the kernel wants it.
void write_map(const std::filesystem::path& path, const std::string& text) {
    std::ofstream file{path};
    file << text << std::flush;
    if (!file) throw HarnessError{because(path.string(), errno)};
}

void require(long result, const char* what) {
    if (result != 0) throw HarnessError{because(what, errno)};
}

void drop_bounding_set(Code code) {
    constexpr int more_than_there_are = 64;
    for (int capability = 0; capability < more_than_there_are; ++capability)
        if (!(code == Code::of_the_user && capability == CAP_DAC_READ_SEARCH) &&
            prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) != 0 && errno != EINVAL)
            throw HarnessError{because("giving up a capability", errno)};
}

void drop_capabilities(Code code) {
    require(prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0), "giving up capabilities");
    const unsigned kept = code == Code::of_the_user ? 1U << CAP_DAC_READ_SEARCH : 0U;
    __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
    std::array<__user_cap_data_struct, _LINUX_CAPABILITY_U32S_3> sets{};
    sets[0] = {.effective = kept, .permitted = kept, .inheritable = kept};
    require(syscall(SYS_capset, &header, sets.data()), "giving up capabilities");
    // Programs that are started get what is ambient.
    if (kept != 0)
        require(prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_DAC_READ_SEARCH, 0, 0),
                "keeping the right to read");
}

void take_ids(const Ids& ids) {
    // Without rights outside, nobody can leave groups that the user was put into.
    if (setgroups(0, nullptr) != 0 && errno != EPERM) require(-1, "leaving groups");
    require(setresgid(ids.group, ids.group, ids.group), "taking another group's id");
    require(setresuid(ids.user, ids.user, ids.user), "taking another user's id");
}

void set_limits() {
    for (const containment::Limit& limit : containment::limits) {
        rlimit now{};
        require(getrlimit(limit.resource, &now), "asking for a limit");
        const rlim_t most = std::min(limit.most, now.rlim_max);
        now = {std::min(most, now.rlim_cur), most};
        require(setrlimit(limit.resource, &now), "setting a limit");
    }
}

}  // namespace

Ids ids_of_a_station() {
    const uid_t user = geteuid();
    const gid_t group = getegid();
    if (user != 0) return {user, group, map_of_one(user, user), map_of_one(group, group)};
    constexpr unsigned other = containment::id_in_place_of_root;
    const MappedIds users = mapped_ids("/proc/self/uid_map");
    const MappedIds groups = mapped_ids("/proc/self/gid_map");
    if (users.has_id_in_place_of_root && groups.has_id_in_place_of_root)
        return {other, other, users.to_themselves, groups.to_themselves, true};
    return {other, other, map_of_one(other, user), map_of_one(other, group)};
}

void map_ids(const std::string& process, const Ids& ids) {
    const auto place = std::filesystem::path{"/proc"} / process;
    if (!ids.maps_all) write_map(place / "setgroups", "deny");
    write_map(place / "uid_map", ids.users);
    write_map(place / "gid_map", ids.groups);
}

namespace {

Bits bits_for(Code code) {
    switch (code) {
        case Code::of_a_provider:
            return Bits::only_64;
        case Code::of_a_provider_of_32_bits:
            return Bits::only_64_with_threads_of_32;
        case Code::of_the_user:
            return Bits::also_32;
    }
    return Bits::only_64;
}

}  // namespace

void give_up_rights(const Ids& ids, Code code) {
    drop_bounding_set(code);
    require(prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0), "keeping rights for a moment");
    take_ids(ids);
    drop_capabilities(code);
    require(prctl(PR_SET_KEEPCAPS, 0, 0, 0, 0), "keeping rights for a moment");
    require(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "giving up new rights");
    // Nobody of the same id reads or writes this process's memory.
    require(prctl(PR_SET_DUMPABLE, 0, 0, 0, 0), "closing this process's memory");
    set_limits();
    filter_system_calls(bits_for(code));
}

}  // namespace wsconform
