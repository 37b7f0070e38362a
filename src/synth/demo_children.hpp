// The children of the demonstration: who they are and what is held about them beside their episodes. All invented.
#pragma once
#include <memory>

#include "synth/demo_stage.hpp"

namespace lapwing::synth {

struct DemoChild {
  casework::ChildDetails details;
  ChildId id;                       // nil until first reported or registered
  std::uint64_t number = 0;         // names the child's own branches of chance
  bool background_recorded = false;
};
using DemoChildPtr = std::shared_ptr<DemoChild>;

DemoChildPtr demo_child(Random& chance, std::uint64_t number, Date today);

// A report from whoever looks after the child, with answers that point to about this level. Nobody has decided the level yet.
casework::ReportMissing report_of(Stage& stage, const DemoChild& child, RiskLevel level);
// Sends the report and, the first time, what is asked about every child: ethnicity in some, not stated with a reason in others and
// blank in some, nationality, information held in advance, concerns.
Worked report_missing(Stage& stage, DemoChild& child, casework::ReportMissing report);

}  // namespace lapwing::synth
