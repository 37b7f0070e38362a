// The facts of one missing episode and of one child that figures are counted from: a row of fixed size each, folded from the same
// events as everything else and kept in step as they are recorded. A figure is a scan over rows (measures/facts/fact_table.hpp), so any
// breakdown costs milliseconds over a million of them, and each figure can name the episodes it counts.
//
// Plain values and pure folds, no I/O; any thread. Times that follow a start are whole seconds after it; never_happened where they
// have not. Ethnicity and nationality stand here to be counted, and nothing here is read by what decides a risk, a rank, a match or a
// clock.
#pragma once
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>
#include <vector>

#include "casework/case.hpp"
#include "casework/event.hpp"

namespace lapwing::measures {

using ElapsedSeconds = std::int32_t;
constexpr ElapsedSeconds never_happened = std::numeric_limits<std::int32_t>::min();
using TeamNumber = std::uint16_t;    // a place in FactTable's list of teams; 0: none named
using AreaNumber = std::uint16_t;    // likewise of areas
using ChildRow = std::uint32_t;      // a place in FactTable's list of children
using EpisodeRow = std::uint32_t;

using ClockKinds = std::uint16_t;   // of kinds of clock, one bit each
constexpr ClockKinds bit(ClockKind kind) { return static_cast<ClockKinds>(1u << static_cast<unsigned>(kind)); }

struct EpisodeFacts {
  EpisodeId id;
  ChildRow child = 0;
  std::uint64_t folded_to = 0;                       // the first ledger index that is not in this row: an event before it changes nothing
  Instant reported_at{};
  TeamNumber team = 0;
  AreaNumber area = 0;
  RiskLevel first_level = RiskLevel::medium, level = RiskLevel::medium, highest_level = RiskLevel::medium;
  std::optional<casework::HowFound> how_found;
  std::optional<InterviewMode> interview_mode;       // of the prevention interview last held
  // after reported_at
  ElapsedSeconds deployed = never_happened;          // a named officer attending, the first
  ElapsedSeconds deployment_due = never_happened;    // as the clock stood when that happened, or stands
  ElapsedSeconds reviewed = never_happened;          // by a supervisor, the first
  ElapsedSeconds review_due = never_happened;        // of that first review
  ElapsedSeconds returned = never_happened;          // when the child was found or came back, as last recorded
  ElapsedSeconds closed = never_happened;            // never_happened again while reopened
  ElapsedSeconds last_activity = never_happened;     // the last thing a person recorded while it was open: casework::Episode::last_activity
  // after the return: the first of each that follows it
  ElapsedSeconds interviewed = never_happened;       // the prevention interview
  ElapsedSeconds interview_due = never_happened;
  ElapsedSeconds rhi_offered = never_happened;       // the return home interview, and so on
  ElapsedSeconds rhi_accepted = never_happened;      // stays so where it was completed and nobody recorded the acceptance
  ElapsedSeconds rhi_completed = never_happened;
  ElapsedSeconds rhi_refused = never_happened;
  // clocks, by kind; breached: one of that kind came due unmet, or was met late
  ClockKinds clocks_set = 0, clocks_met = 0, clocks_breached = 0, clocks_acknowledged = 0;
  std::uint16_t idle_breaches = 0;                   // how often the episode lay idle for longer than its clock allows
  ElapsedSeconds last_idle_due = never_happened;     // of the last of these, after reported_at
  ElapsedSeconds longest_idle = 0;                   // the longest stretch, while missing, in which no person recorded anything; one that
                                                     // has not ended yet is not in it: it began at last_activity
  // the return's questions
  std::uint16_t questions = 0, questions_answered = 0, questions_unsafe = 0;   // unsafe: not safe, or not known
  std::uint16_t actions_set = 0, actions_done = 0;
  bool assessed = false;                             // a level was ever recorded: the three levels above are more than a start
  bool reopened = false;                             // ever
  bool erased = false;                               // holds nothing more; FactTable's scans pass over it

  static bool happened(ElapsedSeconds at) { return at != never_happened; }
  bool is_open() const { return !happened(closed); }
  bool is_missing() const { return !happened(closed) && !happened(returned); }
};

enum class Completeness : std::uint8_t { self_defined, not_stated, observed_only, blank };   // Not stated is not complete

struct ChildFacts {
  ChildId id;
  std::uint64_t folded_to = 0;                       // as above
  std::optional<Date> born;
  Sex sex = Sex::unknown;
  Answer looked_after = Answer::not_asked;
  char self_defined[3] = {};                         // "W1"; empty: none. NS where it is not stated
  char observed[4] = {};                             // "IC1"; empty: none
  char nationality[3] = {};                          // ISO 3166-1 alpha-2; empty: blank or unknown
  std::optional<casework::NotStatedReason> not_stated_reason;
  bool restricted = false, erased = false;
  std::uint16_t episodes = 0;

  // Self-defined; else not stated where NS was recorded with its reason; else an officer's impression alone; else blank.
  Completeness completeness() const;
};

// Numbers for the names of teams and areas, so that a row stays small. FactTable is one.
class FactNames {
 public:
  virtual ~FactNames() = default;
  virtual TeamNumber team(std::string_view name) = 0;   // 0 for an empty name, and where there are too many to number
  virtual AreaNumber area(std::string_view name) = 0;
};

// What follows a return, of which a row keeps the first.
enum class Following : std::uint8_t { interviewed, rhi_offered, rhi_accepted, rhi_completed, rhi_refused };
struct Followed {
  Following what = Following::interviewed;
  ElapsedSeconds at = 0;                             // after reported_at
  std::optional<InterviewMode> mode;                 // of an interview
  bool operator==(const Followed&) const = default;
};

// A row and what folding it needs beside: while the episode is open, which questions were answered and how; and, in the order recorded, every
// one of a kind of which the row cannot keep all: of two, and of one that came before the return. A return that is recorded again, for another
// time, may let others of them count.
struct EpisodeFold {
  EpisodeFacts row;
  std::vector<Followed> followed = {};
  std::vector<std::uint64_t> answers;                // a mark for each question answered
};

// Folds an event of this episode into its row, and one of this child into theirs. Events come in the ledger's order; one before
// folded_to, of another episode, or that no fact is taken from changes nothing.
void fold_episode(EpisodeFold& fold, const casework::Recorded& recorded, FactNames& names);
void fold_child(ChildFacts& row, const casework::Recorded& recorded);
// The same for an event that counts as work on the child and says nothing else to a row (casework::is_work), when only its stamp is known.
void fold_work(EpisodeFacts& row, std::uint64_t index, Instant at);

// Answers are forgotten when an episode closes. This takes them from the case again, for one that is reopened.
void take_answers(EpisodeFold& fold, const casework::Episode& episode);

// Whether folding needs the fields of an event of this name. Of those it does not, casework::is_work says which fold_work is for.
bool facts_need(std::string_view event_name);

}  // namespace lapwing::measures
