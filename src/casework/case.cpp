#include "casework/case.hpp"

#include <algorithm>
#include <atomic>
#include <stdexcept>

#include "casework/subjects.hpp"

namespace lapwing::casework {

const Episode* Case::episode(EpisodeId wanted) const {
  // The latest is wanted nearly always, so look from the end.
  const auto found = std::find_if(episodes.rbegin(), episodes.rend(), [&](const auto& e) { return e->id == wanted; });
  return found == episodes.rend() ? nullptr : found->get();
}

const Episode* Case::open_episode() const {
  const auto found = std::find_if(episodes.rbegin(), episodes.rend(), [](const auto& e) { return e->is_open(); });
  return found == episodes.rend() ? nullptr : found->get();
}

Episode& Case::edit(EpisodeId wanted) {
  const auto found = std::find_if(episodes.rbegin(), episodes.rend(), [&](const auto& e) { return e->id == wanted; });
  if (found == episodes.rend()) throw std::logic_error("edit of an episode that the case does not hold");
  if (found->use_count() > 1) {
    auto copy = std::make_shared<Episode>(**found);
    auto& editable = *copy;
    *found = std::move(copy);
    return editable;
  }
  // Nobody else holds it, and the fence orders whatever a reader did before letting go of it. Every episode is made as a
  // plain Episode (here and when it opens), so taking the const off is sound.
  std::atomic_thread_fence(std::memory_order_acquire);
  return const_cast<Episode&>(**found);
}

Refusal invalid(std::string path, std::string message) {
  Refusal out{.kind = RefusalKind::invalid, .message = message};
  out.fields.push_back({std::move(path), FieldFault::not_allowed, std::move(message)});
  return out;
}

Refusal not_found(std::string message) { return {.kind = RefusalKind::not_found, .message = std::move(message)}; }

Refusal not_yet(std::string message, std::vector<std::string> missing) {
  return {.kind = RefusalKind::not_yet, .message = std::move(message), .missing = std::move(missing)};
}

std::vector<NewEvent> on(EpisodeId episode, std::vector<Event> events) {
  std::vector<NewEvent> out;
  out.reserve(events.size());
  for (auto& event : events) out.push_back({std::move(event), episode});
  return out;
}

}  // namespace lapwing::casework
