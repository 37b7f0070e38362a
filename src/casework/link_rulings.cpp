// Deciding on reports and on rulings about links. Whether a group exists is for whoever sends the ruling to know: groups come and
// go as reports do, and a ruling on one that has changed since says by its evidence what it was made on.
#include "casework/link_rulings.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "casework/interview.hpp"
#include "casework/subjects.hpp"

namespace lapwing::casework {
namespace {

using Wrong = std::vector<FieldError>;

Decided event(Event one) {
  std::vector<NewEvent> out;
  out.push_back({std::move(one), {}});
  return out;
}

void need(Wrong& wrong, const std::string& text, const char* path, const char* message) {
  if (is_blank(text)) wrong.push_back({path, FieldFault::required, message});
}

void need_report(Wrong& wrong, const LinkKnowledge& known, const std::string& number, const std::string& path) {
  if (is_blank(number)) wrong.push_back({path, FieldFault::required, "Say which report."});
  else if (!known.holds(number)) wrong.push_back({path, FieldFault::unknown_value, fmt::format("There is no report {}.", number)});
}

void need_mentions(Wrong& wrong, const LinkKnowledge& known, const std::vector<MentionRef>& mentions, const std::string& path) {
  for (std::size_t i = 0; i < mentions.size(); ++i) {
    need_report(wrong, known, mentions[i].report, fmt::format("{}[{}].report", path, i));
    if (is_blank(mentions[i].ref)) wrong.push_back({fmt::format("{}[{}].ref", path, i), FieldFault::required, "Say who in that report."});
  }
}

void need_evidence(Wrong& wrong, const LinkKnowledge& known, const std::vector<std::string>& evidence) {
  for (std::size_t i = 0; i < evidence.size(); ++i) need_report(wrong, known, evidence[i], fmt::format("evidence[{}]", i));
}

// The three rulings on a match differ in what they come to, not in what they need.
template <class Ruling, class C>
Decided rule_on_match(const C& c, const LinkKnowledge& known) {
  Wrong wrong;
  need_report(wrong, known, c.from_report, "from_report");
  need(wrong, c.from_ref, "from_ref", "Say who or what in that report.");
  need_report(wrong, known, c.to_report, "to_report");
  need(wrong, c.to_ref, "to_ref", "Say who or what in that report.");
  need(wrong, c.reason, "reason", "Say why.");
  if (wrong.empty() && c.from_report == c.to_report && c.from_ref == c.to_ref)
    wrong.push_back({"to_ref", FieldFault::not_allowed, "Name two different mentions."});
  if (!wrong.empty()) return std::unexpected(invalid(std::move(wrong)));
  return event(Ruling{c.from_report, c.from_ref, c.to_report, c.to_ref, tidied(c.reason)});
}

Decided decide_on(const ReceiveReport& c, const LinkKnowledge& known, Context&) {
  if (!known.report || known.report->number.empty()) return std::unexpected(invalid("report", "is required: the report's number, as text"));
  if (known.report->is_held) return Decided{};
  return event(ReportReceived{known.report->number, c.sent, known.report->first_held});
}

Decided decide_on(const NoteReportRead& c, const LinkKnowledge&, Context&) { return event(ReportRead{c.what, c.as_known_at, c.times}); }

Decided decide_on(const ConfirmMatch& c, const LinkKnowledge& known, Context&) { return rule_on_match<MatchConfirmed>(c, known); }
Decided decide_on(const RefuseMatch& c, const LinkKnowledge& known, Context&) { return rule_on_match<MatchRefused>(c, known); }
Decided decide_on(const LiftMatchRuling& c, const LinkKnowledge& known, Context&) { return rule_on_match<MatchRulingLifted>(c, known); }

Decided decide_on(const TakeOnGroup& c, const LinkKnowledge& known, Context&) {
  Wrong wrong;
  need(wrong, c.group, "group", "Say which group.");
  need(wrong, c.owner.name, "owner.name", "Name the person who takes the group on.");
  need_evidence(wrong, known, c.evidence);
  if (!wrong.empty()) return std::unexpected(invalid(std::move(wrong)));
  return event(GroupTakenOn{c.group, c.owner, c.note, c.evidence, c.children});
}

Decided decide_on(const DismissGroup& c, const LinkKnowledge& known, Context&) {
  Wrong wrong;
  need(wrong, c.group, "group", "Say which group.");
  need(wrong, c.reason, "reason", "Say why this group is dismissed.");
  need_evidence(wrong, known, c.evidence);
  if (!wrong.empty()) return std::unexpected(invalid(std::move(wrong)));
  return event(GroupDismissed{c.group, tidied(c.reason), c.evidence, c.children});
}

Decided decide_on(const MergeGroups& c, const LinkKnowledge&, Context&) {
  Wrong wrong;
  need(wrong, c.into, "into", "Say which group the others join.");
  need(wrong, c.reason, "reason", "Say why they are one group.");
  if (c.from.empty()) wrong.push_back({"from", FieldFault::required, "Name at least one other group."});
  for (std::size_t i = 0; i < c.from.size(); ++i)
    if (is_blank(c.from[i]) || c.from[i] == c.into)
      wrong.push_back({fmt::format("from[{}]", i), FieldFault::not_allowed, "Name a group other than the one it joins."});
  if (!wrong.empty()) return std::unexpected(invalid(std::move(wrong)));
  return event(GroupsMerged{c.into, c.from, tidied(c.reason), c.children, c.other_children});
}

Decided decide_on(const SplitGroup& c, const LinkKnowledge& known, Context&) {
  Wrong wrong;
  need(wrong, c.group, "group", "Say which group.");
  need(wrong, c.reason, "reason", "Say why they are not one group.");
  if (c.parts.size() < 2) wrong.push_back({"parts", FieldFault::required, "Name at least two parts."});
  for (std::size_t i = 0; i < c.parts.size(); ++i) {
    if (c.parts[i].adults.empty() && c.parts[i].children.empty())
      wrong.push_back({fmt::format("parts[{}]", i), FieldFault::required, "Name who is in this part."});
    need_mentions(wrong, known, c.parts[i].adults, fmt::format("parts[{}].adults", i));
    need_mentions(wrong, known, c.parts[i].children, fmt::format("parts[{}].children", i));
  }
  if (!wrong.empty()) return std::unexpected(invalid(std::move(wrong)));
  return event(GroupSplit{c.group, c.parts, tidied(c.reason)});
}

Decided decide_on(const LiftGroupRuling& c, const LinkKnowledge&, Context&) {
  Wrong wrong;
  need(wrong, c.group, "group", "Say which group.");
  need(wrong, c.reason, "reason", "Say why it is taken back.");
  if (!wrong.empty()) return std::unexpected(invalid(std::move(wrong)));
  return event(GroupRulingLifted{c.group, c.ruling, tidied(c.reason)});
}

Decided decide_on(const NoticeGroup& c, const LinkKnowledge&, Context&) {
  if (is_blank(c.group)) return std::unexpected(invalid("group", "Say which group."));
  return event(GroupNoticed{c.group, c.score, c.probability, c.adults, c.children, c.evidence});
}

}  // namespace

Decided decide_link(const LinkCommand& command, const LinkKnowledge& known, Context& context) {
  return std::visit([&](const auto& c) { return decide_on(c, known, context); }, command);
}

}  // namespace lapwing::casework
