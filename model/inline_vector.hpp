#pragma once

// A growing list of plain values of which the first `kept` need no heap: rules make several such
// lists for each state they are asked of, and nearly all are short.

#include <array>
#include <cstddef>
#include <cstring>
#include <new>
#include <type_traits>
#include <vector>

namespace wsconform {

template <typename T, std::size_t kept>
class InlineVector {
    static_assert(std::is_trivially_copyable_v<T>);

  public:
    InlineVector() = default;
    InlineVector(const InlineVector& other) : size_{other.size_}, more_{other.more_} {
        if (more_.empty()) std::memcpy(few_.data(), other.few_.data(), size_ * sizeof(T));
    }
    InlineVector& operator=(const InlineVector&) = delete;
    ~InlineVector() = default;

    /// The reference holds until something else is added.
    template <typename... Parts>
    T& add(const Parts&... parts) {
        if (size_ < kept) return *new (&few_[sizeof(T) * size_++]) T{parts...};
        const T value{parts...};
        if (more_.empty()) more_.assign(begin(), end());
        more_.push_back(value);
        size_++;
        return more_.back();
    }
    bool empty() const { return size_ == 0; }
    std::size_t size() const { return size_; }
    const T* begin() const { return more_.empty() ? first() : more_.data(); }
    const T* end() const { return begin() + size_; }
    const T& operator[](std::size_t i) const { return begin()[i]; }
    T* begin() { return more_.empty() ? first() : more_.data(); }
    T* end() { return begin() + size_; }

  private:
    const T* first() const { return std::launder(reinterpret_cast<const T*>(few_.data())); }
    T* first() { return std::launder(reinterpret_cast<T*>(few_.data())); }

    std::size_t size_{};
    std::vector<T> more_;  ///< All of them, once there are more.
    alignas(T) std::array<std::byte, kept * sizeof(T)> few_;
};

}  // namespace wsconform
