// How risk and enquiries are told.
#include <fmt/format.h>

#include "views/sentences.hpp"
#include "views/story.hpp"

namespace lapwing::views {

using namespace casework;

namespace {

std::string finished(EnquiryOutcome outcome) {
  switch (outcome) {
    case EnquiryOutcome::done: return "An enquiry was done";
    case EnquiryOutcome::nothing_found: return "An enquiry was done and found nothing";
    case EnquiryOutcome::could_not_do: return "An enquiry could not be done";
    case EnquiryOutcome::not_needed: return "An enquiry was found not to be needed";
  }
  return "An enquiry was finished";
}

}  // namespace

Telling tell(const RiskFactRecorded& e, const Teller& t) {
  Telling out{TimelineKind::risk, fmt::format("A risk question was answered, recorded by {}.", t.by())};
  out.several = "risk questions were answered, recorded by " + t.by() + ".";
  const auto before = t.story.answers.find(e.fact.question);
  const bool changed = before != t.story.answers.end() && before->second != e.fact.answer;
  out.details.push_back(fmt::format("{} {}{}", t.question_text(e.fact.question), capital(answer_word(e.fact.answer)),
                                    changed ? fmt::format(" (before: {})", answer_word(before->second)) : ""));
  add(out.details, "Detail", e.fact.detail);
  add(out.details, "Supplied by", e.fact.supplied_by);
  add(out.details, "How to reach them", e.fact.supplier_contact);
  if (t.earlier(e.fact.known_at)) add(out.details, "Known at", t.when(e.fact.known_at));
  return out;
}

Telling tell(const RiskAssessed& e, const Teller& t) {
  Telling out{TimelineKind::risk, ""};
  out.title = e.provisional ? fmt::format("Risk taken as {} from the facts so far. Nobody has decided yet.", risk_word(e.level))
                            : fmt::format("Risk assessed as {} by {}.", risk_word(e.level), t.by());
  add(out.details, "Reason for deciding lower than the facts point to", e.lower_reason);
  if (e.pointed_to.level != e.level) add(out.details, "The facts point to", risk_word(e.pointed_to.level));
  for (const auto& reason : e.pointed_to.reasons) {
    const auto label = reason.harm ? "Sign of harm" : "Points to " + risk_word(reason.level);
    add(out.details, label, reason.why);
  }
  if (!e.pointed_to.still_to_ask.empty())
    add(out.details, "Still to ask", fmt::format("{} question{}", e.pointed_to.still_to_ask.size(),
                                                 e.pointed_to.still_to_ask.size() == 1 ? "" : "s"));
  return out;
}

Telling tell(const EnquirySet& e, const Teller& t) {
  Telling out{TimelineKind::enquiry, fmt::format("An enquiry was set{}.", e.rule ? " from the rules" : " by " + t.by())};
  out.several = "enquiries were set.";
  if (!e.text.empty()) out.details.push_back(e.text);
  add(out.details, "Why", e.why);
  return out;
}

Telling tell(const EnquiryAssigned& e, const Teller& t) {
  Telling out{TimelineKind::enquiry, fmt::format("An enquiry was given to {} by {}.", e.to.name, t.by())};
  if (const auto found = t.story.enquiries.find(e.enquiry); found != t.story.enquiries.end())
    add(out.details, "Enquiry", found->second);
  return out;
}

Telling tell(const EnquiryFinished& e, const Teller& t) {
  Telling out{TimelineKind::enquiry, fmt::format("{}, recorded by {}.", finished(e.outcome), t.by())};
  if (const auto found = t.story.enquiries.find(e.enquiry); found != t.story.enquiries.end())
    add(out.details, "Enquiry", found->second);
  add(out.details, "Result", e.result);
  return out;
}

}  // namespace lapwing::views
