// SPDX-License-Identifier: Apache-2.0

#pragma once

// Functions in C that programs share; a program gets those that it calls, each after those that it
// calls itself.

#include <span>
#include <string_view>

namespace wsconform::reproduce {

struct Helper {
    std::string_view name;
    std::string_view text;  ///< With blanks, `$name`, for what differs from program to program.
};

/// Of one thread and the provider.
std::span<const Helper> reply_helpers();
/// Of calls on sockets; they may call the former.
std::span<const Helper> socket_helpers();
/// Of the peer, other threads and hooks; they may call the former.
std::span<const Helper> company_helpers();
/// Of the name server, a process of its own, and of telling it what to say; they call no others.
std::span<const Helper> name_server_helpers();
std::span<const Helper> name_helpers();
/// Of the program's own judgement; they may call all others.
std::span<const Helper> judging_helpers();

}  // namespace wsconform::reproduce
