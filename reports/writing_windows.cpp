// SPDX-License-Identifier: Apache-2.0

#include "reports/writing.hpp"

#include <fcntl.h>
#include <io.h>

#include <cerrno>
#include <optional>
#include <system_error>
#include <utility>

#include "conformance/text/document.hpp"
#include "conformance/text/input_error.hpp"
#include "windows/headers.hpp"

namespace wsconform {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const fs::path& file, std::string_view fault, std::string_view remedy) {
    throw InputError{input_fault(file, "file", fault, remedy)};
}

[[noreturn]] void cannot(const fs::path& file, std::string_view what, std::string_view reason,
                         std::string_view remedy) {
    refuse(file, "cannot be " + std::string{what} + ": " + std::string{reason}, remedy);
}

/// With the C library's reason for the call that failed last.
[[noreturn]] void cannot(const fs::path& file, std::string_view what, std::string_view remedy) {
    const int reason = errno;
    cannot(file, what, std::generic_category().message(reason),
           reason == ENOSPC ? "make room, or choose another place" : remedy);
}

/// What the links lead to; it may not be there yet.
fs::path place_of(const fs::path& given, std::string_view remedy) {
    constexpr int most_links = 40;
    fs::path file = given;
    for (int links = 0; links <= most_links; ++links) {
        std::error_code fault;
        if (fs::symlink_status(file, fault).type() != fs::file_type::symlink) return file;
        const fs::path target = fs::read_symlink(file, fault);
        if (fault) refuse(given, "is a link that cannot be read: " + fault.message(), remedy);
        file = target.is_absolute() ? target : file.parent_path() / target;
    }
    refuse(given, "is a link that leads nowhere", remedy);
}

/// "NUL", "CON" and pipes: what is there, and is no file.
bool is_device(const fs::path& file) {
    const HANDLE handle = CreateFileW(file.c_str(), 0, FILE_SHARE_READ | FILE_SHARE_WRITE, nullptr,
                                      OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS, nullptr);
    if (handle == INVALID_HANDLE_VALUE) return false;
    const DWORD type = GetFileType(handle);
    CloseHandle(handle);
    return type == FILE_TYPE_CHAR || type == FILE_TYPE_PIPE;
}

/// What is there already may be replaced.
void require_replaceable_place(const fs::path& place, const fs::path& given,
                               std::string_view remedy) {
    std::error_code fault;
    const fs::file_status status = fs::status(place, fault);
    if (status.type() == fs::file_type::not_found) return;
    if (fs::is_directory(status)) refuse(given, "is a folder", remedy);
    if (is_device(place)) refuse(given, "is no regular file, and is left as it is", remedy);
    constexpr int may_write = 2;
    if (_waccess(place.c_str(), may_write) != 0) cannot(given, "written", remedy);
}

void write_all(std::FILE* stream, std::string_view text, const fs::path& given,
               std::string_view remedy) {
    if (std::fwrite(text.data(), 1, text.size(), stream) != text.size() || std::fflush(stream) != 0)
        cannot(given, "written to its end", remedy);
}

void put_on_disk(std::FILE* stream, const fs::path& given, std::string_view remedy) {
    if (_commit(_fileno(stream)) != 0) cannot(given, "put on the disk", remedy);
}

fs::path draft_of(const fs::path& file) {
    constexpr std::size_t longest_name = 240;
    return file.parent_path() /
           (L"." + file.filename().wstring().substr(0, longest_name) + L".new");
}

/// One that was killed may have left a draft; whatever else has the name is left alone.
Stream draft_stream(const fs::path& draft, const fs::path& given, std::string_view remedy) {
    std::error_code fault;
    if (fs::symlink_status(draft, fault).type() == fs::file_type::regular) fs::remove(draft, fault);
    const int number =
        _wopen(draft.c_str(), _O_WRONLY | _O_CREAT | _O_EXCL | _O_BINARY | _O_NOINHERIT, 0600);
    if (number < 0 && errno == EEXIST) refuse(draft, "is in the way of a draft", "remove it");
    if (number < 0) cannot(given, "created", remedy);
    Stream stream{_fdopen(number, "wb")};
    if (stream == nullptr) cannot(given, "created", remedy);
    return stream;
}

void remove_quietly(const fs::path& file) {
    std::error_code ignored;
    fs::remove(file, ignored);
}

}  // namespace

Draft::Draft(const fs::path& file, std::string_view text, std::string_view remedy)
    : remedy_{remedy} {
    const fs::path place = place_of(file, remedy);
    require_replaceable_place(place, file, remedy);
    const fs::path draft = draft_of(place);
    Stream stream = draft_stream(draft, file, remedy);
    try {
        write_all(stream.get(), text, file, remedy);
        put_on_disk(stream.get(), file, remedy);
    } catch (...) {
        stream.reset();  // What is open cannot be removed.
        remove_quietly(draft);
        throw;
    }
    file_ = place;
    draft_ = draft;
}

Draft::Draft(Draft&& other) noexcept
    : file_{std::move(other.file_)},
      draft_{std::exchange(other.draft_, fs::path{})},
      remedy_{std::move(other.remedy_)} {}

Draft::~Draft() {
    if (!draft_.empty()) remove_quietly(draft_);
}

void Draft::put_in_place() {
    if (MoveFileExW(draft_.c_str(), file_.c_str(),
                    MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH) == 0)
        cannot(file_, "replaced", std::system_category().message(static_cast<int>(GetLastError())),
               remedy_);
    draft_.clear();
}

void require_replaceable(const fs::path& file, std::string_view remedy) {
    require_replaceable_place(place_of(file, remedy), file, remedy);
}

void write_whole(const fs::path& file, std::string_view text, std::string_view remedy) {
    Draft{file, text, remedy}.put_in_place();
}

void write_output(const fs::path& file, std::string_view text) {
    const fs::path place = place_of(file, choose_another);
    if (!is_device(place)) return write_whole(file, text);
    const Stream stream{_wfopen(place.c_str(), L"wb")};
    if (stream == nullptr) cannot(file, "written", choose_another);
    write_all(stream.get(), text, file, choose_another);
}

void remove_file(const fs::path& file, std::string_view remedy) {
    std::error_code fault;
    const fs::file_type type = fs::symlink_status(file, fault).type();
    if (type == fs::file_type::not_found) return;
    if (type != fs::file_type::symlink) require_replaceable_place(file, file, remedy);
    fs::remove(file, fault);
    if (fault) cannot(file, "removed", fault.message(), remedy);
}

Lines::Lines(fs::path file, Begin begin, std::string_view remedy)
    : file_{std::move(file)}, remedy_{remedy} {
    const fs::path place = place_of(file_, remedy_);
    require_replaceable_place(place, file_, remedy_);
    stream_.reset(_wfopen(place.c_str(), begin == Begin::anew ? L"wbN" : L"abN"));
    if (stream_ == nullptr) cannot(file_, "written", remedy_);
}

void Lines::append(std::string_view line) {
    write_all(stream_.get(), std::string{line} + "\n", file_, remedy_);
    put_on_disk(stream_.get(), file_, remedy_);
}

}  // namespace wsconform
