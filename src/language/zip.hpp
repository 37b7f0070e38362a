// Reads members of a zip archive held in memory, by its central directory. Stored and deflated members only: what word processors write.
// Trusts no length that the archive gives. Pure; the archive must outlive the reader.
#pragma once
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace lapwing::language {

class ZipReader {
 public:
  struct Member {
    std::string_view name;
    std::size_t packed_at = 0, packed_bytes = 0;
    bool deflated = false;
  };
  static constexpr std::size_t members_max = 10'000;

  static std::expected<ZipReader, std::string> open(std::string_view archive);
  const std::vector<Member>& members() const { return members_; }
  // The member's bytes, of which there may be at most `bytes_max`.
  std::expected<std::string, std::string> read(const Member& member, std::size_t bytes_max) const;

 private:
  std::string_view archive_;
  std::vector<Member> members_;
};

}  // namespace lapwing::language
