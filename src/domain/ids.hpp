// Identifiers: 128 random bits, written as a UUID (RFC 9562, version 4). The tag makes a child's id unusable as an episode's.
// Randomness is passed in (IdSource), so a test or a simulation can replay the same ids from a seed.
#pragma once
#include <array>
#include <compare>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace lapwing {

using IdBytes = std::array<std::uint8_t, 16>;

std::string uuid_text(const IdBytes& bytes);
std::optional<IdBytes> parse_uuid(std::string_view text);   // nullopt unless exactly 8-4-4-4-12 hexadecimal digits

template <class Tag>
struct Id {
  IdBytes bytes{};
  auto operator<=>(const Id&) const = default;
  bool is_nil() const { return bytes == IdBytes{}; }
  std::string text() const { return uuid_text(bytes); }
  static std::optional<Id> parse(std::string_view text) {
    auto bytes = parse_uuid(text);
    return bytes ? std::optional<Id>{Id{*bytes}} : std::nullopt;
  }
};

using ChildId = Id<struct ChildTag>;
using EpisodeId = Id<struct EpisodeTag>;
using UserId = Id<struct UserTag>;
using ReportId = Id<struct ReportTag>;   // one report as it came in
using RulingId = Id<struct RulingTag>;   // what a person ruled on a link or a group
using ItemId = Id<struct ItemTag>;   // a fact, mention, enquiry, question, action, concern or sighting within one child's record

// Gives fresh ids. Not shared between threads: each owner passes its own.
class IdSource {
 public:
  virtual ~IdSource() = default;
  virtual IdBytes fresh() = 0;
  template <class SomeId>
  SomeId next() { return SomeId{fresh()}; }
};

// Reproducible ids for tests, simulation and synthetic forces: the same seed gives the same sequence.
class SeededIds final : public IdSource {
 public:
  explicit SeededIds(std::uint64_t seed) : state_(seed) {}
  IdBytes fresh() override;

 private:
  std::uint64_t state_;
};

}  // namespace lapwing

template <class Tag>
struct std::hash<lapwing::Id<Tag>> {
  std::size_t operator()(const lapwing::Id<Tag>& id) const noexcept {
    std::uint64_t head, tail;
    std::memcpy(&head, id.bytes.data(), 8);
    std::memcpy(&tail, id.bytes.data() + 8, 8);
    return head ^ (tail * 0x9E3779B97F4A7C15ull);
  }
};
