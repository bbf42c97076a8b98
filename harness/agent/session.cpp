// SPDX-License-Identifier: Apache-2.0

#include "harness/agent/session.hpp"

namespace wsconform::agent {

const char* text_or_null(const Turn& turn, const char* key) {
    const Json& argument = turn.arguments.at(key);
    return argument.is_null() ? nullptr : argument.get_ref<const std::string&>().c_str();
}

const std::string& name_at(const Turn& turn, const char* key) {
    return turn.arguments.at(key).get_ref<const std::string&>();
}

}  // namespace wsconform::agent
