#include "measures/places.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace lapwing::measures {
namespace {

constexpr MonthNumber june = month_number(2026, 6);
const PlacesAsked asked{{june, june}, 5};

class PlacesOfHarm : public ::testing::Test {
 protected:
  void told(std::string_view sector, int times, double lat = PlaceFacts::not_given, double lon = PlaceFacts::not_given, MonthNumber month = june) {
    for (int i = 0; i < times; ++i) facts.put_place({.report = last = ids.next<ReportId>(), .month = month, .sector = facts.sector(sector), .lat = lat, .lon = lon});
  }
  Section section(std::vector<ReportId> withdrawn = {}) const {
    const auto scan = facts.scan();
    return places_of_harm(scan, withdrawn, asked);
  }
  FactTable facts;
  SeededIds ids{1};
  ReportId last;
};

TEST_F(PlacesOfHarm, AreCountedByAreaAndTheMostOftenToldOfIsSaid) {
  told("ZZ1 4", 8, 54.571, -1.234);
  told("ZZ1 2", 20, 54.6, -1.1);
  told("ZZ1 9", 50, 54.6, -1.1, june - 1);
  const auto shown = section();
  const auto& table = shown.tables.at(0);
  EXPECT_EQ(table.says, "Harm is told of 28 times in 2 areas; most often in ZZ1 2, 20 times.");
  ASSERT_EQ(table.rows.size(), 2u);
  EXPECT_EQ(table.rows[0][0].text, "ZZ1 2");
  EXPECT_EQ(table.rows[1][1].text, "8");
  EXPECT_EQ(table.rows[1][3].text, "54.57") << "no nearer than a kilometre";
  ASSERT_TRUE(table.chart);
  EXPECT_EQ(table.chart->kind, ChartKind::places);
}

TEST_F(PlacesOfHarm, CountEveryReportOfTheMonthsHoweverMany) {
  told("ZZ1 4", 6'000);
  told("ZZ1 2", 7);
  EXPECT_EQ(section().tables.at(0).rows.at(0).at(1).text, "6,000");
  told("ZZ1 2", 1);
  EXPECT_EQ(section().tables.at(0).rows.at(1).at(1).text, "8") << "and the next as it comes in";
}

TEST_F(PlacesOfHarm, LeaveOutAReportThatWasTakenBackOrErased) {
  told("ZZ1 4", 8);
  EXPECT_EQ(section({last}).tables.at(0).rows.at(0).at(1).text, "7");
  facts.erase(last);
  EXPECT_EQ(section().tables.at(0).rows.at(0).at(1).text, "7");
}

TEST_F(PlacesOfHarm, HideASmallNumberAndTheNextSoThatTheTotalDoesNotGiveItBack) {
  told("ZZ1 4", 2);
  told("ZZ1 2", 20);
  told("ZZ1 7", 9);
  const auto table = section().tables.at(0);
  EXPECT_FALSE(table.rows[0][1].hidden);
  EXPECT_TRUE(table.rows[1][1].hidden);
  EXPECT_TRUE(table.rows[2][1].hidden);
  EXPECT_EQ(table.rows[1][0].text, "ZZ1 4") << "hidden ones by name";
  EXPECT_FALSE(table.rows[1][1].value);
}

TEST_F(PlacesOfHarm, HaveNoMapWhereNoReportSaysWhereTheyAre) {
  told("", 9);
  const auto table = section().tables.at(0);
  EXPECT_FALSE(table.chart);
  EXPECT_EQ(table.rows[0][0].text, "No postcode given");
  EXPECT_EQ(table.rows[0][2].text, "not given");
}

TEST_F(PlacesOfHarm, OfNoReportAreNoSillyFigure) {
  EXPECT_EQ(section().tables.at(0).says, "No report of these months tells of harm at a place.");
  EXPECT_TRUE(section().headline.empty());
}

}  // namespace
}  // namespace lapwing::measures
