// What a risk file must keep to whatever a force writes in it, so that no edit can make not knowing look safe:
//   no rule rests on "no";
//   "not known" never weighs more than "yes" (else finding something out could make a child look safer than not asking);
//   every sign of harm points to high by itself;
//   a child under 13, or learning-disabled, with any sign of exploitation has a floor above low;
//   a floor never depends on what is unknown.
#pragma once
#include "policy/section.hpp"

namespace lapwing::policy {

void check_rule(Section& from, const RiskRule& rule);
void check_risk(Section& file, const RiskPolicy& risk);

}  // namespace lapwing::policy
