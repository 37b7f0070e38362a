// The page of equity attacked as a whole: a reader who knows every figure shown, every total of a column even where it is hidden, how many
// are unknown, and which tables share what, subtracts and bounds until nothing more follows. No small number may come out.
#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <map>
#include <numeric>
#include <set>

#include "measures/equity/equity.hpp"
#include "measures/invented_facts.hpp"

namespace lapwing::measures {
namespace {

using namespace testing;

constexpr double unbounded = 1e9;
constexpr std::uint64_t small_max = 5;

// Whole numbers, none below 0, and sums that they make: Σ sign × number = 0.
class Reader {
 public:
  std::size_t number(const std::string& name) {
    const auto [found, is_new] = names_.try_emplace(name, low_.size());
    if (is_new) low_.push_back(0), high_.push_back(unbounded);
    return found->second;
  }
  void knows(const std::string& name, double value) { low_[number(name)] = high_[number(name)] = value; }
  void adds_up(const std::vector<std::string>& parts, const std::string& total) {
    std::map<std::size_t, double> sum;
    for (const auto& part : parts) sum[number(part)] += 1;
    sum[number(total)] -= 1;
    sums_.push_back(std::move(sum));
  }

  // Every sum less every other that shares a number with it, then bounds until they are still.
  void think() {
    const auto given = sums_.size();
    for (std::size_t a = 0; a < given; ++a)
      for (std::size_t b = 0; b < given; ++b)
        if (a != b && shares_unknown(sums_[a], sums_[b])) sums_.push_back(less(sums_[a], sums_[b]));
    for (bool moved = true; moved;) {
      moved = false;
      for (const auto& sum : sums_)
        for (const auto& [number, sign] : sum) moved |= tighten(sum, number, sign);
    }
  }
  double least(const std::string& name) { return low_[number(name)]; }
  double most(const std::string& name) { return high_[number(name)]; }

 private:
  using Sum = std::map<std::size_t, double>;
  bool known(std::size_t number) const { return low_[number] == high_[number]; }
  bool shares_unknown(const Sum& a, const Sum& b) const {
    return std::ranges::any_of(a, [&](const auto& part) { return !known(part.first) && b.contains(part.first); });
  }
  static Sum less(Sum a, const Sum& b) {
    for (const auto& [number, sign] : b)
      if ((a[number] -= sign) == 0) a.erase(number);
    return a;
  }
  bool tighten(const Sum& sum, std::size_t number, double sign) {
    double least_others = 0, most_others = 0;
    for (const auto& [other, by] : sum) {
      if (other == number) continue;
      least_others += by > 0 ? by * low_[other] : by * high_[other];
      most_others += by > 0 ? by * high_[other] : by * low_[other];
    }
    const double a = -most_others / sign, b = -least_others / sign;
    const double least = std::ceil(std::min(a, b) - 1e-6), most = std::floor(std::max(a, b) + 1e-6);
    bool moved = false;
    if (least > low_[number]) low_[number] = least, moved = true;
    if (most < high_[number]) high_[number] = most, moved = true;
    return moved;
  }
  std::map<std::string, std::size_t> names_;
  std::vector<double> low_, high_;
  std::vector<Sum> sums_;
};

// Each count of the page by a name that is the same wherever the same thing is counted, and the sums between them.
struct Page {
  std::map<std::string, std::vector<Cell>> counts;         // every place where it stands
  std::vector<std::pair<std::vector<std::string>, std::string>> sums;
  std::set<std::string> column_totals;

  void stands(const std::string& name, const Cell& cell) { counts[name].push_back(cell); }
};

void read_breakdown(const Table& table, std::size_t first, std::size_t columns, std::string_view of_rows, std::string_view of_columns, Page& page) {
  std::vector<std::vector<std::string>> by_column(columns);
  for (const auto& row : table.rows) {
    const auto& label = row[0].text;
    if (label == "All") {
      for (std::size_t column = 0; column < columns; ++column) page.stands(fmt::format("{}{}", of_columns, column), row[first + column]);
      continue;
    }
    std::vector<std::string> parts;
    const auto total = fmt::format("{}{}", of_rows, label);
    page.stands(total, row[1]);
    for (std::size_t column = 0; column < columns; ++column) {
      parts.push_back(fmt::format("{}|{}|{}", table.id, label, column));
      by_column[column].push_back(parts.back());
      page.stands(parts.back(), row[first + column]);
    }
    page.sums.emplace_back(std::move(parts), total);
  }
  for (std::size_t column = 0; column < columns; ++column) {
    page.sums.emplace_back(by_column[column], fmt::format("{}{}", of_columns, column));
    page.column_totals.insert(fmt::format("{}{}", of_columns, column));
  }
}

void read_list(const Table& table, std::string_view of_rows, const std::string& total, Page& page) {
  std::vector<std::string> parts;
  for (const auto& row : table.rows) {
    const auto name = row[0].text == "All" ? total : fmt::format("{}{}", of_rows, row[0].text);
    page.stands(name, row[1]);
    if (row[0].text != "All") parts.push_back(name);
  }
  page.sums.emplace_back(std::move(parts), total);
}

Page read(const Equity& equity) {
  Page page;
  for (const auto& section : equity.sections)
    for (const auto& table : section.tables) {
      if (table.id == "children-by-group") read_list(table, "children|", "all children", page);
      else if (table.id == "episodes-by-group") read_list(table, "episodes|", "all episodes", page);
      else if (table.id == "nationalities") read_list(table, "nationality|", "all children", page);
      else if (table.id == "grades-by-group") read_breakdown(table, 2, 2, "episodes|", "grade|", page);
      else if (table.id == "deployment-by-group") read_breakdown(table, 2, 3, "episodes|", "deployment|", page);
      else if (table.id == "found-by-group") read_breakdown(table, 2, 4, "episodes|", "found|", page);
      else if (table.id == "completeness-by-observed") read_breakdown(table, 2, 2, "observed|", "answered|", page);
      else if (table.id == "completeness-by-team") read_breakdown(table, 2, 4, "team|", "state|", page);
      else if (table.id == "completeness-by-month") read_breakdown(table, 2, 4, "month|", "state|", page);
    }
  page.sums.push_back({{"state|1", "state|2", "state|3"}, "children|Not known"});
  page.sums.push_back({{"state|0", "children|Not known"}, "all children"});
  std::vector<std::string> observed;
  for (const auto& [name, cells] : page.counts)
    if (name.starts_with("observed|")) observed.push_back(name);
  page.sums.emplace_back(std::move(observed), "all children");
  return page;
}

std::string printed(const Equity& equity) {
  std::string out;
  for (const auto& section : equity.sections)
    for (const auto& table : section.tables) {
      out += table.id + "\n";
      for (const auto& row : table.rows) {
        for (const auto& cell : row) out += cell.text + " | ";
        out += "\n";
      }
    }
  return out;
}

// A small force, most of one group.
void fill(FactTable& facts) {
  const auto children = *rc::gen::inRange(1, 90);
  std::uint64_t episodes = 0;
  for (int n = 0; n < children; ++n) {
    auto child = invented_child(static_cast<std::uint64_t>(n), *rc::gen::weightedElement<std::string>({{20, "W1"}, {5, "A1"}, {2, "B1"}, {1, "M1"}, {1, "O2"}, {2, "NS"}, {4, ""}}));
    if (*rc::gen::inRange(0, 3) == 0) std::string_view("IC1").copy(child.observed, 3);
    const auto country = *rc::gen::weightedElement<std::string>({{20, "GB"}, {4, "PL"}, {1, "FR"}, {1, "IT"}, {3, ""}});
    country.copy(child.nationality, 2);
    const auto row = facts.put_child(child);
    for (int more = *rc::gen::inRange(1, 4); more > 0; --more) {
      auto e = invented_episode(++episodes, at("2026-01-05T00:00:00Z") + *rc::gen::inRange(0, 3) * std::chrono::hours(24 * 30));
      e.child = row;
      e.team = facts.team(*rc::gen::elementOf(std::vector<std::string>{"", "A", "A", "B"}));
      e.first_level = *rc::gen::elementOf(std::vector{RiskLevel::low, RiskLevel::medium, RiskLevel::high, RiskLevel::high});
      const auto clock = *rc::gen::inRange(0, 3);
      if (clock == 1) met(e, ClockKind::first_deployment);
      if (clock == 2) breached(e, ClockKind::first_deployment);
      const auto how = *rc::gen::inRange(0, 5);
      if (how < 4) e.how_found = static_cast<casework::HowFound>(how);
      facts.put_episode(e);
    }
  }
}

bool is_within_a_table(std::string_view name) { return std::ranges::count(name, '|') == 2; }

Reader reader_of(const Page& page, bool with_what_tables_hold) {
  Reader reader;
  for (const auto& [parts, total] : page.sums) reader.adds_up(parts, total);
  for (const auto& [name, cells] : page.counts) {
    reader.number(name);
    if (!with_what_tables_hold && is_within_a_table(name)) continue;
    for (const auto& cell : cells)
      if (!cell.hidden) reader.knows(name, *cell.value);
  }
  return reader;
}

RC_GTEST_PROP(EquityPage, GivesNoSmallNumberBackHoweverItsTablesAreSubtracted, ()) {
  FactTable facts;
  fill(facts);
  const auto policies = policy::load(policy::built_in_rules()).value();
  const EquityAsked asked{{2026 * 12, 2026 * 12 + 11}, ""};
  auto nothing_hidden = policy::built_in_measure_rules();
  nothing_hidden.small_count_max = 0;
  const auto truth = read(equity(facts.scan(), asked, {policies.ethnicity, nothing_hidden}, nullptr));
  const auto shown = equity(facts.scan(), asked, {policies.ethnicity, policy::built_in_measure_rules()}, nullptr);
  const auto page = read(shown);
  const auto value_of = [&](const std::string& name) { return *truth.counts.at(name).front().value; };

  for (const auto& [name, cells] : page.counts)
    for (const auto& cell : cells) {
      RC_ASSERT(cell.hidden == cells.front().hidden);       // hidden in one table, hidden in all
      if (!cell.hidden) RC_ASSERT(*cell.value == 0 || *cell.value > static_cast<double>(small_max));
    }
  if (page.counts.at("all children").front().hidden) return;   // nothing is shown at all
  // One reader learnt elsewhere how many are unknown, and looks for who is of which group. Another knows this page alone.
  const double all_known = value_of("all children") - value_of("children|Not known");
  for (const bool told_of_unknown : {true, false}) {
    if (told_of_unknown && all_known <= static_cast<double>(small_max)) continue;   // that so few are known says it all
    // What the totals alone say, which are known from elsewhere, no table can hide; but it may add nothing that names a small number.
    auto reader = reader_of(page, true), of_totals = reader_of(page, false);
    const auto tell = [&](const std::string& name, double value) { reader.knows(name, value), of_totals.knows(name, value); };
    for (const auto& [parts, total] : page.sums)
      if (page.column_totals.contains(total) && !total.starts_with("state|") && !total.starts_with("answered|"))
        tell(total, std::accumulate(parts.begin(), parts.end(), 0.0, [&](double sum, const auto& part) { return sum + value_of(part); }));
    if (told_of_unknown) tell("children|Not known", value_of("children|Not known"));
    reader.think();
    of_totals.think();
    for (const auto& [name, cells] : page.counts) {
      const double is = value_of(name);
      const bool of_the_record = name.starts_with("state|") || name.starts_with("completeness") || name == "children|Not known";
      if (!cells.front().hidden || (told_of_unknown && of_the_record) || is < 1 || is > static_cast<double>(small_max)) continue;
      const double apart = reader.most(name) - reader.least(name), apart_by_totals = of_totals.most(name) - of_totals.least(name);
      if (apart < std::min(static_cast<double>(small_max) - 1, apart_by_totals))
        RC_FAIL(fmt::format("{} is {} and lies between {} and {}\n{}", name, is, reader.least(name), reader.most(name), printed(shown)));
      if (!is_within_a_table(name) && apart < static_cast<double>(small_max) - 1)
        RC_FAIL(fmt::format("{} is {}, and the totals alone say between {} and {}\n{}", name, is, reader.least(name), reader.most(name), printed(shown)));
    }
  }
}

RC_GTEST_PROP(HidingInAList, LeavesEachHiddenPartAnyNumberItMayBe, ()) {
  const auto parts = *rc::gen::container<Counts>(rc::gen::inRange<std::uint64_t>(0, 14));
  const auto hidden = hide_in_list(parts, small_max);
  std::uint64_t sum = 0, count = 0, all = 0, zeros = 0;
  for (std::size_t at = 0; at < parts.size(); ++at) {
    all += parts[at];
    if (!hidden[at]) RC_ASSERT(parts[at] == 0 || parts[at] > small_max);
    else sum += parts[at], ++count, zeros += parts[at] == 0;
  }
  if (count == 0 || zeros > 0 || count == parts.size()) return;   // nothing hidden, or all of it
  RC_ASSERT(count >= 2);
  RC_ASSERT(sum - (count - 1) >= small_max);
}

TEST(HidingInATable, ThatCannotBeDoneShowsTotalsAlone) {
  const auto one_row = hide_in_table({{3, 20}}, {false}, {false, false}, small_max);
  EXPECT_TRUE(one_row.only_totals);
  const auto safe = hide_in_table({{3, 20}, {30, 40}}, {false, false}, {false, false}, small_max);
  EXPECT_FALSE(safe.only_totals);
  EXPECT_TRUE(safe.cells[0][0] && safe.cells[0][1] && safe.cells[1][0] && safe.cells[1][1]);
  EXPECT_TRUE(hide_in_table({}, {}, {}, small_max).only_totals);
}

}  // namespace
}  // namespace lapwing::measures
