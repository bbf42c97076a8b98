// SPDX-License-Identifier: Apache-2.0

#include "reports/writing.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <optional>
#include <system_error>
#include <utility>

#include "conformance/text/document.hpp"
#include "conformance/text/input_error.hpp"

namespace wsconform {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const fs::path& file, std::string_view fault, std::string_view remedy) {
    throw InputError{input_fault(file, "file", fault, remedy)};
}

/// With the system's reason for the call that failed last.
[[noreturn]] void cannot(const fs::path& file, std::string_view what, std::string_view remedy) {
    const int reason = errno;
    refuse(file, "cannot be " + std::string{what} + ": " + std::generic_category().message(reason),
           reason == ENOSPC || reason == EDQUOT ? "make room, or choose another place" : remedy);
}

/// The number of a file that this process has open, if that is what the link stands for, as
/// /dev/stdout does in the end. It is written to as it stands, for it may be a part of more.
std::optional<int> open_number(const fs::path& link) {
    std::error_code ignored;
    const fs::path folder = fs::canonical(link.parent_path(), ignored);
    if (ignored || folder != "/proc/" + std::to_string(getpid()) + "/fd") return std::nullopt;
    const std::string name = link.filename();
    int number = -1;
    const auto read = std::from_chars(name.data(), name.data() + name.size(), number);
    return read.ec == std::errc{} && number >= 0 ? std::optional{number} : std::nullopt;
}

struct Place {
    fs::path file;  ///< What the links lead to; it may not be there yet.
    std::optional<int> open;
};

Place place_of(const fs::path& given, std::string_view remedy) {
    constexpr int most_links = 40;
    fs::path file = given;
    for (int links = 0; links <= most_links; ++links) {
        std::error_code fault;
        if (fs::symlink_status(file, fault).type() != fs::file_type::symlink) return {file, {}};
        if (const auto number = open_number(file)) return {file, number};
        const fs::path target = fs::read_symlink(file, fault);
        if (fault) refuse(given, "is a link that cannot be read: " + fault.message(), remedy);
        file = target.is_absolute() ? target : file.parent_path() / target;
    }
    refuse(given, "is a link that leads nowhere", remedy);
}

/// Nothing if there is no such file.
std::optional<struct stat> status_of(const fs::path& file, const fs::path& given,
                                     std::string_view remedy) {
    struct stat status {};
    if (::stat(file.c_str(), &status) == 0) return status;
    if (errno != ENOENT) cannot(given, "written", remedy);
    return std::nullopt;
}

/// What is there already may be replaced. Its status, if it is there.
std::optional<struct stat> replaceable(const Place& place, const fs::path& given,
                                       std::string_view remedy) {
    const auto status = status_of(place.file, given, remedy);
    if (!status) return std::nullopt;
    if (S_ISDIR(status->st_mode)) refuse(given, "is a folder", remedy);
    if (place.open || !S_ISREG(status->st_mode))
        refuse(given, "is no regular file, and is left as it is", remedy);
    if (::access(place.file.c_str(), W_OK) != 0) cannot(given, "written", remedy);
    return status;
}

void write_all(std::FILE* stream, std::string_view text, const fs::path& given,
               std::string_view remedy) {
    if (std::fwrite(text.data(), 1, text.size(), stream) != text.size() || std::fflush(stream) != 0)
        cannot(given, "written to its end", remedy);
}

/// Some file systems have no such thing.
void put_on_disk(std::FILE* stream, const fs::path& given, std::string_view remedy) {
    if (fsync(fileno(stream)) != 0 && errno != EINVAL && errno != ENOTSUP)
        cannot(given, "put on the disk", remedy);
}

fs::path draft_of(const fs::path& file) {
    constexpr std::size_t longest_name = 240;
    return file.parent_path() / ("." + file.filename().string().substr(0, longest_name) + ".new");
}

/// One that was killed may have left a draft; whatever else has the name is left alone.
Stream draft_stream(const fs::path& draft, const fs::path& given, std::string_view remedy) {
    std::error_code fault;
    if (fs::symlink_status(draft, fault).type() == fs::file_type::regular) fs::remove(draft, fault);
    Stream stream{std::fopen(draft.c_str(), "wxe")};
    if (stream == nullptr && errno == EEXIST)
        refuse(draft, "is in the way of a draft", "remove it");
    if (stream == nullptr) cannot(given, "created", remedy);
    return stream;
}

}  // namespace

Draft::Draft(const fs::path& file, std::string_view text, std::string_view remedy)
    : remedy_{remedy} {
    const Place place = place_of(file, remedy);
    const auto older = replaceable(place, file, remedy);
    const fs::path draft = draft_of(place.file);
    const Stream stream = draft_stream(draft, file, remedy);
    try {
        if (older) {
            // It stays whose it was, as far as we may say so.
            [[maybe_unused]] const int given =
                fchown(fileno(stream.get()), older->st_uid, older->st_gid);
            fchmod(fileno(stream.get()), older->st_mode & 0777U);
        }
        write_all(stream.get(), text, file, remedy);
        put_on_disk(stream.get(), file, remedy);
    } catch (...) {
        ::unlink(draft.c_str());
        throw;
    }
    file_ = place.file;
    draft_ = draft;
}

Draft::Draft(Draft&& other) noexcept
    : file_{std::move(other.file_)},
      draft_{std::exchange(other.draft_, fs::path{})},
      remedy_{std::move(other.remedy_)} {}

Draft::~Draft() {
    if (!draft_.empty()) ::unlink(draft_.c_str());
}

void Draft::put_in_place() {
    if (::rename(draft_.c_str(), file_.c_str()) != 0) cannot(file_, "replaced", remedy_);
    draft_.clear();
}

void require_replaceable(const fs::path& file, std::string_view remedy) {
    replaceable(place_of(file, remedy), file, remedy);
}

void write_whole(const fs::path& file, std::string_view text, std::string_view remedy) {
    Draft{file, text, remedy}.put_in_place();
}

void write_output(const fs::path& file, std::string_view text) {
    const Place place = place_of(file, choose_another);
    const auto status = status_of(place.file, file, choose_another);
    const bool is_written_into =
        place.open || (status && (S_ISFIFO(status->st_mode) || S_ISCHR(status->st_mode)));
    if (!is_written_into) return write_whole(file, text);
    // A pipe that nobody reads is told, and not waited for.
    const int number =
        place.open ? fcntl(*place.open, F_DUPFD_CLOEXEC, 0)
                   : ::open(place.file.c_str(), O_WRONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    if (number < 0) cannot(file, "written", choose_another);
    if (!place.open) fcntl(number, F_SETFL, 0);
    const Stream stream{::fdopen(number, "w")};
    if (stream == nullptr) cannot(file, "written", choose_another);
    write_all(stream.get(), text, file, choose_another);
}

void remove_file(const fs::path& file, std::string_view remedy) {
    std::error_code fault;
    const fs::file_type type = fs::symlink_status(file, fault).type();
    if (type == fs::file_type::not_found) return;
    if (type != fs::file_type::symlink) replaceable({file, {}}, file, remedy);
    if (::unlink(file.c_str()) != 0 && errno != ENOENT) cannot(file, "removed", remedy);
}

Lines::Lines(fs::path file, Begin begin, std::string_view remedy)
    : file_{std::move(file)}, remedy_{remedy} {
    const Place place = place_of(file_, remedy_);
    replaceable(place, file_, remedy_);
    stream_.reset(std::fopen(place.file.c_str(), begin == Begin::anew ? "we" : "ae"));
    if (stream_ == nullptr) cannot(file_, "written", remedy_);
}

void Lines::append(std::string_view line) {
    write_all(stream_.get(), std::string{line} + "\n", file_, remedy_);
    put_on_disk(stream_.get(), file_, remedy_);
}

}  // namespace wsconform
