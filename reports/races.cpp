// SPDX-License-Identifier: Apache-2.0

#include "reports/races.hpp"

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

namespace wsconform {

Races races_in(const std::string& text) {
    const auto json = nlohmann::json::parse(text, nullptr, false);
    if (!json.is_object() || !json.contains("races")) return {};
    try {
        return json.at("races").get<Races>();
    } catch (const nlohmann::json::exception&) {
        return {};  // Somebody else's file of that name.
    }
}

Races races_beside(const std::filesystem::path& report) {
    constexpr std::uintmax_t longest = 10'000'000;
    std::error_code fault;
    const bool is_folder = std::filesystem::is_directory(report, fault);
    const std::filesystem::path file = (is_folder ? report : report.parent_path()) / "run.json";
    if (!std::filesystem::is_regular_file(file, fault) ||
        std::filesystem::file_size(file, fault) > longest)
        return {};
    std::ostringstream text;
    text << std::ifstream{file}.rdbuf();
    return races_in(text.str());
}

}  // namespace wsconform
