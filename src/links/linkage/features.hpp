// By what a record can be found: hashes of its values and of parts and slips of them. Features of one thing (a word, a date) stand in
// one group, for the rarest that is shared is what counts. Pure.
#pragma once
#include <cstdint>
#include <vector>

#include "links/linkage/prepared.hpp"

namespace lapwing::linkage {

struct Feature {
  std::uint64_t hash = 0;
  std::uint16_t group = 0;
  bool whole = false;       // the value itself: may be looked up together with another when it is a hub
  bool like = false;        // a word like its own: looked up, but not found by; no rarer than its own word, which is in the group
};

void features_of(const Prepared& prepared, std::uint32_t record, std::vector<Feature>& out);

}  // namespace lapwing::linkage
