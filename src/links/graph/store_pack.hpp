// A store for a snapshot, in two: the frame, which is numbers and tells of nobody (which mention is which node, what the resolver made of
// each record), and each report's own part, which is what its mentions and facts say, so that it can be kept under the report's own key and
// be gone with it. What leans on the rules of groups (edges, standing) is not packed: it is worked out again.
//
// A pack is taken of the store as it is at one moment; a report's part may be asked for later, while the store goes on, for what a report
// says never changes. One thread at a time with the store's writer.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "links/graph/store.hpp"

namespace lapwing::links {

class StorePack {
 public:
  explicit StorePack(const Store& store);
  const std::string& frame() const { return frame_; }
  std::size_t report_count() const { return reports_; }
  std::string part(const Store& store, ReportIx report) const;

  // ---- back, into an empty store: the frame, every part in ascending order, the end ----
  // A report that was withdrawn may be left out; a part of any other that is missing, or anything that does not fit, ends in false, and
  // the store is of no use.
  static std::optional<StorePack> begin(Store& store, std::string_view frame);
  // The report's number; nothing when it does not fit. `key` as in Store::add.
  std::optional<std::string> take(Store& store, std::string_view part, std::string_view key);
  bool end(Store& store);

 private:
  struct Counts { std::uint32_t mentions = 0, facts = 0; bool withdrawn = false, differs = false; };
  StorePack() = default;
  bool leave_out_to(Store& store, std::size_t report);
  void recall(Store& store, ReportIx report);
  std::string frame_;                                          // back: what of it comes after the mentions
  std::size_t reports_ = 0;
  std::vector<NodeId> nodes_;                                  // by mention
  boost::unordered_flat_map<NodeId, std::string> keys_;        // of things that can be met again: place, phone, plate
  std::vector<Counts> counts_;                                 // back: by report
};

}  // namespace lapwing::links
