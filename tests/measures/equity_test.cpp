// Who is being harmed, counted from invented children: completeness, rates and what the blanks could hide, differences that are there and
// ones that chance explains, and what is said where there is not enough.
#include "measures/equity/equity.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <set>

#include "measures/invented_facts.hpp"

namespace lapwing::measures {
namespace {

using namespace testing;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

const EquityAsked year_2026{{2026 * 12, 2026 * 12 + 11}, ""};
constexpr std::string_view white = "White", asian = "Asian or Asian British", black = "Black, Black British, Caribbean or African";

const casework::PopulationSet& census() {
  static const casework::PopulationSet rows{"Invented census", 2021, {{"White", 100'000}, {"A1", 5'000}, {"A2", 5'000}, {"Black, Black British, Caribbean or African", 10'000}}};
  return rows;
}

const EquityRules& rules() {
  static const auto policies = policy::load(policy::built_in_rules()).value();
  static const EquityRules all{policies.ethnicity, policy::built_in_measure_rules()};
  return all;
}

const Section& section_of(const Equity& equity, std::string_view id) {
  for (const auto& section : equity.sections)
    if (section.id == id) return section;
  throw std::invalid_argument("no section " + std::string(id));
}
const Table& table_of(const Equity& equity, std::string_view id) {
  for (const auto& section : equity.sections)
    for (const auto& table : section.tables)
      if (table.id == id) return table;
  throw std::invalid_argument("no table " + std::string(id));
}
const std::vector<Cell>& row_of(const Table& table, std::string_view label) {
  for (const auto& row : table.rows)
    if (row[0].text == label) return row;
  throw std::invalid_argument("no row " + std::string(label));
}

void expect_sound(const Equity& equity) {
  std::set<std::string> ids;
  for (const auto& section : equity.sections)
    for (const auto& table : section.tables) {
      EXPECT_TRUE(ids.insert(table.id).second) << table.id;
      EXPECT_FALSE(table.says.empty()) << table.id;
      for (const auto& row : table.rows) {
        ASSERT_EQ(row.size(), table.columns.size()) << table.id;
        for (const auto& cell : row) {
          EXPECT_TRUE(!cell.value || std::isfinite(*cell.value)) << table.id;
          EXPECT_TRUE(!cell.hidden || (!cell.value && cell.cases.empty())) << table.id;
        }
      }
    }
}

class Force {
 public:
  // A child with this code, and so many episodes in May.
  ChildRow child(std::string_view code, int episodes = 1, std::string_view nationality = "GB") {
    auto row = invented_child(++children_, code);
    nationality.copy(row.nationality, 2);
    const auto place = facts.put_child(row);
    for (int n = 0; n < episodes; ++n) {
      ++episodes_;
      auto e = invented_episode(episodes_, at("2026-05-01T00:00:00Z") + std::chrono::minutes(episodes_));
      e.child = place;
      e.team = facts.team("Response A");
      if (change) change(e);
      facts.put_episode(e);
    }
    return place;
  }
  void children(int count, std::string_view code, int episodes = 1) {
    for (int n = 0; n < count; ++n) child(code, episodes);
  }
  Equity equity(const casework::PopulationSet* population = &census()) { return measures::equity(facts.scan(), year_2026, rules(), population); }

  FactTable facts;
  std::function<void(EpisodeFacts&)> change;

 private:
  std::uint64_t children_ = 0, episodes_ = 0;
};

TEST(Equity, OfNothingSaysThatThereIsNotEnough) {
  Force force;
  for (const auto* population : {static_cast<const casework::PopulationSet*>(nullptr), &census()}) {
    const auto equity = force.equity(population);
    expect_sound(equity);
    EXPECT_THAT(table_of(equity, "children-by-group").says, HasSubstr("not enough to say"));
    EXPECT_THAT(table_of(equity, "completeness-by-team").says, HasSubstr("not enough to say"));
    EXPECT_THAT(section_of(equity, "differences").says, HasSubstr("not enough to say"));
    EXPECT_TRUE(equity.references.empty());
  }
}

TEST(Completeness, KeepsItsFourPartsApartWithTheirDenominator) {
  Force force;
  force.children(60, "W1");
  force.children(20, "NS");
  for (int n = 0; n < 12; ++n) {
    auto row = invented_child(900 + static_cast<std::uint64_t>(n));
    std::string_view("IC1").copy(row.observed, 3);
    auto e = invented_episode(900 + static_cast<std::uint64_t>(n), at("2026-05-01T00:00:00Z"));
    e.child = force.facts.put_child(row);
    e.team = force.facts.team("Response A");
    force.facts.put_episode(e);
  }
  force.children(8, "");
  const auto equity = force.equity();
  expect_sound(equity);
  const auto& row = row_of(table_of(equity, "completeness-by-team"), "Response A");
  EXPECT_EQ(row[1].value, 100.0);
  EXPECT_EQ(row[2].value, 60.0);
  EXPECT_EQ(row[3].value, 20.0);
  EXPECT_EQ(row[4].value, 12.0);
  EXPECT_EQ(row[5].value, 8.0);
  EXPECT_EQ(row[6].value, 0.6);
  EXPECT_LT(*row[7].value, 0.6);
  EXPECT_EQ(row_of(table_of(equity, "completeness-by-month"), "May 2026")[2].value, 60.0);
  EXPECT_THAT(table_of(equity, "completeness-by-team").says, HasSubstr("60 of 100 children"));
}

TEST(Completeness, SaysWhichChildrenAreAskedLessOftenByHowOfficersSawThem) {
  Force force;
  std::uint64_t number = 5000;
  const auto observed = [&](std::string_view code, int asked, int not_asked) {
    for (int n = 0; n < asked + not_asked; ++n) {
      auto row = invented_child(++number, n < asked ? "W1" : "");
      code.copy(row.observed, 3);
      auto e = invented_episode(number, at("2026-05-01T00:00:00Z"));
      e.child = force.facts.put_child(row);
      force.facts.put_episode(e);
    }
  };
  observed("IC1", 90, 10);
  observed("IC3", 44, 6);
  observed("IC4", 30, 30);
  const auto equity = force.equity();
  expect_sound(equity);
  const auto& table = table_of(equity, "completeness-by-observed");
  EXPECT_THAT(table.says, HasSubstr("Asked less often than chance explains, by how officers saw them: Asian (50% against 89% of the others)"));
  EXPECT_THAT(table.says, Not(HasSubstr("Asked less often than chance explains, by how officers saw them: Black")));
  EXPECT_EQ(row_of(table, "Asian")[3].value, 30.0);
}

TEST(Completeness, OfAdultsIsCountedByWhoSentTheReport) {
  Force force;
  for (int n = 0; n < 40; ++n) {
    AdultFacts adult;
    adult.report = numbered<ReportId>(static_cast<std::uint64_t>(n) + 1);
    adult.month = 2026 * 12 + 4;
    adult.agency = force.facts.agency(n % 2 == 0 ? "police" : "health");
    if (n % 4 != 0) std::string_view("A2").copy(adult.self_defined, 2);
    force.facts.put_adult(adult);
  }
  const auto equity = force.equity();
  const auto& police = row_of(table_of(equity, "adults-completeness-by-sender"), "police");
  EXPECT_EQ(police[1].value, 20.0);
  EXPECT_EQ(police[2].value, 10.0);
  EXPECT_EQ(row_of(table_of(equity, "adults-completeness-by-sender"), "All")[5].value, 10.0);
}

TEST(RecordsToComplete, PutOpenEpisodesFirstThenTheLatestAndOnlyCountRestrictedOnes) {
  Force force;
  const auto add = [&](std::uint64_t number, std::string_view when, bool open, bool restricted, std::string_view code) {
    auto row = invented_child(number, code);
    row.restricted = restricted;
    auto e = invented_episode(number, at(when));
    e.child = force.facts.put_child(row);
    if (!open) e.closed = 3600;
    force.facts.put_episode(e);
  };
  add(1, "2026-05-01T00:00:00Z", false, false, "");
  add(2, "2026-06-01T00:00:00Z", false, false, "NS");
  add(3, "2026-04-01T00:00:00Z", true, false, "W1");    // no nationality
  add(4, "2026-07-01T00:00:00Z", true, true, "");
  add(5, "2025-07-01T00:00:00Z", true, false, "");      // not in these months
  const auto equity = force.equity();
  ASSERT_EQ(equity.to_complete.size(), 3u);
  EXPECT_EQ(equity.to_complete[0].child, invented_child(3).id);
  EXPECT_TRUE(equity.to_complete[0].no_nationality);
  EXPECT_EQ(equity.to_complete[0].ethnicity, Completeness::self_defined);
  EXPECT_EQ(equity.to_complete[1].child, invented_child(2).id);
  EXPECT_EQ(equity.to_complete[2].child, invented_child(1).id);
  EXPECT_EQ(equity.restricted_to_complete, 1u);
}

TEST(Rates, AreOfThePopulationWithTheirIntervalAndComparedWithTheLargestGroup) {
  Force force;
  force.children(100, "W1", 2);
  force.children(40, "B1");
  force.children(10, "A1");
  const auto equity = force.equity();
  expect_sound(equity);
  const auto& row = row_of(table_of(equity, "children-by-group"), black);
  EXPECT_EQ(row[1].value, 40.0);
  EXPECT_NEAR(*row[3].value, 400, 1e-9);
  EXPECT_LT(*row[4].value, 400);
  const auto& ratio = row_of(table_of(equity, "ratios-by-group"), black);
  EXPECT_NEAR(*ratio[1].value, 4, 1e-9);
  EXPECT_GT(*ratio[2].value, 2);
  EXPECT_NEAR(*row_of(table_of(equity, "ratios-by-group"), asian)[1].value, 1, 1e-9);
  EXPECT_EQ(*row_of(table_of(equity, "episodes-by-group"), white)[1].value, 200.0);
  const auto& points = section_of(equity, "rates").points;
  EXPECT_THAT(points[0], HasSubstr("4.00 times as often as children recorded as White"));
  EXPECT_THAT(points, Contains(HasSubstr("could be chance for: Asian or Asian British")));
  EXPECT_THAT(points.back(), HasSubstr("do not say which"));
}

TEST(Rates, SayWhatTheBlanksCouldHide) {
  Force few;
  few.children(100, "W1");
  few.children(40, "B1");
  few.children(10, "");
  const auto known = few.equity();
  EXPECT_NEAR(*row_of(table_of(known, "ratios-by-group"), black)[4].value, 40.0 / 10'000 / (110.0 / 100'000), 1e-9);
  EXPECT_NEAR(*row_of(table_of(known, "ratios-by-group"), black)[5].value, 50.0 / 10'000 / (100.0 / 100'000), 1e-9);
  EXPECT_NEAR(*row_of(table_of(known, "children-by-group"), black)[6].value, 500, 1e-9);
  EXPECT_THAT(section_of(known, "rates").points, Contains(HasSubstr("Wherever the 10 children whose ethnicity is not known belong, it lies between 3.64 and 5.00")));

  Force many;
  many.children(100, "W1");
  many.children(40, "B1");
  many.children(400, "");
  EXPECT_THAT(section_of(many.equity(), "rates").points, Contains(HasSubstr("But the 400 children whose ethnicity is not known could account for it")));
}

TEST(Rates, WithoutAPopulationOrWithOneOfNoneAreNotMadeUp) {
  Force force;
  force.children(100, "W1");
  force.children(40, "B1");
  const auto none = force.equity(nullptr);
  expect_sound(none);
  EXPECT_EQ(row_of(table_of(none, "children-by-group"), white)[3].text, "no population for this group");
  EXPECT_THAT(table_of(none, "ratios-by-group").says, HasSubstr("not enough to say"));
  EXPECT_TRUE(section_of(none, "rates").points.empty());

  const casework::PopulationSet odd{"Invented", 2021, {{"White", 1000}, {"B1", 0}, {"Martian", 7}}};
  const auto partly = force.equity(&odd);
  expect_sound(partly);
  EXPECT_FALSE(row_of(table_of(partly, "children-by-group"), black)[3].value);
  EXPECT_THAT(table_of(partly, "children-by-group").note, HasSubstr("Not understood in it: Martian"));
}

TEST(Rates, AreComparedWithTheGroupThatWasAskedFor) {
  Force force;
  force.children(100, "W1");
  force.children(40, "B1");
  const auto equity = measures::equity(force.facts.scan(), {year_2026.months, std::string(black)}, rules(), &census());
  EXPECT_NEAR(*row_of(table_of(equity, "ratios-by-group"), white)[1].value, 0.25, 1e-9);
  EXPECT_THAT(equity.references, ::testing::ElementsAre(white, black));
}

TEST(Differences, ThatAreThereAreSaidWithTheirIntervalAndThoseThatAreNotCouldBeChance) {
  Force force;
  int n = 0;
  force.change = [&](EpisodeFacts& e) { e.first_level = n++ % 10 < 7 ? RiskLevel::high : RiskLevel::low; };
  force.children(200, "W1");
  n = 0;
  force.children(60, "A1");
  force.change = [&](EpisodeFacts& e) { e.first_level = n++ % 10 < 3 ? RiskLevel::medium : RiskLevel::very_low; };
  force.children(100, "B1");
  const auto equity = force.equity();
  expect_sound(equity);
  EXPECT_NEAR(*row_of(table_of(equity, "grades-by-group"), white)[4].value, 0.7, 1e-12);
  const auto& points = section_of(equity, "differences").points;
  EXPECT_THAT(points[0], HasSubstr("30% of episodes of children recorded as Black, Black British, Caribbean or African were graded high or medium, against 70% for White: -40 points"));
  EXPECT_THAT(points[1], HasSubstr("For Asian or Asian British, the difference from White"));
}

TEST(Differences, SayWhenTheRecordsWithoutAnEthnicityCouldAccountForThem) {
  Force force;
  int n = 0;
  force.change = [&](EpisodeFacts& e) { e.first_level = n++ % 10 < 6 ? RiskLevel::high : RiskLevel::low; };
  force.children(200, "W1");
  force.children(300, "");
  force.change = [&](EpisodeFacts& e) { e.first_level = n++ % 10 < 4 ? RiskLevel::high : RiskLevel::low; };
  force.children(100, "B1");
  EXPECT_THAT(section_of(force.equity(), "differences").points[0], HasSubstr("But the records without an ethnicity could account for it"));
}

TEST(Differences, DoNotTakeOneChildsManyEpisodesForManyChildren) {
  Force force;
  int n = 0;
  force.change = [&](EpisodeFacts& e) { e.first_level = n++ % 2 == 0 ? RiskLevel::high : RiskLevel::low; };
  force.children(100, "W1");
  force.change = [&](EpisodeFacts& e) { e.first_level = RiskLevel::high; };
  force.child("B1", 60);
  force.change = [&](EpisodeFacts& e) { e.first_level = RiskLevel::low; };
  force.children(9, "B1");
  const auto equity = force.equity();
  EXPECT_THAT(section_of(equity, "differences").points, Not(Contains(HasSubstr("more than chance"))));
}

TEST(Differences, TellMediansOfTheTimeToAnOfficerAndOfTheTimeMissing) {
  Force force;
  force.change = [](EpisodeFacts& e) {
    met(e, ClockKind::first_deployment);
    e.deployed = 600, e.returned = 7200, e.how_found = casework::HowFound::found_by_police;
  };
  force.children(40, "W1");
  const auto equity = force.equity();
  const auto& row = row_of(table_of(equity, "deployment-by-group"), white);
  EXPECT_EQ(row[10].text, "10 min");
  EXPECT_EQ(row_of(table_of(equity, "found-by-group"), white)[11].value, 120.0);
}

TEST(Nationalities, CountTheLargestAndPutTheFewTogether) {
  Force force;
  for (int n = 0; n < 50; ++n) force.child("W1", 1, "GB");
  for (int n = 0; n < 12; ++n) force.child("W1", 1, "PL");
  for (const auto* country : {"FR", "FR", "FR", "IT", "IT", "IT", "IT"}) force.child("W1", 1, country);
  for (int n = 0; n < 9; ++n) force.child("W1", 1, "");
  const auto equity = force.equity();
  const auto& table = table_of(equity, "nationalities");
  EXPECT_EQ(row_of(table, "United Kingdom")[1].value, 50.0);
  EXPECT_EQ(row_of(table, "Poland")[1].value, 12.0);
  EXPECT_EQ(row_of(table, "Other countries")[1].value, 7.0);
  EXPECT_THAT(table.says, HasSubstr("9 of 78 children have no nationality recorded"));
}

TEST(SmallGroups, AreHiddenInEveryTableWithAllThatIsMadeFromThem) {
  Force force;
  force.children(100, "W1");
  force.children(3, "B1");
  force.children(9, "A1");
  const auto equity = force.equity();
  expect_sound(equity);
  for (const auto* id : {"children-by-group", "ratios-by-group", "episodes-by-group", "grades-by-group", "deployment-by-group", "found-by-group"})
    for (const auto& group : {black, asian}) {
      const auto& row = row_of(table_of(equity, id), group);
      for (std::size_t cell = 1; cell < row.size(); ++cell)
        EXPECT_TRUE(row[cell].hidden || table_of(equity, id).columns[cell].name == "In the population") << id << " " << group << " " << table_of(equity, id).columns[cell].name;
    }
  for (const auto& point : section_of(equity, "rates").points) EXPECT_THAT(point, Not(HasSubstr("Black")));
  EXPECT_THAT(equity.references, ::testing::ElementsAre(white));
}

TEST(SmallForces, ShowNothingAtAll) {
  Force force;
  force.children(3, "W1");
  force.children(1, "B1");
  const auto equity = force.equity();
  expect_sound(equity);
  for (const auto& section : equity.sections)
    for (const auto& table : section.tables)
      for (const auto& row : table.rows)
        for (std::size_t cell = 1; cell < row.size(); ++cell)
          EXPECT_TRUE(!row[cell].value || table.columns[cell].name == "In the population") << table.id << " " << row[0].text << " " << row[cell].text;
}

}  // namespace
}  // namespace lapwing::measures
