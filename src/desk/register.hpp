// The register: one short line about every child and every episode, for finding, listing and counting, and where in the
// ledger the rest is. Cases are folded from the ledger when somebody looks (desk/case_shelf.hpp), so memory grows by less than a
// kilobyte a closed episode and no page's cost grows with their number.
//
// Threads: written by the desk's writer only; any thread may read. Lines are immutable once published (copy on write).
#pragma once
#include <boost/unordered/unordered_flat_map.hpp>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <shared_mutex>
#include <vector>

#include "casework/event.hpp"
#include "desk/entry_list.hpp"

namespace lapwing::desk {

struct EpisodeLine {
  EpisodeId id;
  std::string reference;
  Instant reported_at{}, opened_at{};
  std::optional<Instant> returned_at, closed_at;
  RiskLevel level = RiskLevel::medium;
  bool open() const { return !closed_at; }
};

struct ChildLine {
  ChildId id;
  std::string given_name, family_name;
  std::vector<std::string> also_known_as, phones;
  std::optional<std::string> address;
  std::optional<Date> born;
  Sex sex = Sex::unknown;
  Answer looked_after = Answer::not_asked;
  bool restricted = false;
  std::vector<EpisodeLine> episodes;             // oldest first
  std::uint32_t historic_periods = 0;
  std::vector<std::pair<std::string, std::string>> references;   // (scheme, value)
  std::vector<ItemId> running_clocks;            // of any episode, open or closed
  EntryList entries;                             // ledger indexes of the child's events, but for reads
  EntryList read_entries;                        // those of who looked
  bool erased = false;

  bool has_open_episode() const { return !episodes.empty() && episodes.back().open(); }
  // Kept folded in memory: there is work or a clock on it.
  bool is_live() const { return has_open_episode() || !running_clocks.empty(); }
};

// Folds one event into a child's line.
void evolve_line(ChildLine& line, const casework::Recorded& recorded);
// Whether evolve_line needs the event's fields, or only its index: lets a replay skip most of the parsing.
bool line_needs(std::string_view event_name);

// Bytes for a snapshot and back; nullopt when they are not a line.
std::string pack(const ChildLine& line);
std::optional<ChildLine> unpack(std::string_view bytes);

class Register {
 public:
  using Line = std::shared_ptr<const ChildLine>;

  void put(std::shared_ptr<ChildLine> line);     // publishes a new version of the line
  Line find(ChildId id) const;                   // null when there is none
  std::optional<ChildId> child_of(EpisodeId episode) const;
  std::optional<EpisodeId> by_reference(const std::string& reference) const;
  std::optional<ChildId> by_external(const std::string& scheme, const std::string& value) const;
  std::string reference_after_last(int year, std::uint32_t skip) const;   // "M-2026-000123": the free one after `skip` others
  std::vector<ChildId> restricted() const;       // the records under a need-to-know restriction
  std::vector<Line> all() const;                 // a copy of the list at this moment
  void each(const std::function<void(const ChildLine&)>& visit) const;   // under a shared lock: keep it short

  struct Totals { std::size_t children = 0, episodes = 0; };
  Totals totals() const;

 private:
  mutable std::shared_mutex mutex_;
  boost::unordered_flat_map<ChildId, Line, std::hash<ChildId>> lines_;
  boost::unordered_flat_map<EpisodeId, ChildId, std::hash<EpisodeId>> episodes_;
  boost::unordered_flat_map<std::uint64_t, EpisodeId> references_;           // year << 32 | number
  std::map<std::pair<std::string, std::string>, ChildId> externals_;
  std::map<int, std::uint32_t> last_number_;
  std::set<ChildId> restricted_;
};

}  // namespace lapwing::desk
