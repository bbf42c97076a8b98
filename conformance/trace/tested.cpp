// SPDX-License-Identifier: Apache-2.0

#include "conformance/trace/tested.hpp"

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>

#include "conformance/text/text.hpp"

namespace wsconform {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t longest_text = 200;

std::string stated(const Json& json, const char* key) {
    return visible(json.value(key, std::string{}), longest_text);
}

TestedDll dll_of(const Json& json) {
    const std::string file = stated(json, "file");
    return {file.substr(file.find_last_of("/\\") + 1),
            stated(json, "machine"),
            json.at("size").get<std::uint64_t>(),
            stated(json, "sha256"),
            stated(json, "version"),
            stated(json, "product"),
            stated(json, "company")};
}

Json json_of(const TestedDll& dll) {
    Json json{{"file", dll.file},
              {"machine", dll.machine},
              {"size", dll.size_bytes},
              {"sha256", dll.sha256}};
    if (!dll.version.empty()) json["version"] = dll.version;
    if (!dll.product.empty()) json["product"] = dll.product;
    if (!dll.company.empty()) json["company"] = dll.company;
    return json;
}

Json json_of(const std::vector<TestedDll>& dlls) {
    Json array = Json::array();
    for (const TestedDll& dll : dlls)
        array.push_back(json_of(dll));
    return array;
}

}  // namespace

std::vector<std::string> fingerprints_of(const Tested& tested) {
    std::vector<std::string> fingerprints;
    std::ranges::transform(tested.dlls, std::back_inserter(fingerprints), &TestedDll::sha256);
    return fingerprints;
}

std::string text_of(const TestedDll& dll) {
    std::string text = dll.file;
    if (!dll.version.empty()) text += " " + dll.version;
    const std::string comma = dll.product.empty() || dll.company.empty() ? "" : ", ";
    if (!dll.product.empty() || !dll.company.empty())
        text += " (" + dll.product + comma + dll.company + ")";
    return text + ", " + dll.machine + ", " + std::to_string(dll.size_bytes) + " bytes, SHA-256 " +
           (dll.sha256.empty() ? "unknown" : dll.sha256);
}

Json json_of(const Tested& tested) {
    Json json{{"system", tested.system}, {"dlls", json_of(tested.dlls)}};
    if (!tested.companions.empty()) json["companions"] = json_of(tested.companions);
    return json;
}

Tested tested_of(const Json& json) {
    Tested tested{stated(json, "system"), {}};
    for (const Json& dll : json.at("dlls"))
        tested.dlls.push_back(dll_of(dll));
    for (const Json& dll : json.value("companions", Json::array()))
        tested.companions.push_back(dll_of(dll));
    return tested;
}

}  // namespace wsconform
