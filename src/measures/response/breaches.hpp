// Every episode in which something came due undone, and the story of each breach: which clock, when it was due, how late it was met if it
// was, who was told and when, and what they said they would do. Pure; any thread.
#pragma once
#include <span>
#include <vector>

#include "casework/event.hpp"
#include "measures/response/response_tally.hpp"

namespace lapwing::measures {

struct BreachedEpisode {
  EpisodeId episode;
  ChildId child;
  Instant reported_at{};
  ClockKinds breached = 0;
};

constexpr std::size_t clock_kinds_count = 9;

struct Breaches {
  std::vector<BreachedEpisode> newest_first;   // as many as were asked for, of records anybody may open
  std::uint64_t listed = 0;                    // all of these
  std::uint64_t restricted = 0;                // on restricted records: only counted
  std::array<std::uint64_t, clock_kinds_count> by_kind{};   // episodes, restricted ones with them
};

// The episodes from place `skip` of the list on, `count` of them. With `kind`, only those in which a clock of that kind was breached.
Breaches breached_episodes(const FactTable::Scan& scan, const ResponseAsked& asked, std::optional<ClockKind> kind, std::size_t skip, std::size_t count);

struct ToldOfBreach {
  Rung rung = Rung::owner;
  Instant at{};
};
struct BreachAcknowledged {
  casework::Actor by;
  Instant at{}, until{};
  std::string what_will_happen;
};
struct BreachStory {
  ClockKind kind = ClockKind::review;
  std::optional<ItemId> about;                 // the action, of an action's clock
  Instant due{};
  std::optional<Instant> met_at;               // late
  std::optional<Instant> ended_at;             // no longer applied, undone
  std::string ended_because;
  std::vector<ToldOfBreach> told;              // in order
  std::vector<BreachAcknowledged> acknowledged;
};

// The breaches of one episode from its child's events, in ledger order, by when they were due.
std::vector<BreachStory> breach_stories(std::span<const casework::Recorded> events, EpisodeId episode);

}  // namespace lapwing::measures
