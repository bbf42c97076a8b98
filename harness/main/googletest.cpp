// SPDX-License-Identifier: Apache-2.0

#include "harness/main/googletest.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <string_view>

#include "conformance/text/input_error.hpp"
#include "conformance/text/text.hpp"
#include "harness/main/this_machine.hpp"
#include "reports/writing.hpp"

namespace wsconform {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_shards = 10'000;
constexpr std::string_view prefix = "--gtest_";

std::optional<std::size_t> number_in(std::string_view text) {
    std::size_t number{};
    const char* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    return read.ec == std::errc{} && read.ptr == end ? std::optional{number} : std::nullopt;
}

/// Nothing if it is not set, or set to nothing.
std::optional<std::string> variable(const char* name) {
    const char* const value = std::getenv(name);
    return value == nullptr || *value == '\0' ? std::nullopt : std::optional<std::string>{value};
}

std::size_t number_of(const char* name, const std::string& value, std::size_t least,
                      std::size_t most) {
    const auto number = number_in(value);
    if (!number || *number < least || *number > most)
        throw InputError{std::string{name} + ": \"" + visible(value, 60) + "\" is no number from " +
                         std::to_string(least) + " to " + std::to_string(most) +
                         "; see docs/gatekeeper.md"};
    return *number;
}

/// The part of the suite to play, as GoogleTest will read it too.
std::optional<Shard> shard_of_this_run() {
    const auto total = variable("GTEST_TOTAL_SHARDS");
    const auto index = variable("GTEST_SHARD_INDEX");
    if (total.has_value() != index.has_value())
        throw InputError{
            std::string{total ? "GTEST_TOTAL_SHARDS" : "GTEST_SHARD_INDEX"} + ": is set without " +
            (total ? "GTEST_SHARD_INDEX" : "GTEST_TOTAL_SHARDS") + "; set both, or neither"};
    if (!total) {
        // Set to nothing they would be numbers to GoogleTest.
        unset_variable("GTEST_TOTAL_SHARDS");
        unset_variable("GTEST_SHARD_INDEX");
        return std::nullopt;
    }
    Shard shard;
    shard.total = number_of("GTEST_TOTAL_SHARDS", *total, 1, most_shards);
    shard.index = number_of("GTEST_SHARD_INDEX", *index, 0, shard.total - 1);
    return shard.total > 1 ? std::optional{shard} : std::nullopt;
}

/// A file by which a runner of tests wants to know that shards are understood.
void require_status_file() {
    const auto file = variable("GTEST_SHARD_STATUS_FILE");
    if (!file)
        unset_variable("GTEST_SHARD_STATUS_FILE");
    else
        write_output(*file, "");
}

[[noreturn]] void refuse(const std::string& word, std::string_view fault) {
    throw InputError{visible(word, 200) + ": " + std::string{fault} + "; see wsconform run --help"};
}

/// GoogleTest ends the program if it cannot open the file.
void require_output(const std::string& output) {
    if (output.empty()) return;
    const std::size_t colon = std::min(output.find(':'), output.size());
    const std::string format = output.substr(0, colon);
    if (format != "xml" && format != "json")
        refuse("--gtest_output=" + output, "begins with neither xml nor json");
    const std::string name = colon < output.size() ? output.substr(colon + 1) : "";
    if (colon < output.size() && name.empty())
        refuse("--gtest_output=" + output, "names no file after \":\"");
    fs::path file = name.empty() ? fs::path{"test_detail"} : fs::path{name};
    if (!file.has_filename()) file /= "wsconform";  // GoogleTest chooses a name in the folder.
    std::error_code ignored;
    if (fs::is_character_file(file, ignored) || fs::is_fifo(file, ignored)) return;
    if (file.has_parent_path()) fs::create_directories(file.parent_path(), ignored);
    const Draft trial{file, ""};
}

void require_flag(const std::string& word) {
    constexpr auto known = std::to_array<std::string_view>(
        {"brief", "catch_exceptions", "color", "fail_fast", "filter", "list_tests", "output",
         "print_time", "random_seed", "repeat", "shuffle"});
    const std::size_t equals = word.find('=');
    const std::string name = word.substr(0, equals).substr(prefix.size());
    if (std::ranges::find(known, name) == known.end()) refuse(word, "is no flag that run takes");
    const bool has_value = equals != std::string::npos;
    const bool needs_value = name == "color" || name == "filter" || name == "output" ||
                             name == "random_seed" || name == "repeat";
    if (needs_value && !has_value) refuse(word, "lacks its value, after \"=\"");
    const std::string value = has_value ? word.substr(equals + 1) : "";
    const std::size_t least = name == "repeat" ? 1 : 0;
    const bool is_number = name == "repeat" || name == "random_seed";
    const auto number = number_in(value);
    if (is_number && (!number || *number < least || *number > 99'999))
        refuse(word, "needs a number from " + std::to_string(least) + " to 99999");
    if (name == "output") require_output(value);
}

/// Set in the environment these would have it end the program, or say something before us.
void leave_out_what_ends_the_program() {
    testing::GTEST_FLAG(stream_result_to) = "";
    unset_variable("TEST_PREMATURE_EXIT_FILE");
    if (testing::GTEST_FLAG(repeat) < 1)
        throw InputError{"GTEST_REPEAT: is below 1; give a number of times"};
    require_output(testing::GTEST_FLAG(output));
}

/// Set by whatever flag or variable.
void never_end_the_program() {
    testing::GTEST_FLAG(break_on_failure) = false;
    testing::GTEST_FLAG(throw_on_failure) = false;
    // What a listener throws would be a line of GoogleTest's, and the run would go on.
    testing::GTEST_FLAG(catch_exceptions) = false;
}

}  // namespace

RunOptions start_googletest(const RunOptions& given) {
    RunOptions options = given;
    std::ranges::for_each(options.gtest_arguments, require_flag);
    options.shard = shard_of_this_run();
    require_status_file();
    leave_out_what_ends_the_program();
    std::vector<std::string> words{"wsconform"};
    words.push_back("--gtest_filter=" + options.filter);
    words.insert(words.end(), options.gtest_arguments.begin(), options.gtest_arguments.end());
    std::vector<char*> arguments;
    arguments.reserve(words.size());
    for (std::string& word : words)
        arguments.push_back(word.data());
    int count = static_cast<int>(arguments.size());
    testing::InitGoogleTest(&count, arguments.data());
    never_end_the_program();
    options.filter = testing::GTEST_FLAG(filter);  // --gtest_filter is taken too.
    return options;
}

}  // namespace wsconform
