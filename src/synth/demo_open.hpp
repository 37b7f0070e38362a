// What is going on now in the demonstration: an open episode of each kind that a person at the board should meet.
#pragma once
#include "synth/demo_children.hpp"

namespace lapwing::synth {

// Sets the stories up to `now`: those still missing, and those found and not yet closed. `child` gives the next child nobody has used.
void set_missing_now(Stage& stage, Instant now, const std::function<DemoChildPtr()>& child);
void set_found_now(Stage& stage, Instant now, const std::function<DemoChildPtr()>& child);

}  // namespace lapwing::synth
