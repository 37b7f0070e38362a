// How quickly missing children are answered.
#include "measures/response/response.hpp"

#include "web/pages/measures/bodies.hpp"

namespace lapwing::web {

MeasureAnswer response_body(Visit& visit, const MeasureAsked& asked) {
  const auto scan = visit.desk().facts().scan();
  return MeasureBody{measures::response(scan, {asked.months, asked.team, visit.now()}, {visit.rules().clocks, policy::built_in_measure_rules()})};
}

MeasureHeadlines response_headlines(Visit& visit, const MeasureAsked& asked) {
  const auto scan = visit.desk().facts().scan();
  return measures::response_headlines(scan, {asked.months, asked.team, visit.now()});
}

}  // namespace lapwing::web
