// The board: every open episode's row, most pressing first, and what changed since a stream last heard.
//
// One Board is owned by the desk, which alone calls put, gone, update and reset, in ledger order. Any thread may call `read`: it
// gives an immutable snapshot (shared_ptr, swapped under the mutex and built at most once after each change), so a
// thousand streams share one copy and never wait for each other while they use it. A row is made from its case by the first reader
// after a change: under load a case changes many times between two looks at the board, and recording does not wait for rows.
#pragma once
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <unordered_map>

#include "views/board_row.hpp"

namespace lapwing::views {

using RowPtr = std::shared_ptr<const BoardRow>;

// Rows of an area or a team. Overdue rows are kept in sight whatever is asked: a filter is for reading, not for hiding.
struct BoardFilter {
  std::optional<std::string> area, team;
  bool shows(const BoardRow& row) const;
};

struct BoardChanges {
  std::vector<RowPtr> rows;         // changed or new, oldest change first
  std::vector<EpisodeId> gone;      // closed since
  std::uint64_t seq = 0;            // where this brings the reader
};

class BoardSnapshot {
 public:
  // One row's latest change: a row, or none when the episode left the board.
  struct Entry { std::uint64_t seq; EpisodeId episode; RowPtr row; };
  BoardSnapshot() = default;
  BoardSnapshot(std::vector<Entry> by_seq, std::uint64_t complete_from, std::uint64_t head);

  std::uint64_t head() const { return head_; }     // the ledger index of the last change
  RowPtr find(EpisodeId episode) const;            // null when not on the board
  std::size_t size() const { return rows_; }
  // Every row brought to `now`, most pressing first; ties cannot happen (the episode's id is part of the order).
  std::vector<BoardRow> ordered(Instant now, const BoardFilter& filter = {}) const;
  // What changed after `seq`. nullopt: too old, or not of this board: send everything.
  std::optional<BoardChanges> changes_since(std::uint64_t seq) const;

 private:
  std::vector<Entry> by_seq_;                      // ascending; each episode once
  std::uint64_t complete_from_ = 0;                // changes after this are all held
  std::uint64_t head_ = 0;
  std::size_t rows_ = 0;
};

class Board {
 public:
  static constexpr std::size_t gone_kept_max = 10'000;   // departures remembered: hours of a large force's closing

  void reset(std::vector<BoardRow> rows, std::uint64_t seq);   // at start-up, folded to ledger index `seq`
  void put(BoardRow row, std::uint64_t seq);
  void gone(EpisodeId episode, std::uint64_t seq);             // nothing happens when it is not on the board
  // The child's case as it is now, its row to be as of `at`. Without an open episode the child leaves the board; an earlier episode
  // of the same child does in any case. The rules must outlive the board.
  void update(std::shared_ptr<const casework::Case> held, Instant at, const policy::Policies& rules, std::uint64_t seq);

  std::shared_ptr<const BoardSnapshot> read() const;

 private:
  struct Key {
    std::uint64_t seq;
    EpisodeId episode;
    auto operator<=>(const Key&) const = default;
  };
  // What is known of an episode: a row, or what to make it from when somebody reads; neither when it is gone.
  struct Line {
    ChildId child;
    mutable RowPtr row;
    mutable std::shared_ptr<const casework::Case> from;
    Instant at{};
    const policy::Policies* rules = nullptr;
    bool is_gone() const { return !row && !from; }
  };
  using Lines = std::map<Key, Line>;

  void put_held(EpisodeId episode, Line line, std::uint64_t seq);   // the mutex is held
  void gone_held(EpisodeId episode, std::uint64_t seq);
  void changed_held(EpisodeId episode, Line line, std::uint64_t seq);

  mutable std::mutex mutex_;                                     // guards everything below
  Lines by_seq_;
  std::unordered_map<EpisodeId, Lines::iterator> latest_;        // where each episode stands in by_seq_
  std::unordered_map<ChildId, EpisodeId> episode_of_;
  std::set<Key> gone_;                                           // the departures, oldest first, to be forgotten in turn
  std::uint64_t complete_from_ = 0, head_ = 0;
  mutable std::shared_ptr<const BoardSnapshot> snapshot_;        // null: built afresh by the next reader
};

}  // namespace lapwing::views
