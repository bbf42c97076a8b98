// SPDX-License-Identifier: Apache-2.0

// Goal: the same seed draws the same cases where RapidCheck's library is and where its numbers are
// our own. Method: one program is linked with either; both are run, and print what they draw.

#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <memory>
#include <string>

namespace wsconform {
namespace {

std::string output_of(const std::string& program) {
    struct Close {
        void operator()(std::FILE* stream) const { pclose(stream); }
    };
    const std::unique_ptr<std::FILE, Close> stream{popen(("'" + program + "'").c_str(), "r")};
    std::string output;
    std::array<char, 65536> chunk{};
    while (const std::size_t count =
               stream ? std::fread(chunk.data(), 1, chunk.size(), stream.get()) : 0)
        output.append(chunk.data(), count);
    return output;
}

TEST(Generators, DrawTheSameCasesWhereRapidCheckIsOurs) {
    const std::string library = output_of(WSCONFORM_DRAWS_OF_LIBRARY);
    const std::string ours = output_of(WSCONFORM_DRAWS_OF_OURS);

    EXPECT_GT(library.size(), 100'000U);
    EXPECT_EQ(library, ours);
}

}  // namespace
}  // namespace wsconform
