// SPDX-License-Identifier: Apache-2.0

#include "harness/station/view.hpp"

#include <pwd.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fstream>
#include <set>

#include "harness/harness_error.hpp"
#include "harness/station/containment.hpp"
#include "harness/station/descriptor.hpp"
#include "harness/station/dll_paths.hpp"
#include "harness/station/placing.hpp"

namespace wsconform {

namespace {

namespace fs = std::filesystem;

void require(bool done, const std::string& what) {
    if (!done) throw HarnessError{because(what, errno)};
}

bool is_below(const fs::path& path, const fs::path& folder) {
    const auto [end, rest] = std::mismatch(folder.begin(), folder.end(), path.begin(), path.end());
    return end == folder.end() || (std::next(end) == folder.end() && end->empty());
}

std::string host_name() {
    std::array<char, 256> name{};
    gethostname(name.data(), name.size() - 1);
    return name.data();
}

/// Wine calls the user so, and folders of a Windows folder that was made before.
std::string user_name() {
    const passwd* const entry = getpwuid(geteuid());
    return entry == nullptr ? "wsconform" : entry->pw_name;
}

class ViewMaker {
  public:
    ViewMaker(const View& view, fs::path root, const Ids& ids)
        : view_{view}, root_{std::move(root)}, is_lent_id_{ids.user != geteuid()}, ids_{ids} {
        for (const fs::path& path : view.hidden)
            hidden_.insert(fs::weakly_canonical(path));
    }

    void show_system() {
        for (const fs::path path : containment::system_files) {
            if (fs::is_symlink(path))
                show(path);
            else if (fs::exists(path))
                show_as_it_is(path);
        }
    }

    void show_devices() {
        for (const std::string_view path : containment::devices)
            if (fs::exists(path))
                bind_to(in_view(path), path, MOUNT_ATTR_NOSUID | MOUNT_ATTR_NOEXEC);
    }

    void show_machine() {
        for (const std::string_view name : containment::own_settings)
            hidden_.insert(fs::path{"/etc"} / name);
        constexpr std::array not_whole{"proc", "sys", "dev", "run", "etc", "tmp", "station"};
        for (const auto& entry : fs::directory_iterator{"/"})
            if (std::ranges::find(not_whole, entry.path().filename()) == not_whole.end())
                show(entry.path());
        for (const char* const folder : {"/etc", "/tmp"})
            show_entries(folder);
    }

    void make_own_folders() {
        for (const std::string_view path : containment::own_folders) {
            const fs::path place = in_view(path);
            fs::create_directories(place);
            require(chmod(place.c_str(), 01777) == 0, place.string());
            bind_to(place, place, MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV);
        }
    }

    void show_as_it_is(const fs::path& path) {
        bind_to(in_view(path), path, read_only);
        shown_.insert(path);
    }

    /// At its place and at that of what its links lead to.
    void show(const fs::path& path) {
        std::error_code ignored;
        const auto kind = fs::symlink_status(path, ignored).type();
        if (kind == fs::file_type::not_found || is_shown(path)) return;
        if (kind == fs::file_type::symlink) {
            fs::create_directories(in_view(path).parent_path());
            fs::copy_symlink(path, in_view(path), ignored);
            if (const fs::path real = fs::canonical(path, ignored); !real.empty()) show(real);
            return;
        }
        // Whoever owns nothing reads what all may read.
        if (!is_lent_id_ || view_.is_whole_machine || may_be_read_by_others(path)) {
            bind_to(in_view(path), path, read_only);
        } else {
            copy_to(in_view(path), path);
        }
        shown_.insert(path);
    }

    void show_with_folder(const fs::path& file) {
        std::error_code ignored;
        const fs::path folder = fs::canonical(file.parent_path(), ignored);
        if (is_shown(folder)) return;
        if (is_shared(folder)) {
            show_dlls(folder);
            show(folder / file.filename());
            return;
        }
        show_entries(folder);
        show(folder / file.filename());
        close(folder);
        shown_.insert(folder);
    }

    void let_write(const fs::path& folder) {
        require(chown(folder.c_str(), ids_.user, ids_.group) == 0 || !is_lent_id_, folder.string());
        bind_to(in_view(folder), folder, MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV);
    }

    void write_settings() {
        // A question may be held for long, and is to be asked once.
        put("resolv.conf", "nameserver 127.0.0.1\noptions timeout:30 attempts:1\n");
        put("hosts", "127.0.0.1 localhost " + host_name() + "\n");
        put("nsswitch.conf",
            "passwd: files\ngroup: files\nhosts: files dns\nservices: files\nprotocols: files\n");
        const std::string user = user_name();
        put("passwd", user + ":x:" + std::to_string(ids_.user) + ":" + std::to_string(ids_.group) +
                          "::/tmp:/bin/sh\n");
        put("group", user + ":x:" + std::to_string(ids_.group) + ":\n");
    }

    std::vector<std::string> mount_processes() {
        const fs::path place = in_view("/proc");
        fs::create_directory(place);
        constexpr unsigned long flags = MS_NOSUID | MS_NODEV | MS_NOEXEC;
        if (mount("proc", place.c_str(), "proc", flags, nullptr) == 0) return {};
        // Containers that mask parts of /proc forbid a new one. The old one still answers for
        // /proc/self.
        std::vector<std::string> refused{because("mounting /proc", errno)};
        bind_to(place, "/proc", read_only);
        return refused;
    }

    void become_root() {
        require(chdir(root_.c_str()) == 0, root_.string());
        // The root of a chroot is no mount that could be put away.
        if (syscall(SYS_pivot_root, ".", ".") == 0)
            require(umount2(".", MNT_DETACH) == 0, "leaving the system's root");
        else
            require(chroot(".") == 0, "taking another root");
        require(chdir("/") == 0, "/");
        restrict_mount("/", 0, MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV);
    }

  private:
    static constexpr std::uint64_t read_only =
        MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV;

    fs::path in_view(const fs::path& path) const { return root_ / path.relative_path(); }

    bool is_shown(const fs::path& path) const {
        return std::ranges::any_of(shown_,
                                   [&](const fs::path& folder) { return is_below(path, folder); });
    }

    bool is_shared(const fs::path& folder) const {
        return hidden_.contains(folder) ||
               std::ranges::find(containment::shared_folders, folder.string()) !=
                   containment::shared_folders.end();
    }

    bool holds_hidden(const fs::path& folder) const {
        return std::ranges::any_of(hidden_,
                                   [&](const fs::path& path) { return is_below(path, folder); });
    }

    void show_dlls(const fs::path& folder) {
        std::error_code ignored;
        for (const auto& entry : fs::directory_iterator{folder, ignored})
            if (is_dll(entry.path()) && entry.is_regular_file(ignored)) show(entry.path());
    }

    /// What comes into the folder later is not seen.
    void show_entries(const fs::path& folder) {
        std::error_code ignored;
        fs::create_directories(in_view(folder), ignored);
        for (const auto& entry : fs::directory_iterator{folder, ignored}) {
            const fs::path path = entry.path();
            const auto kind = entry.symlink_status(ignored).type();
            if (hidden_.contains(path)) continue;
            if (kind == fs::file_type::directory && holds_hidden(path))
                show_entries(path);
            else if (kind == fs::file_type::symlink)
                show_link(path);
            else if (kind == fs::file_type::directory || kind == fs::file_type::regular)
                show(path);
        }
    }

    /// A folder of our own, in which there are others' files.
    void close(const fs::path& folder) const {
        bind_to(in_view(folder), in_view(folder), read_only);
    }

    /// Whoever packed the folder may have made the link: only a DLL is shown where it leads.
    void show_link(const fs::path& link) {
        std::error_code ignored;
        fs::copy_symlink(link, in_view(link), ignored);
        const fs::path real = fs::canonical(link, ignored);
        if (is_dll(real) && fs::is_regular_file(real, ignored)) show(real);
    }

    void put(const char* name, const std::string& text) const {
        fs::create_directories(in_view("/etc"));
        std::ofstream file{in_view("/etc") / name};
        file << text << std::flush;
        if (!file) throw HarnessError{because("/etc/" + std::string{name}, errno)};
    }

    const View& view_;
    fs::path root_;
    bool is_lent_id_;
    const Ids& ids_;
    std::set<fs::path> hidden_;
    std::set<fs::path> shown_;
};

void mount_memory(const fs::path& root) {
    const std::string bounds = "mode=0755,size=" + std::to_string(containment::most_bytes_written) +
                               ",nr_inodes=" + std::to_string(containment::most_files);
    require(mount("wsconform", root.c_str(), "tmpfs", MS_NOSUID | MS_NODEV, bounds.c_str()) == 0,
            "mounting " + root.string());
}

}  // namespace

std::vector<std::string> enter_view(const View& view, const fs::path& root, const Ids& ids) {
    try {
        const mode_t before = umask(S_IWGRP | S_IWOTH);
        mount_memory(root);
        ViewMaker maker{view, root, ids};
        maker.make_own_folders();
        maker.show_devices();
        if (view.is_whole_machine) {
            maker.show_machine();
        } else {
            maker.show_system();
        }
        for (const fs::path& path : view.shown_as_they_are)
            maker.show_as_it_is(path);
        for (const fs::path& path : view.shown)
            maker.show(path);
        for (const fs::path& file : view.shown_with_their_folder)
            maker.show_with_folder(file);
        for (const fs::path& folder : view.writable)
            maker.let_write(folder);
        maker.write_settings();
        const std::vector<std::string> refused = maker.mount_processes();
        const fs::path before_view = fs::current_path();
        maker.become_root();
        // The user's command names files from where the user is.
        if (view.is_whole_machine) fs::current_path(before_view);
        umask(before);
        return refused;
    } catch (const fs::filesystem_error& error) {
        throw HarnessError{error.what()};
    }
}

}  // namespace wsconform
