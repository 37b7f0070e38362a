// What people wrote in one child's record, as its events hold it, and the findings of the language checker in it: for reviewing an episode
// and for counting by team and month. Texts that the rules gave (questions, enquiries, clocks) are nobody's wording and are left out.
// Pure; any thread.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "casework/event.hpp"
#include "language/checker.hpp"

namespace lapwing::web {

struct WrittenText {
  const casework::Recorded* recorded = nullptr;   // into the events given
  std::string event, field;                       // "review_recorded", "plan"
  std::string text;
};

// In the order of the events; those of one episode when it is named.
std::vector<WrittenText> written_texts(std::span<const casework::Recorded> events, std::optional<EpisodeId> episode);

// ---- by team and month ----
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
