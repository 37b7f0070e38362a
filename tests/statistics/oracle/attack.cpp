// statistics_attack [TABLES]: hides small numbers in seeded random tables and tries to work every hidden cell out from what is shown, with
// GLPK's simplex. Two readers are played: one who knows that counts are not negative, and one who also knows the rule that a 0 is never
// hidden. No cell may be known to either more closely than its protection; what the second finds must be what our own flows find. That the
// attack can succeed at all is shown on the same tables with only the small numbers hidden.
#include <fmt/format.h>
#include <glpk.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <memory>

#include "../random_tables.hpp"

namespace {

using namespace lapwing::statistics;

constexpr std::uint64_t seed = 20260303;
constexpr double rounding = 1e-6;
constexpr SuppressionRules rules;

// What is shown, as a linear programme: a variable for each hidden cell, a constraint for each row and column.
class Attack {
 public:
  Attack(const CountTable& table, const std::vector<bool>& hidden, double least) : problem_(glp_create_prob(), glp_delete_prob) {
    variable_.assign(table.cells.size(), 0);
    for (std::size_t cell = 0; cell < hidden.size(); ++cell) {
      if (!hidden[cell]) continue;
      variable_[cell] = glp_add_cols(problem_.get(), 1);
      glp_set_col_bnds(problem_.get(), variable_[cell], GLP_LO, least, 0);
    }
    for (std::size_t row = 0; row < table.rows; ++row) add_up(table, hidden, row * table.columns, 1, table.columns);
    for (std::size_t column = 0; column < table.columns; ++column) add_up(table, hidden, column, table.columns, table.rows);
  }

  // The least (sign 1) or the greatest (sign -1) that the cell can be; infinite when nothing holds it.
  double end_of(std::size_t cell, int sign) {
    auto* problem = problem_.get();
    glp_set_obj_dir(problem, sign > 0 ? GLP_MIN : GLP_MAX);
    glp_set_obj_coef(problem, variable_[cell], 1);
    glp_smcp options;
    glp_init_smcp(&options);
    options.msg_lev = GLP_MSG_OFF;
    const int failed = glp_simplex(problem, &options);
    const double value = glp_get_status(problem) == GLP_UNBND ? sign * -INFINITY : glp_get_obj_val(problem);
    if (failed != 0 || (glp_get_status(problem) != GLP_OPT && glp_get_status(problem) != GLP_UNBND)) {
      fmt::print(stderr, "GLPK could not solve a programme (status {})\n", glp_get_status(problem));
      std::exit(3);
    }
    glp_set_obj_coef(problem, variable_[cell], 0);
    return value;
  }

 private:
  // The inside of a row or column adds up to its total: shown cells move to the right-hand side.
  void add_up(const CountTable& table, const std::vector<bool>& hidden, std::size_t first, std::size_t stride, std::size_t count) {
    std::vector<int> variables(1);
    std::vector<double> factors(1);
    double right = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const auto cell = first + i * stride;
      const double factor = i + 1 < count ? 1 : -1;
      if (hidden[cell]) {
        variables.push_back(variable_[cell]);
        factors.push_back(factor);
      } else {
        right -= factor * static_cast<double>(table.cells[cell]);
      }
    }
    if (variables.size() == 1) return;
    const int row = glp_add_rows(problem_.get(), 1);
    glp_set_row_bnds(problem_.get(), row, GLP_FX, right, right);
    glp_set_mat_row(problem_.get(), row, static_cast<int>(variables.size()) - 1, variables.data(), factors.data());
  }

  std::unique_ptr<glp_prob, decltype(&glp_delete_prob)> problem_;
  std::vector<int> variable_;   // by cell; 0: shown
};

bool is_small(std::uint64_t count) { return count >= 1 && count <= rules.small_count_max; }

bool known_too_closely(const CountTable& table, std::size_t cell, double least, double greatest) {
  if (greatest - least < rounding) return true;
  if (is_small(table.cells[cell]))
    return least > static_cast<double>(least_ever(table, cell)) + rounding || greatest < static_cast<double>(rules.small_count_max) - rounding;
  return greatest - least < static_cast<double>(rules.small_count_max) - rounding;
}

struct Tally {
  std::size_t tables = 0, cells = 0, small = 0, further = 0, programmes = 0, recovered = 0, unlike_flow = 0, recovered_if_careless = 0;
};

void attack(const CountTable& table, Tally& tally) {
  const auto hidden = suppress(table, rules).value();
  std::vector<bool> only_small(hidden.size());
  for (std::size_t cell = 0; cell < hidden.size(); ++cell) only_small[cell] = is_small(table.cells[cell]);
  Attack plain(table, hidden, 0), knowing(table, hidden, 1), careless(table, only_small, 0);
  ++tally.tables;
  tally.cells += hidden.size();
  for (std::size_t cell = 0; cell < hidden.size(); ++cell) {
    if (is_small(table.cells[cell]) && !hidden[cell]) ++tally.recovered;   // shown for all to see
    if (!hidden[cell]) continue;
    ++(is_small(table.cells[cell]) ? tally.small : tally.further);
    const double least = knowing.end_of(cell, 1), greatest = knowing.end_of(cell, -1);
    const double plain_least = plain.end_of(cell, 1), plain_greatest = plain.end_of(cell, -1);
    tally.programmes += 4;
    tally.recovered += known_too_closely(table, cell, least, greatest) || known_too_closely(table, cell, plain_least, plain_greatest);
    const auto flow = possible_values(table, hidden, cell, 1'000'000);
    const double flow_greatest = flow.greatest ? static_cast<double>(*flow.greatest) : INFINITY;
    tally.unlike_flow += std::abs(static_cast<double>(flow.least) - least) > rounding ||
                         !(flow_greatest == greatest || std::abs(flow_greatest - greatest) < rounding);
    if (only_small[cell]) tally.recovered_if_careless += careless.end_of(cell, -1) - careless.end_of(cell, 1) < rounding;
  }
}

}  // namespace

int main(int count, char** arguments) {
  const int tables = count > 1 ? std::atoi(arguments[1]) : 10'000;
  std::mt19937_64 random(seed);
  Tally tally;
  for (int i = 0; i < tables; ++i) attack(testing::random_table(random), tally);
  fmt::print("{} tables of {} cells: {} small cells hidden and {} further to protect them\n", tally.tables, tally.cells, tally.small, tally.further);
  fmt::print("{} linear programmes: {} cells known more closely than their protection, {} ranges unlike our own flows\n", tally.programmes,
             tally.recovered, tally.unlike_flow);
  fmt::print("With the small cells alone hidden, the same attack gives {} of them back exactly\n", tally.recovered_if_careless);
  const bool attack_works = tally.recovered_if_careless > 0;
  if (!attack_works) fmt::print("The attack found nothing where there is something to find: it proves nothing\n");
  return tally.recovered == 0 && tally.unlike_flow == 0 && attack_works && tally.tables > 0 ? 0 : 1;
}
