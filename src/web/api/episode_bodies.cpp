#include "web/api/episode_bodies.hpp"

namespace lapwing::web::api {

// The same object, compared without counting up and down.
static bool is_of(const std::weak_ptr<const casework::Case>& kept, const EpisodeBodies::Held& held) {
  return !kept.owner_before(held) && !held.owner_before(kept);
}

EpisodeBodies::Body EpisodeBodies::find(const Held& held, EpisodeId episode, Instant now) {
  const std::lock_guard lock(mutex_);
  const auto found = bodies_.find(episode);
  if (found == bodies_.end()) return nullptr;
  if (is_of(found->second.held, held) && now < found->second.until) return found->second.body;
  bodies_.erase(found);
  return nullptr;
}

void EpisodeBodies::keep(const Held& held, EpisodeId episode, Instant until, Body body) {
  const std::lock_guard lock(mutex_);
  make_room();
  bodies_.insert_or_assign(episode, Kept{held, until, std::move(body)});
}

void EpisodeBodies::make_room() {
  std::erase_if(bodies_, [](const auto& entry) { return entry.second.held.expired(); });
  if (bodies_.size() >= bodies_max) bodies_.clear();   // rare, and costs one making each
}

}  // namespace lapwing::web::api
