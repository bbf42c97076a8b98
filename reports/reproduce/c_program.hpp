// SPDX-License-Identifier: Apache-2.0

#pragma once

// The whole text of a C program around its steps.

#include <set>
#include <string>

#include "reports/reproduce/reproduce.hpp"
#include "reports/reproduce/wording.hpp"

namespace wsconform::reproduce {

struct CProgram {
    const Scenario& scenario;
    ProgramForm form;
    const DeclaredNames& names;
    const std::set<std::string>& workers;
    const std::string& functions;  ///< Steps that other threads do.
    const std::string& body;
};

/// Such as "test_recv_end_is_zero_bytes".
std::string wine_test_name(const Scenario& scenario);
/// Of Wine's form, what goes above START_TEST.
std::string text_of(const CProgram& program);

}  // namespace wsconform::reproduce
