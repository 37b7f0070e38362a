// Every row that figures are counted from, in contiguous lists. The desk owns one (Desk::facts()); a measure scans it:
//
//   const auto scan = table.scan();
//   for (const auto& e : scan.episodes()) { const auto& c = scan.child(e); … scan.team(e.team) … }
//
// Threads: any thread may scan, any number at once; hold a Scan for as long as the counting takes and no longer, and never two on one
// thread. Rows are put by one thread, the desk's writer, which never waits for a scan: what it puts waits in a short list, and the next
// scan takes it in before it starts. So a scan sees everything that was put before it was asked for.
//
// What belongs to an erased child or report is passed over: no figure counts it.
#pragma once
#include <atomic>
#include <boost/unordered/unordered_flat_map.hpp>
#include <iterator>
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <span>
#include <string>
#include <vector>

#include "measures/facts/adult_facts.hpp"
#include "measures/facts/episode_facts.hpp"
#include "measures/facts/place_facts.hpp"
#include "measures/facts/written_facts.hpp"

namespace lapwing::measures {

// The rows of a list that are not erased.
template <class Row>
class LiveRows {
 public:
  class iterator {
   public:
    using value_type = Row;
    using difference_type = std::ptrdiff_t;
    iterator() = default;
    iterator(const Row* at, const Row* end) : at_(at), end_(end) { pass_over(); }
    const Row& operator*() const { return *at_; }
    const Row* operator->() const { return at_; }
    iterator& operator++() { return ++at_, pass_over(), *this; }
    iterator operator++(int) {
      auto before = *this;
      ++*this;
      return before;
    }
    bool operator==(const iterator& other) const { return at_ == other.at_; }

   private:
    void pass_over() {
      while (at_ != end_ && at_->erased) ++at_;
    }
    const Row* at_ = nullptr;
    const Row* end_ = nullptr;
  };

  explicit LiveRows(std::span<const Row> rows) : rows_(rows) {}
  iterator begin() const { return {rows_.data(), rows_.data() + rows_.size()}; }
  iterator end() const { return {rows_.data() + rows_.size(), rows_.data() + rows_.size()}; }
  bool empty() const { return begin() == end(); }
  std::size_t count() const { return static_cast<std::size_t>(std::distance(begin(), end())); }

 private:
  std::span<const Row> rows_;
};

class FactTable final : public FactNames {
 public:
  FactTable();
  ~FactTable() override;

  // Everything that was put so far, under a shared lock. Every reference it gives is good while it lives.
  class Scan {
   public:
    LiveRows<EpisodeFacts> episodes() const& { return LiveRows<EpisodeFacts>(table_->episodes_); }
    LiveRows<ChildFacts> children() const& { return LiveRows<ChildFacts>(table_->children_); }
    LiveRows<AdultFacts> adults() const& { return LiveRows<AdultFacts>(table_->adults_); }
    LiveRows<PlaceFacts> places() const& { return LiveRows<PlaceFacts>(table_->places_); }
    const WrittenFacts& written() const& { return table_->written_; }
    // Of a scan that has no name the lock would be gone before a loop begins.
    void episodes() const&& = delete;
    void children() const&& = delete;
    void adults() const&& = delete;
    void places() const&& = delete;
    void written() const&& = delete;
    const ChildFacts& child(const EpisodeFacts& episode) const { return table_->children_[episode.child]; }
    const ChildFacts& child(ChildRow row) const { return table_->children_[row]; }   // erased ones too
    // Names by number, as a label is shown: the first is "No team", "No area", "No agency", "No postcode given".
    const std::vector<std::string>& teams() const { return table_->teams_.names; }
    const std::vector<std::string>& areas() const { return table_->areas_.names; }
    const std::vector<std::string>& agencies() const { return table_->agencies_.names; }
    const std::vector<std::string>& sectors() const { return table_->sectors_.names; }
    const std::string& team(TeamNumber number) const { return teams()[number]; }
    const std::string& area(AreaNumber number) const { return areas()[number]; }
    const std::string& agency(AgencyNumber number) const { return agencies()[number]; }
    // All places in the list of children, erased ones with them: what a ChildRow is below.
    std::size_t child_rows() const { return table_->children_.size(); }
    std::uint64_t version() const { return table_->version_; }   // grows with every change that this scan has over an earlier one

   private:
    friend class FactTable;
    explicit Scan(const FactTable& table) : table_(&table), lock_(table.rows_mutex_) {}
    const FactTable* table_;
    std::shared_lock<std::shared_mutex> lock_;
  };
  Scan scan() const;

  // ---- putting: one thread. Also for a test's invented rows ----
  TeamNumber team(std::string_view name) override;
  AreaNumber area(std::string_view name) override;
  AgencyNumber agency(std::string_view name);
  SectorNumber sector(std::string_view name);
  ChildRow put_child(const ChildFacts& row);         // a new one, or a new version of the one with this id
  EpisodeRow put_episode(const EpisodeFacts& row);   // likewise; row.child is from put_child
  EpisodeRow put_episode(const EpisodeFold& fold, ChildRow child);   // with what an open episode is folded on with
  void put_adult(const AdultFacts& row);             // always a new one, as the next; those of one report in a row
  void put_place(const PlaceFacts& row);
  // Adds to what is there, together with how far it has been counted: WrittenFacts::counted_to.
  void add_written(std::span<const WrittenRow> more, std::uint64_t counted_to);
  void put_written(WrittenFacts facts);              // in place of everything: from a snapshot
  void erase(ChildId child);                         // with the child's episodes
  void erase(ReportId report);

  // ---- looking one up: any thread; what was put last. Nothing when there is none or it is erased ----
  std::optional<ChildFacts> child(ChildId id) const;
  std::optional<EpisodeFold> episode(EpisodeId id) const;
  std::vector<AdultFacts> adults(ReportId id) const;
  std::vector<PlaceFacts> places(ReportId id) const;
  WrittenFacts written() const;
  std::string team_name(TeamNumber number) const;    // as it was given: empty for none
  std::string area_name(AreaNumber number) const;
  std::string agency_name(AgencyNumber number) const;
  std::string sector_name(SectorNumber number) const;

  std::size_t bytes() const;                         // what it all takes in memory, about

 private:
  struct Names {
    std::vector<std::string> names;                  // as scans see them
    std::vector<std::string> given;                  // as they were given, with those that wait
    boost::unordered_flat_map<std::string, std::uint16_t> numbers;
    std::uint16_t number(std::string_view name);
  };
  void take_pending() const;                         // under both mutexes
  void keep_pending_short();                         // under pending_mutex_

  // A row's place is settled when it is put, its content moves in with the next scan. `rows_mutex_` is held shared by scans. The lists
  // change only under both mutexes, `rows_mutex_` first, so either is enough to read them.
  mutable std::mutex gate_;                          // scans that begin, so that one waiting to take rows in is not starved
  mutable std::shared_mutex rows_mutex_;
  mutable std::mutex pending_mutex_;                 // held for moments only
  mutable std::vector<EpisodeFacts> episodes_;
  mutable std::vector<ChildFacts> children_;
  mutable std::vector<AdultFacts> adults_;
  mutable std::vector<PlaceFacts> places_;
  mutable WrittenFacts written_;
  mutable Names teams_, areas_, agencies_, sectors_;
  mutable std::uint64_t version_ = 0;

  struct Pending;
  std::unique_ptr<Pending> pending_;
  boost::unordered_flat_map<EpisodeId, EpisodeRow, std::hash<EpisodeId>> episode_rows_;
  boost::unordered_flat_map<ChildId, ChildRow, std::hash<ChildId>> child_rows_;
  struct RowsOfReport { std::uint32_t first = 0, count = 0; };
  using ByReport = boost::unordered_flat_map<ReportId, RowsOfReport, std::hash<ReportId>>;
  ByReport adult_rows_, place_rows_;
  boost::unordered_flat_map<EpisodeRow, std::vector<std::uint64_t>> answers_;   // of open episodes
  boost::unordered_flat_map<EpisodeRow, std::vector<Followed>> followed_;       // few have any
};

}  // namespace lapwing::measures
