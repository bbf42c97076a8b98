#pragma once

// Arguments of calls in C, and what the program has to declare for them.

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "reports/reproduce/wording.hpp"

namespace wsconform::reproduce {

/// The argument of that name, as the step gives it; NULL if it gives none.
std::string argument_of(const nlohmann::json& step, const std::string& key, DeclaredNames& names);
std::string socket_named(const std::string& name, DeclaredNames& names);

}  // namespace wsconform::reproduce
