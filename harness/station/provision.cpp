// SPDX-License-Identifier: Apache-2.0

#include "harness/station/provision.hpp"

#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <map>
#include <stdexcept>

#include "harness/harness_error.hpp"
#include "harness/station/descriptor.hpp"
#include "harness/station/dll_paths.hpp"
#include "harness/station/isolation.hpp"
#include "harness/station/machine_of_dll.hpp"
#include "harness/station/wine_of_32_bits.hpp"

namespace wsconform {

namespace {

namespace fs = std::filesystem;

/// What Wine finds by its name alone stays.
std::string whole(const std::string& path) {
    return path.find('/') == std::string::npos ? path : fs::absolute(path).string();
}

std::vector<fs::path> homes() {
    std::vector<fs::path> folders;
    if (const char* const home = std::getenv("HOME"); home != nullptr && *home == '/')
        folders.emplace_back(home);
    if (const passwd* const entry = getpwuid(getuid()); entry != nullptr)
        folders.emplace_back(entry->pw_dir);
    return folders;
}

std::vector<fs::path> hidden_by(const StationOptions& options) {
    std::vector<fs::path> hidden = options.hidden;
    const std::vector<fs::path> users = homes();
    hidden.insert(hidden.end(), users.begin(), users.end());
    hidden.push_back(fs::read_symlink("/proc/self/exe").parent_path());
    hidden.push_back(options.directory);
    return hidden;
}

View view_for(const StationOptions& options, const Wine& wine) {
    View view{.shown = options.shown, .hidden = hidden_by(options)};
    const std::vector<fs::path> places = places_of(wine, view.hidden);
    view.shown.insert(view.shown.end(), places.begin(), places.end());
    view.shown.push_back(options.agent);
    const auto dlls = options.chain.empty() ? std::vector{options.dll} : options.chain;
    for (const std::string& dll : dlls) {
        const fs::path file = as_this_machine_sees(dll);
        std::error_code ignored;
        if (file.has_parent_path() && fs::exists(file, ignored))
            view.shown_with_their_folder.push_back(fs::absolute(file));
    }
    if (wine.dlls_of_32_bits) view.shown.push_back(*wine.dlls_of_32_bits);
    for (fs::path& path : view.shown)
        path = fs::absolute(path).lexically_normal();
    return view;
}

/// In the inner process.
int tell_failure(const std::function<void()>& work, const Descriptor& told) {
    try {
        work();
        return 0;
    } catch (const std::exception& error) {
        const std::string words = error.what();
        [[maybe_unused]] const ssize_t count = ::write(told.value(), words.data(), words.size());
        return 1;
    }
}

Contained contained_by(const StationOptions& options, View view) {
    view.is_whole_machine = !options.preparation.command.empty();
    return [&options, view](const fs::path& writable,
                            const std::function<void(const fs::path&)>& work) {
        Pipe told = make_pipe();
        View with_folder = view;
        with_folder.writable.push_back(writable);
        const auto in_station = [&](const Surroundings& surroundings) {
            return tell_failure(
                [&] {
                    const fs::path scratch = surroundings.scratch / "tmp";
                    fs::create_directory(scratch);
                    surroundings.give_away(writable);
                    surroundings.give_away(scratch);
                    surroundings.give_up_rights(Code::of_the_user);
                    umask(S_IWGRP | S_IWOTH);  // Another user's station may read it.
                    work(scratch);
                },
                told.writer);
        };
        const int status =
            run_isolated(options.isolate, options.directory, with_folder, in_station);
        told.writer.close();
        const std::string words = all_of(told.reader);
        if (status != 0) throw HarnessError{words.empty() ? "Wine was ended" : words};
    };
}

}  // namespace

StationOptions with_whole_paths(StationOptions options) {
    options.dll = whole(options.dll);
    options.agent = whole(options.agent);
    std::map<std::string, std::string> ids;
    for (std::string& path : options.chain) {
        const auto id = options.provider_ids.find(path);
        path = whole(path);
        if (id != options.provider_ids.end()) ids[path] = id->second;
    }
    options.provider_ids = ids;
    return options;
}

Provision provision_for(const StationOptions& options) {
    Provision provision;
    try {
        provision.wine = chosen_wine(options.wine);
        const bool is_32_bits = bits_of(options.agent) == 32;
        if (is_32_bits)
            find_dlls_of_32_bits(provision.wine, fs::absolute(options.directory / "wine/dlls-32"));
        provision.view = view_for(options, provision.wine);
        provision.windows =
            prepared_prefix(provision.wine, options.directory / "wine",
                            contained_by(options, provision.view), options.preparation);
        provision.view.shown_as_they_are.push_back(
            fs::absolute(provision.windows).lexically_normal());
        if (is_32_bits && !has_32_bits(provision.windows))
            provision.missing =
                options.preparation.original.empty() ? no_32_bits : no_32_bits_in_prefix;
    } catch (const std::runtime_error& error) {
        const std::string why = error.what();
        provision.missing = (why.starts_with("--prepare") ? "" : "no Wine: ") + why;
    }
    return provision;
}

}  // namespace wsconform
