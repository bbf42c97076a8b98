#include "harness/main/tests/purposes.hpp"

#include <nlohmann/json.hpp>

#include "harness/main/tests/wsconform_process.hpp"

namespace wsconform {

namespace fs = std::filesystem;
using nlohmann::json;

std::set<std::string> purposes_in_the_tree() {
    std::set<std::string> names;
    for (const auto& entry : fs::recursive_directory_iterator{WSCONFORM_SCENARIOS}) {
        const fs::path name = fs::relative(entry.path(), WSCONFORM_SCENARIOS);
        if (name.has_parent_path() && name.extension() == ".json")
            names.insert(fs::path{name}.replace_extension().generic_string());
    }
    return names;
}

std::set<std::string> purposes_in(const fs::path& report) {
    std::set<std::string> names;
    const json document = json_of(report);
    for (const auto& [name, purpose] : document.at("purposes").items())
        names.insert(name);
    return names;
}

}  // namespace wsconform
