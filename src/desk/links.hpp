// Reports and rulings on links at the desk: what is sent, what a report turns out to be, and the seam by which a fold of links
// follows what is recorded.
#pragma once
#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "casework/command.hpp"
#include "desk/report_register.hpp"
#include "reports/read_report.hpp"

namespace lapwing::desk {

// What a report's text says, read once for deciding, registering and folding. Immutable; any thread.
struct ReportAsSent {
  reports::ReadReport read;
  ContentDigest digest{};
};
// The errors are those of reports::read_report.
std::expected<std::shared_ptr<const ReportAsSent>, std::vector<FieldError>> read_as_sent(std::string_view sent);

// A command on no child's record: a report comes in, or somebody rules on what links reports.
struct SentOnLinks {
  casework::Actor by;
  casework::LinkCommand command;
  std::optional<std::string> request_key = {};           // as in Sent
  std::string request_body = {};
  std::shared_ptr<const ReportAsSent> read = {};         // of ReceiveReport, when the sender has read it already
};

// A report as held: its line, and the text exactly as it came.
struct HeldReport {
  ReportLine line;
  casework::Stamp stamp;
  std::string sent;
};

// One part of what a follower holds, for a snapshot. A part tells of one report or child, whose key it is kept under and gone with, or is
// under nobody's (nil) and tells of nobody.
struct LinkPart {
  IdBytes subject{};
  std::string bytes;
};
// The parts of what a follower held at one moment, asked for one by one on any thread while it goes on hearing.
class LinkParts {
 public:
  virtual ~LinkParts() = default;
  virtual bool next(LinkPart& out) = 0;   // false: there are no more
};
// What of a child's record a follower hears of (is_followed), recorded before the entry of this index.
using ReadEarlier = std::function<std::vector<casework::Recorded>(ChildId child, std::uint64_t before)>;

// THE SEAM for a fold of links (src/links): whoever keeps resolved people and groups is given one of these through
// Options::links and hears of every report and every ruling once, in the ledger's order. First what the ledger holds already, on the
// thread that opens the desk and before open() returns; then each as it is recorded, on the writer's thread: after it is
// durable and in the register, before whoever sent it is answered. So a page asked for after the answer shows its links.
//
// It must not wait on the desk from in here (the writer is what it would wait for): an event of its own, GroupNoticed, is sent with
// Desk::enqueue, whose answer nobody need fetch. Withdrawals and reports beside one another come like any other report; what they
// undo is the fold's to say.
class LinkFollower {
 public:
  virtual ~LinkFollower() = default;
  // Entries of the ledger below this index are known already, from a snapshot of the follower's own: they are not told again.
  virtual std::uint64_t known_to() const { return 0; }
  virtual void report_received(ReportId id, const reports::Report& report, const casework::Stamp& stamp,
                               std::optional<ReportId> beside) = 0;
  virtual void ruling_recorded(const casework::Recorded& ruling) = 0;   // MatchConfirmed … GroupNoticed
  virtual void report_erased(ReportId id) = 0;                          // everything that came from it must go
  // What was recorded on a child's record that names people, places and things (is_followed), in the ledger's order.
  virtual void case_recorded(ChildId, const casework::Recorded&) {}
  virtual void child_erased(ChildId) {}
  // All that was recorded together has been told.
  virtual void told() {}
  // Is there a report of this number that the desk's register does not hold: one made of what was recorded on a child's record?
  virtual bool holds(std::string_view) const { return false; }

  // ---- its place in the desk's snapshots ----
  // What it holds now; asked for when all that was recorded has been told. Null: it keeps nothing there, and is told everything anew.
  virtual std::unique_ptr<LinkParts> parts() { return {}; }
  // A part back, in the order in which it was given, before anything is told.
  virtual void take_part(const LinkPart&) {}
  // There are no more: they are what it held when all below `position` had been told, with these rulings among it. A follower that can use
  // them answers known_to() with the position.
  virtual void parts_taken(std::uint64_t /*position*/, const std::vector<casework::Recorded>& /*rulings*/, ReadEarlier) {}
  // They cannot be used: what was taken of them is to be forgotten.
  virtual void parts_dropped() {}
};

// Whether an event on a child's record, by its name in the ledger, is told to a follower.
bool is_followed(std::string_view event_name);

}  // namespace lapwing::desk
