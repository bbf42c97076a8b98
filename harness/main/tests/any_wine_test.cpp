// SPDX-License-Identifier: Apache-2.0

// Goal: any Wine can be played on, whatever it is called, wherever it is, and whatever else of that
// name is in PATH. Method: the installed Wine under other names, in trees of links and scripts; the
// verdict of one purpose that Wine fails.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "harness/main/tests/wsconform_process.hpp"
#include "harness/station/wine.hpp"

namespace wsconform {
namespace {

namespace fs = std::filesystem;

/// Written into the test's own folder.
void put_script(const fs::path& file, const std::string& text) {
    fs::create_directories(fs::absolute(file).parent_path());
    put(file, "#!/bin/sh\n" + text + "\n");
    fs::permissions(file, fs::perms::owner_all);
}

void put_link(const fs::path& file, const fs::path& target) {
    fs::create_directories(file.parent_path());
    fs::create_symlink(target, file);
}

void expect_played(const std::vector<std::string>& more, const Program::Environment& changes = {}) {
    std::vector<std::string> words{"run",
                                   "--provider",
                                   "wine",
                                   "--quiescence",
                                   "300",
                                   "--filter",
                                   "WSACancelAsyncRequest.zero*",
                                   "--out",
                                   "out"};
    words.insert(words.end(), more.begin(), more.end());

    const Ended ran = Program{words, changes}.ended(std::chrono::seconds{280});

    EXPECT_EQ(ran.status, 1) << ran.out << ran.err;
    const auto purpose = json_of("out/report.json")
                             .at("purposes")
                             .at("WSACancelAsyncRequest/zero_handle_is_refused");
    EXPECT_EQ(purpose.at("verdict"), "fail") << purpose;
    EXPECT_EQ(left_running(), "");
}

/// A program that fails whoever takes it for a Wine.
void put_wrong_wines(const fs::path& folder) {
    for (const char* const name : {"wine", "wine64", "wineserver", "wineboot"})
        put_script(folder / name, "echo wine-1.0; exit 9");
}

std::string path_with_wrong_wines() {
    put_wrong_wines(fs::current_path() / "wrong");
    return (fs::current_path() / "wrong").string() + ":/usr/bin:/bin";
}

class AnyWine : public testing::Test {
  protected:
    AnyWine() { own_folder(); }

    const Wine real_ = chosen_wine("");
};

TEST_F(AnyWine, IsPlayedInATreeOfItsOwn) {
    put_link("tree/bin/wine", real_.program);
    put_link("tree/bin/wineserver", *real_.server);

    expect_played({"--wine", "tree"}, {{"PATH", path_with_wrong_wines()}});
}

TEST_F(AnyWine, IsPlayedWithItsProgramFor64BitsOnly) {
    put_link("tree/bin/wine64", real_.program);
    put_link("tree/bin/wineserver", *real_.server);

    expect_played({}, {{"PATH", path_with_wrong_wines()}, {"WSCONFORM_WINE", "tree"}});
}

TEST_F(AnyWine, IsPlayedFromABuildTree) {
    put_script("built/wine", "exec " + real_.program.string() + " \"$@\"");
    put_link("built/server/wineserver", *real_.server);

    expect_played({"--wine", "built/"});
}

TEST_F(AnyWine, IsPlayedUnderTheNameOfAVersion) {
    put_link("bin/wine-9.9", real_.program);
    put_link("bin/wineserver-9.9", *real_.server);
    const std::string path = (fs::current_path() / "bin").string() + ":/usr/bin:/bin";

    expect_played({"--wine", "wine-9.9"}, {{"PATH", path}, {"WSCONFORM_WINE", "nowhere"}});
}

/// It has no wineserver beside it and starts a Wine that is elsewhere.
TEST_F(AnyWine, IsPlayedByAScript) {
    put_script("my-wine", "exec " + real_.program.string() + " \"$@\"");

    expect_played({"--wine", "./my-wine"});
}

/// What the user has set for another Wine is not for this one.
TEST_F(AnyWine, IsPlayedWhateverTheUserHasSet) {
    expect_played({}, {{"WINESERVER", "/bin/false"},
                       {"WINELOADER", "/bin/false"},
                       {"WINEARCH", "win32"},
                       {"TMPDIR", "/nonexistent"}});
}

TEST_F(AnyWine, ThatDoesNotWorkIsSaidInOneLine) {
    put_wrong_wines("wrong");
    for (const std::string named : {"wrong", "/bin/true"}) {
        const Ended ran = ended({"run", "--provider", "wine", "--wine", named, "--out", "out"});

        EXPECT_EQ(ran.status, 3) << ran.out;
        EXPECT_TRUE(ran.err.starts_with("wsconform: wine: no Wine: ")) << ran.err;
        EXPECT_EQ(ran.err.find('\n'), ran.err.size() - 1) << ran.err;
    }
}

}  // namespace
}  // namespace wsconform
