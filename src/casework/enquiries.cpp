#include "casework/enquiries.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "casework/interview.hpp"
#include "casework/risk_answers.hpp"
#include "casework/subjects.hpp"

namespace lapwing::casework {
namespace {

bool names(const Episode& episode, MentionKind kind) {
  return std::any_of(episode.mentions.begin(), episode.mentions.end(), [&](const auto& m) { return m.what.kind == kind; });
}

bool missing_before(const Case& held, const Episode& episode) {
  return !held.historic.empty() || std::any_of(held.episodes.begin(), held.episodes.end(),
                                               [&](const auto& earlier) { return earlier->id != episode.id; });
}

bool on_the_list(const Episode& episode, const std::string& rule) {
  return std::any_of(episode.enquiries.begin(), episode.enquiries.end(), [&](const auto& e) { return e.rule == rule; });
}

bool calls_for(const policy::EnquiryRule& rule, const Case& held, const Episode& episode, RiskLevel level, const RiskAnswers& answers) {
  if (level < rule.from_level) return false;
  if (rule.looked_after && held.details.looked_after != Answer::yes) return false;
  if (rule.has_phone && held.details.phones.empty()) return false;
  if (rule.has_named_people && !names(episode, MentionKind::person)) return false;
  if (rule.has_named_places && !names(episode, MentionKind::place)) return false;
  if (rule.earlier_episodes && !missing_before(held, episode)) return false;
  return std::all_of(rule.when.begin(), rule.when.end(), [&](const auto& condition) { return answers.holds(condition); });
}

// The enquiry, if there is one still without a result; else why not.
std::expected<const Enquiry*, Refusal> unfinished(const Episode& episode, ItemId id) {
  const auto found =
      std::find_if(episode.enquiries.begin(), episode.enquiries.end(), [&](const auto& e) { return e.id == id; });
  if (found == episode.enquiries.end()) return std::unexpected(not_found("This episode has no such enquiry."));
  if (found->outcome)
    return std::unexpected(invalid("enquiry", fmt::format("This enquiry already has a result{}. Set a new one to do more",
                                                          found->finished ? ", recorded by " + found->finished->by.name : "")));
  return &*found;
}

}  // namespace

std::vector<Event> enquiries_for(const policy::Policies& rules, const Case& held, const Episode& episode, RiskLevel level,
                                 Context& context) {
  std::vector<Event> out;
  const RiskAnswers answers(episode.facts);
  for (const auto& rule : rules.enquiries.rules)
    if (!on_the_list(episode, rule.id) && calls_for(rule, held, episode, level, answers))
      out.push_back(EnquirySet{context.ids.next<ItemId>(), rule.text, rule.id, rule.why});
  return out;
}

Decided decide_on(const Case&, const Episode& episode, const SetEnquiry& c, Context& context) {
  if (is_blank(c.text)) return std::unexpected(invalid("text", "Say what is to be found out, and how"));
  if (c.assign_to && is_blank(c.assign_to->name)) return std::unexpected(invalid("assign_to.name", "Name who is to do it"));
  const auto id = context.ids.next<ItemId>();
  std::vector<Event> events{EnquirySet{id, c.text, {}, fmt::format("set by {}", context.by.name)}};
  if (c.assign_to) events.push_back(EnquiryAssigned{id, *c.assign_to});
  return on(episode.id, std::move(events));
}

Decided decide_on(const Case&, const Episode& episode, const AssignEnquiry& c, Context&) {
  const auto enquiry = unfinished(episode, c.enquiry);
  if (!enquiry) return std::unexpected(enquiry.error());
  if (is_blank(c.to.name)) return std::unexpected(invalid("to.name", "Name who is to do it"));
  return on(episode.id, {EnquiryAssigned{c.enquiry, c.to}});
}

Decided decide_on(const Case&, const Episode& episode, const FinishEnquiry& c, Context& context) {
  const auto enquiry = unfinished(episode, c.enquiry);
  if (!enquiry) return std::unexpected(enquiry.error());
  if (is_blank(c.result))
    return std::unexpected(invalid("result", c.outcome == EnquiryOutcome::not_needed ? "Say why it is not needed"
                                             : c.outcome == EnquiryOutcome::could_not_do ? "Say why it could not be done"
                                                                                         : "Say what was found"));
  std::vector<FieldError> wrong;
  check_labels(c.mentions, "mentions", wrong);
  if (!wrong.empty()) return std::unexpected(invalid(std::move(wrong)));
  std::vector<Event> events{EnquiryFinished{c.enquiry, c.outcome, c.result}};
  auto mentions = mention_events(c.mentions, "enquiry", context);
  std::move(mentions.begin(), mentions.end(), std::back_inserter(events));
  return on(episode.id, std::move(events));
}

void evolve_enquiries(Case& held, const Recorded& recorded) {
  if (!recorded.episode || !held.episode(*recorded.episode)) return;
  auto& enquiries = held.edit(*recorded.episode).enquiries;
  const auto find = [&](ItemId id) { return std::find_if(enquiries.begin(), enquiries.end(), [&](const auto& e) { return e.id == id; }); };
  if (const auto* set = std::get_if<EnquirySet>(&recorded.event)) {
    Enquiry enquiry{.id = set->enquiry, .text = set->text, .rule = set->rule, .why = set->why};
    enquiry.set = recorded.stamp;
    enquiries.push_back(std::move(enquiry));
  } else if (const auto* assigned = std::get_if<EnquiryAssigned>(&recorded.event)) {
    if (const auto at = find(assigned->enquiry); at != enquiries.end()) at->assigned_to = assigned->to;
  } else if (const auto* finished = std::get_if<EnquiryFinished>(&recorded.event)) {
    if (const auto at = find(finished->enquiry); at != enquiries.end()) {
      at->outcome = finished->outcome;
      at->result = finished->result;
      at->finished = recorded.stamp;
    }
  }
}

}  // namespace lapwing::casework
