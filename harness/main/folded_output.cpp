// SPDX-License-Identifier: Apache-2.0

#include "harness/main/folded_output.hpp"

#include <algorithm>
#include <iostream>

#include "conformance/text/folding.hpp"
#include "harness/main/this_machine.hpp"

namespace wsconform {

/// Collects a line, and passes it on broken.
class FoldedOutput::Folder : public std::streambuf {
  public:
    Folder(std::streambuf* target, std::size_t columns) : target_{target}, columns_{columns} {}

  protected:
    int_type overflow(int_type letter) override {
        if (traits_type::eq_int_type(letter, traits_type::eof())) return 0;
        line_ += traits_type::to_char_type(letter);
        const bool is_end = line_.back() == '\n';
        return !is_end || pass_on(folded(line_, columns_)) ? letter : traits_type::eof();
    }

    /// A line that is not at its end is passed on as it is.
    int sync() override {
        const bool arrived = pass_on(line_);
        return target_->pubsync() == 0 && arrived ? 0 : -1;
    }

  private:
    bool pass_on(const std::string& text) {
        const auto size = static_cast<std::streamsize>(text.size());
        const bool arrived = target_->sputn(text.data(), size) == size;
        line_.clear();
        return arrived;
    }

    std::streambuf* target_;
    std::size_t columns_;
    std::string line_;
};

FoldedOutput::FoldedOutput(std::size_t columns)
    : folder_{std::make_unique<Folder>(std::cout.rdbuf(), columns)},
      before_{std::cout.rdbuf(folder_.get())} {}

FoldedOutput::~FoldedOutput() {
    std::cout.flush();
    std::cout.rdbuf(before_);
}

std::size_t columns_to_fold_at() {
    constexpr unsigned fewest = 40;
    constexpr unsigned most = 120;  // An eye finds the next line no more if this one is longer.
    const unsigned columns = columns_of_output();
    return columns == 0 ? 0 : std::clamp(columns, fewest, most);
}

}  // namespace wsconform
