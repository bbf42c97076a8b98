// SPDX-License-Identifier: Apache-2.0

#pragma once

// The line to the controller. A provider in the same process must not speak in the agent's place by
// accident, nor by what it can do without searching our memory: before it is loaded, the pipes are
// taken away from standard input and output, and a key is read by which each line is sealed.

#include <initializer_list>
#include <istream>
#include <string>

namespace wsconform::agent {

/// To be called before anything of a provider is loaded. The first line that is told may be the
/// key; without one, lines are not sealed.
void open_channel();

/// The first line, or the one after the key. To be called once.
std::string script_told();

/// Where the controller's lines after that come from.
std::istream& controller();

/// Whether the controller has sent something that was not read yet, or is gone.
bool is_told_something();

/// Ends the process if nobody reads any more.
void say(const std::string& line);

/// The same where the heap may be broken: the parts of one line.
void say_without_memory(std::initializer_list<const char*> parts);

}  // namespace wsconform::agent
