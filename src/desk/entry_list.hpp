// Ascending ledger indexes, kept as the differences between them, each in as few bytes as it takes: what is recorded together lies
// together, so most take one byte instead of eight. There are some twenty for every episode ever closed, and all stay in memory.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "domain/pack.hpp"

namespace lapwing::desk {

class EntryList {
 public:
  void push_back(std::uint64_t index) {   // not below the last
    Packer packer(std::move(bytes_));
    packer.number(index - last_);
    bytes_ = packer.take();
    last_ = index;
    ++size_;
  }
  std::size_t size() const { return size_; }

  std::vector<std::uint64_t> values() const {
    std::vector<std::uint64_t> out(size_);
    Unpacker in(bytes_);
    std::uint64_t last = 0;
    for (auto& value : out) value = last += in.number();
    return out;
  }

  void pack(Packer& out) const {
    out.number(size_);
    out.text(bytes_);
  }
  static EntryList unpack(Unpacker& in) {
    EntryList list;
    list.size_ = static_cast<std::uint32_t>(in.number());
    list.bytes_ = in.text();
    if (list.size_ > list.bytes_.size()) return in.refuse(), EntryList{};   // each takes at least a byte
    list.bytes_.shrink_to_fit();
    for (const auto value : list.values()) list.last_ = value;
    return list;
  }

 private:
  std::string bytes_;
  std::uint64_t last_ = 0;
  std::uint32_t size_ = 0;
};

}  // namespace lapwing::desk
