// The findings of the language checker in what people wrote (casework/written_text.hpp), by team and month.
// Plain values; any thread.
#pragma once
#include <cstdint>
#include <map>
#include <set>
#include <string>

#include "casework/written_text.hpp"
#include "language/checker.hpp"

namespace lapwing::web {

using casework::written_texts;
using casework::WrittenText;

struct TeamMonth {
  std::string team;                               // of whoever wrote, as their account says now
  int year = 0;
  unsigned month = 0;
  auto operator<=>(const TeamMonth&) const = default;
};
struct Tally {
  std::uint64_t words = 0, findings = 0, texts = 0;
  std::set<UserId> authors;                       // how many, never which
};
using Tallies = std::map<TeamMonth, Tally>;
// Below this many authors a figure would be a person's, and is not shown.
constexpr std::size_t authors_min = 3;

}  // namespace lapwing::web
