// The self-assessment as it is shown: what each topic comes to and why, its statements with what they rest on, their trend, what would
// raise them, and how far the causes of concern are put right. Pure; any thread.
#pragma once
#include <vector>

#include "measures/inspection/judgement.hpp"
#include "measures/table.hpp"

namespace lapwing::measures {

struct AssessedPeriod {
  std::string name;                        // "July 2026 to September 2026"
  SelfAssessment assessment;
};

// `now` is the stretch asked for; `before` earlier ones, oldest first, for the trend. All of the same criteria.
std::vector<Section> inspection_sections(const Criteria& criteria, const AssessedPeriod& now, const std::vector<AssessedPeriod>& before,
                                         const casework::ForceRecord& force, Date today);

// The improvement plan: late actions first, then by when they are due; done ones last.
Table plan_table(const Criteria& criteria, const casework::ForceRecord& force, Date today);

// What files audited came to, statement by statement, for one sample.
Table audit_table(const Criteria& criteria, const casework::FileSample& sample);

}  // namespace lapwing::measures
