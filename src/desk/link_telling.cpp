// Telling a follower of links what the ledger holds.
#include <fmt/format.h>

#include <algorithm>

#include "desk/link_keeper.hpp"
#include "desk/reading.hpp"
#include "desk/state.hpp"

namespace lapwing::desk {

using namespace casework;

namespace {

bool is_told(std::string_view name) {
  static constexpr std::string_view names[] = {"report_received", "match_confirmed", "match_refused", "match_ruling_lifted", "group_taken_on",
                                               "group_dismissed", "groups_merged", "group_split", "group_ruling_lifted", "group_noticed"};
  return std::ranges::find(names, name) != std::end(names);
}

constexpr std::uint64_t entries_between_progress = 4096;

}  // namespace

bool is_followed(std::string_view name) {
  static constexpr std::string_view names[] = {"child_registered", "child_details_changed", "episode_opened", "mention_recorded",
                                               "sighting_recorded", "return_recorded", "question_set", "question_answered",
                                               "return_interview_recorded", "episode_closed"};
  return std::ranges::find(names, name) != std::end(names);
}

// In the ledger's order, so that what is told at a start is what was told as it happened. Most entries are passed over by their name.
std::expected<void, std::string> tell_from(const ledger::Ledger& ledger, LinkFollower& follower, std::optional<Instant> until,
                                           const std::function<void(std::uint64_t, std::uint64_t)>& progress) {
  const auto head = ledger.head();
  auto cursor = ledger.scan(std::min(follower.known_to(), head.size), head.size);
  if (!cursor) return std::unexpected(cursor.error().message);
  ledger::Entry entry;
  while (true) {
    const auto more = cursor->next(entry);
    if (!more) return std::unexpected(more.error().message);
    if (!*more || (until && entry.at > *until)) break;
    if (progress && entry.index % entries_between_progress == 0) progress(entry.index, head.size);
    if (entry.erased || entry.subject == ledger::no_subject) continue;
    const auto name = peek_name(entry.payload);
    const bool of_child = is_followed(name);
    if (!of_child && !is_told(name)) continue;
    const auto recorded = to_recorded(entry);
    if (!recorded) return std::unexpected(recorded.error());
    if (of_child) {
      follower.case_recorded(ChildId{entry.subject}, *recorded);
    } else if (const auto* received = std::get_if<ReportReceived>(&recorded->event)) {
      const auto read = reports::read_report(received->sent);
      if (!read) return std::unexpected(fmt::format("Entry {} of the ledger is not a report that can be read.", entry.index));
      follower.report_received(ReportId{entry.subject}, read->report, recorded->stamp, received->beside);
    } else {
      follower.ruling_recorded(*recorded);
    }
  }
  follower.told();
  return {};
}

std::expected<void, std::string> DeskState::tell_follower(LinkFollower& follower, std::optional<Instant> until) const {
  return tell_from(*ledger, follower, until, options.progress);
}

}  // namespace lapwing::desk
