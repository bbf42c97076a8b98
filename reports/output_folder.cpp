// SPDX-License-Identifier: Apache-2.0

#include "reports/output_folder.hpp"

#include <array>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "conformance/text/document.hpp"
#include "conformance/text/input_error.hpp"
#include "reports/markdown.hpp"
#include "reports/renderings.hpp"
#include "reports/report_json.hpp"
#include "reports/writing.hpp"

namespace wsconform {
namespace {

namespace fs = std::filesystem;

struct Output {
    std::string_view name;
    /// The last is the text of run.json.
    std::string (*text)(const Report&, const GateResult*, const std::string&);
};

/// The one that the others are made from comes last: what ends the program between two of them
/// leaves the older one, and --resume the rest.
constexpr auto outputs = std::to_array<Output>(
    {{"junit.xml",
      [](const Report& report, const GateResult* gated, const std::string&) {
          return gated != nullptr ? to_junit(report, *gated) : to_junit(report);
      }},
     {"index.html",
      [](const Report& report, const GateResult*, const std::string& circumstances) {
          return to_html(report, races_in(circumstances));
      }},
     {"report.json", [](const Report& report, const GateResult*, const std::string&) {
          return to_json(report);
      }}});

constexpr std::string_view remedy = "choose another --out";
constexpr std::string_view circumstances_name = "run.json";

}  // namespace

void write_badge(const fs::path& file, const Report& report, const GateResult* gated) {
    if (file.extension() == ".svg")
        write_output(file, to_badge_svg(report, gated));
    else if (file.extension() == ".json")
        write_output(file, to_badge_json(report, gated));
    else
        throw InputError{input_fault(file, "--badge", "ends in neither .svg nor .json",
                                     "name it by what it is to be")};
}

void require_place_for_outputs(const fs::path& folder) {
    for (const Output& output : outputs)
        require_replaceable(folder / output.name, remedy);
    require_replaceable(folder / circumstances_name, remedy);
}

void write_outputs(const fs::path& folder, const Report& report, const GateResult* gated,
                   const std::string& circumstances) {
    std::error_code fault;
    fs::create_directories(folder, fault);
    if (!fs::is_directory(folder, fault))
        throw InputError{
            input_fault(folder, "file", "is not a folder and cannot be made one", remedy)};
    require_place_for_outputs(folder);

    std::vector<Draft> drafts;
    if (!circumstances.empty())
        drafts.emplace_back(folder / circumstances_name, circumstances, remedy);
    for (const Output& output : outputs)
        drafts.emplace_back(folder / output.name, output.text(report, gated, circumstances),
                            remedy);
    for (Draft& draft : drafts)
        draft.put_in_place();
}

}  // namespace wsconform
