// SPDX-License-Identifier: Apache-2.0

#pragma once

// What is printed at a terminal fits into it.

#include <cstddef>
#include <memory>
#include <streambuf>
#include <string>

namespace wsconform {

/// While it lives, lines of std::cout are broken between words at so many columns.
class FoldedOutput {
  public:
    explicit FoldedOutput(std::size_t columns);
    ~FoldedOutput();
    FoldedOutput(const FoldedOutput&) = delete;
    FoldedOutput& operator=(const FoldedOutput&) = delete;

  private:
    class Folder;
    std::unique_ptr<Folder> folder_;
    std::streambuf* before_;
};

/// Those of the terminal, as far as lines can be read well; nothing where output goes elsewhere.
std::size_t columns_to_fold_at();

}  // namespace wsconform
