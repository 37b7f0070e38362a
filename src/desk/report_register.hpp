// The register of reports: one short line about every report, for finding, listing and telling one already held; and where in the
// ledger rulings on links are. What a report says is read from the ledger when somebody looks (Desk::report), so memory grows by
// some 150 bytes a report.
//
// Lines are in the ledger's order and only ever added to; an erased report keeps its place and loses the rest. Several reports may
// have one number: the first held, and beside it those that said something else. Threads: written by the desk's writer only; any
// thread may read.
#pragma once
#include <array>
#include <boost/unordered/unordered_flat_map.hpp>
#include <functional>
#include <optional>
#include <shared_mutex>
#include <string>
#include <vector>

#include "desk/entry_list.hpp"
#include "domain/ids.hpp"
#include "domain/time.hpp"
#include "reports/report.hpp"

namespace lapwing::desk {

using ContentDigest = std::array<std::uint8_t, 16>;   // of a report's content, however it was written (reports/canonical.hpp)

struct ReportLine {
  ReportId id;
  std::string number, agency;
  std::string withdraws;               // the number of a report that this one takes back; empty for none
  Instant received_at{}, recorded_at{};
  std::uint64_t index = 0;             // of its entry in the ledger
  reports::ReportKind kind = reports::ReportKind::other;
  ContentDigest digest{};
  std::optional<ReportId> beside;      // the report first held under this number
  EntryList reads;                     // ledger indexes of who looked
  bool erased = false;
};

struct ReportFilter {
  std::optional<reports::ReportKind> kind;
  std::string agency;                  // exactly; empty: any
  std::string number;                  // part of the number, in any letter case; empty: any
  std::optional<Instant> from, to;     // received at or after, and before
  std::optional<Instant> known_at;     // recorded by then
};

class ReportRegister {
 public:
  void put(const ReportLine& line);                              // a new report, later in the ledger than all before
  void erase(ReportId id);
  void put_read(ReportId id, std::uint64_t index);               // an entry of somebody who looked
  void put_ruling(std::uint64_t index);                          // an entry that rules on links

  std::optional<ReportLine> find(ReportId id) const;
  std::vector<ReportLine> by_number(std::string_view number) const;   // the first held, then the newest first
  bool holds(std::string_view number) const;
  std::optional<ReportId> first_held(std::string_view number) const;
  std::optional<ReportId> same(std::string_view number, const ContentDigest& digest) const;   // one that says just this
  // Who takes this report back, as known at `until`: a report that withdraws its number and does not itself stand withdrawn.
  std::optional<ReportId> withdrawn_by(const ReportLine& line, std::optional<Instant> until = {}) const;
  // Every first report of its number that stands so withdrawn now, in no order: there are few.
  std::vector<ReportId> withdrawn() const;
  // Up to `limit` lines that the filter shows, the newest in the ledger first, from before the index `before` (absent: the newest).
  std::vector<ReportLine> newest(const ReportFilter& filter, std::size_t limit, std::optional<std::uint64_t> before = {}) const;
  std::vector<std::string> agencies() const;                     // by name; of all reports there ever were
  std::string number_after_last(int year, std::uint32_t skip) const;  // "R-2026-000123": the free one after `skip` others
  std::size_t size() const;
  // Ledger indexes of every report and every ruling, ascending: what a fold of links is fed from.
  std::vector<std::uint64_t> entries() const;
  std::optional<ReportId> at_entry(std::uint64_t index) const;   // the report received in this entry
  EntryList rulings() const;
  // Lines `from` … `from + count` - 1, as many as there are: for a snapshot, a part at a time.
  std::vector<ReportLine> part(std::size_t from, std::size_t count) const;

 private:
  // As kept: agencies by number, and no pointer that could be a position.
  struct Kept {
    ReportId id;
    std::string number;
    Instant received_at, recorded_at;
    std::uint64_t index;
    ContentDigest digest;
    std::uint32_t first, next;           // positions: of the first under this number, of the next with its hash (none: nowhere)
    std::uint16_t agency;
    reports::ReportKind kind;
    bool erased;
  };
  static constexpr std::uint32_t nowhere = UINT32_MAX;
  ReportLine line_of(const Kept& kept) const;
  std::uint32_t first_of(std::string_view number) const;         // under the lock; nowhere when there is none
  std::uint16_t agency_number(const std::string& agency);
  bool shows(const Kept& kept, const ReportFilter& filter) const;
  std::optional<ReportId> withdrawing(const Kept& kept, std::optional<Instant> until, int depth) const;

  mutable std::shared_mutex mutex_;
  std::vector<Kept> lines_;
  boost::unordered_flat_map<ReportId, std::uint32_t, std::hash<ReportId>> by_id_;
  boost::unordered_flat_map<std::uint64_t, std::uint32_t> by_number_;             // hash of the number -> first position
  boost::unordered_flat_map<std::uint64_t, std::uint32_t> by_content_;            // hash of number and digest -> position
  boost::unordered_flat_map<std::uint32_t, EntryList> reads_;
  boost::unordered_flat_map<std::uint32_t, std::string> withdraws_;               // few reports take another back
  boost::unordered_flat_map<std::string, std::vector<std::uint32_t>> withdrawals_;   // number taken back -> by whom
  std::vector<std::string> agencies_;
  boost::unordered_flat_map<std::string, std::uint16_t> agency_numbers_;
  boost::unordered_flat_map<int, std::uint32_t> last_number_;                     // year -> the highest number of our own form
  EntryList rulings_;
};

// Bytes for a snapshot and back; nullopt when they are not a line.
std::string pack(const ReportLine& line);
std::optional<ReportLine> unpack_report(std::string_view bytes);

}  // namespace lapwing::desk
