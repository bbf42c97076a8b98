// SPDX-License-Identifier: Apache-2.0

#pragma once

// What the system is asked about itself and about the program that it runs.

#include <filesystem>
#include <string>
#include <vector>

namespace wsconform {

/// Whether the system that this program runs on is the one that providers are made for.
bool is_windows();

/// "Linux 6.1.0 x86_64" and the like.
std::string system_name();

/// Of the terminal that standard error goes to; 80 if it does not tell.
unsigned terminal_columns();

/// Of the terminal that standard output goes to; 0 if it goes elsewhere.
unsigned columns_of_output();

/// Empty if it has none.
std::string host_name();

/// The file of this program. Throws HarnessError.
std::filesystem::path this_program();

/// By what this program can be started again, whatever became of its file meanwhile.
std::string word_for_this_program();

/// Where stations keep what they need again: beside the program, or where that is installed for all
/// users, in the user's cache. Throws HarnessError.
std::filesystem::path folder_of_stations();

/// The words that it was started with, its own name first, as UTF-8.
std::vector<std::string> words_given(int count, char** words);

/// Takes the variable out of the environment.
void unset_variable(const char* name);

/// How this machine could be made to isolate what it plays.
std::string advice_on_isolation();

}  // namespace wsconform
