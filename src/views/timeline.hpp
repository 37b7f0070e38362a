// The timeline: every event of a child as a dated plain sentence, with who did it. Nothing is left out but what the options
// leave out; events that one step recorded together (twelve questions, eight first enquiries, the clocks a report sets) are told
// as one item with its parts. Pure, safe on any thread.
#pragma once
#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <span>
#include <string>
#include <vector>

#include "casework/event.hpp"
#include "policy/policies.hpp"

namespace lapwing::views {

BOOST_DEFINE_ENUM_CLASS(TimelineKind, report, risk, clock, activity, enquiry, handover, found, interview, action, read, details,
                        restriction, closing, account, service)

struct TimelineItem {
  std::uint64_t index = 0;                 // the ledger's number of the (first) event told
  Instant at{};                            // when it was recorded
  std::optional<Instant> happened_at;      // when it happened, where that is earlier and known (a sighting, a return, an alarm)
  std::optional<EpisodeId> episode;
  TimelineKind kind = TimelineKind::activity;
  std::string event;                       // "risk_assessed"
  std::string title;                       // "Risk assessed as High by Sgt A. Okafor."
  std::vector<std::string> details;        // "Reason: …"; the parts of a group
  std::string who;                         // "Sgt A. Okafor", "Lapwing" for the service itself
  Role role = Role::system;
  int events = 1;                          // how many events this item tells
  bool late = false;                       // an alarm, or something done after it was due
};
BOOST_DESCRIBE_STRUCT(TimelineItem, (), (index, at, happened_at, episode, kind, event, title, details, who, role, events, late))

struct TimelineOptions {
  std::optional<EpisodeId> episode;        // only this episode's events
  std::optional<Instant> until;            // as known at
  bool reads = false;                      // who looked
  bool clock_settings = true;              // clocks set, met and stopped (alarms are always told)
  bool names = true;                       // false: identifying text is left out before anything is told
  bool newest_first = false;
};

// Events must be in ledger order, from the child's first (later ones are told in the words of earlier ones).
std::vector<TimelineItem> timeline(std::span<const casework::Recorded> events, const policy::Policies& rules,
                                   const TimelineOptions& options = {});

}  // namespace lapwing::views
