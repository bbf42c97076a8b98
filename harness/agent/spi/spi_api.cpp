// SPDX-License-Identifier: Apache-2.0

#include "harness/agent/spi/spi_api.hpp"

#include <algorithm>

#include "harness/agent/errors.hpp"
#include "harness/agent/spi/answered_imports.hpp"
#include "harness/agent/spi/front.hpp"
#include "harness/agent/spi/front_calls.hpp"
#include "harness/agent/spi/library.hpp"
#include "harness/agent/spi/probe.hpp"
#include "harness/agent/spi/upcall_answers.hpp"
#include "harness/agent/spi/upcalls.hpp"

namespace wsconform::agent::spi {

namespace {

std::vector<std::wstring> load_all(const std::vector<std::string>& paths) {
    std::vector<std::wstring> loaded;
    for (const std::string& path : paths) {
        const Library library = load_provider(path);
        if (std::ranges::find(loaded, library.path) != loaded.end())
            throw InputError(path + " is in the chain twice; name each DLL once");
        replace_imports(library.module, answered_imports());
        look_for_probe(library.module);
        if (loaded.empty()) {
            front().module = library.module;
            front().startup = library.startup;
        }
        loaded.push_back(library.path);
    }
    return loaded;
}

}  // namespace

SpiApi::SpiApi(const std::vector<std::string>& paths) : catalogue_{load_all(paths)} {
    front().catalogue = &catalogue_;
    answer_upcalls_from(catalogue_);
    front().upcalls = upcalls_of_startup(0);
}

void* SpiApi::address(const char* name) const {
    void* const probe = probe_for(name);
    return probe != nullptr ? probe : front_function(name);
}

}  // namespace wsconform::agent::spi
