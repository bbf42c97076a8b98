// SPDX-License-Identifier: Apache-2.0

#include "harness/station/wine.hpp"

#include "conformance/text/input_error.hpp"
#include "conformance/text/text.hpp"
#include "harness/harness_error.hpp"

namespace wsconform {

Wine wine_named(const std::string& words) {
    throw InputError{"--wine or WSCONFORM_WINE: " + visible(words) +
                     ": this program plays on the Windows that it runs on; leave it out"};
}

std::vector<Wine> installed_wines() {
    return {};
}

Wine chosen_wine(const std::string& words) {
    if (!words.empty()) return wine_named(words);
    throw HarnessError{"this program plays on the Windows that it runs on, and on no other"};
}

std::string version_of(const Wine& wine) {
    return chosen_wine(wine.program.string()).program.string();
}

}  // namespace wsconform
