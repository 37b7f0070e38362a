// When children are reported missing, and for how long: by hour of the day and day of the week, and by the published shares found
// within 8 and 48 hours. Times are UTC; the hours of the shape are taken as if they were London's.
// Pure.
#pragma once
#include <cstdint>

#include "domain/time.hpp"
#include "synth/random.hpp"

namespace lapwing::synth {

// What the published figures say (see docs/synthetic-force.md for their sources).
inline constexpr int reports_a_year = 6650;
inline constexpr double share_of_children = 3946.0 / 6651;
inline constexpr double share_in_care = 1.0 / 3;          // of children's reports
inline constexpr double reports_a_child = 210.0 / 72;     // of children reported at all
inline constexpr double found_within_8_hours = 0.58, found_within_48_hours = 0.94;

// The span of an invented force. A bigger one is a bigger force, not a longer past, beyond `span_years_max`.
struct Span {
  static constexpr int span_years_max = 3;
  Instant from, until;
  static Span of(std::uint64_t episodes);                 // ends on a fixed day, so that the same seed gives the same bytes
};

// `count` moments in order, spread by the shape of the week: the i-th is asked for by its number.
class Moments {
 public:
  Moments(Span span, std::uint64_t count) : span_(span), count_(count) {}
  Instant at(std::uint64_t number, Random& chance) const;

 private:
  Span span_;
  std::uint64_t count_;
};

std::chrono::minutes how_long_missing(Random& chance);

}  // namespace lapwing::synth
