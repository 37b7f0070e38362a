// Sixty days of earlier episodes, reported, worked, asked about and closed.
#pragma once
#include "synth/demo_children.hpp"

namespace lapwing::synth {

// Sets `episodes` earlier episodes of this child between `from` and `until`, none overlapping.
void set_history(Stage& stage, const DemoChildPtr& child, int episodes, Instant from, Instant until);

}  // namespace lapwing::synth
