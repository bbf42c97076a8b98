// SPDX-License-Identifier: Apache-2.0

// Goal: a file of results appears whole or not at all, is written through links, and takes the
// place of nothing that is no file. Method: places of each kind, and devices that are always full.

#include "reports/writing.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <functional>
#include <string>

#include "conformance/text/input_error.hpp"
#include "reports/test_support.hpp"

namespace wsconform {
namespace {

namespace fs = std::filesystem;

std::string refusal_of(const std::function<void()>& write) {
    try {
        write();
    } catch (const InputError& error) {
        return error.what();
    }
    return "written";
}

std::string refusal(const fs::path& file) {
    return refusal_of([&] { write_whole(file, "new"); });
}

std::size_t files_in(const fs::path& folder) {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator{folder}, {}));
}

TEST(Writing, ReplacesAFileAndKeepsItsMode) {
    const ScratchFolder scratch;
    const fs::path file = scratch.file("file", "old and longer");
    ASSERT_EQ(::chmod(file.c_str(), 0640), 0);

    write_whole(file, "new");

    struct stat status {};
    ASSERT_EQ(::stat(file.c_str(), &status), 0);
    EXPECT_EQ(contents(file), "new");
    EXPECT_EQ(status.st_mode & 07777U, 0640U);
    EXPECT_EQ(files_in(scratch.path()), 1U);
}

TEST(Writing, GoesThroughLinks) {
    const ScratchFolder scratch;
    const fs::path file = scratch.file("file", "old");
    fs::create_directory(scratch.path() / "below");
    fs::create_symlink("../file", scratch.path() / "below/first");
    fs::create_symlink("below/first", scratch.path() / "second");
    fs::create_symlink("fresh", scratch.path() / "dangling");
    fs::create_symlink("round", scratch.path() / "round");

    write_whole(scratch.path() / "second", "new");
    write_whole(scratch.path() / "dangling", "made");

    EXPECT_EQ(contents(file), "new");
    EXPECT_TRUE(fs::is_symlink(scratch.path() / "second"));
    EXPECT_TRUE(fs::is_symlink(scratch.path() / "below/first"));
    EXPECT_TRUE(fs::is_symlink(scratch.path() / "dangling"));
    EXPECT_EQ(contents(scratch.path() / "fresh"), "made");
    EXPECT_NE(refusal(scratch.path() / "round").find("leads nowhere"), std::string::npos);
}

TEST(Writing, ReplacesNothingThatIsNoFile) {
    const ScratchFolder scratch;
    const fs::path pipe = scratch.path() / "pipe";
    const fs::path link = scratch.path() / "link";
    const fs::path folder = scratch.path() / "folder";
    ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
    fs::create_symlink("/dev/full", link);
    fs::create_directory(folder);

    EXPECT_NE(refusal(pipe).find("is no regular file"), std::string::npos);
    EXPECT_NE(refusal(link).find("is no regular file"), std::string::npos);
    EXPECT_NE(refusal(folder).find("is a folder"), std::string::npos);
    EXPECT_NE(refusal(folder / "no/file").find("No such file"), std::string::npos);
    EXPECT_NE(refusal_of([&] { Lines{pipe, Lines::Begin::anew}; }), "written");
    EXPECT_NE(refusal_of([&] { remove_file(pipe); }), "written");

    EXPECT_TRUE(fs::is_fifo(pipe));
    EXPECT_TRUE(fs::is_symlink(link));
    EXPECT_TRUE(fs::is_character_file("/dev/full"));
    EXPECT_EQ(files_in(scratch.path()), 3U);
}

TEST(Writing, IntoADeviceThatAUserNamesTellsWhatFails) {
    EXPECT_EQ(refusal_of([] { write_output("/dev/null", "text"); }), "written");
    EXPECT_EQ(refusal_of([] { write_output("/dev/full", "text"); }),
              "/dev/full: file: cannot be written to its end: No space left on device; make room, "
              "or choose another place");
    EXPECT_TRUE(fs::is_character_file("/dev/null"));
    EXPECT_TRUE(fs::is_character_file("/dev/full"));
}

TEST(Writing, IntoAPipeDoesNotWaitForAReader) {
    const ScratchFolder scratch;
    const fs::path pipe = scratch.path() / "pipe";
    ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);

    EXPECT_NE(refusal_of([&] { write_output(pipe, "text"); }), "written");
    EXPECT_TRUE(fs::is_fifo(pipe));
}

TEST(Writing, KeepsTheOlderFileAndNoDraftWhenItFails) {
    const ScratchFolder scratch;
    const fs::path file = scratch.file("file", "old");
    // What has the draft's name and is no draft is not removed either.
    fs::create_directory(scratch.path() / ".file.new");
    EXPECT_NE(refusal(file).find("is in the way"), std::string::npos);
    EXPECT_EQ(contents(file), "old");

    fs::remove(scratch.path() / ".file.new");
    scratch.file(".file.new", "left by a run that was killed");
    EXPECT_EQ(refusal(file), "written");
    EXPECT_EQ(contents(file), "new");
    EXPECT_EQ(files_in(scratch.path()), 1U);
}

TEST(Writing, OfADraftThatIsNotPutInPlaceLeavesNothing) {
    const ScratchFolder scratch;
    { const Draft draft{scratch.path() / "file", "text"}; }

    EXPECT_EQ(files_in(scratch.path()), 0U);
}

TEST(Writing, GrowsALineAtATime) {
    const ScratchFolder scratch;
    const fs::path file = scratch.file("file", "old\n");
    Lines{file, Lines::Begin::after_what_is_there}.append("one");
    EXPECT_EQ(contents(file), "old\none\n");

    Lines lines{file, Lines::Begin::anew};
    lines.append("one");
    EXPECT_EQ(contents(file), "one\n");
    lines.append("two");
    EXPECT_EQ(contents(file), "one\ntwo\n");
}

}  // namespace
}  // namespace wsconform
