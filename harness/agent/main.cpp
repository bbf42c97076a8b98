// SPDX-License-Identifier: Apache-2.0

// wsconform-agent --dll PATH [[--packets] --capabilities]: the program inside Windows. It reads one
// script from standard input, plays it on the provider in that DLL, and reports what happened. It
// has no opinion on any of it. With --spi PATH, once for each DLL of a chain, the provider is a
// transport provider; --provider-id GUID after it is the id under which that DLL looks for itself
// in the protocol catalogue.

#include <fcntl.h>
#include <io.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "harness/agent/channel.hpp"
#include "harness/agent/dll_facts.hpp"
#include "harness/agent/errors.hpp"
#include "harness/agent/exceptions.hpp"
#include "harness/agent/far_end_trial.hpp"
#include "harness/agent/forms.hpp"
#include "harness/agent/our_threads.hpp"
#include "harness/agent/packet_trial.hpp"
#include "harness/agent/paths.hpp"
#include "harness/agent/pause.hpp"
#include "harness/agent/script_run.hpp"
#include "harness/agent/spi/spi_api.hpp"
#include "harness/agent/spi/start_trial.hpp"

namespace wsconform::agent {

namespace {

constexpr int status_bad_input = 2;
constexpr int status_cannot = 3;
constexpr int status_wrong_dll = 4;

struct Options {
    std::string dll;
    /// The chain of transport providers, its top first.
    std::vector<spi::Link> spi;
    /// Of these DLLs in their order, what an earlier start told; none if it is the first.
    std::vector<std::string> stamps;
    bool capabilities = false;
    /// With the capabilities, what only trying tells.
    bool packets = false;
    /// Waits for a debugger before the script.
    bool pauses = false;
    /// Nothing but whether a transport provider starts.
    bool start = false;
    /// Nothing but whether the peer there can be reached, and can reach us: ADDRESS:PORT:PORT.
    std::string far_end;
};

Options parse_options(std::span<const std::string> words) {
    Options options;
    for (std::size_t at = 0; at < words.size(); ++at) {
        const std::string& word = words[at];
        if (word == "--capabilities") {
            options.capabilities = true;
        } else if (word == "--wait-for-debugger") {
            options.pauses = true;
        } else if (word == "--start") {
            options.start = true;
        } else if (word == "--packets") {
            options.packets = true;
        } else if (word == "--dll" && at + 1 < words.size()) {
            options.dll = words[++at];
        } else if (word == "--spi" && at + 1 < words.size()) {
            options.spi.push_back({words[++at], ""});
        } else if (word == "--provider-id" && at + 1 < words.size() && !options.spi.empty()) {
            options.spi.back().id = words[++at];
        } else if (word == "--far-end" && at + 1 < words.size()) {
            options.far_end = words[++at];
        } else if (word == "--stamp" && at + 1 < words.size()) {
            options.stamps.push_back(words[++at]);
        } else {
            throw InputError("unknown argument " + word);
        }
    }
    if (options.dll.empty() == options.spi.empty())
        throw InputError(
            "usage: --dll PATH | --spi PATH [--provider-id GUID] [--spi PATH ...] "
            "[--stamp STAMP ...] [[--packets] --capabilities | --start | --far-end "
            "ADDRESS:TCP_PORT:UDP_PORT]");
    return options;
}

std::vector<std::string> dlls_of(const Options& options) {
    std::vector<std::string> dlls;
    if (options.spi.empty()) dlls.push_back(options.dll);
    for (const spi::Link& link : options.spi)
        dlls.push_back(link.path);
    return dlls;
}

std::unique_ptr<const Api> provider_of(const Options& options) {
    const std::vector<std::string> dlls = dlls_of(options);
    for (std::size_t i = 0; i < dlls.size() && i < options.stamps.size(); ++i)
        require_unchanged(dlls[i], options.stamps[i]);
    if (options.spi.empty()) return std::make_unique<LoadedDll>(options.dll);
    return std::make_unique<spi::SpiApi>(options.spi);
}

void tell_capabilities(const Api& api, const Options& options) {
    constexpr int bits_in_a_byte = 8;
    Json exports = exported_calls(api);
    if (options.packets && makes_packet_sockets(api)) exports.push_back(packets_capability);
    Json dlls = Json::array();
    for (const std::string& dll : dlls_of(options))
        dlls.push_back(facts_of_dll(dll));
    Json tested{{"system", words_for_system()}, {"dlls", dlls}};
    const Json companions = facts_of_companions(dlls_of(options));
    if (!companions.empty()) tested["companions"] = companions;
    write_line({{"format", agent_format},
                {"bits", sizeof(void*) * bits_in_a_byte},
                {"exports", exports},
                {"tested", tested}});
}

/// Ends the process without asking the provider, which may be the reason to end.
[[noreturn]] void leave(int status) {
    std::fflush(stdout);
    std::fflush(stderr);
    TerminateProcess(GetCurrentProcess(), static_cast<UINT>(status));
    std::abort();
}

[[noreturn]] void leave(int status, const std::exception& error) {
    std::fprintf(stderr, "wsconform-agent: %s\n", error.what());
    leave(status);
}

/// Does not return, so that no thread of the script outlives what it uses.
[[noreturn]] void play_script(const Api& api) {
    const Script script = parse_script(script_told());
    static Memory memory;
    watch_for_exceptions(memory);
    this_thread_is_ours("main thread");
    Windows windows;
    Session session{api,    script.ixit, script.addresses,
                    memory, windows,     CreateEventW(nullptr, TRUE, FALSE, nullptr)};
    const Answers answers;
    ScriptRun run{script, session, answers, controller()};
    run.play();
    leave(0);
}

/// What goes wrong on our side is said where the controller reads it, or it would look as if the
/// provider had ended the process.
[[noreturn]] void play_or_say_why_not(const Api& api) {
    try {
        play_script(api);
    } catch (const InputError& error) {
        Answers::ended("lost", error.what());
        leave(status_bad_input, error);
    } catch (const std::exception& error) {
        Answers::ended("lost", error.what());
        leave(status_cannot, error);
    }
}

[[noreturn]] void run(std::span<const std::string> words) {
    // Nobody is there to close a dialog.
    SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX | SEM_NOOPENFILEERRORBOX);
    try {
        const Options options = parse_options(words);
        open_channel();
        if (!options.far_end.empty()) {
            try_far_end(options.far_end);
            leave(0);
        }
        const std::unique_ptr<const Api> api = provider_of(options);
        if (options.start && !options.spi.empty()) {
            write_line({{"start", spi::start_trial()}});
            leave(0);
        }
        // The script comes after this, so that nothing that is loaded can read it.
        if (!options.capabilities) Answers::loaded();
        if (options.pauses) wait_for_debugger();
        if (!options.capabilities) play_or_say_why_not(*api);
        tell_capabilities(*api, options);
    } catch (const InputError& error) {
        leave(status_bad_input, error);
    } catch (const WrongDll& error) {
        leave(status_wrong_dll, error);
    } catch (const std::exception& error) {
        leave(status_cannot, error);
    }
    leave(0);
}

}  // namespace

}  // namespace wsconform::agent

/// Wide, because a path may have letters that the machine's narrow ones lack.
int wmain(int count, wchar_t** arguments) {
    for (std::FILE* stream : {stdin, stdout, stderr})
        _setmode(_fileno(stream), _O_BINARY);
    std::vector<std::string> words;
    for (int i = 1; i < count; ++i)
        words.push_back(wsconform::agent::narrow(arguments[i]));
    wsconform::agent::run(words);
}
