// From figures to grades: what each statement, each topic and each cause of concern comes to, how sure that is, and what would raise it.
//
// A statement is graded on its figure; the grades that its 95 % interval reaches are said beside it. Too few cases is no grade, and no grade
// is never taken for a good one. Pure; any thread.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "measures/inspection/criteria.hpp"
#include "measures/inspection/evidence.hpp"
#include "measures/statistics/answer.hpp"

namespace lapwing::measures {

struct StatementJudgement {
  const Statement* statement = nullptr;            // of the criteria, which must outlive it
  Figure figure;
  std::optional<statistics::Interval> interval;    // none without a case
  std::optional<Grade> grade, at_least, at_most;   // of the figure, and of its interval's ends; none: not enough to say
  std::string next;                                // what it would take to reach the next grade: "6 more of 80 would be Good"
};

struct TopicJudgement {
  const Topic* topic = nullptr;
  std::vector<StatementJudgement> statements;      // in the rules' order
  std::optional<Grade> grade;
  std::string because;                             // one sentence
};

struct CauseProgress {
  const CauseOfConcern* cause = nullptr;
  std::size_t adequate_or_better = 0, judged = 0, statements = 0;
};

struct SelfAssessment {
  std::vector<TopicJudgement> topics;
  std::vector<CauseProgress> causes;
};

Grade grade_of(const Statement& statement, double figure);
StatementJudgement judge(const Statement& statement, const Figure& figure, const Criteria& criteria);
SelfAssessment assess(const Criteria& criteria, const Evidence& evidence);

}  // namespace lapwing::measures
