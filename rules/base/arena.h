// Memory for values that live and die together: handed out by moving a pointer, given back all at once.
//
// Neighbours: rules/lang keeps lists and strings of one evaluation here, readers keep unescaped strings. Pointers live
// until clear() or the end of the Arena; nothing is destroyed, so only trivially destructible types fit. One thread.
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

namespace sprintd {

class Arena {
 public:
  explicit Arena(std::size_t first_block = 4096) : next_block_(first_block) {}
  Arena(Arena&&) = default;
  Arena& operator=(Arena&&) = default;

  void* allocate(std::size_t bytes, std::size_t alignment) {
    const auto at = (used_ + alignment - 1) & ~(alignment - 1);
    if (blocks_.empty() || at + bytes > blocks_[current_].size) return allocate_in_new_block(bytes);
    used_ = at + bytes;
    return blocks_[current_].bytes.get() + at;
  }

  template <typename T>
  std::span<T> array(std::size_t count) {
    static_assert(std::is_trivially_destructible_v<T>);
    auto* first = static_cast<T*>(allocate(count * sizeof(T), alignof(T)));
    for (std::size_t i = 0; i < count; ++i) new (first + i) T();
    return {first, count};
  }

  std::string_view copy(std::string_view text) {
    if (text.empty()) return {"", 0};
    auto* bytes = static_cast<char*>(allocate(text.size(), 1));
    std::memcpy(bytes, text.data(), text.size());
    return {bytes, text.size()};
  }

  // Keeps the blocks for the next use, unless they are many.
  void clear() {
    if (held_ > kKeptBytes) {
      blocks_.clear();
      held_ = 0;
    }
    current_ = 0;
    used_ = 0;
    total_ = 0;
  }
  // Bytes in blocks that were filled or are being filled since the last clear(), with what was left over in them.
  [[nodiscard]] std::size_t used() const { return total_ + used_; }
  // Bytes in all blocks, those for the next use among them.
  [[nodiscard]] std::size_t held() const { return held_; }

 private:
  struct Block {
    std::unique_ptr<std::byte[]> bytes;
    std::size_t size;
  };

  void* allocate_in_new_block(std::size_t bytes) {
    if (!blocks_.empty()) total_ += blocks_[current_].size;
    while (!blocks_.empty() && current_ + 1 < blocks_.size()) {
      ++current_;
      if (blocks_[current_].size >= bytes) {
        used_ = bytes;
        return blocks_[current_].bytes.get();
      }
      total_ += blocks_[current_].size;
    }
    const auto size = bytes > next_block_ ? bytes : next_block_;
    next_block_ = next_block_ < kLargestBlock ? next_block_ * 2 : kLargestBlock;
    held_ += size;
    blocks_.push_back({std::make_unique_for_overwrite<std::byte[]>(size), size});
    current_ = blocks_.size() - 1;
    used_ = bytes;
    return blocks_[current_].bytes.get();
  }

  static constexpr std::size_t kLargestBlock = std::size_t{1} << 20;
  static constexpr std::size_t kKeptBytes = std::size_t{4} << 20;
  std::vector<Block> blocks_;
  std::size_t current_ = 0;
  std::size_t used_ = 0;
  std::size_t total_ = 0;
  std::size_t held_ = 0;
  std::size_t next_block_;
};

}  // namespace sprintd
