// Missing episodes: who is reported, how they come back, and what is told. Children come again as the published figures say (72,000
// children to 210,000 incidents), a few of them very often; nobody is reported while already missing.
// Keeps six bytes a child and a window of those lately missing. One thread.
#pragma once
#include <vector>

#include "synth/groups.hpp"
#include "synth/ordinary.hpp"

namespace lapwing::synth {

class Episodes {
 public:
  Episodes(Cast& cast, Groups& groups, std::uint64_t seed, Span span, std::uint64_t total);

  void play(Instant at, Outbox& outbox);
  const std::vector<std::uint32_t>& lately_missing() const { return lately_; }
  std::uint64_t children() const { return lines_.size() - 1; }

 private:
  struct Line { std::uint32_t free_from_minute = 0; std::uint16_t times = 0; };   // by the child's number; the first is nobody
  std::uint32_t child_for(Instant at);
  void play_child(std::uint32_t child, Instant at, Outbox& outbox);
  void play_adult(Instant at, Outbox& outbox);
  Report return_of(std::uint32_t child, Instant at);
  std::uint32_t another() { return lately_[chance_.below(lately_.size())]; }
  std::uint32_t minute(Instant at) const {
    return static_cast<std::uint32_t>(std::chrono::duration_cast<std::chrono::minutes>(at - span_.from).count());
  }

  Cast& cast_;
  Groups& groups_;
  Random chance_;
  Span span_;
  std::vector<Line> lines_{1};
  std::vector<std::uint32_t> lately_;    // children of the last `window_` reports, one for each
  std::size_t window_, oldest_ = 0;
  std::vector<std::uint64_t> adults_;    // adults lately missing, for those who come again
};

}  // namespace lapwing::synth
