#include "desk/working_facts.hpp"

#include <algorithm>

#include "casework/work.hpp"

namespace lapwing::desk {

using namespace casework;

measures::EpisodeFold* WorkingFacts::find(EpisodeId id, const measures::FactTable& table) {
  const auto here = std::ranges::find(episodes_, id, [](const auto& one) { return one.row.id; });
  if (here != episodes_.end()) return &*here;
  auto held = table.episode(id);
  return held ? &episodes_.emplace_back(std::move(*held)) : nullptr;
}

void WorkingFacts::take(const Recorded& recorded, measures::FactTable& table) {
  const auto name = event_name(recorded.event);
  if (!measures::facts_need(name) && !is_work(name)) return;
  touched_ = true;
  if (!loaded_) child_ = table.child(child_.id).value_or(child_);
  loaded_ = true;
  measures::fold_child(child_, recorded);
  if (!recorded.episode) return;
  auto* episode = find(*recorded.episode, table);
  if (!episode && std::holds_alternative<EpisodeOpened>(recorded.event)) {
    episode = &episodes_.emplace_back();
    episode->row.id = *recorded.episode;
  }
  if (episode) measures::fold_episode(*episode, recorded, table);
}

void WorkingFacts::take_work(EpisodeId id, std::uint64_t index, Instant at, const measures::FactTable& table) {
  if (auto* episode = find(id, table)) measures::fold_work(episode->row, index, at);
}

void WorkingFacts::take_answers(const Episode& episode, const measures::FactTable& table) {
  if (auto* held = find(episode.id, table)) measures::take_answers(*held, episode);
}

void WorkingFacts::put(measures::FactTable& table) const {
  if (!touched_ && episodes_.empty()) return;
  const auto child = table.put_child(loaded_ ? child_ : table.child(child_.id).value_or(child_));
  for (const auto& episode : episodes_) table.put_episode(episode, child);
}

}  // namespace lapwing::desk
