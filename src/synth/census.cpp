#include "synth/census.hpp"

#include <algorithm>
#include <array>

namespace lapwing::synth {

namespace {

struct Counted { std::string_view code; std::uint64_t people; };
// ONS, Census 2021, ethnic group (TS021), England and Wales: 59,597,542 people.
constexpr std::array counted = {
    Counted{"W1", 44'355'038}, Counted{"W2", 507'465},  Counted{"W3", 67'768},    Counted{"W4", 100'981},   Counted{"W9", 3'667'997},
    Counted{"M1", 513'042},    Counted{"M2", 249'596},  Counted{"M3", 488'225},   Counted{"M9", 467'113},   Counted{"A1", 1'864'318},
    Counted{"A2", 1'587'819},  Counted{"A3", 644'881},  Counted{"A4", 445'619},   Counted{"A9", 972'783},   Counted{"B1", 623'119},
    Counted{"B2", 1'488'381},  Counted{"B9", 297'778},  Counted{"O2", 331'844},   Counted{"O9", 923'775},
};
constexpr std::uint64_t people_in_all = [] {
  std::uint64_t sum = 0;
  for (const auto& one : counted) sum += one.people;
  return sum;
}();
static_assert(people_in_all == 59'597'542);

}  // namespace

std::vector<casework::PopulationRow> census_population(std::uint64_t children) {
  std::vector<casework::PopulationRow> rows;
  std::uint64_t people = 0, given = 0;
  for (const auto& one : counted) {   // rounding the running sum keeps the total exact
    people += one.people;
    const auto upto = static_cast<std::uint64_t>(static_cast<unsigned __int128>(children) * people / people_in_all);
    rows.push_back({std::string(one.code), upto - given});
    given = upto;
  }
  return rows;
}

}  // namespace lapwing::synth
