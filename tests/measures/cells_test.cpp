#include "measures/cells.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace lapwing::measures {
namespace {

TEST(Cells, SayAFigureInOneWayWhereverItStands) {
  EXPECT_EQ(cells::count(0).text, "0");
  EXPECT_EQ(cells::count(999).text, "999");
  EXPECT_EQ(cells::count(1'234'567).text, "1,234,567");
  EXPECT_EQ(cells::number(-1234.56).text, "-1,234.6");
  EXPECT_EQ(cells::number(-123.4).text, "-123.4");
  EXPECT_EQ(cells::share(0.634).text, "63%");
  EXPECT_EQ(cells::share(0.004).text, "0.4%");
  EXPECT_EQ(cells::share(0.998).text, "99.8%");
  EXPECT_EQ(cells::share(1).text, "100%");
  EXPECT_EQ(cells::minutes(192).text, "3 hours 12 minutes");
  EXPECT_EQ(cells::minutes(0.4).text, "under a minute");
}

TEST(Cells, SayThatThereIsNoFigureRatherThanASillyOne) {
  for (const auto& cell : {cells::share({}), cells::number(std::nan("")), cells::minutes(std::numeric_limits<double>::infinity()), cells::rate({})}) {
    EXPECT_EQ(cell.text, "not enough to say");
    EXPECT_FALSE(cell.value);
    EXPECT_FALSE(cell.hidden);
  }
  EXPECT_TRUE(cells::hidden().hidden);
  EXPECT_FALSE(cells::hidden().value);
}

TEST(Cells, GiveADateBothForPeopleAndForSorting) {
  using namespace std::chrono;
  EXPECT_EQ(cells::day(2026y / March / 2).text, "2 March 2026");
  EXPECT_EQ(cells::day(2026y / March / 2).iso, "2026-03-02");
  EXPECT_EQ(cells::month(2026y / March).text, "March 2026");
  EXPECT_EQ(cells::month(2026y / March).iso, "2026-03");
}

TEST(Cells, LeadToTheirCasesByAQueryThatAnyNameSurvives) {
  EXPECT_EQ(cells::cases({{"team", "Response B & C"}, {"clock", "review"}}), "team=Response%20B%20%26%20C&clock=review");
  EXPECT_EQ(cells::count(3, "team=A").cases, "team=A");
  EXPECT_EQ(cells::count(0, "team=A").cases, "") << "what counts nobody leads nowhere";
}

TEST(Table, KnowsWhetherItHidesSomething) {
  Table table{.id = "a", .caption = "A", .says = "", .columns = {{"Who"}, {"How many", Kind::count}}, .rows = {{cells::label("A"), cells::count(9)}}};
  EXPECT_FALSE(table.hides());
  table.rows.push_back({cells::label("B"), cells::hidden()});
  EXPECT_TRUE(table.hides());
}

}  // namespace
}  // namespace lapwing::measures
