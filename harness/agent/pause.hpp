// SPDX-License-Identifier: Apache-2.0

#pragma once

// A moment for a debugger, with the provider loaded and nothing called yet.

namespace wsconform::agent {

/// Returns when a debugger of Windows is attached, or when the controller, which sees one of
/// another kind, sends the script.
void wait_for_debugger();

}  // namespace wsconform::agent
