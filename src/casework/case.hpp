// The case: everything held about one child, folded from their events. This is the state that decisions are made from and that
// pages show; folding the events up to a time gives the case as it was known then.
//
// A Case is a value: the desk copies it, evolves the copy and publishes it whole, so a reader on any thread sees one moment.
// Episodes are shared between copies and copied only when they change.
#pragma once
#include <map>
#include <memory>
#include <vector>

#include "casework/child.hpp"
#include "casework/clocks.hpp"
#include "casework/enquiries.hpp"
#include "casework/linked_groups.hpp"
#include "casework/missing.hpp"
#include "casework/returns.hpp"
#include "casework/risk.hpp"
#include "casework/shared.hpp"

namespace lapwing::casework {

struct InterviewHeldState {
  std::optional<Kept<InterviewHeld>> held;
  std::optional<Kept<InterviewModeAgreed>> mode_agreed;
  Shared<std::vector<Question>> questions;
};

struct Episode {
  EpisodeId id;
  Stamp opened;
  EpisodeOpened report;
  std::optional<Person> owner;
  Shared<std::vector<Kept<RiskFact>>> facts;                  // every answer ever given, oldest first
  Shared<std::vector<Kept<RiskAssessed>>> assessments;        // oldest first; never empty once opened
  Shared<std::vector<Kept<Mention>>> mentions;
  Shared<std::vector<Enquiry>> enquiries;
  History<Kept<SightingRecorded>> sightings;
  Shared<std::vector<Kept<OfficerDeployed>>> deployments;
  Shared<std::vector<ItemId>> arrived;                        // deployments that reached where they were going
  History<Kept<ActivityRecorded>> activities;
  History<Kept<InformantContacted>> informant_contacts;
  History<Kept<ReviewRecorded>> reviews;
  std::optional<Kept<HandoverOffered>> handover;      // offered and not yet accepted
  std::optional<Kept<ReturnRecorded>> returned;
  InterviewHeldState interview;
  Shared<std::vector<Kept<OwnedAction>>> actions;
  std::optional<Kept<ReturnInterviewOffered>> return_interview_offer;
  Shared<std::vector<Kept<ReturnInterviewRecorded>>> return_interviews;
  Shared<std::vector<Kept<LinkedGroupNoted>>> linked_groups;  // live groups that the child belongs to, by when noted
  Shared<std::vector<Clock>> clocks;                          // those running
  std::optional<Kept<EpisodeClosed>> closed;
  std::optional<Kept<EpisodeReopened>> reopened;      // since the return was last recorded: it may be recorded again
  Instant last_activity{};                            // the last thing a person recorded (never the service's own events)
  std::string last_activity_word;                     // its event's name

  bool is_open() const { return !closed; }
  bool is_missing() const { return !closed && !returned; }
  RiskLevel level() const { return assessments.empty() ? RiskLevel::medium : assessments.back().what.level; }
};

struct Restriction {
  Kept<RecordRestricted> set;
  Shared<std::vector<Kept<GlassBroken>>> broken;
};

// The last change of one aspect of a case: what a stale change is refused with.
struct Change {
  std::uint64_t index = 0;
  Instant at{};
  std::string by;
};

struct Case {
  ChildId id;
  Stamp registered;
  ChildDetails details;
  std::optional<Kept<EthnicityRecorded>> ethnicity;
  std::optional<Kept<ObservedEthnicityRecorded>> observed_ethnicity;
  std::optional<Kept<NationalityRecorded>> nationality;
  std::optional<Kept<AdvanceInformationRecorded>> advance_information;
  Shared<std::vector<Kept<Concern>>> concerns;                // open ones
  std::optional<Restriction> restriction;
  Shared<std::vector<Kept<HistoricPeriodRecorded>>> historic;
  Shared<std::vector<ExternalReferenceAdded>> references;
  std::vector<std::shared_ptr<const Episode>> episodes;   // oldest first

  std::uint64_t version = 0;                          // the ledger index of the last event that changed anything here
  Shared<std::map<std::string, Change, std::less<>>> changed;     // aspect -> its last change ("risk:<episode>", "details"; versions.hpp)
  std::uint64_t events = 0;                           // how many events the case has been folded from

  const Episode* episode(EpisodeId id) const;
  const Episode* open_episode() const;                // at most one episode of a child is open at a time
  Episode& edit(EpisodeId id);                        // copy-on-write; the episode must exist
};

}  // namespace lapwing::casework
