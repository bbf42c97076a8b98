// SPDX-License-Identifier: Apache-2.0

#include "harness/station/process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <thread>

#include "conformance/text/text.hpp"
#include "harness/harness_error.hpp"

namespace wsconform {

namespace {

using namespace std::chrono_literals;

/// A grandchild may hold the output open after the child's end, so the child is looked at this
/// often.
constexpr auto heartbeat = 50ms;
constexpr std::size_t remembered_complaints_bytes = 2048;

void set_nonblocking(const Descriptor& descriptor) {
    fcntl(descriptor.value(), F_SETFL, fcntl(descriptor.value(), F_GETFL) | O_NONBLOCK);
}

int milliseconds_until(ChildProcess::Clock::time_point deadline) {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(deadline - ChildProcess::Clock::now());
    return static_cast<int>(std::clamp<std::chrono::milliseconds::rep>(
        left.count(), 0, std::chrono::milliseconds{heartbeat}.count()));
}

std::vector<std::string> environment_of(const Command& command) {
    std::vector<std::string> entries;
    for (char** entry = environ; *entry != nullptr; ++entry) {
        const std::string text{*entry};
        if (!command.environment.contains(text.substr(0, text.find('=')))) entries.push_back(text);
    }
    for (const auto& [name, value] : command.environment) {
        if (value.has_value()) entries.push_back(name + "=" + *value);
    }
    return entries;
}

std::vector<char*> pointers_to(std::vector<std::string>& words) {
    std::vector<char*> pointers;
    pointers.reserve(words.size() + 1);
    for (std::string& word : words)
        pointers.push_back(word.data());
    pointers.push_back(nullptr);
    return pointers;
}

/// Starts it with the three descriptors, default signals, and a group of its own: the terminal's
/// interrupt then reaches us only, and we decide.
pid_t spawn(const Command& command, int input, int output, int errors) {
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, input, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&files, output, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&files, errors, STDERR_FILENO);

    sigset_t every;
    sigset_t none;
    sigfillset(&every);
    sigemptyset(&none);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(
        &attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setsigdefault(&attributes, &every);
    posix_spawnattr_setsigmask(&attributes, &none);

    std::vector<std::string> words = command.words;
    std::vector<std::string> environment = environment_of(command);
    pid_t id = -1;
    const int error = posix_spawnp(&id, words.front().c_str(), &files, &attributes,
                                   pointers_to(words).data(), pointers_to(environment).data());
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&files);
    if (error != 0) throw HarnessError{because("could not start " + words.front(), error)};
    return id;
}

/// Writing to a child that is gone must not end us. The signal goes to the thread that writes, so
/// that thread refuses it and takes it off its list; nobody else's handling is touched.
class WithoutBrokenPipe {
  public:
    WithoutBrokenPipe() {
        sigemptyset(&refused_);
        sigaddset(&refused_, SIGPIPE);
        pthread_sigmask(SIG_BLOCK, &refused_, &before_);
    }
    WithoutBrokenPipe(const WithoutBrokenPipe&) = delete;
    WithoutBrokenPipe& operator=(const WithoutBrokenPipe&) = delete;
    ~WithoutBrokenPipe() {
        const timespec at_once{0, 0};
        if (sigismember(&before_, SIGPIPE) == 0) sigtimedwait(&refused_, nullptr, &at_once);
        pthread_sigmask(SIG_SETMASK, &before_, nullptr);
    }

  private:
    sigset_t refused_{};
    sigset_t before_{};
};

}  // namespace

ChildProcess::ChildProcess(const Command& command) {
    Pipe input = make_pipe();
    Pipe output = make_pipe();
    Pipe errors = make_pipe();
    id_ = spawn(command, input.reader.value(), output.writer.value(), errors.writer.value());
    input_ = std::move(input.writer);
    output_ = std::move(output.reader);
    errors_ = std::move(errors.reader);
    set_nonblocking(input_);
    set_nonblocking(output_);
    set_nonblocking(errors_);
}

ChildProcess::~ChildProcess() {
    kill();
}

Reading ChildProcess::read_line(std::size_t longest_bytes, Clock::time_point deadline) {
    while (true) {
        if (auto line = buffered_line()) {
            if (line->size() > longest_bytes) return {Reading::Kind::too_long};
            return {Reading::Kind::line, std::move(*line)};
        }
        if (unread_.size() > longest_bytes) return {Reading::Kind::too_long};
        if (output_ended_) return {Reading::Kind::ended};

        if (read_some()) continue;
        if (Clock::now() >= deadline) return {Reading::Kind::timed_out};
        std::array<pollfd, 2> sources{pollfd{output_.value(), POLLIN, 0},
                                      pollfd{errors_.value(), POLLIN, 0}};
        poll(sources.data(), sources.size(), milliseconds_until(deadline));
    }
}

bool ChildProcess::read_some() {
    std::array<char, 65536> chunk{};
    // Asked before reading: what it wrote before its end is then certainly in the pipe.
    const bool gone = has_ended();
    const ssize_t count = ::read(output_.value(), chunk.data(), chunk.size());
    drain_errors();
    if (count > 0) unread_.append(chunk.data(), static_cast<std::size_t>(count));
    output_ended_ = count == 0 || (count < 0 && gone);
    return count > 0 || output_ended_;
}

std::optional<std::string> ChildProcess::buffered_line() {
    const std::size_t end = unread_.find('\n', searched_);
    if (end == std::string::npos) {
        searched_ = unread_.size();
        return std::nullopt;
    }
    std::string line = unread_.substr(0, end);
    unread_.erase(0, end + 1);
    searched_ = 0;
    if (line.ends_with('\r')) line.pop_back();
    return line;
}

void ChildProcess::drain_errors() {
    std::array<char, 4096> chunk{};
    const ssize_t count = ::read(errors_.value(), chunk.data(), chunk.size());
    if (count == 0) errors_.close();
    if (count <= 0) return;
    complaints_.append(chunk.data(), static_cast<std::size_t>(count));
    if (complaints_.size() > remembered_complaints_bytes)
        complaints_.erase(0, complaints_.size() - remembered_complaints_bytes);
}

bool ChildProcess::write(std::string_view text, Clock::time_point deadline) {
    const WithoutBrokenPipe quietly;
    while (!text.empty()) {
        const ssize_t count = ::write(input_.value(), text.data(), text.size());
        if (count > 0) {
            text.remove_prefix(static_cast<std::size_t>(count));
        } else if (errno == EAGAIN && Clock::now() < deadline) {
            pollfd sink{input_.value(), POLLOUT, 0};
            poll(&sink, 1, milliseconds_until(deadline));
        } else if (errno != EINTR) {
            return false;
        }
    }
    return true;
}

bool ChildProcess::has_ended() {
    int status = 0;
    if (!status_.has_value() && waitpid(id_, &status, WNOHANG) == id_) status_ = status;
    return status_.has_value();
}

std::optional<int> ChildProcess::status(Clock::time_point deadline) {
    while (!has_ended() && Clock::now() < deadline)
        std::this_thread::sleep_for(1ms);
    return status_;
}

void ChildProcess::kill() {
    if (std::exchange(killed_, true)) return;
    // The group may outlive its leader, and its number cannot be given away while it has members.
    ::kill(-id_, SIGKILL);
    int status = 0;
    while (!status_.has_value() && waitpid(id_, &status, 0) < 0 && errno == EINTR) {
    }
    if (!status_.has_value()) status_ = status;
}

void ChildProcess::signal(int number) const {
    if (!status_.has_value()) ::kill(id_, number);
}

std::string ChildProcess::last_words() const {
    std::string words = complaints_;
    std::ranges::replace_if(
        words, [](unsigned char c) { return c < ' ' || c == 0x7F; }, ' ');
    words = visible(words);
    while (words.ends_with(' '))
        words.pop_back();
    return words;
}

std::string in_words(int wait_status) {
    if (!WIFSIGNALED(wait_status)) return "exit status " + std::to_string(WEXITSTATUS(wait_status));
    const int number = WTERMSIG(wait_status);
    return "signal " + std::to_string(number) + " (" + strsignal(number) + ")";
}

std::string output_of(const Command& command, std::chrono::milliseconds bound,
                      std::string_view input) {
    constexpr std::size_t most_bytes = 1 << 20;
    const auto deadline = ChildProcess::Clock::now() + bound;
    ChildProcess process{command};
    // If it does not listen, how it ends tells more than that.
    process.write(input, deadline);
    process.close_input();
    std::string output;
    Reading reading = process.read_line(most_bytes, deadline);
    for (; reading.kind == Reading::Kind::line && output.size() < most_bytes;
         reading = process.read_line(most_bytes, deadline))
        output += reading.line + "\n";
    const auto status = process.status(deadline);
    if (!status.has_value()) throw HarnessError{command.words.front() + " did not end in time"};
    if (*status != 0) {
        const std::string ended = command.words.front() + " ended with " + in_words(*status);
        const std::string words = process.last_words();
        throw HarnessError{words.empty() ? ended : words + " (" + ended + ")"};
    }
    return output;
}

std::string in_shell_quotes(const std::string& word) {
    std::string quoted = "'";
    for (const char c : word)
        quoted += c == '\'' ? std::string{"'\\''"} : std::string{c};
    return quoted + "'";
}

}  // namespace wsconform
