// The field's own code lists, as closed enumerations. The names are the words used on the wire, in rules and in the ledger,
// so a name once released is never changed, only added to. Sources: College of Policing APP on missing persons (risk
// levels, prevention interview), the self-defined and officer-observed ethnicity lists are data in rules/ethnicity.toml.
#pragma once
#include <boost/describe/enum.hpp>
#include <string>
#include <string_view>

namespace lapwing {

BOOST_DEFINE_ENUM_CLASS(RiskLevel, very_low, low, medium, high)

// Four different answers; none but `no` says that a risk is absent.
BOOST_DEFINE_ENUM_CLASS(Answer, not_asked, not_known, no, yes)

BOOST_DEFINE_ENUM_CLASS(Sex, female, male, other, unknown)

BOOST_DEFINE_ENUM_CLASS(Role, call_handler, officer, supervisor, duty_inspector, superintendent, missing_coordinator,
                        analyst, inspector, auditor, administrator, system)

// What a child or a witness can name: each becomes its own questions on return.
BOOST_DEFINE_ENUM_CLASS(MentionKind, person, place, thing, phone, vehicle)

BOOST_DEFINE_ENUM_CLASS(InterviewMode, in_person, phone, third_party)

BOOST_DEFINE_ENUM_CLASS(QuestionOutcome, answered, would_not_say, not_asked)

BOOST_DEFINE_ENUM_CLASS(ClockKind, first_deployment, review, reassessment, idle, handover, prevention_interview,
                        return_interview_offer, return_interview, action)

// Who an overdue clock climbs to, in order. `owner` is whoever owns the episode (its team's supervisor while nobody does).
BOOST_DEFINE_ENUM_CLASS(Rung, owner, sergeant, duty_inspector, superintendent)

// "HIGH" -> "High", for people: the wire word with a capital and spaces.
std::string for_people(std::string_view wire_word);

}  // namespace lapwing
