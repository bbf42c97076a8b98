// SPDX-License-Identifier: Apache-2.0

// A bundle is read and verified. A byte that is changed breaks its seal, so what is below the seal
// is also tried: the lines are taken apart, and sealed anew as whoever forges a bundle would. Names
// are taken out of every bundle whose traces a judge takes.

#include "reports/bundle.hpp"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "conformance/text/text.hpp"
#include "conformance/trace/trace.hpp"
#include "harness/main/anonymous.hpp"
#include "harness/main/fuzz/targets.hpp"
#include "harness/main/verification.hpp"
#include "model/ensure.hpp"

namespace wsconform::fuzzing {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

/// A file of this process, removed at its end.
struct File {
    File() = default;
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    ~File() {
        std::error_code ignored;
        fs::remove(path, ignored);
    }

    fs::path path =
        fs::temp_directory_path() / ("wsconform-fuzzed-bundle-" + std::to_string(::getpid()));
};

Bundle read(std::string_view text) {
    static const File file;
    std::ofstream stream{file.path, std::ios::binary | std::ios::trunc};
    stream.write(text.data(), static_cast<std::streamsize>(text.size()));
    stream.close();
    return read_bundle(file.path);
}

std::string text_in(const json& object, const char* key) {
    return object.contains(key) && object[key].is_string() ? object[key].get<std::string>() : "";
}

Bundle taken_apart(const std::vector<std::string>& lines) {
    Bundle bundle;
    for (const std::string& line : lines) {
        const json document = json::parse(line, nullptr, false);
        if (!document.is_object()) continue;
        if (document.contains("suite")) {
            bundle.suite = text_in(document, "suite");
            bundle.provider = text_in(document, "provider");
        }
        if (document.contains("path"))
            bundle.files[text_in(document, "path")] = text_in(document, "text");
    }
    return bundle;
}

/// As if it were a vendor's, for ours has nothing to hide.
void take_out_names(const Bundle& bundle, Report report) {
    report.provider = "api:acme.dll";
    const bool is_judged = std::ranges::all_of(bundle.files, [](const auto& file) {
        return file.first == "report.json" || is_taken([&] { parse_trace(file.second, "trace"); });
    });
    if (is_judged) is_taken([&] { anonymous(bundle, report); });
}

void verify(const Bundle& bundle) {
    const Verification verification = verified(bundle, "bundle.jsonl", suite());
    for (const std::string& fault : verification.faults)
        require_one_line(visible(fault));
    take_out_names(bundle, verification.report);
}

}  // namespace

void take_bundle(std::string_view input) {
    is_taken([&] { verify(read(input)); });

    const std::string text = to_text(taken_apart(lines_of(input)));
    Bundle bundle;
    if (!is_taken([&] { bundle = read(text); })) return;
    ensure(to_text(bundle) == text, "a bundle is written as it is read");
    is_taken([&] { verify(bundle); });
}

}  // namespace wsconform::fuzzing
