#include <fmt/format.h>

#include "desk/state.hpp"

namespace lapwing::desk {

static std::string window_key(const ReadWindows::Look& look) {
  return fmt::format("{}|{}|{}|{}", look.who.user ? look.who.user->text() : look.who.name,
                     look.report.is_nil() ? look.child.text() : look.report.text(), look.what,
                     look.as_known_at ? look.as_known_at->time_since_epoch().count() : 0);
}

bool ReadWindows::is_first(const Look& look, Instant now) {
  const auto key = window_key(look);
  const std::lock_guard lock(mutex_);
  auto [open, fresh] = open_.try_emplace(key, Open{look, now + window});
  if (fresh) return true;
  if (open->second.counts(now)) {
    ++open->second.repeats;
    return false;
  }
  open->second = Open{look, now + window};
  return true;
}

bool ReadWindows::is_repeat(const Look& look, Instant now) {
  const auto key = window_key(look);
  const std::lock_guard lock(mutex_);
  const auto open = open_.find(key);
  if (open == open_.end() || !open->second.counts(now)) return false;
  ++open->second.repeats;
  return true;
}

std::vector<ReadWindows::Ended> ReadWindows::end_before(Instant now) {
  std::vector<Ended> ended;
  const std::lock_guard lock(mutex_);
  for (auto open = open_.begin(); open != open_.end();) {
    if (open->second.ends > now) {
      ++open;
      continue;
    }
    if (open->second.repeats > 0) ended.push_back({open->second.look, open->second.repeats});
    open = open_.erase(open);
  }
  return ended;
}

std::optional<Instant> ReadWindows::next_end() const {
  std::optional<Instant> next;
  const std::lock_guard lock(mutex_);
  for (const auto& [key, open] : open_)
    if (open.repeats > 0 && (!next || open.ends < *next)) next = open.ends;
  return next;
}

void Desk::note_read(const casework::Actor& who, ChildId child, const std::string& what, std::optional<Instant> as_known_at) {
  if (!state_->reads.is_first({who, child, what, as_known_at}, now())) return;
  submit(Sent{who, child, {}, casework::NoteRead{what, as_known_at, 1}, {}, {}, {}});
}

bool Desk::note_read_again(const casework::Actor& who, ChildId child, const std::string& what, std::optional<Instant> as_known_at) {
  return state_->reads.is_repeat({who, child, what, as_known_at}, now());
}

void Desk::note_report_read(const casework::Actor& who, ReportId report, const std::string& what, std::optional<Instant> as_known_at) {
  if (!state_->reads.is_first({who, {}, what, as_known_at, report}, now())) return;
  submit(SentOnLinks{who, casework::NoteReportRead{report, what, as_known_at, 1}});
}

void Desk::note_list_read(const casework::Actor& who, const std::string& what, std::optional<Instant> as_known_at) {
  if (!who.user || !state_->reads.is_first({who, {}, what, as_known_at}, now())) return;
  submit(SentOnAccount{who, *who.user, casework::NoteBoardRead{what, as_known_at, 1}});
}

}  // namespace lapwing::desk
