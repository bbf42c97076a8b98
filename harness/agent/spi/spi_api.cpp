// SPDX-License-Identifier: Apache-2.0

#include "harness/agent/spi/spi_api.hpp"

#include <array>

#include "harness/agent/errors.hpp"
#include "harness/agent/invoke.hpp"
#include "harness/agent/paths.hpp"
#include "harness/agent/spi/answered_imports.hpp"
#include "harness/agent/spi/front.hpp"
#include "harness/agent/spi/front_calls.hpp"
#include "harness/agent/spi/guid.hpp"
#include "harness/agent/spi/imports.hpp"
#include "harness/agent/spi/library.hpp"
#include "harness/agent/spi/noted_loading.hpp"
#include "harness/agent/spi/probe.hpp"
#include "harness/agent/spi/upcall_answers.hpp"
#include "harness/agent/spi/upcalls.hpp"

namespace wsconform::agent::spi {

namespace {

std::optional<GUID> given_id(const Link& link) {
    if (link.id.empty()) return std::nullopt;
    const auto id = guid_named(link.id);
    if (!id) throw InputError(link.id + " is no GUID; write {8-4-4-4-12} hexadecimal digits");
    return id;
}

std::string file_in(const std::string& path) {
    return path.substr(path.find_last_of("/\\") + 1);
}

std::vector<Installed> not_loaded_yet(const std::vector<Link>& chain) {
    std::vector<Installed> installed;
    for (const Link& link : chain)
        installed.push_back({path_of_dll(link.path), given_id(link)});
    return installed;
}

/// What Microsoft's sample of a layered provider exports, and those that were made from it. It is
/// asked like any function of the provider: it may raise.
std::optional<GUID> told_id(HMODULE module) {
    using TellId = void(WSPAPI*)(GUID*);
    auto* const tell =
        reinterpret_cast<TellId>(reinterpret_cast<void*>(GetProcAddress(module, "GetLspGuid")));
    if (tell == nullptr) return std::nullopt;
    GUID id{};
    std::monostate nothing;
    if (run(nothing, tell, &id) != 0) return std::nullopt;
    return id;
}

}  // namespace

SpiApi::SpiApi(const std::vector<Link>& chain) : catalogue_{not_loaded_yet(chain)} {
    front().catalogue = &catalogue_;
    answer_upcalls_from(catalogue_);
    front().upcalls = upcalls_of_startup(0);
    answer_imports(answered_imports());
    answer_imports(noted_loading());
    watch_loading();
    for (std::size_t number = 1; number <= chain.size(); ++number)
        load(number, chain[number - 1]);
}

void SpiApi::load(std::size_t number, const Link& link) {
    const Library library = load_provider(link.path);
    for (std::size_t above = 1; above < number; ++above) {
        if (catalogue_.chain()[above - 1].path == library.path)
            throw InputError(link.path + " is in the chain twice; name each DLL once");
    }
    replace_imports(library.module);
    look_for_probe(library.module);
    const std::optional<GUID> exported = told_id(library.module);
    const std::optional<GUID> given = given_id(link);
    if (exported && given && *exported != *given)
        front().about_ids += file_in(link.path) + " exports GetLspGuid, which tells " +
                             text_of(*exported) + "; --provider-id gave " + text_of(*given) +
                             " in its place. ";
    const std::optional<GUID> id = given ? given : exported;
    require_own_id(number, link, id);
    catalogue_.install(number, {library.path, id});
    if (number > 1) return;
    front().module = library.module;
    front().startup = library.startup;
}

/// In the protocol catalogue of a machine there is room for one provider of each id.
void SpiApi::require_own_id(std::size_t number, const Link& link,
                            const std::optional<GUID>& id) const {
    for (std::size_t above = 1; id && above < number; ++above) {
        const Installed& other = catalogue_.chain()[above - 1];
        if (other.id && *other.id == *id)
            throw InputError(file_in(link.path) + " has the id " + text_of(*id) + ", which " +
                             file_in(narrow(other.path)) +
                             " above it has too; give one of them another with --provider-id "
                             "FILE=GUID, if it can be told one");
    }
}

void* SpiApi::address(const char* name) const {
    void* const probe = probe_for(name);
    return probe != nullptr ? probe : front_function(name);
}

}  // namespace wsconform::agent::spi
