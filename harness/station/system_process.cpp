// SPDX-License-Identifier: Apache-2.0

#include "harness/station/system_process.hpp"

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

#include "harness/harness_error.hpp"
#include "harness/station/descriptor.hpp"

namespace wsconform {

namespace {

using namespace std::chrono_literals;

/// A grandchild may hold the output open after the child's end, so the child is looked at this
/// often.
constexpr auto heartbeat = 50ms;

void set_nonblocking(const Descriptor& descriptor) {
    fcntl(descriptor.value(), F_SETFL, fcntl(descriptor.value(), F_GETFL) | O_NONBLOCK);
}

int milliseconds_until(SystemProcess::Clock::time_point deadline) {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(deadline - SystemProcess::Clock::now());
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

/// At most so much at once.
template <std::size_t most>
Readable read_from(Descriptor& descriptor) {
    std::array<char, most> chunk{};
    const ssize_t count = ::read(descriptor.value(), chunk.data(), chunk.size());
    if (count > 0) return {{chunk.data(), static_cast<std::size_t>(count)}};
    return {.is_closed = count == 0};
}

}  // namespace

struct SystemProcess::Parts {
    pid_t id = -1;
    std::optional<int> status = {};
    bool killed = false;
    Descriptor input = Descriptor{};
    Descriptor output = Descriptor{};
    Descriptor errors = Descriptor{};
};

SystemProcess::SystemProcess(const Command& command) : parts_{std::make_unique<Parts>()} {
    Pipe input = make_pipe();
    Pipe output = make_pipe();
    Pipe errors = make_pipe();
    parts_->id = spawn(command, input.reader.value(), output.writer.value(), errors.writer.value());
    parts_->input = std::move(input.writer);
    parts_->output = std::move(output.reader);
    parts_->errors = std::move(errors.reader);
    set_nonblocking(parts_->input);
    set_nonblocking(parts_->output);
    set_nonblocking(parts_->errors);
}

SystemProcess::~SystemProcess() {
    kill();
}

Readable SystemProcess::read_output() {
    return read_from<65536>(parts_->output);
}

Readable SystemProcess::read_errors() {
    Readable readable = read_from<4096>(parts_->errors);
    if (readable.is_closed) parts_->errors.close();
    return readable;
}

void SystemProcess::wait_for_words(Clock::time_point deadline) {
    std::array<pollfd, 2> sources{pollfd{parts_->output.value(), POLLIN, 0},
                                  pollfd{parts_->errors.value(), POLLIN, 0}};
    poll(sources.data(), sources.size(), milliseconds_until(deadline));
}

bool SystemProcess::write(std::string_view text, Clock::time_point deadline) {
    const WithoutBrokenPipe quietly;
    while (!text.empty()) {
        const ssize_t count = ::write(parts_->input.value(), text.data(), text.size());
        if (count > 0) {
            text.remove_prefix(static_cast<std::size_t>(count));
        } else if (errno == EAGAIN && Clock::now() < deadline) {
            pollfd sink{parts_->input.value(), POLLOUT, 0};
            poll(&sink, 1, milliseconds_until(deadline));
        } else if (errno != EINTR) {
            return false;
        }
    }
    return true;
}

void SystemProcess::close_input() {
    parts_->input.close();
}

std::optional<int> SystemProcess::ended() {
    int status = 0;
    if (!parts_->status.has_value() && waitpid(parts_->id, &status, WNOHANG) == parts_->id)
        parts_->status = status;
    return parts_->status;
}

pid_t SystemProcess::id() const {
    return parts_->id;
}

void SystemProcess::kill() {
    if (std::exchange(parts_->killed, true)) return;
    // The group may outlive its leader, and its number cannot be given away while it has members.
    ::kill(-parts_->id, SIGKILL);
    int status = 0;
    while (!parts_->status.has_value() && waitpid(parts_->id, &status, 0) < 0 && errno == EINTR) {
    }
    if (!parts_->status.has_value()) parts_->status = status;
}

void SystemProcess::terminate() {
    if (!parts_->status.has_value()) ::kill(parts_->id, SIGTERM);
}

std::optional<int> exit_status_of(int ended) {
    return WIFSIGNALED(ended) ? std::nullopt : std::optional{WEXITSTATUS(ended)};
}

std::string in_words(int ended) {
    if (const auto status = exit_status_of(ended)) return "exit status " + std::to_string(*status);
    const int number = WTERMSIG(ended);
    return "signal " + std::to_string(number) + " (" + strsignal(number) + ")";
}

}  // namespace wsconform
