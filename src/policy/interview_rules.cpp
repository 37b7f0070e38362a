#include <fmt/format.h>

#include <algorithm>

#include "policy/readers.hpp"

namespace lapwing::policy {
namespace {

constexpr std::string_view label = "{label}";

void check_label(Section& from, const InterviewRule& rule) {
  std::string rest = rule.text;
  bool named = false;
  for (auto at = rest.find(label); at != std::string::npos; at = rest.find(label)) {
    rest.erase(at, label.size());
    named = true;
  }
  if (rest.find_first_of("{}") != std::string::npos) from.problem("text", "only {label} may stand in braces");
  if (named && !rule.about) from.problem("text", "a general question has no {label}");
}

void read_actions(Section& actions, InterviewPolicy& interview) {
  interview.default_action_minutes = actions.number("default_minutes", 1, minutes_max);
  for (const auto* follows : {"disclosure", "not_safe", "non_answer"})
    interview.action_minutes[follows] = actions.number(follows, 1, minutes_max);
  actions.text("source");
  actions.finish();
}

}  // namespace

void read_interview(Section& file, InterviewPolicy& interview) {
  if (auto actions = file.section("actions")) read_actions(*actions, interview);
  UniqueIds ids;
  for (auto& from : file.sections("question")) {
    InterviewRule rule;
    rule.id = from.text("id");
    ids.add(from, "id", rule.id);
    if (from.has("about")) rule.about = from.word<MentionKind>("about");
    rule.text = from.text("text");
    rule.asks_safety = from.flag("asks_safety");
    rule.linked = from.flag("linked");
    if (rule.linked && !rule.about) from.problem("linked", "a question about what is linked must say what it is about");
    rule.source = from.text("source");
    from.finish();
    check_label(from, rule);
    interview.rules.push_back(std::move(rule));
  }
  file.finish();
  const auto asks = [&](std::optional<MentionKind> about, bool safety) {
    return std::any_of(interview.rules.begin(), interview.rules.end(),
                       [&](const auto& r) { return r.about == about && !r.linked && (!safety || r.asks_safety); });
  };
  for (const auto kind : {MentionKind::person, MentionKind::place, MentionKind::thing, MentionKind::phone, MentionKind::vehicle}) {
    const bool safety = kind == MentionKind::person || kind == MentionKind::place;
    if (!asks(kind, safety))
      file.problem(fmt::format("there must be a question about a {}{}", boost::describe::enum_to_string(kind, ""),
                               safety ? " that asks whether the child is safe" : ""));
  }
  if (!asks(std::nullopt, true)) file.problem("there must be a general question that asks whether the child is safe");
}

}  // namespace lapwing::policy
