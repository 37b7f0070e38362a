// The desk: the one writer, and the door to everything that is known.
//
// A command is decided on the case as it is, its events are appended to the ledger together with those of the other commands
// waiting at that moment (one durable transaction), and only then is anything answered or shown. If the ledger cannot be written,
// everyone waiting is told, and the service stops: it never carries on with a state that the ledger lacks.
//
// One thread (the writer) decides and appends. It sleeps until a command comes or the next clock of any episode is due; nothing
// polls. Any thread may submit and read: what is read is immutable and published whole.
#pragma once
#include <filesystem>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "casework/command.hpp"
#include "desk/case_shelf.hpp"
#include "desk/links.hpp"
#include "desk/register.hpp"
#include "desk/requests.hpp"
#include "desk/staff.hpp"
#include "desk/time_source.hpp"
#include "measures/facts/written_facts.hpp"
#include "policy/policies.hpp"
#include "views/board.hpp"
#include "views/search.hpp"

namespace lapwing::ledger { class Ledger; }
namespace lapwing::measures { class FactTable; }

namespace lapwing::desk {

using Outcome = std::expected<Done, casework::Refusal>;

// A command on a child's record.
struct Sent {
  casework::Actor by;
  ChildId child;                                 // nil: a child not yet registered
  std::optional<EpisodeId> episode;              // for commands on an episode
  casework::Command command;
  std::optional<std::uint64_t> seen;             // the version the sender had read; absent: not checked
  std::optional<std::string> request_key;        // the sender's Idempotency-Key
  std::string request_body;                      // what was sent with it, to tell a repeat from a different request
  std::vector<casework::WordingKept> kept = {};  // wordings that the sender keeps, recorded with the command
};

// A command on an account. AddAccount takes a nil user.
struct SentOnAccount {
  casework::Actor by;
  UserId user;
  casework::AccountCommand command;
  std::optional<std::string> request_key = {};
  std::string request_body = {};
};

// A command on the force's own record.
struct SentOnForce {
  casework::Actor by;
  casework::ForceCommand command;
  std::optional<std::string> request_key;
  std::string request_body;
};

struct Exercise {
  Instant starts;
  double speed = 1;
};

struct Options {
  std::filesystem::path data;
  std::filesystem::path keys;                              // empty: data/keys
  std::optional<std::filesystem::path> rules;              // empty: data/rules if there, else the rules built in
  bool accept_older_ledger = false;                        // after a backup was put back: see ledger::Options
  std::optional<Exercise> exercise;                        // --drill, in an empty data directory only
  std::shared_ptr<TimeSource> time;                        // empty: the machine's clock, or the exercise's
  std::shared_ptr<IdSource> ids;                           // empty: random
  std::function<void(std::uint64_t done, std::uint64_t total)> progress;   // of reading the ledger at start
  // Called on the writer's thread after each batch is durable and published, with the ledger index of its last event and
  // the cases it changed. Keep it short.
  std::function<void(std::uint64_t sequence, const std::vector<CaseShelf::Held>&)> published;
  // What an action of the plan may be about, and which statements files are audited for (rules/inspection). Empty: anything.
  std::function<bool(std::string_view)> is_answered, is_audited;
  std::shared_ptr<LinkFollower> links;                     // hears of every report and ruling (desk/links.hpp); empty: nobody does
  // Counts the words of a text that somebody wrote, and the findings in it that count; `age` is the child's then, where known. Called on
  // a thread of its own. Empty: nothing is counted, and what was counted before stays.
  std::function<measures::TextCount(std::string_view text, std::optional<int> age)> count_text;
  std::string language_digest;                             // of the rules that count_text goes by
  std::function<void(const std::string&)> failed;          // the ledger could not be written: the service must stop
  std::uint64_t snapshot_every_events = 500'000;
};

struct DeskState;   // desk/state.hpp

class Desk {
 public:
  static constexpr std::size_t batch_commands_max = 512;
  static constexpr std::size_t queue_commands_max = 20'000;

  static std::expected<std::unique_ptr<Desk>, std::string> open(Options options);
  ~Desk();   // closes

  // ---- doing ----
  std::future<Outcome> enqueue(Sent sent);                 // for imports: many under way at once; blocks while the queue is full
  Outcome submit(Sent sent);                               // returns once it is durable, or refused
  Outcome submit(SentOnAccount sent);
  Outcome submit(SentOnLinks sent);
  Outcome submit(SentOnForce sent);
  std::future<Outcome> enqueue(SentOnLinks sent);          // as for a child's record
  // With ManualTime only: moves time on to `to`, raising every alarm at its own instant. Returns once done.
  void advance_to(Instant to);
  // Notes that someone looked at a child's record; durable before it returns, but for repeats within a minute by the same person
  // at the same thing, which are counted and kept as one entry when the minute ends.
  void note_read(const casework::Actor& who, ChildId child, const std::string& what, std::optional<Instant> as_known_at);
  // Counts a look that is such a repeat, without waiting for anything; false when it is not one, and nothing was noted.
  bool note_read_again(const casework::Actor& who, ChildId child, const std::string& what, std::optional<Instant> as_known_at);
  // note_read for a look at many children at once (the board, a list).
  void note_list_read(const casework::Actor& who, const std::string& what, std::optional<Instant> as_known_at);
  // note_read for a look at one report.
  void note_report_read(const casework::Actor& who, ReportId report, const std::string& what, std::optional<Instant> as_known_at);
  // Erases everything held about one person: their key is destroyed, and what was read is forgotten here. That it was done, by whom
  // and why, is in the ledger before. If the service stops in between, erase again.
  std::expected<void, std::string> erase(const casework::Actor& by, ChildId child, const std::string& reason);
  // Erases one report in the same way, and tells whoever follows. Ask groups_resting_on first.
  std::expected<void, std::string> erase(const casework::Actor& by, ReportId report, const std::string& reason);

  // ---- reading ----
  Instant now() const;
  const policy::Policies& rules() const;
  std::optional<std::string> clock_fault() const;
  std::optional<std::string> not_recording() const;        // why nothing can be recorded any more; nothing while it can
  std::optional<Exercise> exercise() const;
  std::uint64_t sequence() const;                          // how many events the ledger holds

  std::expected<CaseShelf::Held, std::string> case_of(ChildId child) const;
  CaseShelf::Held case_at_hand(ChildId child) const;       // only if it is in memory, so without waiting; else null
  std::expected<std::optional<casework::Case>, std::string> case_as_known_at(ChildId child, Instant at) const;
  std::expected<std::vector<casework::Recorded>, std::string> history(ChildId child, std::optional<Instant> until,
                                                                      bool with_reads) const;
  std::expected<std::vector<casework::Recorded>, std::string> account_history(UserId user) const;
  std::vector<CaseShelf::Held> live_cases() const;         // with an open episode or a running clock
  // Cases with an episode that was open at `at`, as they were known then.
  std::expected<std::vector<casework::Case>, std::string> cases_open_at(Instant at) const;

  // A report as it was sent; nothing when there is none, or it was erased. The error is the ledger's.
  std::expected<std::optional<HeldReport>, std::string> report(ReportId report) const;
  // The groups that somebody took on and that rest on this report: while there are any it must stay.
  std::expected<std::vector<std::string>, std::string> groups_resting_on(ReportId report) const;
  // Its events: when it came in and who looked.
  std::expected<std::vector<casework::Recorded>, std::string> report_history(ReportId report) const;

  // Tells a follower of its own, on this thread, everything that the ledger held at `until` (all, when absent): for a fold as it was known
  // then. Its cost grows with the ledger.
  std::expected<void, std::string> tell_links(LinkFollower& follower, std::optional<Instant> until) const;

  // The force's own record as it is now; never null.
  std::shared_ptr<const casework::ForceRecord> force_record() const;
  // Its events, oldest first: who set what and when.
  std::expected<std::vector<casework::Recorded>, std::string> force_history() const;

  // What figures are counted from: kept in step with the record.
  const measures::FactTable& facts() const;
  // Returns once everything written so far is counted: texts are counted a moment after they are recorded.
  void wait_for_written_counts() const;

  const Register& children() const;
  const ReportRegister& reports() const;
  const Staff& staff() const;
  const views::Board& board() const;
  const views::SearchIndex& search() const;
  const ledger::Ledger& ledger() const;

  // Writes a snapshot now (at close it is done anyway).
  std::expected<void, std::string> snapshot();
  std::expected<void, std::string> close();

 private:
  explicit Desk(std::unique_ptr<DeskState> state);
  std::unique_ptr<DeskState> state_;
};

}  // namespace lapwing::desk
