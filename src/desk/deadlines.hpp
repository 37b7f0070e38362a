// The next instant at which each episode has something to say, and so the next of all: nothing polls. The desk's writer's alone.
#pragma once
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "domain/ids.hpp"
#include "domain/time.hpp"

namespace lapwing::desk {

class Deadlines {
 public:
  // The force's own record (casework::force_subject) stands here as a child's with no episode.
  struct Place { ChildId child; EpisodeId episode; auto operator<=>(const Place&) const = default; };

  void set(const Place& place, std::optional<Instant> next) {
    if (const auto held = at_.find(place); held != at_.end()) {
      if (next == held->second) return;
      order_.erase({held->second, place});
      at_.erase(held);
    }
    if (!next) return;
    at_.emplace(place, *next);
    order_.emplace(*next, place);
  }
  std::optional<Instant> next() const {
    return order_.empty() ? std::nullopt : std::optional(order_.begin()->first);
  }
  std::vector<Place> due(Instant now) const {   // soonest first
    std::vector<Place> places;
    for (const auto& [at, place] : order_) {
      if (at > now) break;
      places.push_back(place);
    }
    return places;
  }

 private:
  std::map<Place, Instant> at_;
  std::set<std::pair<Instant, Place>> order_;
};

}  // namespace lapwing::desk
