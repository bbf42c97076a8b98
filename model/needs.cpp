#include "model/needs.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "model/ensure.hpp"

namespace wsconform {

namespace {

struct Need {
    std::string_view code;
    std::string_view words;
};

constexpr auto needs = std::to_array<Need>({
    {"P-WIN", "a window whose messages are read"},
    {"P-DB", "databases whose content is known"},
    {"P-SLOW", "a resolver that can be held"},
    {"P-11", "a client that negotiated 1.0 or 1.1"},
    {"P-22", "a client that negotiated 2.0 or later"},
    {"P-HOOK", "a blocking hook"},
    {"P-PEER", "a peer under control"},
    {"P-WIRE", "a view of what is sent on the wire"},
    {"P-DISC", "a provider with disconnect data"},
    {"P-MSGO", "a connection that keeps message boundaries"},
    {"P-PROV", "a transport provider of ours"},
    {"P-SPI", "calls made through a provider's procedure table"},
    {"P-IFS", "a provider of installable file system handles"},
    {"P-NONIFS", "a provider whose handles come from the DLL"},
    {"P-LSP", "a chain of layered providers"},
    {"P-DOWN", "a network that fails"},
    {"P-OOM", "a lack of memory"},
    {"P-FULLQ", "a message queue that is full"},
    {"P-RACE", "control over which of two events is first"},
    {"P-2T", "two threads"},
});

}  // namespace

std::string needs_in_words(std::string_view codes) {
    std::vector<std::string_view> parts;
    while (!codes.empty()) {
        const std::string_view code = codes.substr(0, codes.find(','));
        const auto* const need = std::ranges::find(needs, code, &Need::code);
        ensure(need != needs.end(), "a clause needs something that has no words");
        parts.push_back(need->words);
        codes.remove_prefix(std::min(code.size() + 2, codes.size()));
    }
    std::string words;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i > 0) words += i + 1 < parts.size() ? ", " : " and ";
        words += parts[i];
    }
    return words;
}

}  // namespace wsconform
