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

static RowPtr shared(BoardRow row) { return std::make_shared<const BoardRow>(std::move(row)); }

void Board::reset(std::vector<BoardRow> rows, std::uint64_t seq) {
  const std::lock_guard lock(mutex_);
  by_seq_.clear();
  latest_.clear();
  episode_of_.clear();
  gone_.clear();
  for (auto& row : rows) put_held(EpisodeId(row.episode), {.child = row.child, .row = shared(std::move(row)), .from = {}}, seq);
  complete_from_ = head_ = seq;   // what happened before is not held
  snapshot_ = nullptr;
}

void Board::put(BoardRow row, std::uint64_t seq) {
  const std::lock_guard lock(mutex_);
  put_held(EpisodeId(row.episode), {.child = row.child, .row = shared(std::move(row)), .from = {}}, seq);
}

void Board::gone(EpisodeId episode, std::uint64_t seq) {
  const std::lock_guard lock(mutex_);
  gone_held(episode, seq);
}

void Board::update(std::shared_ptr<const casework::Case> held, Instant at, const policy::Policies& rules, std::uint64_t seq) {
  const auto* open = held->open_episode();
  const auto child = held->id;
  const std::lock_guard lock(mutex_);
  const auto shown = episode_of_.find(child);
  if (shown != episode_of_.end() && (!open || shown->second != open->id)) gone_held(EpisodeId(shown->second), seq);
  if (open) put_held(open->id, {.child = child, .row = {}, .from = std::move(held), .at = at, .rules = &rules}, seq);
}

void Board::put_held(EpisodeId episode, Line line, std::uint64_t seq) {
  episode_of_[line.child] = episode;
  changed_held(episode, std::move(line), seq);
}

void Board::gone_held(EpisodeId episode, std::uint64_t seq) {
  const auto latest = latest_.find(episode);
  if (latest == latest_.end() || latest->second->second.is_gone()) return;
  const auto child = latest->second->second.child;
  if (const auto held = episode_of_.find(child); held != episode_of_.end() && held->second == episode) episode_of_.erase(held);
  changed_held(episode, {.child = child, .row = {}, .from = {}}, seq);
  while (gone_.size() > gone_kept_max) {
    const Key oldest = *gone_.begin();
    gone_.erase(gone_.begin());
    by_seq_.erase(oldest);
    latest_.erase(oldest.episode);
    complete_from_ = oldest.seq;   // a reader from before this departure could not be told of it
  }
}

void Board::changed_held(EpisodeId episode, Line line, std::uint64_t seq) {
  const Key key{seq, episode};
  const bool leaves = line.is_gone();
  const auto [latest, is_new] = latest_.try_emplace(episode);
  if (is_new) {
    latest->second = by_seq_.emplace_hint(by_seq_.end(), key, std::move(line));
  } else {
    auto node = by_seq_.extract(latest->second);   // moved to the end, not made again
    if (node.mapped().is_gone()) gone_.erase(node.key());
    node.key() = key;
    node.mapped() = std::move(line);
    latest->second = by_seq_.insert(by_seq_.end(), std::move(node));
  }
  if (leaves) gone_.insert(key);
  head_ = std::max(head_, seq);
  snapshot_ = nullptr;
}

std::shared_ptr<const BoardSnapshot> Board::read() const {
  const std::lock_guard lock(mutex_);
  if (!snapshot_) {
    std::vector<BoardSnapshot::Entry> entries;
    entries.reserve(by_seq_.size());
    for (const auto& [key, line] : by_seq_) {
      if (line.from) {
        line.row = shared(board_row(*line.from, line.at, *line.rules).value());
        line.from = nullptr;
      }
      entries.push_back({key.seq, key.episode, line.row});
    }
    snapshot_ = std::make_shared<const BoardSnapshot>(std::move(entries), complete_from_, head_);
  }
  return snapshot_;
}

}  // namespace lapwing::views
