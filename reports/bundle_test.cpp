// SPDX-License-Identifier: Apache-2.0

#include "reports/bundle.hpp"

#include <gtest/gtest.h>

#include "conformance/text/input_error.hpp"
#include "reports/sha256.hpp"
#include "reports/test_support.hpp"

namespace wsconform {
namespace {

Bundle small_bundle() {
    return {"0.3.0",
            "spi:acme.dll",
            {{"report.json", "{}\n"}, {"traces/c.a.jsonl", "{\"a\": \"\\u00ff\"}\n"}}};
}

/// A liar can seal what he changed; what is left is that it must make sense.
std::string sealed(const std::string& lines) {
    return lines + R"({"sha256":")" + sha256(lines) + "\"}\n";
}

TEST(Sha256, IsTheKnownFingerprint) {
    EXPECT_EQ(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Bundle, IsReadBackAsWritten) {
    const ScratchFolder scratch;

    EXPECT_EQ(read_bundle(scratch.file("b", to_text(small_bundle()))), small_bundle());
}

TEST(Bundle, WithAnyByteAlteredTakenOrAddedIsRefused) {
    const ScratchFolder scratch;
    const std::string good = to_text(small_bundle());

    for (std::size_t at = 0; at < good.size(); ++at) {
        for (const char other : {static_cast<char>(good[at] ^ 1), '\n', '\0'}) {
            if (other == good[at]) continue;
            std::string bad = good;
            bad[at] = other;
            EXPECT_NE(fault_of(read_bundle, scratch.file("b", bad)), "no fault") << at;
        }
        EXPECT_NE(fault_of(read_bundle, scratch.file("b", good.substr(0, at))), "no fault") << at;
    }
    EXPECT_NE(fault_of(read_bundle, scratch.file("b", good + "\n")), "no fault");
    EXPECT_NE(fault_of(read_bundle, scratch.file("b", "\n" + good)), "no fault");
}

TEST(Bundle, ThatMakesNoSenseIsRefusedInOneLine) {
    struct Row {
        std::string text;
        std::string_view fault;
    };
    const std::string head =
        R"({"format":"wsconform-bundle/1","suite":"1","provider":"p","files":)";
    const std::string no_hash = std::string(64, '0');
    const auto file = [](const std::string& path, const std::string& text) {
        return R"({"path":")" + path + R"(","sha256":")" + sha256(text) + R"(","text":")" + text +
               "\"}\n";
    };
    const std::string report = file("report.json", "x");
    const std::vector<Row> rows{
        {"", ": file: is empty; "},
        {"x", ": file: is no bundle, or is cut short; "},
        {"\n", ": last line: is not the fingerprint"},
        {"{}\n{}\n", ": last line: is not the fingerprint"},
        {sealed("{}\n"), ": line 1: .format: is missing, so this is not a bundle; "},
        {sealed(R"({"format":"wsconform-bundle/2"})"
                "\n"),
         "is \"wsconform-bundle/2\", not"},
        {sealed(head + "1}\n"), ": line 1: promises 1 files, and there are 0; "},
        {sealed(head + "1}\n" + file("traces/a.jsonl", "x")), ": file: holds no report.json; "},
        {sealed(head + "2}\n" + report + report), ": line 3: brings report.json again; "},
        {sealed(head + "1}\n" + file("../report.json", "x")), "names the file \"../report.json\""},
        {sealed(head + "1}\n" + file("traces/../x.jsonl", "x")), "names the file \"traces/.."},
        {sealed(head + "1}\n" + file("/etc/x.jsonl", "x")), "names the file \"/etc/x.jsonl\""},
        {sealed(head + "1}\n{\"path\":\"report.json\",\"sha256\":\"" + no_hash +
                "\",\"text\":\"x\"}\n"),
         ": line 2: has another fingerprint than report.json in it; "},
        {sealed(head + "1}\n[]\n"), ": line 2: file: is a list, not an object"},
        {sealed(head + "1}\n" + std::string(500, '[') + "\n"), "nested deeper than 100"},
        {sealed(head + "99999999999}\n"),
         ": line 1: .files: is 99999999999, not a whole number from 1 to 100000"},
    };

    const ScratchFolder scratch;
    for (const Row& row : rows) {
        const std::string fault = fault_of(read_bundle, scratch.file("b", row.text));
        EXPECT_NE(fault.find(row.fault), std::string::npos) << row.fault << "\n" << fault;
        EXPECT_EQ(fault.find('\n'), std::string::npos) << fault;
    }
}

}  // namespace
}  // namespace wsconform
