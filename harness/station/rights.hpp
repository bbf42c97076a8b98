// SPDX-License-Identifier: Apache-2.0

#pragma once

// Who a provider is, and what it may do: an id without rights, by which it gets no more.

#include <sys/types.h>

#include <string>

namespace wsconform {

/// Who works in a station, and how its ids are told to a user namespace.
struct Ids {
    uid_t user;
    gid_t group;
    /// Lines of /proc/PID/uid_map and gid_map.
    std::string users;
    std::string groups;
    /// More than one id is mapped, which only somebody with rights outside can do.
    bool maps_all = false;
};

/// The user's own ids; in the place of root's those that own nothing (containment.hpp). Where these
/// are not there, root is no real root, and what the namespace calls them is the user's id outside.
Ids ids_of_a_station();

/// Writes the maps of a process that is in a new user namespace; "self" is this one. Throws
/// HarnessError.
void map_ids(const std::string& process, const Ids& ids);

/// Whose code is going to run. The user's own is Wine when it makes a Windows folder, and the
/// command of --prepare: it may read what the user may, and Wine may start programs of 32 bits.
enum class Code { of_a_provider, of_a_provider_of_32_bits, of_the_user };

/// Takes the ids, and gives up for good all capabilities, new rights by programs, system calls and
/// amounts that the tables in containment.hpp do not grant. To be called while there is one thread.
/// Throws HarnessError if anything of it cannot be done.
void give_up_rights(const Ids& ids, Code code);

}  // namespace wsconform
