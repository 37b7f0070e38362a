// Everything decided since the last append, and what it would make of the records it touches. Nothing in here has happened
// until append() succeeds; publish() then makes it what everyone sees, and answer() tells those who wait. The writer's alone.
#pragma once
#include "desk/state.hpp"
#include "desk/working_facts.hpp"

namespace lapwing::desk {

class Batch {
 public:
  // A batch is appended once it holds this many events, and one command may make no more: together they stay below what the ledger
  // takes at once, which would otherwise refuse the batch and stop the service.
  static constexpr std::size_t events_max = 16'384;

  Batch(DeskState& desk, Instant now) : desk_(desk), now_(now), next_(desk.sequence.load()) {}

  bool is_full() const { return drafts_.size() >= events_max; }
  void raise_alarms();                                         // of the episodes whose deadline has come round, until it is full
  void note_ended_reads(const std::vector<ReadWindows::Ended>& ended);
  // About nobody that is held: rules adopted, an exercise, a clock fault, an erasure.
  void note_service_event(casework::Event event, const casework::Actor& by = {});
  void take(Job job);                                          // a command of any kind

  std::expected<void, ledger::Fault> append();
  std::vector<CaseShelf::Held> publish();                      // the cases that changed
  void answer();
  void answer_failure(const std::string& message);

 private:
  struct WorkingCase {
    CaseShelf::Held before;                                    // as published
    std::shared_ptr<casework::Case> held;                      // the copy being worked on; empty until something changes
    std::shared_ptr<ChildLine> line;
    std::unique_ptr<WorkingFacts> facts = {};                  // as `held`
    const casework::Case* current() const { return held ? held.get() : before.get(); }
  };
  struct WorkingAccount {
    std::shared_ptr<casework::Account> account;
    std::vector<std::uint64_t> entries;
  };
  struct RequestDigest { std::string key, body; };

  Outcome decide_case(Sent sent);
  Outcome decide_on_account(const SentOnAccount& sent);
  Outcome decide_on_links(SentOnLinks sent);                   // batch_links.cpp, with the next four
  std::expected<void, casework::Refusal> read_report(SentOnLinks& sent, casework::LinkKnowledge& known);
  ReportId held_like(const ReportAsSent& sent) const;
  void record_on_links(const Done& done, const SentOnLinks& sent, casework::Envelope envelope);
  void publish_links();
  Outcome decide_on_force(const SentOnForce& sent);            // batch_force.cpp, with the next
  void publish_force();
  void draft_on_force(casework::Envelope envelope);
  std::size_t raise_alarms_of_force();                         // how many there were
  void fold_facts(WorkingCase& work, ChildId child, const casework::Recorded& recorded);   // batch_facts.cpp, with the next
  void publish_facts();
  std::expected<WorkingCase*, casework::Refusal> working(ChildId child);
  const Requests::Answered* answered(const std::string& key) const;
  static std::optional<RequestDigest> request_of(const casework::Actor& by, const std::optional<std::string>& key, const std::string& body);
  std::optional<Outcome> repeated(const RequestDigest& request) const;   // the answer given before; nothing for a new request
  void work_on(WorkingCase& work, ChildId child, casework::Case after);
  casework::Recorded draft(const ledger::Subject& subject, casework::Envelope envelope);
  std::string free_reference() const;

  DeskState& desk_;
  const Instant now_;
  std::uint64_t next_;                                         // the ledger index the next event will have
  std::uint32_t references_used_ = 0;
  std::vector<std::pair<ledger::Subject, std::string>> drafts_;
  std::unordered_map<ChildId, WorkingCase> cases_;
  std::unordered_map<UserId, WorkingAccount> accounts_;
  struct NewReport {
    ReportLine line;
    std::shared_ptr<const ReportAsSent> read;
    casework::Stamp stamp;
  };
  std::vector<NewReport> new_reports_;
  std::unordered_map<std::string, std::vector<std::size_t>> new_numbers_;   // number -> places in new_reports_
  std::vector<std::pair<ReportId, std::uint64_t>> report_looks_;
  std::vector<casework::Recorded> rulings_;
  std::vector<std::pair<ChildId, casework::Recorded>> followed_;   // of children's records, for the follower of links
  std::uint32_t numbers_used_ = 0;
  std::vector<WrittenCounter::Text> texts_;                    // that people wrote, in the ledger's order
  std::shared_ptr<casework::ForceRecord> force_;               // the copy being worked on; empty until something changes
  std::vector<std::uint64_t> force_entries_;
  std::unordered_map<std::string, Requests::Answered> requests_;
  std::vector<std::pair<std::promise<Outcome>, Outcome>> answers_;
};

// The register's line of a report as it was recorded; `beside` is left for the register to find.
ReportLine report_line(ReportId id, const ReportAsSent& sent, const casework::Stamp& stamp);
// What the event made on an account or on the force's record; nil when it made nothing that is named.
ItemId item_of(const casework::Event& event);

}  // namespace lapwing::desk
