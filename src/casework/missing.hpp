// An episode of being missing: from the first call, through the work to find the child, to closing.
// "Missing" is anyone whose whereabouts cannot be established, until located and their well-being confirmed (College of
// Policing, authorised professional practice on missing persons).
#pragma once
#include <vector>

#include "casework/child.hpp"
#include "casework/stamp.hpp"

namespace lapwing::casework {

struct Informant {
  std::string name;
  std::optional<std::string> phone, relationship;
};
BOOST_DESCRIBE_STRUCT(Informant, (), (name, phone, relationship))

struct LastSeen {
  std::optional<Instant> at;
  std::optional<Place> place;
  std::optional<std::string> with, clothing, carrying, by_whom;
};
BOOST_DESCRIBE_STRUCT(LastSeen, (), (at, place, with, clothing, carrying, by_whom))

// A person, place, thing, phone or vehicle that somebody named. What is named since the child was last known safe becomes
// questions on return.
struct Mention {
  ItemId id;
  MentionKind kind = MentionKind::person;
  std::string label;                     // as said: "her boyfriend Kyle", "the house in Linthorpe"
  std::optional<std::string> detail;     // relationship, age said, address, plate, what it is
  std::optional<std::string> said_by;
  std::string arose_from;                // "report", "sighting", "enquiry", "return", "interview", "return_interview", "advance_information"
};
BOOST_DESCRIBE_STRUCT(Mention, (), (id, kind, label, detail, said_by, arose_from))

struct MentionInput {
  MentionKind kind = MentionKind::person;
  std::string label;
  std::optional<std::string> detail, said_by;
};
BOOST_DESCRIBE_STRUCT(MentionInput, (), (kind, label, detail, said_by))

BOOST_DEFINE_ENUM_CLASS(ActivityKind, note, phone_call, visit, search, phone_data, social_media, partner_contact, family_contact)
BOOST_DEFINE_ENUM_CLASS(HandoverState, offered, accepted)

// ---- events ----
struct EpisodeOpened {
  std::string reference;                    // "M-2026-000123", for people to say to each other
  Instant reported_at{};                    // when the call was taken; never later than the record of it
  Informant informant;
  LastSeen last_seen;
  std::optional<std::string> circumstances, why_worried;
  std::string area, team;
  std::optional<Instant> review_at;         // agreed with the caller: the first review is due then if that is sooner than the rules ask
};
BOOST_DESCRIBE_STRUCT(EpisodeOpened, (),
                      (reference, reported_at, informant, last_seen, circumstances, why_worried, area, team, review_at))
struct MentionRecorded { Mention mention; };
BOOST_DESCRIBE_STRUCT(MentionRecorded, (), (mention))
struct OwnerSet { Person owner; std::optional<std::string> reason; };
BOOST_DESCRIBE_STRUCT(OwnerSet, (), (owner, reason))
// A named officer attending: this and nothing else meets the first-deployment clock.
struct OfficerDeployed { ItemId deployment; Person officer; std::optional<std::string> collar_number; std::string going_to; };
BOOST_DESCRIBE_STRUCT(OfficerDeployed, (), (deployment, officer, collar_number, going_to))
struct OfficerArrived { ItemId deployment; Instant at{}; };
BOOST_DESCRIBE_STRUCT(OfficerArrived, (), (deployment, at))
struct ActivityRecorded { ActivityKind kind = ActivityKind::note; std::string text; };
BOOST_DESCRIBE_STRUCT(ActivityRecorded, (), (kind, text))
struct SightingRecorded {
  ItemId sighting;
  Instant seen_at{};
  Place place;
  std::optional<std::string> seen_by, contact, with, text;
  bool confirmed = false;
};
BOOST_DESCRIBE_STRUCT(SightingRecorded, (), (sighting, seen_at, place, seen_by, contact, with, text, confirmed))
struct InformantContacted { bool reached = false; std::string text; };
BOOST_DESCRIBE_STRUCT(InformantContacted, (), (reached, text))
struct ReviewRecorded {   // a supervisor's: confirms the risk, owns the plan
  RiskLevel confirmed_level = RiskLevel::medium;
  std::string plan;
  std::optional<std::string> child_rescue_alert;   // considered: what was decided and why
};
BOOST_DESCRIBE_STRUCT(ReviewRecorded, (), (confirmed_level, plan, child_rescue_alert))
struct HandoverOffered { Person to; std::string summary; std::vector<std::string> outstanding; };
BOOST_DESCRIBE_STRUCT(HandoverOffered, (), (to, summary, outstanding))
struct HandoverAccepted { std::optional<std::string> comment; };
BOOST_DESCRIBE_STRUCT(HandoverAccepted, (), (comment))
struct EpisodeClosed { std::string outcome; };
BOOST_DESCRIBE_STRUCT(EpisodeClosed, (), (outcome))
struct EpisodeReopened { std::string reason; };
BOOST_DESCRIBE_STRUCT(EpisodeReopened, (), (reason))

// ---- commands (on an episode, but for report_missing, which opens one) ----
struct RiskAnswer {   // one answer to one risk question, with where it came from
  std::string question;                              // an id of rules/risk.toml
  Answer answer = Answer::not_asked;
  std::optional<std::string> detail, supplied_by, supplier_contact;
  std::optional<Instant> known_at;                   // when the supplier knew it; the record's own time when absent
};
BOOST_DESCRIBE_STRUCT(RiskAnswer, (), (question, answer, detail, supplied_by, supplier_contact, known_at))

struct ReportMissing {
  ChildDetails details;                              // for a child already held, what the caller adds or corrects
  std::optional<Instant> reported_at;                // the record's own time when absent
  Informant informant;
  LastSeen last_seen;
  std::optional<std::string> circumstances, why_worried;
  std::vector<MentionInput> might_be;                // people they may be with, places they may be
  std::vector<RiskAnswer> risk_answers;
  std::optional<RiskLevel> level;                    // the call handler's decision; what the facts point to when absent
  std::optional<std::string> lower_reason;           // needed when `level` is lower than the facts point to
  std::vector<std::string> tracing_steps;            // agreed with the caller, beyond those the rules give
  std::optional<Instant> review_at;                  // sooner than the rules ask, never later
  std::optional<std::string> area, team;             // the force's default when absent
};
BOOST_DESCRIBE_STRUCT(ReportMissing, (),
                      (details, reported_at, informant, last_seen, circumstances, why_worried, might_be, risk_answers, level,
                       lower_reason, tracing_steps, review_at, area, team))
struct RecordMention { MentionInput mention; };
BOOST_DESCRIBE_STRUCT(RecordMention, (), (mention))
struct SetOwner { Person owner; std::optional<std::string> reason; };
BOOST_DESCRIBE_STRUCT(SetOwner, (), (owner, reason))
struct DeployOfficer { Person officer; std::optional<std::string> collar_number; std::string going_to; };
BOOST_DESCRIBE_STRUCT(DeployOfficer, (), (officer, collar_number, going_to))
struct RecordArrival { ItemId deployment; std::optional<Instant> at; };
BOOST_DESCRIBE_STRUCT(RecordArrival, (), (deployment, at))
struct RecordActivity { ActivityKind kind = ActivityKind::note; std::string text; };
BOOST_DESCRIBE_STRUCT(RecordActivity, (), (kind, text))
struct RecordSighting {
  Instant seen_at{};
  Place place;
  std::optional<std::string> seen_by, contact, with, text;
  bool confirmed = false;
  std::vector<MentionInput> mentions;
};
BOOST_DESCRIBE_STRUCT(RecordSighting, (), (seen_at, place, seen_by, contact, with, text, confirmed, mentions))
struct ContactInformant { bool reached = false; std::string text; };
BOOST_DESCRIBE_STRUCT(ContactInformant, (), (reached, text))
struct RecordReview { RiskLevel confirmed_level = RiskLevel::medium; std::string plan; std::optional<std::string> lower_reason, child_rescue_alert; };
BOOST_DESCRIBE_STRUCT(RecordReview, (), (confirmed_level, plan, lower_reason, child_rescue_alert))
struct OfferHandover { Person to; std::string summary; std::vector<std::string> outstanding; };
BOOST_DESCRIBE_STRUCT(OfferHandover, (), (to, summary, outstanding))
struct AcceptHandover { std::optional<std::string> comment; };
BOOST_DESCRIBE_STRUCT(AcceptHandover, (), (comment))
struct CloseEpisode { std::string outcome; };
BOOST_DESCRIBE_STRUCT(CloseEpisode, (), (outcome))
struct ReopenEpisode { std::string reason; };
BOOST_DESCRIBE_STRUCT(ReopenEpisode, (), (reason))

}  // namespace lapwing::casework
