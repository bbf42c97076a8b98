// SPDX-License-Identifier: Apache-2.0

#include "harness/station/system_process.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <thread>
#include <utility>

#include "harness/harness_error.hpp"
#include "windows/headers.hpp"

namespace wsconform {

namespace {

using namespace std::chrono_literals;

/// Larger than any request, so that whoever writes one does not wait for a child that hangs.
constexpr DWORD pipe_bytes = 4U << 20U;
constexpr auto between_looks = 1ms;
constexpr auto heartbeat = 50ms;

std::wstring wide(const std::string& text) {
    return std::filesystem::path{text}.wstring();
}

std::string because_of_last(const std::string& what) {
    return what + ": " + std::system_category().message(static_cast<int>(GetLastError()));
}

/// A handle of the system's with one owner.
class Handle {
  public:
    explicit Handle(HANDLE value = nullptr) : value_{value} {}
    Handle(Handle&& other) noexcept : value_{std::exchange(other.value_, nullptr)} {}
    Handle& operator=(Handle&& other) noexcept {
        std::swap(value_, other.value_);
        return *this;
    }
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    ~Handle() { close(); }
    void close() {
        if (value_ != nullptr) CloseHandle(std::exchange(value_, nullptr));
    }
    HANDLE value() const { return value_; }

  private:
    HANDLE value_;
};

struct PipeEnds {
    Handle reader;
    Handle writer;
};

PipeEnds make_pipe_of_handles() {
    HANDLE reader = nullptr;
    HANDLE writer = nullptr;
    if (CreatePipe(&reader, &writer, nullptr, pipe_bytes) == 0)
        throw HarnessError{because_of_last("pipe")};
    return {Handle{reader}, Handle{writer}};
}

/// As the C library of the child takes it apart again.
std::wstring quoted(const std::wstring& word) {
    const bool is_plain = !word.empty() && word.find_first_of(L" \t\n\v\"") == std::wstring::npos;
    if (is_plain) return word;
    std::wstring text = L"\"";
    std::size_t backslashes = 0;
    for (const wchar_t c : word) {
        if (c == L'"') text.append(backslashes + 1, L'\\');
        backslashes = c == L'\\' ? backslashes + 1 : 0;
        text += c;
    }
    return text.append(backslashes, L'\\') + L"\"";
}

std::wstring command_line_of(const Command& command) {
    std::wstring line;
    for (const std::string& word : command.words)
        line += (line.empty() ? L"" : L" ") + quoted(wide(word));
    return line;
}

std::wstring name_in(const std::wstring& entry) {
    return entry.substr(0, entry.find(L'=', 1));  // There are names that begin with "=".
}

/// Sorted, as the system wants it.
std::wstring environment_of(const Command& command) {
    std::map<std::wstring, std::wstring> entries;
    wchar_t* const ours = GetEnvironmentStringsW();
    for (const wchar_t* at = ours; *at != L'\0'; at += std::wstring{at}.size() + 1)
        entries[name_in(at)] = at;
    FreeEnvironmentStringsW(ours);
    for (const auto& [name, value] : command.environment) {
        entries.erase(wide(name));
        if (value.has_value()) entries[wide(name)] = wide(name + "=" + *value);
    }
    std::wstring block;
    for (const auto& [name, entry] : entries)
        block += entry + L'\0';
    return block + L'\0';
}

/// The child inherits these handles and no others, whatever another thread starts meanwhile. It is
/// in the job from its first moment, so it ends with us even if we end just then.
class Birth {
  public:
    Birth(std::array<HANDLE, 3> handles, HANDLE job) : handles_{handles}, job_{job} {
        constexpr DWORD attributes = 2;
        SIZE_T size = 0;
        InitializeProcThreadAttributeList(nullptr, attributes, 0, &size);
        memory_.resize(size);
        for (const HANDLE handle : handles_)
            SetHandleInformation(handle, HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT);
        const bool done =
            InitializeProcThreadAttributeList(list(), attributes, 0, &size) != 0 &&
            UpdateProcThreadAttribute(list(), 0, PROC_THREAD_ATTRIBUTE_HANDLE_LIST, handles_.data(),
                                      sizeof handles_, nullptr, nullptr) != 0 &&
            UpdateProcThreadAttribute(list(), 0, PROC_THREAD_ATTRIBUTE_JOB_LIST, &job_, sizeof job_,
                                      nullptr, nullptr) != 0;
        if (!done) throw HarnessError{because_of_last("handles and job of a process")};
    }
    Birth(const Birth&) = delete;
    Birth& operator=(const Birth&) = delete;
    ~Birth() { DeleteProcThreadAttributeList(list()); }
    LPPROC_THREAD_ATTRIBUTE_LIST list() {
        return reinterpret_cast<LPPROC_THREAD_ATTRIBUTE_LIST>(memory_.data());
    }

  private:
    std::array<HANDLE, 3> handles_;
    HANDLE job_;
    std::vector<unsigned char> memory_;
};

/// Whatever is in it ends when its last handle is closed, however we end.
Handle make_job() {
    Handle job{CreateJobObjectW(nullptr, nullptr)};
    JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits{};
    limits.BasicLimitInformation.LimitFlags =
        JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE | JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION;
    if (job.value() == nullptr ||
        SetInformationJobObject(job.value(), JobObjectExtendedLimitInformation, &limits,
                                sizeof limits) == 0)
        throw HarnessError{because_of_last("job object")};
    return job;
}

/// Without a console: what the user presses there, and its end, reach us alone, and we decide. An
/// agent that they ended before us would be told as one that its provider had ended.
PROCESS_INFORMATION started(const Command& command, HANDLE input, HANDLE output, HANDLE errors,
                            HANDLE job) {
    Birth birth{{input, output, errors}, job};
    STARTUPINFOEXW start{};
    start.StartupInfo.cb = sizeof start;
    start.StartupInfo.dwFlags = STARTF_USESTDHANDLES;
    start.StartupInfo.hStdInput = input;
    start.StartupInfo.hStdOutput = output;
    start.StartupInfo.hStdError = errors;
    start.lpAttributeList = birth.list();
    std::wstring line = command_line_of(command);
    std::wstring environment = environment_of(command);
    PROCESS_INFORMATION process{};
    constexpr DWORD flags =
        DETACHED_PROCESS | CREATE_UNICODE_ENVIRONMENT | EXTENDED_STARTUPINFO_PRESENT;
    if (CreateProcessW(nullptr, line.data(), nullptr, nullptr, TRUE, flags, environment.data(),
                       nullptr, &start.StartupInfo, &process) == 0)
        throw HarnessError{because_of_last("could not start " + command.words.front())};
    CloseHandle(process.hThread);
    return process;
}

Readable read_from(HANDLE pipe) {
    DWORD there = 0;
    if (PeekNamedPipe(pipe, nullptr, 0, nullptr, &there, nullptr) == 0) return {.is_closed = true};
    if (there == 0) return {};
    std::string bytes(there, '\0');
    DWORD count = 0;
    if (ReadFile(pipe, bytes.data(), there, &count, nullptr) == 0) return {.is_closed = true};
    bytes.resize(count);
    return {std::move(bytes)};
}

bool has_words(HANDLE pipe) {
    DWORD there = 0;
    return PeekNamedPipe(pipe, nullptr, 0, nullptr, &there, nullptr) == 0 || there > 0;
}

}  // namespace

struct SystemProcess::Parts {
    Handle job = Handle{};
    Handle process = Handle{};
    DWORD id = 0;
    Handle input = Handle{};
    Handle output = Handle{};
    Handle errors = Handle{};
};

SystemProcess::SystemProcess(const Command& command) : parts_{std::make_unique<Parts>()} {
    PipeEnds input = make_pipe_of_handles();
    PipeEnds output = make_pipe_of_handles();
    PipeEnds errors = make_pipe_of_handles();
    parts_->job = make_job();
    const PROCESS_INFORMATION process =
        started(command, input.reader.value(), output.writer.value(), errors.writer.value(),
                parts_->job.value());
    parts_->process = Handle{process.hProcess};
    parts_->id = process.dwProcessId;
    parts_->input = std::move(input.writer);
    parts_->output = std::move(output.reader);
    parts_->errors = std::move(errors.reader);
}

SystemProcess::~SystemProcess() {
    kill();
}

Readable SystemProcess::read_output() {
    return read_from(parts_->output.value());
}

Readable SystemProcess::read_errors() {
    return read_from(parts_->errors.value());
}

void SystemProcess::wait_for_words(Clock::time_point deadline) {
    const auto until = std::min(deadline, Clock::now() + heartbeat);
    while (Clock::now() < until && !has_words(parts_->output.value()) && !ended().has_value())
        std::this_thread::sleep_for(between_looks);
}

bool SystemProcess::write(std::string_view text, Clock::time_point /*deadline*/) {
    DWORD count = 0;
    return parts_->input.value() != nullptr &&
           WriteFile(parts_->input.value(), text.data(), static_cast<DWORD>(text.size()), &count,
                     nullptr) != 0 &&
           count == text.size();
}

void SystemProcess::close_input() {
    parts_->input.close();
}

std::optional<int> SystemProcess::ended() {
    DWORD code = 0;
    const bool has_ended = WaitForSingleObject(parts_->process.value(), 0) == WAIT_OBJECT_0 &&
                           GetExitCodeProcess(parts_->process.value(), &code) != 0;
    return has_ended ? std::optional{static_cast<int>(code)} : std::nullopt;
}

pid_t SystemProcess::id() const {
    return static_cast<pid_t>(parts_->id);
}

void SystemProcess::kill() {
    TerminateJobObject(parts_->job.value(), 1);
    WaitForSingleObject(parts_->process.value(), INFINITE);
}

void SystemProcess::terminate() {
    kill();
}

std::optional<int> exit_status_of(int ended) {
    return ended;
}

std::string in_words(int ended) {
    if (ended >= 0 && ended < 256) return "exit status " + std::to_string(ended);
    std::array<char, 16> digits{};
    std::snprintf(digits.data(), digits.size(), "0x%08X", static_cast<unsigned>(ended));
    return std::string{"exit status "} + digits.data();
}

}  // namespace wsconform
