// The desk's insides, shared by its own files only: desk.cpp (the door), replay.cpp (starting), writer.cpp (deciding and
// appending), reads.cpp (who looked), snapshots.cpp.
#pragma once
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <set>
#include <thread>
#include <unordered_map>

#include "desk/deadlines.hpp"
#include "desk/desk.hpp"
#include "desk/force_shelf.hpp"
#include "desk/written_counter.hpp"
#include "ledger/ledger.hpp"

namespace lapwing::ledger {
class SnapshotReader;
struct SnapshotRecord;
}

namespace lapwing::desk {

// Raise it whenever pack() or ServiceLine changes, and whenever code (rules are looked at) comes to another answer about who is one person.
inline constexpr std::uint32_t snapshot_format = 7;

class Batch;

// What is known of the service itself.
struct ServiceLine {
  std::string rules_digest;                           // of the last RulesAdopted event
  std::optional<casework::ExerciseStarted> exercise;
};

struct Job {
  struct Advance { Instant to; };
  struct Pause { std::function<void()> run; };        // something that must not run beside the writer
  std::variant<Sent, SentOnAccount, SentOnLinks, SentOnForce, Advance, Pause> what;
  std::promise<Outcome> answer;
};

// Repeated looks by one person at one thing, counted until the window ends.
class ReadWindows {
 public:
  static constexpr std::chrono::seconds window{60};
  struct Look { casework::Actor who; ChildId child; std::string what; std::optional<Instant> as_known_at; ReportId report{}; };
  struct Ended { Look look; std::uint64_t times; };

  bool is_first(const Look& look, Instant now);       // opens a window, or counts into the open one
  bool is_repeat(const Look& look, Instant now);      // counts into the open window; false when there is none
  std::vector<Ended> end_before(Instant now);         // windows over by `now` that counted anything
  std::optional<Instant> next_end() const;            // of those that counted anything
  std::vector<Ended> end_all() { return end_before(Instant::max()); }

 private:
  struct Open {
    Look look;
    Instant ends;
    std::uint64_t repeats = 0;
    // An ended window that counted is still to be written, so it counts on.
    bool counts(Instant now) const { return now < ends || repeats > 0; }
  };
  mutable std::mutex mutex_;
  std::map<std::string, Open> open_;
};

struct DeskState {
  Options options;
  std::unique_ptr<ledger::Ledger> ledger;
  policy::Policies rules;
  std::shared_ptr<TimeSource> time;
  std::shared_ptr<IdSource> ids;
  ServiceLine service;

  Register children;
  Staff staff;
  ReportRegister reports;
  ForceShelf force;
  measures::FactTable facts;
  std::unique_ptr<WrittenCounter> written;            // empty: nobody counts words (Options::count_text)
  std::unique_ptr<CaseShelf> shelf;
  views::Board board;
  std::unique_ptr<views::SearchIndex> search;
  Requests requests;                                  // the writer's
  Deadlines deadlines;                                // the writer's
  ReadWindows reads;
  std::atomic<std::uint64_t> sequence{0};             // events in the ledger
  std::atomic<Instant> last_at{Instant{}};            // the time of the last
  std::optional<std::string> fault_noted;             // the writer's: the clock fault last put into the ledger

  std::mutex queue_mutex;                             // guards the next five
  std::condition_variable queue_changed, queue_has_room;
  std::deque<Job> queue;
  bool stopping = false;
  std::optional<std::string> failed;                  // why nothing can be recorded any more

  std::thread writer, snapshotter;
  std::atomic<bool> snapshotting{false};
  std::uint64_t snapshot_at = 0;                      // the writer's: where the last one stands
  bool snapshot_has_links = false;                    // the one that was read

  Instant now() const { return std::max(time->now(), last_at.load()); }

  // writer.cpp
  std::future<Outcome> post(decltype(Job::what) what);
  void run();
  bool run_jobs(std::deque<Job>& jobs);
  bool commit(Batch& batch);
  bool advance(Instant to);
  void fail(const std::string& why);
  void set_deadlines(const casework::Case& held);
  void set_deadline_of_force(const casework::ForceRecord& record);   // of its clocks: batch_force.cpp
  void index_for_search(const ChildLine& line, const ChildLine* before);   // only when what one is found by changed
  void publish_row(const CaseShelf::Held& held, std::uint64_t sequence, Instant at);

  // batch_facts.cpp
  void put_report_facts(ReportId id, const reports::Report& report, bool is_beside);

  // replay.cpp
  std::expected<void, std::string> replay();
  // What the ledger held of reports, rulings and followed cases at `until`.
  std::expected<void, std::string> tell_follower(LinkFollower& follower, std::optional<Instant> until) const;

  // snapshots.cpp
  std::uint64_t load_snapshot();                      // the position to replay from: 0 when there is none to use
  std::optional<std::uint64_t> read_snapshot(ledger::SnapshotReader& reader);
  bool take_record(const ledger::SnapshotRecord& record);
  void hand_on_links(std::optional<std::uint64_t> position);
  std::expected<void, std::string> write_snapshot(std::uint64_t position, const std::vector<Register::Line>& lines,
                                                  const std::string& service_line, LinkParts* links);
  std::expected<void, std::string> write_snapshot_now();
  bool worth_a_snapshot() const;                      // at closing
  std::string pack_service() const;
  bool unpack_service(std::string_view bytes);
  bool refold_force(const std::vector<std::uint64_t>& entries);
  void snapshot_in_background();
};

}  // namespace lapwing::desk
