// Requests already answered, so that the same Idempotency-Key from the same person gives the same answer instead of doing the
// thing twice. Kept for `hours_kept`, in the ledger with the events they made. The desk's writer's alone.
#pragma once
#include <deque>
#include <optional>
#include <string>
#include <unordered_map>

#include "domain/ids.hpp"
#include "domain/time.hpp"

namespace lapwing::desk {

// What a command came to.
struct Done {
  ChildId child;                        // nil for an account's command
  std::optional<EpisodeId> episode;     // the one opened or worked on
  UserId user;                          // for an account's command
  std::uint64_t version = 0;            // of the record afterwards: what a change should name as seen
  std::uint64_t first = 0, count = 0;   // the events it made; count 0: there was nothing to do
  bool repeated = false;                // an earlier request with this key already did it, or a report was held already
  ReportId report{};                    // for a report's command: the new one, or the one held already
  ItemId item{};                        // what was made on an account or the force's record: an accreditation, a course, a sample …
};

class Requests {
 public:
  static constexpr std::chrono::hours hours_kept{24};
  struct Answered { std::string body; Done done; Instant at; };

  const Answered* find(const std::string& key) const {
    const auto found = answered_.find(key);
    return found == answered_.end() ? nullptr : &found->second;
  }
  void keep(const std::string& key, Answered answered) {
    forget_before(answered.at - hours_kept);
    order_.emplace_back(answered.at, key);
    answered_.insert_or_assign(key, std::move(answered));
  }
  template <class Visit>
  void each(Visit visit) const {
    for (const auto& [at, key] : order_)
      if (const auto* answered = find(key)) visit(key, *answered);
  }

 private:
  void forget_before(Instant at) {
    while (!order_.empty() && order_.front().first < at) {
      answered_.erase(order_.front().second);
      order_.pop_front();
    }
  }
  std::unordered_map<std::string, Answered> answered_;
  std::deque<std::pair<Instant, std::string>> order_;
};

}  // namespace lapwing::desk
