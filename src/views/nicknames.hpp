// Which names are forms of one another: Kate of Katherine, Muhammad of Mohammed. Built once from pairs that
// rules/nicknames.toml gives (policy reads the file; this knows nothing of it) and never changed after, so
// any thread may read it.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace lapwing::views {

using NamePair =
    std::pair<std::string, std::string>;  // {a form, the full name it is a form of}, in any letters

class Nicknames {
 public:
  Nicknames() = default;  // knows no names
  Nicknames(std::span<const NamePair> spellings, std::span<const NamePair> nicknames);

  enum class Kind : std::uint8_t { spelling, nickname, both_nicknames };
  struct Related {
    std::string_view word;  // folded; lives as long as this table
    Kind kind;
    std::string_view full_name;  // as the rule file writes it
  };
  // Every other form of every name that `folded` is a form of. Symmetric: if b is among a's, a is among b's.
  std::vector<Related> of(std::string_view folded) const;

 private:
  struct Form {
    std::string word;
    bool nickname;
  };
  struct Group {
    std::string full_name;
    std::vector<Form> forms;
  };
  void add(const NamePair& pair, bool nickname);

  std::vector<Group> groups_;
  std::unordered_map<std::string, std::vector<std::uint32_t>> groups_of_;  // folded form to groups
  std::unordered_map<std::string, std::uint32_t> group_named_;             // folded full name to its group
};

}  // namespace lapwing::views
