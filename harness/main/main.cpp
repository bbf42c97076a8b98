// SPDX-License-Identifier: Apache-2.0

// What goes wrong is said once, here, in one line: exit status 2 for what was given to us, 3 for
// what could not be done. In a bisection it is 128 for either, at which git stops: it would take 2
// and 3 for verdicts on a commit.

#include <unistd.h>

#include <exception>
#include <filesystem>
#include <iostream>
#include <new>
#include <string>
#include <string_view>
#include <system_error>

#include "conformance/text/input_error.hpp"
#include "conformance/text/text.hpp"
#include "harness/harness_error.hpp"
#include "harness/main/command_line.hpp"
#include "harness/main/standard_output.hpp"
#include "harness/main/standard_streams.hpp"
#include "harness/main/this_machine.hpp"

namespace wsconform {
namespace {

constexpr const char* no_memory = "this machine gives no more memory; free some and run again";

// What ends the program at once can be given nothing.
bool serves_git = false;  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)

int to_the_caller(int status) {
    constexpr int skip = 125;
    constexpr int stop = 128;
    return serves_git && status > 1 && status != skip ? stop : status;
}

/// Where an exception cannot be caught, such as in a destructor that finds no memory. What was
/// played is on the disk, and stations end with this process.
[[noreturn]] void end_at_once() {
    std::string_view words = "internal fault; report it with the words that you gave";
    try {
        if (std::current_exception()) throw;
    } catch (const std::bad_alloc&) {
        words = no_memory;
    } catch (...) {
        // There is no telling what it was.
    }
    for (const std::string_view part : {std::string_view{"wsconform: "}, words, {"\n"}}) {
        [[maybe_unused]] const auto written =
            write(STDERR_FILENO, part.data(), static_cast<unsigned>(part.size()));
    }
    _exit(to_the_caller(3));
}

/// One line, and what was printed before it.
int refused(const std::string& words, int status) {
    std::cout.flush();
    std::cerr << "wsconform: " << visible(words) << '\n';
    return to_the_caller(status);
}

}  // namespace
}  // namespace wsconform

/// The schema validator asks for memory in this way, and does not look at the answer.
void* operator new(std::size_t size, const std::nothrow_t& /*unused*/) noexcept {
    return ::operator new(size);  // What it throws ends the program: end_at_once.
}

int main(int count, char** words) {
    std::set_terminate(wsconform::end_at_once);
    wsconform::open_closed_streams();
    wsconform::let_large_writes_fail();
    wsconform::serves_git = count > 1 && std::string_view{words[1]} == "bisect";
    try {
        const int status = wsconform::act_on(wsconform::words_given(count, words));
        wsconform::flush_output();
        return wsconform::to_the_caller(status);
    } catch (const wsconform::InputError& error) {
        return wsconform::refused(error.what(), 2);
    } catch (const wsconform::HarnessError& error) {
        return wsconform::refused(error.what(), 3);
    } catch (const std::bad_alloc&) {
        return wsconform::refused(wsconform::no_memory, 3);
    } catch (const std::filesystem::filesystem_error& error) {
        return wsconform::refused(error.path1().generic_string() + ": " + error.code().message() +
                                      "; mend that, or name another",
                                  3);
    } catch (const std::system_error& error) {
        return wsconform::refused(std::string{"this machine refuses: "} + error.what() +
                                      "; free what it lacks, or raise its limits, and run again",
                                  3);
    } catch (const std::exception& error) {
        return wsconform::refused(std::string{"internal fault: "} + error.what() +
                                      "; report it with the words that you gave",
                                  3);
    }
}
