// Who the grown-ups of a case are. Reports rarely name them: "Ace, about thirty", a driver, somebody at a house. Among the few adults of
// one case such a mention is worth comparing with each by sex, age, nickname, phone and car, which it is not in a whole force. What is
// joined here is "thought to be the same within this group" and nothing else: it is shown as such and never becomes a match of people.
//
// Pure reads; any thread while nobody writes.
#pragma once
#include <set>

#include "links/groups/case.hpp"

namespace lapwing::links {

struct Adult {
  NodeId known = none;                     // a person who can be told from others; none: only strangers' mentions
  std::vector<MentionId> mentions;         // that this case is about, earliest received first
  std::vector<MentionId> thought;          // of those, the strangers' mentions thought to be this adult
  std::set<std::uint32_t> anchors;         // of the case: their cars, houses and phones, and themselves
};

struct Adults {
  std::vector<Adult> all;                  // known ones first
  std::vector<std::vector<std::uint32_t>> in_incident;   // of each incident of the case, which of `all`
};

Adults adults_of(const Store& store, const Case& about, const Case::Set& set);   // of one of about.joined()

}  // namespace lapwing::links
