#include "views/board.hpp"

#include <algorithm>

namespace lapwing::views {

bool BoardFilter::shows(const BoardRow& row) const {
  return row.overdue || ((!area || row.area == *area) && (!team || row.team == *team));
}

BoardSnapshot::BoardSnapshot(std::vector<Entry> by_seq, std::uint64_t complete_from, std::uint64_t head)
    : by_seq_(std::move(by_seq)), complete_from_(complete_from), head_(head) {
  rows_ = static_cast<std::size_t>(std::ranges::count_if(by_seq_, [](const Entry& entry) { return entry.row != nullptr; }));
}

RowPtr BoardSnapshot::find(EpisodeId episode) const {
  const auto found = std::ranges::find(by_seq_, episode, &Entry::episode);
  return found == by_seq_.end() ? nullptr : found->row;
}

std::vector<BoardRow> BoardSnapshot::ordered(Instant now, const BoardFilter& filter) const {
  std::vector<BoardRow> rows;
  rows.reserve(rows_);
  for (const auto& entry : by_seq_) {
    if (!entry.row) continue;
    auto row = row_at(*entry.row, now);
    if (filter.shows(row)) rows.push_back(std::move(row));
  }
  std::ranges::sort(rows, {}, &BoardRow::pressing);
  return rows;
}

std::optional<BoardChanges> BoardSnapshot::changes_since(std::uint64_t seq) const {
  if (seq < complete_from_ || seq > head_) return std::nullopt;
  BoardChanges changes{.rows = {}, .gone = {}, .seq = head_};
  for (auto entry = std::ranges::upper_bound(by_seq_, seq, {}, &Entry::seq); entry != by_seq_.end(); ++entry) {
    if (entry->row) changes.rows.push_back(entry->row);
    else changes.gone.push_back(entry->episode);
  }
  return changes;
}

void Board::reset(std::vector<BoardRow> rows, std::uint64_t seq) {
  const std::lock_guard lock(mutex_);
  by_seq_.clear();
  latest_.clear();
  episode_of_.clear();
  gone_.clear();
  for (auto& row : rows) put_held(std::make_shared<const BoardRow>(std::move(row)), seq);
  complete_from_ = head_ = seq;   // what happened before is not held
  snapshot_ = nullptr;
}

void Board::put(BoardRow row, std::uint64_t seq) {
  const std::lock_guard lock(mutex_);
  put_held(std::make_shared<const BoardRow>(std::move(row)), seq);
}

void Board::gone(EpisodeId episode, std::uint64_t seq) {
  const std::lock_guard lock(mutex_);
  gone_held(episode, seq);
}

void Board::update(ChildId child, std::optional<BoardRow> row, std::uint64_t seq) {
  const std::lock_guard lock(mutex_);
  const auto held = episode_of_.find(child);
  if (held != episode_of_.end() && (!row || held->second != row->episode)) gone_held(EpisodeId(held->second), seq);
  if (row) put_held(std::make_shared<const BoardRow>(std::move(*row)), seq);
}

void Board::put_held(RowPtr row, std::uint64_t seq) {
  episode_of_[row->child] = row->episode;
  const EpisodeId episode = row->episode;
  changed_held(episode, std::move(row), seq);
}

void Board::gone_held(EpisodeId episode, std::uint64_t seq) {
  const auto latest = latest_.find(episode);
  if (latest == latest_.end()) return;
  const auto row = by_seq_.at({latest->second, episode});
  if (!row) return;
  if (const auto held = episode_of_.find(row->child); held != episode_of_.end() && held->second == episode)
    episode_of_.erase(held);
  changed_held(episode, nullptr, seq);
  while (gone_.size() > gone_kept_max) {
    const Key oldest = *gone_.begin();
    gone_.erase(gone_.begin());
    by_seq_.erase(oldest);
    latest_.erase(oldest.episode);
    complete_from_ = oldest.seq;   // a reader from before this departure could not be told of it
  }
}

void Board::changed_held(EpisodeId episode, RowPtr row, std::uint64_t seq) {
  if (const auto latest = latest_.find(episode); latest != latest_.end()) {
    by_seq_.erase({latest->second, episode});
    gone_.erase({latest->second, episode});
  }
  if (!row) gone_.insert({seq, episode});
  by_seq_[{seq, episode}] = std::move(row);
  latest_[episode] = seq;
  head_ = std::max(head_, seq);
  snapshot_ = nullptr;
}

std::shared_ptr<const BoardSnapshot> Board::read() const {
  const std::lock_guard lock(mutex_);
  if (!snapshot_) {
    std::vector<BoardSnapshot::Entry> entries;
    entries.reserve(by_seq_.size());
    for (const auto& [key, row] : by_seq_) entries.push_back({key.seq, key.episode, row});
    snapshot_ = std::make_shared<const BoardSnapshot>(std::move(entries), complete_from_, head_);
  }
  return snapshot_;
}

}  // namespace lapwing::views
