// What is ordinary: families, children's homes, the school run, the youth club, the taxi that a council pays for, a social worker. Adults
// here meet many children and give lifts, food and beds, and none of it is harm: a force in which only groups do so would teach a
// search for groups the wrong thing.
#pragma once
#include "synth/outbox.hpp"

namespace lapwing::synth {

// What a child tells who was with family, friends or people whose work it is.
Report told_ordinary(const Cast& cast, std::uint64_t child, std::uint64_t friend_of_theirs, Instant at, Random& chance);
// A report that is about nobody missing.
Report ordinary_report(Cast& cast, std::uint64_t child, std::uint64_t other_child, Instant at, Random& chance);

}  // namespace lapwing::synth
