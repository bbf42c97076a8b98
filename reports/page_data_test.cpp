// Goal: what is packed can be read back, says each thing once, and stays small whatever a provider
// says. Method: read it as the page does, and count.

#include "reports/page_data.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "reports/test_support.hpp"

namespace wsconform {
namespace {

using Json = nlohmann::ordered_json;

Json value_at(const Json& packed, std::size_t place) {
    const Json& entry = packed["values"][place];
    if (!entry.is_array()) return entry;
    const bool is_object = !entry.empty() && entry[0] < 0;
    Json value = is_object ? Json::object() : Json::array();
    for (std::size_t i = is_object ? 1 : 0; i < entry.size(); ++i) {
        const Json part = value_at(packed, entry[i]);
        if (is_object) {
            const auto shape = static_cast<std::size_t>(-1 - entry[0].get<int>());
            value[packed["shapes"][shape][i - 1].get<std::string>()] = part;
        } else {
            value.push_back(part);
        }
    }
    return value;
}

Json unpacked(const Packer& packer) {
    const Json packed = Json::parse(packer.text());
    return value_at(packed, packed["values"].size() - 1);
}

TEST(Packer, KeepsEveryValue) {
    const Json value = Json::parse(
        R"({"a": [], "b": {}, "c": [1, -2, true, null, "x"], "d": {"a": ["x"], "b": 0}})");
    Packer packer;
    packer.add(value);

    EXPECT_EQ(unpacked(packer), value);
}

TEST(Packer, SaysEachThingOnce) {
    const Json line{{"action", "send"}, {"observed", "returned 5"}};
    Packer once;
    once.add(Json::array({line}));
    Packer often;
    often.add(Json::array({line, line, line, line}));

    EXPECT_EQ(Json::parse(once.text())["values"].size(),
              Json::parse(often.text())["values"].size());
}

TEST(Packer, KeepsTheBeginningOfAMegabyte) {
    Packer packer;
    packer.add(Json::array({std::string(1U << 20U, 'x'), "short"}));

    EXPECT_LT(packer.text().size(), 4000);
    EXPECT_TRUE(unpacked(packer)[0].get<std::string>().ends_with("bytes more)"));
    EXPECT_EQ(unpacked(packer)[1], "short");
}

TEST(Base64, IsThatOfTheStandard) {
    EXPECT_EQ(base64(""), "");
    EXPECT_EQ(base64("f"), "Zg==");
    EXPECT_EQ(base64("fo"), "Zm8=");
    EXPECT_EQ(base64("foobar"), "Zm9vYmFy");
    EXPECT_EQ(base64("\xff\xfe\xfd"), "//79");
}

TEST(Compressed, IsWhatZlibReads) {
    // The header of zlib at its best compression, 78 DA, in base64.
    EXPECT_TRUE(compressed_base64(hostile_text).starts_with("eN"));
    EXPECT_LT(compressed_base64(std::string(100000, 'x')).size(), 500);
}

}  // namespace
}  // namespace wsconform
