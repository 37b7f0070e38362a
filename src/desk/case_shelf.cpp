#include "desk/case_shelf.hpp"

namespace lapwing::desk {

std::expected<CaseShelf::Held, std::string> CaseShelf::get(ChildId child) {
  if (auto held = at_hand(child)) return held;
  const auto line = register_.find(child);
  if (!line) return Held{};
  auto events = read_events(ledger_, line->entries.values());
  if (!events) return std::unexpected(events.error());
  if (events->empty()) return Held{};
  auto held = std::make_shared<const casework::Case>(fold(child, *events));
  const std::lock_guard lock(mutex_);
  // The writer may have published a newer version meanwhile: then that one is at hand, and this one is not kept.
  const auto now = register_.find(child);
  if (now && now->entries.size() == line->entries.size() && !live_.contains(child) && !cached_.contains(child))
    remember(held);
  return held;
}

CaseShelf::Held CaseShelf::at_hand(ChildId child) {
  const std::lock_guard lock(mutex_);
  if (const auto live = live_.find(child); live != live_.end()) return live->second;
  const auto hit = cached_.find(child);
  if (hit == cached_.end()) return nullptr;
  recent_.splice(recent_.begin(), recent_, hit->second);
  return recent_.front();
}

void CaseShelf::keep(Held held, bool live) {
  const std::lock_guard lock(mutex_);
  const auto child = held->id;
  if (const auto old = cached_.find(child); old != cached_.end()) {
    recent_.erase(old->second);
    cached_.erase(old);
  }
  if (live) {
    live_.insert_or_assign(child, std::move(held));
  } else {
    live_.erase(child);
    remember(std::move(held));
  }
}

void CaseShelf::remember(Held held) {
  const auto child = held->id;
  recent_.push_front(std::move(held));
  cached_[child] = recent_.begin();
  if (recent_.size() <= cached_cases_max) return;
  cached_.erase(recent_.back()->id);
  recent_.pop_back();
}

void CaseShelf::forget(ChildId child) {
  const std::lock_guard lock(mutex_);
  live_.erase(child);
  if (const auto old = cached_.find(child); old != cached_.end()) {
    recent_.erase(old->second);
    cached_.erase(old);
  }
}

std::vector<CaseShelf::Held> CaseShelf::live() const {
  const std::lock_guard lock(mutex_);
  std::vector<Held> held;
  held.reserve(live_.size());
  for (const auto& [child, one] : live_) held.push_back(one);
  return held;
}

}  // namespace lapwing::desk
