// The rows of one child's facts while events are folded into them: at the desk by the writer, at a start by the replay. The writer's
// alone, as everything it works on.
#pragma once
#include <vector>

#include "measures/facts/fact_table.hpp"

namespace lapwing::desk {

class WorkingFacts {
 public:
  explicit WorkingFacts(ChildId child) { child_.id = child; }

  void take(const casework::Recorded& recorded, measures::FactTable& table);   // an event of this child
  // An event that is work and needs no more than its stamp: measures::fold_work.
  void take_work(EpisodeId episode, std::uint64_t index, Instant at, const measures::FactTable& table);
  // An episode was reopened: its answers are the case's.
  void take_answers(const casework::Episode& episode, const measures::FactTable& table);
  void put(measures::FactTable& table) const;                                  // the rows that were touched

 private:
  measures::EpisodeFold* find(EpisodeId episode, const measures::FactTable& table);   // null: no such episode

  measures::ChildFacts child_;
  bool loaded_ = false, touched_ = false;
  std::vector<measures::EpisodeFold> episodes_;
};

}  // namespace lapwing::desk
