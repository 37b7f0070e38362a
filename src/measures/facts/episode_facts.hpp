// The facts of one missing episode and of one child that figures are counted from: a row of fixed size each, folded from the same
// events as everything else and kept in step as they are recorded. A figure is a scan over rows, so any breakdown costs milliseconds
// over a million of them, and each figure can name the episodes it counts.
//
// Plain values, no I/O; any thread. Times that follow a start are whole seconds after it; never_happened where they have not.
#pragma once
#include <cstdint>
#include <limits>
#include <optional>

#include "casework/event.hpp"

namespace lapwing::measures {

using ElapsedSeconds = std::int32_t;
constexpr ElapsedSeconds never_happened = std::numeric_limits<std::int32_t>::min();
using TeamNumber = std::uint16_t;    // a place in FactTable's list of teams
using AreaNumber = std::uint16_t;
using ChildRow = std::uint32_t;      // a place in FactTable's list of children
using EpisodeRow = std::uint32_t;

using ClockKinds = std::uint16_t;   // of kinds of clock, one bit each
constexpr ClockKinds bit(ClockKind kind) { return static_cast<ClockKinds>(1u << static_cast<unsigned>(kind)); }

struct EpisodeFacts {
  EpisodeId id;
  ChildRow child = 0;
  std::uint64_t folded_to = 0;                       // the ledger index of the last event in this row; an earlier one changes nothing
  Instant reported_at{};
  TeamNumber team = 0;
  AreaNumber area = 0;
  RiskLevel first_level = RiskLevel::medium, level = RiskLevel::medium, highest_level = RiskLevel::medium;
  std::optional<casework::HowFound> how_found;
  std::optional<InterviewMode> interview_mode;
  // after reported_at
  ElapsedSeconds deployed = never_happened;          // a named officer attending, the first
  ElapsedSeconds deployment_due = never_happened;
  ElapsedSeconds reviewed = never_happened;          // by a supervisor, the first
  ElapsedSeconds review_due = never_happened;
  ElapsedSeconds returned = never_happened;          // when the child was found or came back
  ElapsedSeconds closed = never_happened;
  // after the return
  ElapsedSeconds interviewed = never_happened;       // the prevention interview
  ElapsedSeconds interview_due = never_happened;
  ElapsedSeconds rhi_offered = never_happened;       // the return home interview, and so on
  ElapsedSeconds rhi_accepted = never_happened;
  ElapsedSeconds rhi_completed = never_happened;
  ElapsedSeconds rhi_refused = never_happened;
  // clocks, by kind
  ClockKinds clocks_set = 0, clocks_met = 0, clocks_breached = 0, clocks_acknowledged = 0;
  std::uint16_t idle_breaches = 0;
  ElapsedSeconds longest_idle = 0;                   // the longest stretch, while missing, in which no person recorded anything
  // the return's questions
  std::uint16_t questions = 0, questions_answered = 0, questions_unsafe = 0;   // unsafe: not safe, or not known
  std::uint16_t actions_set = 0, actions_done = 0;
  bool reopened = false;

  bool happened(ElapsedSeconds at) const { return at != never_happened; }
};

enum class Completeness : std::uint8_t { self_defined, not_stated, observed_only, blank };   // Not stated is not complete

struct ChildFacts {
  ChildId id;
  std::uint64_t folded_to = 0;
  std::optional<Date> born;
  Sex sex = Sex::unknown;
  Answer looked_after = Answer::not_asked;
  char self_defined[3] = {};                         // "W1"; empty: none. NS where it is not stated
  char observed[4] = {};                             // "IC1"; empty: none
  char nationality[3] = {};                          // ISO 3166-1 alpha-2; empty: blank or unknown
  std::optional<casework::NotStatedReason> not_stated_reason;
  bool restricted = false, erased = false;
  std::uint16_t episodes = 0;

  Completeness completeness() const;
};

}  // namespace lapwing::measures
