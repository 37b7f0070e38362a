#include "measures/places.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace lapwing::measures {
namespace {

using testing::HasSubstr;

std::vector<PlaceTold> told(std::string area, int times, std::optional<double> lat = {}, std::optional<double> lon = {}) {
  return std::vector<PlaceTold>(static_cast<std::size_t>(times), PlaceTold{std::move(area), lat, lon});
}
std::vector<PlaceTold> all(std::initializer_list<std::vector<PlaceTold>> lists) {
  std::vector<PlaceTold> out;
  for (const auto& list : lists) out.insert(out.end(), list.begin(), list.end());
  return out;
}
const PlacesAsked asked{"June 2026", 5, {}};

TEST(PlacesOfHarm, AreCountedByAreaAndTheMostOftenToldOfIsSaid) {
  const auto section = places_of_harm(all({told("ZZ1 4", 8, 54.571, -1.234), told("ZZ1 2", 20, 54.6, -1.1)}), asked);
  const auto& table = section.tables.at(0);
  EXPECT_EQ(table.says, "Harm is told of 28 times in 2 areas; most often in ZZ1 2, 20 times.");
  ASSERT_EQ(table.rows.size(), 2u);
  EXPECT_EQ(table.rows[0][0].text, "ZZ1 2");
  EXPECT_EQ(table.rows[1][1].text, "8");
  EXPECT_EQ(table.rows[1][3].text, "54.57") << "no nearer than a kilometre";
  ASSERT_TRUE(table.chart);
  EXPECT_EQ(table.chart->kind, ChartKind::places);
}

TEST(PlacesOfHarm, HideASmallNumberAndTheNextSoThatTheTotalDoesNotGiveItBack) {
  const auto table = places_of_harm(all({told("ZZ1 4", 2), told("ZZ1 2", 20), told("ZZ1 7", 9)}), asked).tables.at(0);
  EXPECT_FALSE(table.rows[0][1].hidden);
  EXPECT_TRUE(table.rows[1][1].hidden);
  EXPECT_TRUE(table.rows[2][1].hidden);
  EXPECT_EQ(table.rows[1][0].text, "ZZ1 4") << "hidden ones by name";
  EXPECT_FALSE(table.rows[1][1].value);
}

TEST(PlacesOfHarm, HaveNoMapWhereNoReportSaysWhereTheyAre) {
  const auto table = places_of_harm(told("", 9), asked).tables.at(0);
  EXPECT_FALSE(table.chart);
  EXPECT_EQ(table.rows[0][0].text, "No postcode given");
  EXPECT_EQ(table.rows[0][2].text, "not given");
}

TEST(PlacesOfHarm, OfNoReportAreNoSillyFigure) {
  const auto section = places_of_harm({}, asked);
  EXPECT_EQ(section.tables.at(0).says, "No report of these months tells of harm at a place.");
  EXPECT_TRUE(section.headline.empty());
}

TEST(PlacesOfHarm, SayWhenNotEveryReportWasRead) {
  EXPECT_THAT(places_of_harm(told("ZZ1 4", 9), {"June 2026", 5, 1000}).tables.at(0).note, HasSubstr("the newest 1,000 are counted"));
}

}  // namespace
}  // namespace lapwing::measures
