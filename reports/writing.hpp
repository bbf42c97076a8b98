// SPDX-License-Identifier: Apache-2.0

#pragma once

// The one way in which a file of results is written. A file appears whole or not at all, and is on
// the disk when the function returns. A link is written through: what it leads to is replaced, and
// never the link. What is no file, such as a device, is never replaced. Whatever fails is an
// InputError that names the file and the system's reason.

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace wsconform {

inline constexpr std::string_view choose_another = "choose another";

/// A stream of the C library: it tells why a write failed.
struct CloseStream {
    void operator()(std::FILE* stream) const { std::fclose(stream); }
};
using Stream = std::unique_ptr<std::FILE, CloseStream>;

/// Whole and on the disk, beside the file that it is to become: `.NAME.new`. Removed if it does not
/// become that.
class Draft {
  public:
    /// Throws InputError, also if the file could not be replaced later.
    Draft(const std::filesystem::path& file, std::string_view text,
          std::string_view remedy = choose_another);
    Draft(Draft&& other) noexcept;
    Draft& operator=(Draft&&) = delete;
    Draft(const Draft&) = delete;
    Draft& operator=(const Draft&) = delete;
    ~Draft();

    /// Throws InputError.
    void put_in_place();

  private:
    std::filesystem::path file_;
    std::filesystem::path draft_;  ///< Empty once it is in its place.
    std::string remedy_;
};

/// Throws InputError if a draft could not take the place of the file: it is no regular file, or one
/// that may not be written.
void require_replaceable(const std::filesystem::path& file,
                         std::string_view remedy = choose_another);

/// Writes one file. Throws InputError.
void write_whole(const std::filesystem::path& file, std::string_view text,
                 std::string_view remedy = choose_another);

/// The same for a name that a user gave: a pipe, a terminal, /dev/stdout and other character
/// devices are written into. Throws InputError.
void write_output(const std::filesystem::path& file, std::string_view text);

/// Removes the file if it is there. Throws InputError for what is none.
void remove_file(const std::filesystem::path& file, std::string_view remedy = choose_another);

/// A file that grows by lines.
class Lines {
  public:
    enum class Begin { anew, after_what_is_there };

    /// Throws InputError.
    Lines(std::filesystem::path file, Begin begin, std::string_view remedy = choose_another);
    /// It is on the disk when this returns. Throws InputError.
    void append(std::string_view line);

  private:
    std::filesystem::path file_;
    std::string remedy_;
    Stream stream_;
};

}  // namespace wsconform
