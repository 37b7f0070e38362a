// Packing values into bytes for snapshots: varints, length-prefixed text, ascending numbers as differences. A snapshot is
// private to the version that wrote it (its format number says which), so nothing here needs to last.
#pragma once
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/ids.hpp"
#include "domain/time.hpp"

namespace lapwing {

class Packer {
 public:
  Packer() = default;
  explicit Packer(std::string start) : out_(std::move(start)) {}   // goes on where another ended
  void number(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) out_.push_back(static_cast<char>(value | 0x80));
    out_.push_back(static_cast<char>(value));
  }
  void text(std::string_view value) {
    number(value.size());
    out_.append(value);
  }
  void bytes(const IdBytes& id) { out_.append(reinterpret_cast<const char*>(id.data()), id.size()); }
  void instant(Instant at) {   // zig-zag, so that times before 1970 pack too
    const auto count = at.time_since_epoch().count();
    number(static_cast<std::uint64_t>(count) << 1 ^ static_cast<std::uint64_t>(count >> 63));
  }
  void whole(std::uint64_t value) {   // for what is as likely large as small, such as a hash: eight bytes, always
    for (int shift = 0; shift < 64; shift += 8) out_.push_back(static_cast<char>(value >> shift));
  }
  void real(double value) { whole(std::bit_cast<std::uint64_t>(value)); }
  void single(float value) {
    const auto bits = std::bit_cast<std::uint32_t>(value);
    for (int shift = 0; shift < 32; shift += 8) out_.push_back(static_cast<char>(bits >> shift));
  }
  void ascending(const std::vector<std::uint64_t>& values) {
    number(values.size());
    std::uint64_t last = 0;
    for (const auto value : values) number(value - last), last = value;
  }
  std::size_t size() const { return out_.size(); }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

// Reads what a Packer wrote. After anything that does not fit, ok() is false and every value is empty.
class Unpacker {
 public:
  explicit Unpacker(std::string_view in) : in_(in) {}
  std::uint64_t number() {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (in_.empty()) return fail();
      const auto byte = static_cast<std::uint8_t>(in_.front());
      in_.remove_prefix(1);
      value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
      if (byte < 0x80) return value;
    }
    return fail();
  }
  std::size_t count() {   // of things that take at least a byte each
    const auto value = number();
    return value <= in_.size() ? value : fail();
  }
  std::string text() {
    const auto size = count();
    std::string value(in_.substr(0, size));
    in_.remove_prefix(size);
    return value;
  }
  IdBytes bytes() {
    IdBytes id{};
    if (in_.size() < id.size()) return fail(), id;
    std::memcpy(id.data(), in_.data(), id.size());
    in_.remove_prefix(id.size());
    return id;
  }
  Instant instant() {
    const auto packed = number();
    return Instant(std::chrono::microseconds(static_cast<std::int64_t>(packed >> 1 ^ (~(packed & 1) + 1))));
  }
  std::uint64_t whole() { return bytes_low_first<std::uint64_t>(); }
  double real() { return std::bit_cast<double>(whole()); }
  float single() { return std::bit_cast<float>(bytes_low_first<std::uint32_t>()); }
  std::vector<std::uint64_t> ascending() {
    std::vector<std::uint64_t> values(count());
    std::uint64_t last = 0;
    for (auto& value : values) value = last += number();
    return values;
  }
  void refuse() { fail(); }   // for a reader who finds that the values do not go together
  bool ok() const { return ok_; }
  std::size_t left() const { return in_.size(); }   // bytes not yet read
  bool finished() const { return ok_ && in_.empty(); }

 private:
  template <class Number>
  Number bytes_low_first() {
    if (in_.size() < sizeof(Number)) return static_cast<Number>(fail());
    Number value = 0;
    for (std::size_t i = 0; i < sizeof value; ++i) value |= static_cast<Number>(static_cast<std::uint8_t>(in_[i])) << (8 * i);
    in_.remove_prefix(sizeof value);
    return value;
  }
  std::uint64_t fail() {
    ok_ = false;
    in_ = {};
    return 0;
  }
  std::string_view in_;
  bool ok_ = true;
};

}  // namespace lapwing
