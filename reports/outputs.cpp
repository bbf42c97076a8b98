#include "reports/outputs.hpp"

#include <array>
#include <fstream>
#include <string>
#include <string_view>
#include <system_error>

#include "conformance/document.hpp"
#include "conformance/input_error.hpp"
#include "reports/renderings.hpp"
#include "reports/report_json.hpp"

namespace wsconform {
namespace {

namespace fs = std::filesystem;

struct Output {
    std::string_view name;
    std::string (*text)(const Report&);
};

constexpr auto outputs = std::to_array<Output>(
    {{"report.json", to_json}, {"junit.xml", to_junit}, {"index.html", to_html}});

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

void write_drafts(const fs::path& folder, const Report& report) {
    try {
        for (const Output& output : outputs) {
            write(draft_of(folder, output), output.text(report));
        }
    } catch (const InputError&) {
        discard_drafts(folder);
        throw;
    }
}

}  // namespace

void write_outputs(const fs::path& folder, const Report& report) {
    std::error_code fault;
    fs::create_directories(folder, fault);
    if (fault || !fs::is_directory(folder))
        refuse(folder, "is not a folder and cannot be made one");
    require_replaceable(folder);

    write_drafts(folder, report);
    for (const Output& output : outputs) {
        fs::rename(draft_of(folder, output), folder / output.name, fault);
        if (fault) refuse(folder / output.name, "cannot be replaced: " + fault.message());
    }
}

}  // namespace wsconform
