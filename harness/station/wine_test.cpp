// SPDX-License-Identifier: Apache-2.0

// Goal: whatever a user names as a Wine is found with all its programs, and what is none is refused
// in one line. Method: trees of scripts that look like the Wines people have.

#include "harness/station/wine.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "conformance/text/input_error.hpp"
#include "harness/harness_error.hpp"

namespace wsconform {
namespace {

namespace fs = std::filesystem;

/// A folder that goes with the test, with a folder `path` that is all of PATH.
class WineTest : public testing::Test {
  protected:
    WineTest() {
        fs::remove_all(root_);
        fs::create_directories(root_);
        setenv("PATH", (root_ / "path").c_str(), 1);
    }
    ~WineTest() override {
        setenv("PATH", path_.c_str(), 1);
        fs::remove_all(root_);
    }

    /// A file that may be executed.
    fs::path program(const std::string& name, const std::string& text = "#!/bin/sh\n") const {
        const fs::path file = root_ / name;
        fs::create_directories(file.parent_path());
        std::ofstream{file} << text;
        fs::permissions(file, fs::perms::owner_all);
        return file;
    }
    /// One that begins as an ELF file for that machine does.
    fs::path elf(const std::string& name, char machine) const {
        std::string header(64, '\0');
        header.replace(0, 4,
                       "\x7f"
                       "ELF");
        header[18] = machine;
        return program(name, header);
    }
    fs::path link(const std::string& name, const fs::path& target) const {
        const fs::path file = root_ / name;
        fs::create_directories(file.parent_path());
        fs::create_symlink(target, file);
        return file;
    }
    std::string fault_of(const fs::path& words) const {
        try {
            wine_named(words);
        } catch (const InputError& error) {
            return error.what();
        }
        return "";
    }

    const fs::path root_ =
        fs::current_path() /
        (std::string{"wine_test-"} + testing::UnitTest::GetInstance()->current_test_info()->name());

  private:
    const std::string path_ = std::getenv("PATH");
};

constexpr char i386 = 3;
constexpr char x86_64 = 62;
constexpr auto aarch64 = static_cast<char>(183);

TEST_F(WineTest, FolderIsAnyOfThoseThatPeopleHave) {
    struct Tree {
        const char* name;
        const char* program;
        const char* server;
    };
    constexpr std::array trees{Tree{"installed", "bin/wine", "bin/wineserver"},
                               Tree{"only-64-bits", "bin/wine64", "bin/wineserver"},
                               Tree{"built", "wine", "server/wineserver"},
                               Tree{"built-64", "wine64", "server/wineserver"},
                               Tree{"built-in-part", "loader/wine", "server/wineserver"},
                               Tree{"debian", "wine64", "wineserver64"},
                               Tree{"proton", "files/bin/wine64", "files/bin/wineserver"},
                               Tree{"unpacked", "usr/lib/wine/wine64", "usr/lib/wine/wineserver"},
                               Tree{"versioned", "bin/wine-10.0", "bin/wineserver-10.0"}};
    for (const Tree& tree : trees) {
        const fs::path folder{tree.name};
        const Wine made{elf(folder / tree.program, x86_64), program(folder / tree.server)};

        EXPECT_EQ(wine_named(root_ / folder), made) << tree.name;
        EXPECT_EQ(wine_named(made.program), made) << tree.name;
        EXPECT_EQ(wine_named(root_ / folder / "bin/.."), made) << tree.name << " on a detour";
    }
}

TEST_F(WineTest, FoldersThatOnlySeemToHoldAWineArePassedOver) {
    fs::create_directories(root_ / "tree/bin/wine");
    fs::create_directories(root_ / "tree/wine");
    program("tree/bin/wineserver");
    program("tree/bin/wine64");

    EXPECT_EQ(wine_named(root_ / "tree").program, root_ / "tree/bin/wine64");
}

TEST_F(WineTest, ServerLiesBesideTheProgramOrWhatItsLinksLeadTo) {
    program("opt/bin/wine");
    program("opt/bin/wineserver");
    const fs::path linked = link("links/my-wine", "../opt/bin/wine");

    EXPECT_EQ(wine_named(linked), (Wine{linked, root_ / "opt/bin/wineserver"}));
}

TEST_F(WineTest, VersionedProgramTakesTheServerOfItsVersion) {
    program("bin/wineserver");
    const fs::path server = program("bin/wineserver-10.0");

    EXPECT_EQ(wine_named(program("bin/wine-10.0")).server, server);
    EXPECT_EQ(wine_named(program("bin/wine64-10.0")).server, server);
    EXPECT_EQ(wine_named(program("bin/wine-9.0")).server, root_ / "bin/wineserver");
}

TEST_F(WineTest, BareNameIsThatOfAProgramInPath) {
    program("path/wineserver");
    const fs::path found = program("path/wine-10.0");

    EXPECT_EQ(wine_named("wine-10.0").program, found);
    EXPECT_NE(fault_of("wine-11.0").find("wine-11.0: is missing; name"), std::string::npos);
}

TEST_F(WineTest, ScriptMayAloneKnowItsServer) {
    const fs::path script = program("alone/my-wine", "#!/bin/sh\nexec /elsewhere/wine \"$@\"\n");

    EXPECT_EQ(wine_named(script), (Wine{script, std::nullopt}));
}

TEST_F(WineTest, ProgramFor32BitsGivesWayToItsNeighbour) {
    elf("both/bin/wine", i386);
    const fs::path other = elf("both/bin/wine64", x86_64);
    program("both/bin/wineserver");

    EXPECT_EQ(wine_named(root_ / "both").program, other);
    EXPECT_EQ(wine_named(root_ / "both/bin/wine").program, other);
}

TEST_F(WineTest, WhatIsNoCompleteWineIsRefusedWithTheFault) {
    fs::create_directories(root_ / "empty");
    elf("no-server/bin/wine", x86_64);
    program("script-tree/bin/wine");
    elf("32/bin/wine", i386);
    elf("arm/bin/wine", aarch64);
    for (const char* const folder : {"32", "arm"})
        program(fs::path{folder} / "bin/wineserver");
    std::ofstream{root_ / "empty/text"} << "no program";
    program("many/bin/wineserver");
    program("many/bin/wine-9.0");
    program("many/bin/wine-10.0");
    struct Case {
        const char* named;
        const char* fault;
    };
    constexpr std::array cases{
        Case{"nowhere", "nowhere: is missing; name the folder"},
        Case{"empty", "empty: is no Wine: neither bin/wine"},
        Case{"empty/text", "may not be executed"},
        Case{"no-server", "no-server/bin/wine: there is no wineserver to it"},
        Case{"no-server/bin/wine", "there is no wineserver to it"},
        Case{"script-tree", "there is no wineserver to it"},
        Case{"32", "is a 32-bit program, and no wine64 is beside it"},
        Case{"arm", "is made for another kind of machine than x86_64 (ELF machine 183)"},
        Case{"many", "there is more than one Wine; name a program, such as"}};
    for (const Case& wrong : cases) {
        const std::string fault = fault_of(root_ / wrong.named);
        EXPECT_TRUE(fault.starts_with("--wine or WSCONFORM_WINE: ")) << fault;
        EXPECT_NE(fault.find(wrong.fault), std::string::npos) << wrong.named << ": " << fault;
        EXPECT_EQ(fault.find('\n'), std::string::npos) << fault;
    }
}

TEST_F(WineTest, VersionIsTheLineThatNamesOne) {
    program("bin/wineserver");
    const auto saying = [this](const std::string& words) {
        return wine_named(program("bin/wine", "#!/bin/sh\n" + words + "\n"));
    };

    EXPECT_EQ(version_of(saying("echo hint; echo 'wine-10.0 (Debian 10.0~repack-6)'")),
              "wine-10.0 (Debian 10.0~repack-6)");
    EXPECT_THROW(version_of(saying("echo 'true (GNU coreutils) 9.1'")), HarnessError);
    EXPECT_THROW(version_of(saying("echo wine-10.0; exit 1")), HarnessError);
}

TEST_F(WineTest, AllThatAreInstalledAreFoundOnce) {
    program("path/wineserver");
    const fs::path plain = program("path/wine64");
    program("path/wineserver-10.0");
    const fs::path versioned = program("path/wine-10.0");
    program("path/wineserver-9.0");
    const fs::path older = program("path/wine-9.0");
    link("path/wine-stable", "wine64");

    const auto wines = installed_wines();

    ASSERT_GE(wines.size(), 3U);
    EXPECT_EQ(wines[0].program, plain);
    EXPECT_EQ(wines[1].program, older);
    EXPECT_EQ(wines[2].program, versioned);
    EXPECT_EQ(chosen_wine("").program, plain);
}

}  // namespace
}  // namespace wsconform
