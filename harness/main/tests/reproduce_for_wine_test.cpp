// SPDX-License-Identifier: Apache-2.0

// Goal: `wsconform reproduce --form wine` writes a test that Wine's suite can take. Method: patches
// of a test file in Wine's frame, which is ours; what fails when the C program is played is todo,
// and then the file must agree with Wine.

#include <gtest/gtest.h>

#include "harness/main/tests/reproducing.hpp"
#include "harness/main/tests/wsconform_process.hpp"
#include "harness/station/process.hpp"

namespace wsconform {
namespace {

using namespace std::chrono_literals;

/// As much of Wine's own header as a test of this form uses: a todo must fail, the rest must not.
constexpr const char* test_header = R"(
static int is_todo, wrong;
#define ok(condition, ...) (void)((!(condition)) == is_todo ? 0 : (wrong++, printf(__VA_ARGS__)))
#define todo_wine for (is_todo = 1; is_todo; is_todo = 0)
#define trace(...) printf(__VA_ARGS__)
#define win_skip(...) printf(__VA_ARGS__)
#define START_TEST(name) static void func(void); int main(void) { func(); return wrong; } \
    static void func(void)
)";

/// The frame of a test file of Wine's, with names that ours have, too.
constexpr const char* test_frame =
    "#include <stdarg.h>\n#include <stdio.h>\n#include <string.h>\n#include <winsock2.h>\n"
    "#include <windows.h>\n#include \"wine/test.h\"\n"
    R"(
static int code(int error)
{
    return error;
}

static void test_without_startup(void)
{
    WSASetLastError(0xdeadbeef);
    ok(socket(AF_INET, SOCK_STREAM, 0) == INVALID_SOCKET, "got a socket\n");
    ok(code(WSAGetLastError()) == WSANOTINITIALISED, "got error %d\n", WSAGetLastError());
}

static void test_something(void)
{
    ok(code(0) == 0, "got %d\n", code(0));
}

START_TEST( sock )
{
    WSADATA data;

    /* Here Winsock is not started yet. */
    test_without_startup();

    WSAStartup(MAKEWORD(2, 2), &data);

    test_something();

    /* Nothing comes after this. */
    WSACleanup();
}
)";

/// Builds the test file and runs it: the number of claims that are not as Wine is.
int wrong_claims(const WineWithFolder& wine) {
    compile("dlls/ws2_32/tests/sock.c", "sock.exe", {"-Wdeclaration-after-statement"});
    return wine.status_of("sock.exe", "sock.out");
}

/// Puts a test into the file; what `played` shows to fail is todo.
void patch(const std::string& id, const std::string& played) {
    std::vector<std::string> words{"reproduce", id,         "--form",
                                   "wine",      "--into",   "dlls/ws2_32/tests/sock.c",
                                   "--out",     "one.patch"};
    if (!played.empty()) words.insert(words.end(), {"--played", played});
    const Ended wrote = ended(words);
    ASSERT_EQ(wrote.status, 0) << wrote.err;
    // The folder must not pass for a part of the tree that it lies in.
    const std::string apply = "GIT_CEILING_DIRECTORIES=$(dirname \"$PWD\") git apply one.patch";
    ASSERT_NO_THROW(output_of({{"/bin/sh", "-c", apply}}, 60s)) << id;
}

TEST(WineReproduces, ATestOfItsOwnSuite) {
    own_folder();
    const WineWithFolder wine;
    put("wine/test.h", test_header);
    put("dlls/ws2_32/tests/sock.c", test_frame);
    const std::string zero = "WSACancelAsyncRequest/zero_handle_is_refused";

    patch(zero, "");
    EXPECT_EQ(wrong_claims(wine), 1) << said("sock.out");
    EXPECT_EQ(
        ended({"reproduce", zero, "--form", "wine", "--into", "dlls/ws2_32/tests/sock.c"}).status,
        2)
        << "it is there already";

    put("dlls/ws2_32/tests/sock.c", test_frame);
    for (const std::string& id :
         {zero, std::string{"closesocket/zero_linger_resets_the_connection"},
          std::string{"WSARecvDisconnect/unread_data_resets_the_connection"},
          std::string{"select/unready_sockets_leave_the_sets"},
          std::string{"WSAAsyncGetProtoByName/result_is_a_protoent"},
          std::string{"WSACancelAsyncRequest/call_before_startup_is_refused"}}) {
        if (!is_reproducible(id)) continue;
        const std::string name = built(id);
        wine.status_of(name + ".exe", name + ".out");
        patch(id, name + ".out");
    }
    EXPECT_EQ(wrong_claims(wine), 0) << said("sock.out");
    const std::string text = text_of("dlls/ws2_32/tests/sock.c");
    EXPECT_NE(
        text.find("    todo_wine ok(ret == SOCKET_ERROR && (WSAGetLastError() == WSAEINVAL ||"),
        std::string::npos);
}

}  // namespace
}  // namespace wsconform
