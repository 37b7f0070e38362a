// Shares by which casework is judged, each defined once: of how many (an officer's arrival that was due, a return, an answer), how many
// were as they should be. Training, inspection and the overview all take them from here, so that one name means one figure.
// Pure; any thread.
#pragma once
#include <array>
#include <span>
#include <string_view>

#include "measures/facts/episode_facts.hpp"

namespace lapwing::measures {

struct Counted {
  std::uint64_t met = 0, of = 0;                     // met <= of
  Counted& operator+=(const Counted& more) {
    met += more.met;
    of += more.of;
    return *this;
  }
};

struct CaseworkShare {
  std::string_view id;                               // "interview_in_person"; in rules and addresses
  std::string_view label;                            // "Prevention interviews held face to face"
  std::string_view of;                               // the denominator in words: "prevention interviews held"
  Counted (*count)(const EpisodeFacts&);             // what one episode adds
};

constexpr std::size_t casework_shares_count = 14;
std::span<const CaseworkShare, casework_shares_count> casework_shares();
// What one episode adds to every share, in their order: as each one's `count`, in one step.
std::array<Counted, casework_shares_count> count_casework(const EpisodeFacts& episode);
const CaseworkShare* casework_share(std::string_view id);   // null when there is none

// A clock's duty was done in time. It counts once it was done or came due undone: one that still runs, or no longer applies, says nothing.
Counted clock_in_time(const EpisodeFacts& episode, ClockKind kind);

}  // namespace lapwing::measures
