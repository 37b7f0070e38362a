// Rows of invented episodes and children for the tests of figures: a table that one can write down.
#pragma once
#include <cstring>
#include <string_view>

#include "measures/facts/fact_table.hpp"

namespace lapwing::measures::testing {

inline Instant at(std::string_view text) { return parse_rfc3339(text).value(); }

template <class Id>
Id numbered(std::uint64_t number) {
  Id id{};
  std::memcpy(id.bytes.data(), &number, sizeof number);
  return id;
}

inline ChildFacts invented_child(std::uint64_t number, std::string_view self_defined = "") {
  ChildFacts child;
  child.id = numbered<ChildId>(number + 1);
  child.folded_to = 1;
  self_defined.copy(child.self_defined, 2);
  return child;
}

inline EpisodeFacts invented_episode(std::uint64_t number, Instant reported_at) {
  EpisodeFacts episode;
  episode.id = numbered<EpisodeId>(number + 1);
  episode.folded_to = 1;
  episode.reported_at = reported_at;
  episode.assessed = true;
  return episode;
}

// The clock of this kind was met, in time or late, or came due undone.
inline void met(EpisodeFacts& episode, ClockKind kind) { episode.clocks_set |= bit(kind), episode.clocks_met |= bit(kind); }
inline void breached(EpisodeFacts& episode, ClockKind kind) { episode.clocks_set |= bit(kind), episode.clocks_breached |= bit(kind); }

}  // namespace lapwing::measures::testing
