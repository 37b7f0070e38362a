// How alike two mentions of people are within one case. Among a handful of people a nickname, a sex and an age say who is meant, which
// they do not in a whole force; a name misheard there is no other name. Roughly natural-log likelihood ratios against one other in a
// handful. What is joined by it is thought to be the same within one group, shown as such, and never a match of people.
//
// Pure reads; any thread while nobody writes.
#pragma once
#include <optional>
#include <string_view>

#include "links/graph/store.hpp"

namespace lapwing::links {

// None: they cannot be one person.
std::optional<double> alike(const Store& store, MentionId a, MentionId b);
// What there is to compare of somebody, made once.
struct Heard {
  std::vector<MentionId> told;        // one for each name
  std::vector<ReportIx> reports;      // ascending
};
Heard heard(const Store& store, const std::vector<MentionId>& mentions);
// The same between all mentions of two: the best, unless some pair rules it out.
std::optional<double> alike(const Store& store, const Heard& a, const Heard& b);

// Letters left out, doubled, changed or the wrong way round between two words (optimal string alignment), at most `most` + 1.
int slips(std::string_view one, std::string_view other, int most);

}  // namespace lapwing::links
