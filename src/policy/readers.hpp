// One reader for each rule file, from its top table into its type. Problems go where the Section puts them. Risk is read before
// enquiries, which name its questions.
#pragma once
#include "policy/section.hpp"

namespace lapwing::policy {

void read_clocks(Section& file, ClockPolicy& clocks);
void read_risk(Section& file, RiskPolicy& risk);
void read_enquiries(Section& file, const RiskPolicy& risk, EnquiryPolicy& enquiries);
void read_interview(Section& file, InterviewPolicy& interview);
void read_ethnicity(Section& file, EthnicityPolicy& ethnicity);
void read_access(Section& file, AccessPolicy& access);
void read_force(Section& file, ForcePolicy& force);
void read_workforce(Section& file, WorkforcePolicy& workforce);

// `key = [{ question = "…", answer = "yes" }]`, each naming a question there is.
std::vector<RiskCondition> read_conditions(Section& section, std::string_view key, const RiskPolicy& risk);

constexpr int minutes_max = 60 * 24 * 60;   // sixty days: longer than any clock, short enough to catch seconds written as minutes

}  // namespace lapwing::policy
