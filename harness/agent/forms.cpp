// SPDX-License-Identifier: Apache-2.0

#include "harness/agent/forms.hpp"

#include <algorithm>
#include <array>
#include <sstream>
#include <vector>

#include "harness/agent/invoke.hpp"
#include "harness/agent/spi/probe.hpp"

namespace wsconform::agent {

namespace {

std::array<std::span<const Form>, 12> all_forms() {
    return {startup_forms(), socket_forms(),  transfer_forms(),     async_forms(),
            hook_forms(),    message_forms(), inspection_forms(),   spi_forms(),
            upcall_forms(),  chain_forms(),   notification_forms(), protocol_forms()};
}

bool fits(const Form& form, const Json& step) {
    const auto found = step.find(std::string{form.key});
    if (found == step.end() || !found->is_string()) return false;
    return form.what.empty() || found->get_ref<const std::string&>() == form.what;
}

struct Taken {
    std::vector<std::string> required;
    std::vector<std::string> optional{"thread"};
};

Taken arguments_of(const Form& form) {
    Taken taken;
    taken.required.emplace_back(form.key);
    if (form.key == "call")
        taken.optional.insert(taken.optional.end(), {"in_flight", "inside", "handling", "stays"});
    std::istringstream words{std::string{form.arguments}};
    for (std::string word; words >> word;) {
        const bool may_be_left_out = word.ends_with('?');
        if (may_be_left_out) word.pop_back();
        (may_be_left_out ? taken.optional : taken.required).push_back(word);
    }
    return taken;
}

bool contains(const std::vector<std::string>& words, const std::string& word) {
    return std::ranges::find(words, word) != words.end();
}

}  // namespace

const Form* form_of(const Json& step) {
    for (const auto forms : all_forms()) {
        const auto found =
            std::ranges::find_if(forms, [&step](const Form& form) { return fits(form, step); });
        if (found != forms.end()) return &*found;
    }
    return nullptr;
}

std::string fault_of(const Form& form, const Json& step) {
    const Taken taken = arguments_of(form);
    for (const auto& [key, value] : step.items()) {
        if (!contains(taken.required, key) && !contains(taken.optional, key))
            return "unknown argument " + key;
    }
    for (const std::string& key : taken.required) {
        if (!step.contains(key)) return "argument " + key + " is missing";
    }
    return {};
}

Json exported_calls(const Api& api) {
    Json names = Json::array();
    for (const auto forms : all_forms()) {
        for (const Form& form : forms) {
            if (form.key != "call" && form.key != "upcall" && form.key != "fault") continue;
            const std::string what{form.what};
            const std::string symbol = form.key == "fault" ? spi::fault_symbol : symbol_of(what);
            if (api.address(symbol.c_str()) != nullptr) names.push_back(form.what);
        }
    }
    return names;
}

}  // namespace wsconform::agent
