// What the demonstration's force holds about itself: officers' accreditations and hours, posts of which half are vacant, two courses, the
// population it serves, files audited and a plan with one action late. Set before the story is run; each is recorded on its day.
#pragma once
#include "synth/demo_stage.hpp"

namespace lapwing::synth {

// After the demonstration's accounts are there. `now` is where the story ends.
void set_force(Stage& stage, desk::Desk& desk, Instant now);

}  // namespace lapwing::synth
