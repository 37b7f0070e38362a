#include "measures/facts/written_facts.hpp"

namespace lapwing::measures {

MonthNumber month_number(Instant at) {
  const auto date = london_date(at);
  return month_number(static_cast<int>(date.year()), static_cast<unsigned>(date.month()));
}

}  // namespace lapwing::measures
