// For tests of the facts: the rows of one child's case as they come of its events.
#pragma once
#include <gtest/gtest.h>

#include <memory>

#include "casework/support.hpp"
#include "measures/facts/fact_table.hpp"

namespace lapwing::measures {

// The rows of one child, folded from events as they are recorded.
struct Folded {
  std::unique_ptr<FactTable> table = std::make_unique<FactTable>();   // for its names
  ChildFacts child;
  std::vector<EpisodeFold> episodes;

  void take(const casework::Recorded& recorded) {
    fold_child(child, recorded);
    if (const auto* opened = std::get_if<casework::EpisodeOpened>(&recorded.event); opened && !find(*recorded.episode)) {
      episodes.emplace_back();
      episodes.back().row.id = *recorded.episode;
    }
    for (auto& episode : episodes) fold_episode(episode, recorded, *table);
  }
  void take(std::span<const casework::Recorded> all) {
    for (const auto& recorded : all) take(recorded);
  }
  EpisodeFold* find(EpisodeId id) {
    const auto found = std::ranges::find(episodes, id, [](const auto& one) { return one.row.id; });
    return found == episodes.end() ? nullptr : &*found;
  }
  const EpisodeFacts& row(EpisodeId id) { return find(id)->row; }
};

inline Folded folded(const casework::Simulation& simulation) {
  Folded out;
  out.child.id = simulation.held().id;
  out.take(simulation.recorded);
  return out;
}

// A row as text: equal text is an equal row.
std::string dump(const EpisodeFacts& row);
std::string dump(const ChildFacts& row);

}  // namespace lapwing::measures
