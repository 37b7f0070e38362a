#include "measures/statistics/suppression.hpp"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include "random_tables.hpp"

namespace lapwing::statistics {
namespace {

constexpr SuppressionRules rules;

std::vector<bool> hidden_in(const CountTable& table) { return suppress(table, rules).value(); }
std::size_t count_of(const std::vector<bool>& hidden) { return static_cast<std::size_t>(std::count(hidden.begin(), hidden.end(), true)); }

// What the header promises, for every hidden cell.
std::string broken_promise(const CountTable& table, const std::vector<bool>& hidden) {
  for (std::size_t cell = 0; cell < table.cells.size(); ++cell) {
    const auto count = table.cells[cell];
    const bool small = count >= 1 && count <= rules.small_count_max;
    if (small && !hidden[cell]) return "a small cell is shown";
    if (!hidden[cell]) continue;
    if (count == 0) return "a 0 is hidden";
    const auto can_be = possible_values(table, hidden, cell, 100);
    const auto greatest = can_be.greatest.value_or(count + 100);
    if (small && (can_be.least != least_ever(table, cell) || greatest < rules.small_count_max)) return "a small cell is known too closely";
    if (!small && greatest - can_be.least < rules.small_count_max) return "a cell is given back";
  }
  return {};
}

TEST(Suppression, TableWithoutSmallCountsIsShownWhole) {
  EXPECT_EQ(count_of(hidden_in(with_totals({{10, 20, 0}, {30, 6, 8}}))), 0u);
}

TEST(Suppression, OneSmallCountTakesThreeOthersWithIt) {
  const auto table = with_totals({{3, 20, 30}, {40, 50, 60}, {70, 80, 90}});
  const auto hidden = hidden_in(table);
  EXPECT_TRUE(hidden[0]);
  EXPECT_EQ(count_of(hidden), 4u) << "a rectangle is the least that keeps one cell from being worked out";
  EXPECT_EQ(broken_promise(table, hidden), "");
}

TEST(Suppression, SmallTotalIsHiddenToo) {
  const auto table = with_totals({{1, 2}, {40, 50}});
  const auto hidden = hidden_in(table);
  EXPECT_TRUE(hidden[2]) << "1 and 2 make 3";
  EXPECT_EQ(broken_promise(table, hidden), "");
}

TEST(Suppression, RowOfOnesIsNotGivenBackByItsTotal) {
  // Seven cells hidden in a row of total 7, none of them 0: each would be known to be 1.
  const auto table = with_totals({{1, 1, 1, 1, 1, 1, 1}, {40, 50, 60, 70, 80, 90, 100}});
  EXPECT_EQ(broken_promise(table, hidden_in(table)), "");
}

TEST(Suppression, OneColumnWithItsTotalHidesBoth) {
  const auto table = with_totals({{3}, {40}, {50}});
  const auto hidden = hidden_in(table);
  EXPECT_TRUE(hidden[0] && hidden[1]);
  EXPECT_EQ(broken_promise(table, hidden), "");
}

TEST(Suppression, EmptyTableAndOneOfZeroesAreStood) {
  EXPECT_EQ(count_of(hidden_in(with_totals({{0, 0}, {0, 0}}))), 0u);
  EXPECT_FALSE(suppress(with_totals({}), rules));
  EXPECT_FALSE(suppress(CountTable{}, rules));
  EXPECT_FALSE(suppress(with_totals({{2'000'000'000}}), rules));
}

TEST(Suppression, HidingOneCellMoreThanNeededIsUndone) {
  const auto table = with_totals({{3, 20, 9, 4}, {14, 50, 60, 0}, {70, 80, 2, 31}, {8, 0, 44, 17}});
  auto hidden = hidden_in(table);
  ASSERT_EQ(broken_promise(table, hidden), "");
  for (std::size_t cell = 0; cell < hidden.size(); ++cell) {
    if (!hidden[cell] || table.cells[cell] <= rules.small_count_max) continue;
    auto fewer = hidden;
    fewer[cell] = false;
    EXPECT_NE(broken_promise(table, fewer), "") << "cell " << cell << " need not be hidden";
  }
}

RC_GTEST_PROP(Suppression, NoTableGivesACellBack, (std::uint32_t seed)) {
  std::mt19937_64 random(seed);
  const auto table = testing::random_table(random);
  const auto hidden = hidden_in(table);
  RC_ASSERT(broken_promise(table, hidden) == "");
  RC_ASSERT(hidden == hidden_in(table));
}

}  // namespace
}  // namespace lapwing::statistics
