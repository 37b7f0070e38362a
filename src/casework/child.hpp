// The child: who they are, what is held in advance, concerns, and who may look.
//
// A child's record is the unit that is encrypted under one key, changed by one decision at a time and erased together; episodes
// belong to it. Ethnicity and nationality are recorded here and read by nothing that decides a risk, a rank or a clock.
#pragma once
#include <map>
#include <vector>

#include "casework/stamp.hpp"

namespace lapwing::casework {

struct ChildDetails {
  static constexpr bool fields_may_be_absent = true;   // on the phone nobody is made to fill a field in
  std::string given_name;    // may be empty when nobody knows it; then `description` is what there is
  std::string family_name;
  std::vector<std::string> also_known_as;
  std::optional<Date> born;
  std::optional<int> age_about;                  // years, when the birth date is not known
  Sex sex = Sex::unknown;
  std::optional<std::string> address;
  std::vector<std::string> phones;
  std::vector<std::string> online_accounts;
  std::optional<std::string> school;
  Answer looked_after = Answer::not_asked;       // in the care of a local authority
  std::optional<std::string> placement;          // the home or carer they live with, when looked after
  std::optional<std::string> social_worker;
  Answer learning_disability = Answer::not_asked;
  std::optional<std::string> description;
  std::optional<std::string> medical_needs;
  std::optional<std::string> communication_needs;
};
BOOST_DESCRIBE_STRUCT(ChildDetails, (),
                      (given_name, family_name, also_known_as, born, age_about, sex, address, phones, online_accounts, school,
                       looked_after, placement, social_worker, learning_disability, description, medical_needs,
                       communication_needs))

// Held before the child goes missing, by those who know them (the Philomena protocol's first part).
struct AdvanceInformation {
  std::optional<std::string> description, clothing_usually_worn, friends, phones_and_accounts, places_they_go, earlier_episodes,
      health, what_helps, provided_by;
};
BOOST_DESCRIBE_STRUCT(AdvanceInformation, (),
                      (description, clothing_usually_worn, friends, phones_and_accounts, places_they_go, earlier_episodes, health,
                       what_helps, provided_by))

BOOST_DEFINE_ENUM_CLASS(NotStatedReason, not_asked, declined, child_unable, not_yet_seen, third_party_only)

// Self-defined ethnicity: a code of the 18+1 list, or NS with the reason it is not stated (rules/ethnicity.toml has the lists).
struct SelfDefinedEthnicity {
  std::string code;
  std::optional<NotStatedReason> not_stated_reason;   // there exactly when code is NS
  std::string list_version;
};
BOOST_DESCRIBE_STRUCT(SelfDefinedEthnicity, (), (code, not_stated_reason, list_version))

struct Concern {
  ItemId id;
  std::string kind;   // a word of rules/risk.toml's concern list, e.g. "exploitation"
  std::string text;
};
BOOST_DESCRIBE_STRUCT(Concern, (), (id, kind, text))

// ---- events ----
struct ChildRegistered { ChildDetails details; std::string source; };
BOOST_DESCRIBE_STRUCT(ChildRegistered, (), (details, source))
struct ChildDetailsChanged { ChildDetails details; };
BOOST_DESCRIBE_STRUCT(ChildDetailsChanged, (), (details))
struct EthnicityRecorded { SelfDefinedEthnicity ethnicity; std::string source; };
BOOST_DESCRIBE_STRUCT(EthnicityRecorded, (), (ethnicity, source))
struct ObservedEthnicityRecorded { std::string code; };   // IC1 … IC9, an officer's impression; never replaces self-defined
BOOST_DESCRIBE_STRUCT(ObservedEthnicityRecorded, (), (code))
struct NationalityRecorded { std::string country; };      // ISO 3166-1 alpha-2, or "unknown"
BOOST_DESCRIBE_STRUCT(NationalityRecorded, (), (country))
struct AdvanceInformationRecorded { AdvanceInformation information; };
BOOST_DESCRIBE_STRUCT(AdvanceInformationRecorded, (), (information))
struct ConcernOpened { Concern concern; };
BOOST_DESCRIBE_STRUCT(ConcernOpened, (), (concern))
struct ConcernClosed { ItemId concern; std::string reason; };
BOOST_DESCRIBE_STRUCT(ConcernClosed, (), (concern, reason))
struct RecordRestricted { std::string reason; Person owner; std::vector<Person> may_read; };   // need to know
BOOST_DESCRIBE_STRUCT(RecordRestricted, (), (reason, owner, may_read))
struct RestrictionLifted { std::string reason; };
BOOST_DESCRIBE_STRUCT(RestrictionLifted, (), (reason))
struct GlassBroken { std::string reason; Instant until{}; };   // a named person read past a restriction; the owner is told
BOOST_DESCRIBE_STRUCT(GlassBroken, (), (reason, until))
// A look at the record. Repeated looks by one person within a minute are one entry with their number (see desk/reads.hpp).
struct RecordRead { std::string what; std::optional<Instant> as_known_at; std::uint64_t times = 1; };
BOOST_DESCRIBE_STRUCT(RecordRead, (), (what, as_known_at, times))
struct HistoricPeriodRecorded {   // from a statutory return: calendar dates, not timestamps
  std::string source;             // "ssda903"
  std::string row_key;            // what makes the row itself: a second import of the same row records nothing
  std::string kind;               // M missing, A away without authorisation
  Date start{};
  std::optional<Date> end;
};
BOOST_DESCRIBE_STRUCT(HistoricPeriodRecorded, (), (source, row_key, kind, start, end))
struct ExternalReferenceAdded { std::string scheme, value; };   // e.g. scheme "ssda903", the child's code there
BOOST_DESCRIBE_STRUCT(ExternalReferenceAdded, (), (scheme, value))

// ---- commands ----
struct RegisterChild { ChildDetails details; std::string source; };
BOOST_DESCRIBE_STRUCT(RegisterChild, (), (details, source))
struct ChangeChildDetails { ChildDetails details; };
BOOST_DESCRIBE_STRUCT(ChangeChildDetails, (), (details))
struct RecordEthnicity { std::string code; std::optional<NotStatedReason> not_stated_reason; };
BOOST_DESCRIBE_STRUCT(RecordEthnicity, (), (code, not_stated_reason))
struct RecordObservedEthnicity { std::string code; };
BOOST_DESCRIBE_STRUCT(RecordObservedEthnicity, (), (code))
struct RecordNationality { std::string country; };
BOOST_DESCRIBE_STRUCT(RecordNationality, (), (country))
struct RecordAdvanceInformation { AdvanceInformation information; };
BOOST_DESCRIBE_STRUCT(RecordAdvanceInformation, (), (information))
struct OpenConcern { std::string kind, text; };
BOOST_DESCRIBE_STRUCT(OpenConcern, (), (kind, text))
struct CloseConcern { ItemId concern; std::string reason; };
BOOST_DESCRIBE_STRUCT(CloseConcern, (), (concern, reason))
struct RestrictRecord { std::string reason; std::vector<Person> may_read; };
BOOST_DESCRIBE_STRUCT(RestrictRecord, (), (reason, may_read))
struct LiftRestriction { std::string reason; };
BOOST_DESCRIBE_STRUCT(LiftRestriction, (), (reason))
struct BreakGlass { std::string reason; };
BOOST_DESCRIBE_STRUCT(BreakGlass, (), (reason))
struct NoteRead { std::string what; std::optional<Instant> as_known_at; std::uint64_t times = 1; };   // the service's own
BOOST_DESCRIBE_STRUCT(NoteRead, (), (what, as_known_at, times))
struct ImportPeriod { std::string source, row_key, kind; Date start{}; std::optional<Date> end; };
BOOST_DESCRIBE_STRUCT(ImportPeriod, (), (source, row_key, kind, start, end))
struct ImportChild {   // a child from a statutory return: registered once under their code there
  std::string scheme, code;
  ChildDetails details;
  std::optional<SelfDefinedEthnicity> ethnicity;
};
BOOST_DESCRIBE_STRUCT(ImportChild, (), (scheme, code, details, ethnicity))

}  // namespace lapwing::casework
