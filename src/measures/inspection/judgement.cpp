#include "measures/inspection/judgement.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "measures/statistics/rates.hpp"

namespace lapwing::measures {

namespace {

constexpr double of_thousand_words = 1000 / statistics::rate_per;

double value_of(const Figure& figure) {
  if (figure.of == 0) return 0;
  const double share = static_cast<double>(figure.met) / static_cast<double>(figure.of);
  return figure.per_thousand_words ? share * 1000 : share;
}

std::optional<statistics::Interval> interval_of(const Figure& figure) {
  if (!figure.per_thousand_words) {
    const auto share = statistics::proportion(figure.met, figure.of);
    return share ? std::optional(*share) : std::nullopt;
  }
  const auto rate = statistics::rate(figure.met, static_cast<double>(figure.of));
  if (!rate) return std::nullopt;
  return statistics::Interval{rate->estimate * of_thousand_words, rate->lower * of_thousand_words, rate->upper * of_thousand_words};
}

// How many more (or fewer) of the same number would give the next grade.
std::string to_next_grade(const Statement& statement, const Figure& figure, Grade grade) {
  if (grade == Grade::outstanding) return "Nothing is graded higher";
  const auto next = static_cast<std::size_t>(grade);   // thresholds begin at requires_improvement
  const double threshold = statement.thresholds[next];
  const auto name = words(static_cast<Grade>(next + 1));
  const double size = static_cast<double>(figure.of);
  constexpr double rounding = 1e-9;                     // 0.85 of 20 is 17, whatever a double makes of it
  if (statement.less_is_better) {
    const auto allowed = static_cast<std::uint64_t>(std::floor(threshold * size / 1000 + rounding));
    return fmt::format("{} fewer in {} words would be {}", figure.met - std::min(allowed, figure.met), figure.of, name);
  }
  const auto needed = static_cast<std::uint64_t>(std::ceil(threshold * size - rounding));
  return fmt::format("{} more of {} would be {}", needed - std::min(needed, figure.met), figure.of, name);
}

std::optional<Grade> lower_median(std::vector<Grade> grades) {
  if (grades.empty()) return std::nullopt;
  std::ranges::sort(grades);
  return grades[(grades.size() - 1) / 2];
}

TopicJudgement judge_topic(const Topic& topic, const Criteria& criteria, const Evidence& evidence) {
  TopicJudgement out{&topic, {}, {}, {}};
  std::vector<Grade> grades;
  const StatementJudgement* worst = nullptr;
  for (const auto& statement : topic.statements) {
    const auto found = evidence.find(evidence_key(statement));
    out.statements.push_back(judge(statement, found == evidence.end() ? Figure{} : found->second, criteria));
    if (const auto grade = out.statements.back().grade) grades.push_back(*grade);
  }
  for (const auto& one : out.statements)
    if (one.statement->essential && one.grade && (!worst || *one.grade < *worst->grade)) worst = &one;
  const auto not_judged = topic.statements.size() - grades.size();
  if (grades.empty() || static_cast<double>(not_judged) > criteria.not_judged_max * static_cast<double>(topic.statements.size())) {
    out.because = fmt::format("Not enough to say: {} of {} statements have too few cases to be judged", not_judged, topic.statements.size());
    return out;
  }
  out.grade = lower_median(grades);
  out.because = fmt::format("The middle of the {} statements judged", grades.size());
  if (worst && static_cast<int>(*out.grade) > static_cast<int>(*worst->grade) + criteria.above_worst_essential_max) {
    out.grade = static_cast<Grade>(static_cast<int>(*worst->grade) + criteria.above_worst_essential_max);
    out.because = fmt::format("Held down by a statement that is essential and only {}: {}", words(*worst->grade), worst->statement->text);
  }
  if (not_judged > 0) out.because += fmt::format(". {} had too few cases to be judged", not_judged);
  return out;
}

}  // namespace

Grade grade_of(const Statement& statement, double figure) {
  auto grade = Grade::inadequate;
  constexpr double rounding = 1e-12;
  for (std::size_t at = 0; at < statement.thresholds.size(); ++at) {
    const bool reaches = statement.less_is_better ? figure <= statement.thresholds[at] + rounding : figure >= statement.thresholds[at] - rounding;
    if (reaches) grade = static_cast<Grade>(at + 1);
  }
  return grade;
}

StatementJudgement judge(const Statement& statement, const Figure& figure, const Criteria& criteria) {
  StatementJudgement out{&statement, figure, interval_of(figure), {}, {}, {}, {}};
  if (!out.interval || figure.cases < static_cast<std::uint64_t>(criteria.counted_min)) {
    out.next = fmt::format("{} of the {} cases that it takes to judge this", figure.cases, criteria.counted_min);
    return out;
  }
  out.grade = grade_of(statement, value_of(figure));
  out.at_least = grade_of(statement, statement.less_is_better ? out.interval->upper : out.interval->lower);
  out.at_most = grade_of(statement, statement.less_is_better ? out.interval->lower : out.interval->upper);
  out.next = to_next_grade(statement, figure, *out.grade);
  return out;
}

SelfAssessment assess(const Criteria& criteria, const Evidence& evidence) {
  SelfAssessment out;
  for (const auto& topic : criteria.topics) out.topics.push_back(judge_topic(topic, criteria, evidence));
  for (const auto& cause : criteria.causes) {
    CauseProgress progress{&cause, 0, 0, cause.statements.size()};
    for (const auto& topic : out.topics)
      for (const auto& one : topic.statements) {
        if (!one.grade || std::ranges::find(cause.statements, one.statement->id) == cause.statements.end()) continue;
        ++progress.judged;
        if (*one.grade >= Grade::adequate) ++progress.adequate_or_better;
      }
    out.causes.push_back(progress);
  }
  return out;
}

}  // namespace lapwing::measures
