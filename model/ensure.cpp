#include "model/ensure.hpp"

#include <cstdio>

namespace wsconform {

void end_by_fault(const char* sentence) {
    std::fprintf(stderr, "wsconform: internal fault: %s\n", sentence);
    // std::abort, without <cstdlib>, which the model must not include: it also has chance.
    __builtin_abort();
}

}  // namespace wsconform
