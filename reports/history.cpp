// SPDX-License-Identifier: Apache-2.0

#include "reports/history.hpp"

#include <algorithm>
#include <map>
#include <system_error>

#include "conformance/text/document.hpp"
#include "conformance/text/input_error.hpp"
#include "conformance/text/text.hpp"
#include "reports/report_json.hpp"

namespace wsconform {

namespace {

namespace fs = std::filesystem;

bool is_bad(Finding finding) {
    return finding == Finding::fail || finding == Finding::error;
}

void follow(Course& course) {
    std::optional<std::size_t> known;
    for (std::size_t i = 0; i < course.findings.size(); ++i) {
        const auto finding = course.findings[i];
        if (!finding || (*finding != Finding::pass && !is_bad(*finding))) continue;
        const bool bad = is_bad(*finding);
        std::optional<std::size_t>& first = bad ? course.first_bad : course.first_good;
        if (!first) first = i;
        if (known && bad != course.is_bad_now) course.turns.push_back({i, *known, bad});
        course.is_bad_now = bad;
        known = i;
    }
}

/// Reports of that name may be somebody's own files: what is none is said by read_report.
std::vector<fs::path> reports_in(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code fault;
    for (fs::directory_iterator entry{folder, fault}; !fault && entry != fs::directory_iterator{};
         entry.increment(fault)) {
        const fs::path& path = entry->path();
        if (is_file(path / "report.json")) files.push_back(path / "report.json");
        if (is_file(path) && path.extension() == ".json") files.push_back(path);
    }
    if (fault)
        throw InputError{
            input_fault(folder, "folder", "cannot be read: " + fault.message(), "give another")};
    return files;
}

void require_one_provider(const fs::path& folder, const std::vector<Build>& builds) {
    for (const Build& build : builds) {
        const std::string& first = builds.front().report.provider;
        if (build.report.provider == first) continue;
        throw InputError{input_fault(folder, "history",
                                     "holds reports of several providers: " + builds.front().name +
                                         " is of " + visible(first, 80) + ", and " + build.name +
                                         " of " + visible(build.report.provider, 80),
                                     "put those of one provider into a folder of their own")};
    }
}

}  // namespace

History history_of(std::vector<Build> builds) {
    std::ranges::sort(builds, [](const Build& one, const Build& other) {
        return precedes(one.name, other.name);
    });
    std::map<std::string, Course> courses;
    for (std::size_t i = 0; i < builds.size(); ++i) {
        for (const PurposeResult& result : builds[i].report.purposes) {
            Course& course = courses[result.id];
            course.id = result.id;
            course.findings.resize(builds.size());
            course.findings[i] = finding_of(result);
        }
    }
    History history{std::move(builds), {}};
    for (auto& [id, course] : courses) {
        follow(course);
        history.courses.push_back(std::move(course));
    }
    return history;
}

History read_history(const fs::path& folder) {
    std::vector<Build> builds;
    for (const fs::path& file : reports_in(folder)) {
        const bool is_inside = file.parent_path() != folder;
        const fs::path name = is_inside ? file.parent_path().filename() : file.stem();
        builds.push_back({visible(name.string(), 60), read_report(file)});
    }
    if (builds.size() < 2)
        throw InputError{input_fault(
            folder, "history",
            "holds " + std::to_string(builds.size()) + " of the two or more reports that it takes",
            "give a folder of report.json files, or of folders that hold one, named by build")};
    require_one_provider(folder, builds);
    return history_of(std::move(builds));
}

}  // namespace wsconform
