// What a report says, as mentions and facts between them (see types.hpp): each link spelt out to the car it was in, the place it was at
// and the phone it came from, with what the report shows of the grown-up's standing. Pure.
#pragma once
#include "links/graph/types.hpp"

namespace lapwing::links {

// Mentions are numbered from 0 within the report; facts point at those. A mention's `node` and both's `report` are not set.
struct Derived {
  std::vector<Mention> mentions;
  std::vector<Fact> facts;
  std::vector<std::size_t> people;         // of report.people[i], its mention
};

Derived derive(const reports::Report& report);

// Letters and digits, lower case, words parted by one blank; other scripts are left as they are.
std::string plain_words(std::string_view text);

}  // namespace lapwing::links
