// Risk: facts with who supplied them and when, what the rules say they point to, and what a person decided.
//
// Unknown is kept as unknown and never counts as safe. The rules point; a person decides, and says why when deciding lower.
// Levels are those of the College of Policing's APP on missing persons; each decision keeps the scheme's version and the
// digest of the rules it was made under.
#pragma once
#include <vector>

#include "casework/missing.hpp"
#include "casework/stamp.hpp"

namespace lapwing::policy { struct RiskPolicy; }

namespace lapwing::casework {

struct RiskFact {
  ItemId id;
  std::string question;      // id in rules/risk.toml
  Answer answer = Answer::not_asked;
  std::optional<std::string> detail, supplier_contact;
  std::string supplied_by;   // never empty: the informant, an officer, a record
  Instant known_at{};
};
BOOST_DESCRIBE_STRUCT(RiskFact, (), (id, question, answer, detail, supplier_contact, supplied_by, known_at))

// One rule that fired, on which facts, in words a supervisor can check.
struct RiskReason {
  std::string rule;                    // id in rules/risk.toml
  RiskLevel level = RiskLevel::low;    // the least level this rule allows
  std::string why;
  std::vector<std::string> questions;  // the questions whose answers it rests on
  bool harm = false;                   // a harm indicator: act now whatever the rest says
};
BOOST_DESCRIBE_STRUCT(RiskReason, (), (rule, level, why, questions, harm))

// What the facts point to, before anyone decides.
struct RiskPointer {
  RiskLevel level = RiskLevel::low;
  std::vector<RiskReason> reasons;           // the strongest first
  std::vector<std::string> still_to_ask;     // questions not asked or not known, most useful first
  RiskLevel floor = RiskLevel::very_low;     // a decision below this is refused whatever the reason (the overrides)
};
BOOST_DESCRIBE_STRUCT(RiskPointer, (), (level, reasons, still_to_ask, floor))

// ---- events ----
struct RiskFactRecorded { RiskFact fact; };
BOOST_DESCRIBE_STRUCT(RiskFactRecorded, (), (fact))
struct RiskAssessed {
  RiskLevel level = RiskLevel::medium;
  RiskPointer pointed_to;
  std::optional<std::string> lower_reason;
  bool provisional = false;            // taken from the rules; nobody has decided yet
  std::string scheme, rules_digest;
};
BOOST_DESCRIBE_STRUCT(RiskAssessed, (), (level, pointed_to, lower_reason, provisional, scheme, rules_digest))

// ---- commands ----
struct RecordRiskFacts { std::vector<RiskAnswer> answers; };
BOOST_DESCRIBE_STRUCT(RecordRiskFacts, (), (answers))
struct AssessRisk { RiskLevel level = RiskLevel::medium; std::optional<std::string> lower_reason; std::vector<RiskAnswer> answers; };
BOOST_DESCRIBE_STRUCT(AssessRisk, (), (level, lower_reason, answers))

}  // namespace lapwing::casework
