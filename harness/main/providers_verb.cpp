#include "harness/main/providers_verb.hpp"

#include <iostream>
#include <stdexcept>
#include <string>

#include "harness/main/players.hpp"

namespace wsconform {

int list_providers() {
    for (const ProviderForm& form : provider_forms())
        std::cout << form.form
                  << std::string(form.form.size() < 24 ? 24 - form.form.size() : 1, ' ')
                  << form.what << '\n';
    std::cout << "\nhere:\n  simulated: yes\n";
    try {
        const auto missing = make_player({}, parse_provider("wine"))->capabilities().missing;
        std::cout << "  wine: " << (missing.contains("agent") ? missing.at("agent") : "yes")
                  << '\n';
        for (const auto& [tester, reason] : missing) {
            if (tester != "agent") std::cout << "  " << tester << ": missing: " << reason << '\n';
        }
    } catch (const std::runtime_error& error) {
        std::cout << "  wine: no: " << error.what() << '\n';
    }
    return 0;
}

}  // namespace wsconform
