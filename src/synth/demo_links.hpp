// The demonstration's reports of police and partners: three adults and seven children, told of over three months by agencies that each
// know a little; and people whom many children know for ordinary reasons, who must not be listed. All invented.
#pragma once
#include "synth/demo_children.hpp"

namespace lapwing::synth {

// `known` are children who have records here (at least four); three more are known from reports alone.
void set_reports(Stage& stage, Instant now, const std::vector<DemoChildPtr>& known);

}  // namespace lapwing::synth
