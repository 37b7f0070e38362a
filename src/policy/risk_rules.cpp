#include <fmt/format.h>

#include <algorithm>

#include "policy/readers.hpp"
#include "policy/risk_checks.hpp"

namespace lapwing::policy {
namespace {

constexpr int age_max = 18, questions_max = 500;

RiskQuestion read_question(Section& from) {
  RiskQuestion question;
  question.id = from.text("id");
  question.theme = from.text("theme");
  question.text = from.text("text");
  question.hint = from.optional_text("hint");
  question.harm = from.flag("harm");
  question.exploitation = from.flag("exploitation");
  question.ask_order = from.number("ask_order", 1, 1'000'000);
  question.source = from.text("source");
  from.finish();
  return question;
}

std::optional<int> read_exploitation(Section& from) {
  const auto at_least = from.optional_number("exploitation_at_least", 1, questions_max);
  const bool any = from.flag("exploitation");
  if (any && at_least) from.problem("exploitation", "say either this or exploitation_at_least, not both");
  return any ? std::optional(1) : at_least;
}

RiskRule read_rule(Section& from, const RiskPolicy& risk) {
  RiskRule rule;
  rule.id = from.text("id");
  rule.level = from.word<RiskLevel>("level").value_or(RiskLevel::high);
  rule.why = from.text("why");
  rule.all = read_conditions(from, "all", risk);
  rule.any = read_conditions(from, "any", risk);
  rule.under_age = from.optional_number("under_age", 1, age_max);
  rule.learning_disability = from.flag("learning_disability");
  rule.exploitation_at_least = read_exploitation(from);
  rule.unknown_at_least = from.optional_number("unknown_at_least", 1, questions_max);
  rule.floor = from.flag("floor");
  rule.harm = from.flag("harm");
  rule.source = from.text("source");
  from.finish();
  check_rule(from, rule);
  return rule;
}

}  // namespace

std::vector<RiskCondition> read_conditions(Section& section, std::string_view key, const RiskPolicy& risk) {
  std::vector<RiskCondition> out;
  for (auto& part : section.sections(key)) {
    const auto question = part.text("question");
    const auto answer = part.word<Answer>("answer");
    part.finish();
    if (!question.empty() && !risk.question(question))
      part.problem("question", fmt::format("there is no risk question \"{}\"", question));
    if (answer == Answer::not_asked) part.problem("answer", "use not_known, which also covers not asked");
    if (answer) out.push_back({question, *answer});
  }
  return out;
}

void read_risk(Section& file, RiskPolicy& risk) {
  risk.scheme = file.text("scheme");
  risk.when_nothing_known = file.word<RiskLevel>("when_nothing_known").value_or(RiskLevel::medium);
  if (risk.when_nothing_known < RiskLevel::medium)
    file.problem("when_nothing_known", "must be medium or high: not knowing is never a sign that a child is safe");
  risk.concern_kinds = file.texts("concern_kinds");
  file.text("source");
  UniqueIds question_ids, rule_ids, orders;
  for (auto& from : file.sections("question")) {
    auto question = read_question(from);
    question_ids.add(from, "id", question.id);
    orders.add(from, "ask_order", std::to_string(question.ask_order));
    risk.questions.push_back(std::move(question));
  }
  std::stable_sort(risk.questions.begin(), risk.questions.end(),
                   [](const auto& a, const auto& b) { return a.ask_order < b.ask_order; });
  for (auto& from : file.sections("rule")) {
    auto rule = read_rule(from, risk);
    rule_ids.add(from, "id", rule.id);
    risk.rules.push_back(std::move(rule));
  }
  file.finish();
  check_risk(file, risk);
}

}  // namespace lapwing::policy
