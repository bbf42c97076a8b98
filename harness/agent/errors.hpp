// SPDX-License-Identifier: Apache-2.0

#pragma once

// What may go wrong on our side. InputError: the request cannot be understood (exit status 2).
// HarnessError: it can, but not be done here (exit status 3). WrongDll: another DLL was loaded than
// the one named (exit status 4), so that nothing may be said of either. What Winsock says is never
// an error of these kinds: it is a value, and reported.

#include <stdexcept>

namespace wsconform::agent {

class InputError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

class HarnessError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

class WrongDll : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

}  // namespace wsconform::agent
