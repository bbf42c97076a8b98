// SPDX-License-Identifier: Apache-2.0

#include "reports/output_folder.hpp"

#include <array>
#include <fstream>
#include <string>
#include <string_view>
#include <system_error>

#include "conformance/text/document.hpp"
#include "conformance/text/input_error.hpp"
#include "reports/markdown.hpp"
#include "reports/renderings.hpp"
#include "reports/report_json.hpp"

namespace wsconform {
namespace {

namespace fs = std::filesystem;

struct Output {
    std::string_view name;
    std::string (*text)(const Report&, const GateResult*);
};

constexpr auto outputs = std::to_array<Output>(
    {{"report.json", [](const Report& report, const GateResult*) { return to_json(report); }},
     {"junit.xml",
      [](const Report& report, const GateResult* gated) {
          return gated != nullptr ? to_junit(report, *gated) : to_junit(report);
      }},
     {"index.html", [](const Report& report, const GateResult*) { return to_html(report); }}});

[[noreturn]] void refuse(const fs::path& file, std::string_view fault) {
    throw InputError{input_fault(file, "file", fault, "choose another --out")};
}

fs::path draft_of(const fs::path& folder, const Output& output) {
    return folder / ("." + std::string{output.name} + ".new");
}

void write(const fs::path& file, const std::string& text) {
    std::ofstream stream{file, std::ios::binary | std::ios::trunc};
    if (!stream) refuse(file, "cannot be created");
    stream.write(text.data(), static_cast<std::streamsize>(text.size()));
    stream.close();
    if (!stream) refuse(file, "cannot be written to its end; is the disk full?");
}

void require_replaceable(const fs::path& folder) {
    for (const Output& output : outputs) {
        if (fs::is_directory(folder / output.name))
            refuse(folder / output.name, "is a folder where the report goes");
    }
}

void discard_drafts(const fs::path& folder) {
    for (const Output& output : outputs) {
        std::error_code ignored;  // What could not be written may not be there.
        fs::remove(draft_of(folder, output), ignored);
    }
}

void write_drafts(const fs::path& folder, const Report& report, const GateResult* gated) {
    try {
        for (const Output& output : outputs) {
            write(draft_of(folder, output), output.text(report, gated));
        }
    } catch (const InputError&) {
        discard_drafts(folder);
        throw;
    }
}

}  // namespace

void write_whole(const fs::path& file, const std::string& text) {
    const auto fault = [&file] {
        return InputError{input_fault(file, "file", "cannot be written", "choose another")};
    };
    const fs::path draft = file.string() + ".new";
    if (fs::is_directory(file)) throw fault();
    std::ofstream stream{draft, std::ios::binary | std::ios::trunc};
    stream << text;
    stream.close();
    std::error_code problem;
    if (stream) fs::rename(draft, file, problem);
    if (stream && !problem) return;
    fs::remove(draft, problem);
    throw fault();
}

void write_badge(const fs::path& file, const Report& report, const GateResult* gated) {
    if (file.extension() == ".svg")
        write_whole(file, to_badge_svg(report, gated));
    else if (file.extension() == ".json")
        write_whole(file, to_badge_json(report, gated));
    else
        throw InputError{input_fault(file, "--badge", "ends in neither .svg nor .json",
                                     "name it by what it is to be")};
}

void write_outputs(const fs::path& folder, const Report& report, const GateResult* gated) {
    std::error_code fault;
    fs::create_directories(folder, fault);
    if (fault || !fs::is_directory(folder))
        refuse(folder, "is not a folder and cannot be made one");
    require_replaceable(folder);

    write_drafts(folder, report, gated);
    for (const Output& output : outputs) {
        fs::rename(draft_of(folder, output), folder / output.name, fault);
        if (fault) refuse(folder / output.name, "cannot be replaced: " + fault.message());
    }
}

}  // namespace wsconform
