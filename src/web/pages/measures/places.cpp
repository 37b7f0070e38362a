// Where harm is told of, from every report of the months asked for.
#include "measures/places.hpp"

#include "policy/measure_rules.hpp"
#include "web/pages/measures/bodies.hpp"

namespace lapwing::web {

MeasureAnswer places_body(Visit& visit, const MeasureAsked& asked) {
  const auto withdrawn = visit.desk().reports().withdrawn();
  const auto small_max = static_cast<std::uint64_t>(policy::built_in_measure_rules().small_count_max);
  const auto scan = visit.desk().facts().scan();
  return MeasureBody{{measures::places_of_harm(scan, withdrawn, {asked.months, small_max})}};
}

}  // namespace lapwing::web
