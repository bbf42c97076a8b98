// SPDX-License-Identifier: Apache-2.0

// Goal: git finds the commit from which on a provider breaks one purpose. Method: a repository of
// eight commits, each of which "builds" a simulated provider; from the sixth on it ignores a
// clause, and the third does not build.

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include "harness/main/tests/wsconform_process.hpp"

namespace wsconform {
namespace {

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

constexpr const char* purpose = "WSACancelAsyncRequest.zero_handle_is_refused";

int shell(const std::string& command) {
    // Words of this test alone.
    return std::system(("{ " + command + "; } >>log 2>&1").c_str());  // NOLINT(cert-env33-c)
}

constexpr const char* make_commits = R"(
git init -q repository && cd repository &&
git config user.name Tester && git config user.email tester@example.org &&
for number in 1 2 3 4 5 6 7 8; do
    provider=simulated
    [ "$number" -ge 6 ] && provider=simulated:suspend=cancel-async.zero-handle-is-refused
    echo "echo $provider >provider" >build.sh
    [ "$number" = 3 ] && echo 'exit 1' >>build.sh
    echo "$number" >number && git add . && git commit -q -m "commit $number" || exit 1
done)";

TEST(Bisect, LetsGitFindTheCommit) {
    own_folder();
    ASSERT_EQ(shell(make_commits), 0) << text_of("log");
    std::ofstream{"step.sh"} << "sh build.sh || exit 125\nexec '" << WSCONFORM_PROGRAM
                             << "' bisect --provider \"$(cat provider)\" " << purpose << "\n";

    ASSERT_EQ(shell("cd repository && git bisect start HEAD HEAD~7 && "
                    "git bisect run sh ../step.sh && git log -1 --format=found:%s bisect/bad"),
              0)
        << text_of("log");

    EXPECT_TRUE(has(text_of("log"), "found:commit 6\n")) << text_of("log");
    EXPECT_TRUE(has(text_of("log"), "is the first bad commit")) << text_of("log");
}

TEST(Bisect, SaysGoodBadOrThatItCannotTell) {
    own_folder();
    const auto told = [](const std::string& provider, const std::string& build) {
        return ended({"bisect", purpose, "--provider", provider, "--build", build});
    };

    const Ended good = told("simulated", "true");
    EXPECT_EQ(good.status, 0) << good.out << good.err;
    EXPECT_TRUE(has(good.out, "bisect: good: WSACancelAsyncRequest/zero_handle_is_refused\n"));
    const Ended bad = told("simulated:suspend=cancel-async.zero-handle-is-refused", "true");
    EXPECT_EQ(bad.status, 1) << bad.out << bad.err;
    EXPECT_TRUE(has(bad.out, "bisect: bad: WSACancelAsyncRequest/zero_handle_is_refused: step "));
    const Ended unbuilt = told("simulated", "exit 7");
    EXPECT_EQ(unbuilt.status, 125) << unbuilt.out;
    EXPECT_TRUE(has(unbuilt.out, "bisect: cannot be told: --build failed\n"));
}

/// git is to skip such a commit, and not to stop.
TEST(Bisect, SkipsACommitThatBuildsNoDll) {
    own_folder();
    for (const std::string& provider :
         {std::string{"spi:./none.dll"}, std::string{"api:./none.dll"}}) {
        const Ended ran = ended({"bisect", purpose, "--provider", provider, "--build", "true"});

        EXPECT_EQ(ran.status, 125) << ran.out << ran.err;
        EXPECT_TRUE(has(ran.out, "bisect: cannot be told: the build left no DLL: ./none.dll: "))
            << ran.out;
    }
    EXPECT_EQ(ended({"bisect", purpose, "--provider", "spi:"}).status, 128)
        << "names no DLL at all";
}

/// Nothing that it says is about a folder that is gone.
TEST(Bisect, NamesNoFolderThatItRemoves) {
    own_folder();
    const std::string bad = "simulated:suspend=cancel-async.zero-handle-is-refused";

    const Ended removed = ended({"bisect", purpose, "--provider", bad});
    EXPECT_EQ(removed.status, 1);
    EXPECT_FALSE(has(removed.out + removed.err, "wsconform-bisect")) << removed.out;
    EXPECT_TRUE(has(removed.out, "is not kept; --out DIR keeps it\n")) << removed.out;
    const Ended kept = ended({"bisect", purpose, "--provider", bad, "--out", "kept"});
    EXPECT_TRUE(has(kept.out, "report: kept/index.html\n")) << kept.out;
    EXPECT_FALSE(has(kept.out, "is not kept")) << kept.out;
}

/// Any other status would mark the commit as bad.
TEST(Bisect, StopsForAFaultOfTheCommandLine) {
    own_folder();

    const Ended ran = ended({"bisect", "recv.nothing", "--provider", "simulated"});

    EXPECT_EQ(ran.status, 128) << ran.out;
    EXPECT_TRUE(has(ran.err, "bisect: \"recv.nothing\" is no purpose of the suite")) << ran.err;
    using Words = std::vector<std::string>;
    for (const Words& words :
         {Words{"bisect"}, Words{"bisect", purpose}, Words{"bisect", purpose, "--provider"},
          Words{"bisect", purpose, "--provider", "simulated", "--nothing"},
          Words{"bisect", purpose, "--provider", "simulated", "--grading", "x"},
          Words{"bisect", purpose, "recv.end_stays", "--provider", "simulated"},
          Words{"bisect", purpose, "--provider", "simulated", "--out", ""}}) {
        const Ended wrong = ended(words);
        EXPECT_EQ(wrong.status, 128) << words.back() << ": " << wrong.out << wrong.err;
        EXPECT_TRUE(wrong.err.starts_with("wsconform: ")) << wrong.err;
    }
    EXPECT_EQ(ended({"bisect", "--help"}).status, 0);
}

}  // namespace
}  // namespace wsconform
