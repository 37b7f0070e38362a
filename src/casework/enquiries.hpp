// Enquiries: the first-hour list the rules give for the risk and circumstances, and whatever is added. Each is assigned, done
// and its result recorded; nothing on the list disappears without a result or a reason.
#pragma once
#include <vector>

#include "casework/missing.hpp"
#include "casework/stamp.hpp"

namespace lapwing::casework {

BOOST_DEFINE_ENUM_CLASS(EnquiryOutcome, done, nothing_found, could_not_do, not_needed)

struct Enquiry {
  ItemId id;
  std::string text;
  std::optional<std::string> rule;       // id in rules/enquiries.toml when the rules gave it
  std::optional<std::string> why;        // why the rules gave it, or who agreed it
  std::optional<Person> assigned_to;
  std::optional<EnquiryOutcome> outcome;
  std::optional<std::string> result;
  std::optional<Stamp> set, finished;    // not described: they are the events' own stamps
};
BOOST_DESCRIBE_STRUCT(Enquiry, (), (id, text, rule, why, assigned_to, outcome, result))

// ---- events ----
struct EnquirySet { ItemId enquiry; std::string text; std::optional<std::string> rule, why; };
BOOST_DESCRIBE_STRUCT(EnquirySet, (), (enquiry, text, rule, why))
struct EnquiryAssigned { ItemId enquiry; Person to; };
BOOST_DESCRIBE_STRUCT(EnquiryAssigned, (), (enquiry, to))
struct EnquiryFinished { ItemId enquiry; EnquiryOutcome outcome = EnquiryOutcome::done; std::string result; };
BOOST_DESCRIBE_STRUCT(EnquiryFinished, (), (enquiry, outcome, result))

// ---- commands ----
struct SetEnquiry { std::string text; std::optional<Person> assign_to; };
BOOST_DESCRIBE_STRUCT(SetEnquiry, (), (text, assign_to))
struct AssignEnquiry { ItemId enquiry; Person to; };
BOOST_DESCRIBE_STRUCT(AssignEnquiry, (), (enquiry, to))
struct FinishEnquiry {
  ItemId enquiry;
  EnquiryOutcome outcome = EnquiryOutcome::done;
  std::string result;
  std::vector<MentionInput> mentions;
};
BOOST_DESCRIBE_STRUCT(FinishEnquiry, (), (enquiry, outcome, result, mentions))

}  // namespace lapwing::casework
