#pragma once

// The verbs that need no provider. Each returns the exit status and throws InputError.

#include <string>
#include <vector>

#include "model/ruling.hpp"

namespace wsconform {

int check(const std::vector<std::string>& traces, Grading grading);
int explain(const std::string& slug_or_id);
int diff(const std::string& older, const std::string& newer);
int render(const std::string& report, const std::string& html, const std::string& junit,
           const std::string& markdown, const std::string& badge);
int list_providers();

}  // namespace wsconform
