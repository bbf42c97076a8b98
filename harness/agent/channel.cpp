// SPDX-License-Identifier: Apache-2.0

#include "harness/agent/channel.hpp"

#include <fcntl.h>
#include <io.h>

#include <array>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <streambuf>
#include <string_view>

#include "harness/agent/siphash.hpp"
#include "harness/agent/windows_headers.hpp"

namespace wsconform::agent {

namespace {

constexpr std::string_view key_word = "key ";
constexpr std::size_t key_digits = 32;
constexpr unsigned bits_of_a_digit = 4;

struct Channel {
    HANDLE input = nullptr;
    HANDLE output = nullptr;
    std::optional<SipKey> key;
    std::uint64_t said = 0;
    /// What was read and is no key: the script begins with it.
    std::string begun;
};

Channel& channel() {
    static Channel only;
    return only;
}

/// The main thread says everything but the last line of a process that failed elsewhere.
std::atomic_flag is_being_said;

HANDLE own_copy(DWORD which) {
    HANDLE copy = nullptr;
    DuplicateHandle(GetCurrentProcess(), GetStdHandle(which), GetCurrentProcess(), &copy, 0, FALSE,
                    DUPLICATE_SAME_ACCESS);
    return copy;
}

/// Byte by byte, so that the key is in no buffer.
template <std::size_t size>
std::size_t read_line(HANDLE input, std::array<char, size>& line) {
    std::size_t length = 0;
    DWORD count = 0;
    while (length < size && ReadFile(input, &line[length], 1, &count, nullptr) != 0 && count == 1)
        if (line[length++] == '\n') break;
    return length;
}

std::uint64_t digit(char c) {
    return static_cast<std::uint64_t>(c <= '9' ? c - '0' : c - 'a' + 10);
}

/// Little-endian, as the bytes stand in the line.
SipKey key_in(const char* digits) {
    SipKey key{};
    for (std::size_t i = 0; i < key_digits / 2; ++i) {
        const std::uint64_t byte =
            digit(digits[2 * i]) << bits_of_a_digit | digit(digits[2 * i + 1]);
        key[i / 8] |= byte << (8 * (i % 8));
    }
    return key;
}

void read_key() {
    std::array<char, key_word.size() + key_digits + 1> line{};
    const std::size_t length = read_line(channel().input, line);
    const bool is_key =
        length == line.size() && std::string_view{line.data(), length}.starts_with(key_word);
    if (is_key)
        channel().key = key_in(&line[key_word.size()]);
    else
        channel().begun.assign(line.data(), length);
    SecureZeroMemory(line.data(), line.size());
}

/// From here on a program that prints, prints to nobody.
void give_up_standard_streams() {
    const int nothing = _open("NUL", _O_RDWR | _O_BINARY);
    for (const int stream : {0, 1})
        _dup2(nothing, stream);
    _close(nothing);
}

constexpr std::size_t count_bytes = 8;
constexpr std::size_t seal_digits = 16;

void put_count(char* place) {
    for (std::size_t i = 0; i < count_bytes; ++i)
        place[i] = static_cast<char>(channel().said >> (8 * i));
    ++channel().said;
}

/// With a space behind.
void put_seal(char* place, std::string_view counted_line) {
    std::uint64_t seal = siphash(*channel().key, counted_line);
    for (std::size_t i = seal_digits; i > 0; --i, seal >>= bits_of_a_digit)
        place[i - 1] = "0123456789abcdef"[seal & 15U];
    place[seal_digits] = ' ';
}

std::string seal_of(const std::string& line) {
    std::string counted(count_bytes, '\0');
    put_count(counted.data());
    std::string seal(seal_digits + 1, '\0');
    put_seal(seal.data(), counted + line);
    return seal;
}

/// For a stream that reads from a handle.
class PipeBuffer : public std::streambuf {
  public:
    explicit PipeBuffer(HANDLE input) : input_{input} {}

  protected:
    int_type underflow() override {
        DWORD count = 0;
        const auto size = static_cast<DWORD>(bytes_.size());
        if (ReadFile(input_, bytes_.data(), size, &count, nullptr) == FALSE || count == 0)
            return traits_type::eof();
        setg(bytes_.data(), bytes_.data(), bytes_.data() + count);
        return traits_type::to_int_type(bytes_.front());
    }

  private:
    HANDLE input_;
    std::array<char, 4096> bytes_{};
};

void write_out(std::string_view text) {
    DWORD written = 0;
    for (std::size_t at = 0; at < text.size(); at += written) {
        const auto rest = static_cast<DWORD>(text.size() - at);
        if (WriteFile(channel().output, text.data() + at, rest, &written, nullptr) == 0)
            TerminateProcess(GetCurrentProcess(), EXIT_FAILURE);
    }
}

}  // namespace

void open_channel() {
    channel().input = own_copy(STD_INPUT_HANDLE);
    channel().output = own_copy(STD_OUTPUT_HANDLE);
    read_key();
    give_up_standard_streams();
}

std::istream& controller() {
    static PipeBuffer buffer{channel().input};
    static std::istream lines{&buffer};
    return lines;
}

std::string script_told() {
    std::string line = channel().begun;
    if (line.ends_with('\n')) return line;
    std::string rest;
    std::getline(controller(), rest);
    return line + rest;
}

bool is_told_something() {
    DWORD bytes = 0;
    return PeekNamedPipe(channel().input, nullptr, 0, nullptr, &bytes, nullptr) == 0 || bytes != 0;
}

void say(const std::string& line) {
    while (is_being_said.test_and_set())
        Sleep(0);
    write_out((channel().key ? seal_of(line) : "") + line + "\n");
    is_being_said.clear();
}

void say_without_memory(std::initializer_list<const char*> parts) {
    static std::array<char, 8192> counted;
    static std::array<char, seal_digits + 1> seal;
    // Whoever says something may be the one that failed.
    for (int tries = 0; is_being_said.test_and_set() && tries < 100; ++tries)
        Sleep(1);
    put_count(counted.data());
    std::size_t end = count_bytes;
    for (const char* const part : parts)
        for (const char* c = part; *c != '\0' && end + 1 < counted.size(); ++c)
            counted[end++] = *c;
    if (channel().key) {
        put_seal(seal.data(), {counted.data(), end});
        write_out({seal.data(), seal.size()});
    }
    counted[end++] = '\n';
    write_out({&counted[count_bytes], end - count_bytes});
}

}  // namespace wsconform::agent
