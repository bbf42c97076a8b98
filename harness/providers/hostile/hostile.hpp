// SPDX-License-Identifier: Apache-2.0

#pragma once

// What the parts of the hostile DLL share.

#include <winsock2.h>

#include <map>
#include <string>

namespace hostile {

/// True if the door opened. A nuisance does not come back, or false.
using Attack = bool (*)();
using Attacks = std::map<std::string, Attack>;

const Attacks& doors();
const Attacks& kernel_doors();
const Attacks& nuisances();
const Attacks& forgeries();

/// From hostile.txt beside the DLL, lines of NAME=VALUE.
std::string told(const std::string& name);

/// A path of Linux as Windows' own calls take it.
std::string on_drive_z(std::string path);

using Word = long long;

/// A system call of Linux; -ERRNO if it fails. Wine's processes can make them beside Windows'
/// calls.
Word linux_call(Word number, Word a = 0, Word b = 0, Word c = 0, Word d = 0, Word e = 0);

inline Word word(const void* pointer) {
    return reinterpret_cast<Word>(pointer);
}

}  // namespace hostile
