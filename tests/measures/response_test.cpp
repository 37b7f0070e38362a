// The response counted from invented episodes: what counts as done in time, what the weeks and the teams say, and what is said where there
// is not enough.
#include "measures/response/response.hpp"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include <cmath>

#include "measures/invented_facts.hpp"

namespace lapwing::measures {
namespace {

using namespace testing;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr auto day = std::chrono::hours(24);
const Months year_2026{2026 * 12, 2026 * 12 + 11};

const policy::Policies& shipped() {
  static const auto rules = policy::load(policy::built_in_rules()).value();
  return rules;
}

std::vector<Section> response_of(const FactTable& facts, ResponseAsked asked) {
  return response(facts.scan(), asked, {shipped().clocks, policy::built_in_measure_rules()});
}
ResponseAsked asked_in_2027() { return {year_2026, "", at("2027-03-01T00:00:00Z")}; }

const Table& table_of(const std::vector<Section>& sections, std::string_view id) {
  for (const auto& section : sections)
    for (const auto& table : section.tables)
      if (table.id == id) return table;
  throw std::invalid_argument("no table " + std::string(id));
}
const std::vector<Cell>& row_of(const Table& table, std::string_view label) {
  for (const auto& row : table.rows)
    if (row[0].text == label) return row;
  throw std::invalid_argument("no row " + std::string(label));
}

// Every figure is finite, every row as wide as its heading, every sentence there.
void expect_sound(const std::vector<Section>& sections) {
  std::set<std::string> ids;
  for (const auto& section : sections)
    for (const auto& table : section.tables) {
      EXPECT_TRUE(ids.insert(table.id).second) << table.id;
      EXPECT_FALSE(table.says.empty()) << table.id;
      for (const auto& row : table.rows) {
        ASSERT_EQ(row.size(), table.columns.size()) << table.id;
        for (const auto& cell : row) {
          EXPECT_TRUE(!cell.value || std::isfinite(*cell.value)) << table.id;
          EXPECT_THAT(cell.text, Not(HasSubstr("nan")));
          EXPECT_TRUE(!cell.hidden || (!cell.value && cell.cases.empty())) << table.id;
        }
      }
    }
}

class Facts {
 public:
  Facts() { child = table.put_child(invented_child(1)); }
  EpisodeFacts& next(Instant reported_at) {
    put();
    episode = invented_episode(++number_, reported_at);
    episode.child = child;
    waiting_ = true;
    return episode;
  }
  const FactTable& done() {
    put();
    return table;
  }
  FactTable table;
  ChildRow child = 0;
  EpisodeFacts episode;

 private:
  void put() {
    if (waiting_) table.put_episode(episode);
    waiting_ = false;
  }
  std::uint64_t number_ = 0;
  bool waiting_ = false;
};

TEST(Response, OfNothingSaysThatThereIsNotEnough) {
  FactTable empty;
  const auto sections = response_of(empty, asked_in_2027());
  expect_sound(sections);
  EXPECT_THAT(table_of(sections, "response").says, HasSubstr("not enough to say"));
  EXPECT_THAT(table_of(sections, "review-by-week").says, HasSubstr("not enough to say"));
  EXPECT_THAT(table_of(sections, "review-by-team").says, HasSubstr("not enough to say"));
  EXPECT_THAT(table_of(sections, "interview-mode-by-team").says, HasSubstr("not enough to say"));
  EXPECT_THAT(table_of(sections, "review-times").says, HasSubstr("not enough to say"));
  EXPECT_EQ(row_of(table_of(sections, "response"), "Review")[3].text, "not enough to say");
}

TEST(Response, CountsWhatIsNotYetDueNowhereAndWhatCameDueUndoneAsNotInTime) {
  Facts facts;
  met(facts.next(at("2026-05-01T10:00:00Z")), ClockKind::first_deployment);
  facts.episode.deployed = 10 * 60;
  breached(facts.next(at("2026-05-01T11:00:00Z")), ClockKind::first_deployment);   // overdue, undone
  facts.next(at("2026-05-01T12:00:00Z")).clocks_set = bit(ClockKind::first_deployment);   // still running
  auto& late = facts.next(at("2026-05-01T13:00:00Z"));
  met(late, ClockKind::first_deployment);
  breached(late, ClockKind::first_deployment);
  late.deployed = 300 * 60;
  met(facts.next(at("2025-12-31T23:59:00Z")), ClockKind::first_deployment);                // before the period
  const auto sections = response_of(facts.done(), asked_in_2027());
  expect_sound(sections);
  const auto& row = row_of(table_of(sections, "response"), "First deployment");
  EXPECT_EQ(row[1].value, 1.0);
  EXPECT_EQ(row[2].value, 2.0);
  EXPECT_EQ(row[2].cases, "share=officer_in_time&met=no");
  EXPECT_NEAR(*row[3].value, 1.0 / 3, 1e-12);
  EXPECT_EQ(row[6].text, "10 min");
  EXPECT_THAT(sections[0].says, HasSubstr("4 episodes"));
}

TEST(Response, KeepsTheFourFiguresOfTheReturnHomeInterviewApart) {
  Facts facts;
  const auto returned_at = [&](std::string_view when) -> EpisodeFacts& {
    auto& e = facts.next(at(when));
    e.returned = 3600;
    return e;
  };
  auto& in_time = returned_at("2026-05-01T10:00:00Z");
  in_time.rhi_offered = 3600, in_time.rhi_completed = 71 * 3600;
  auto& late = returned_at("2026-05-02T10:00:00Z");
  late.rhi_offered = 3600, late.rhi_accepted = 7200, late.rhi_completed = 100 * 3600;
  breached(late, ClockKind::return_interview);
  auto& refused = returned_at("2026-05-03T10:00:00Z");
  refused.rhi_offered = 3600, refused.rhi_refused = 7200;
  breached(refused, ClockKind::return_interview);
  breached(returned_at("2026-05-04T10:00:00Z"), ClockKind::return_interview_offer);
  facts.episode.clocks_breached |= bit(ClockKind::return_interview);
  returned_at("2026-05-05T10:00:00Z");                                                     // nothing due yet
  const auto sections = response_of(facts.done(), asked_in_2027());
  const auto& table = table_of(sections, "response");
  const auto counted = [&](std::string_view label) {
    const auto& row = row_of(table, label);
    return std::pair(*row[1].value, *row[1].value + *row[2].value);
  };
  EXPECT_EQ(counted("Return home interview offered"), std::pair(3.0, 4.0));
  EXPECT_EQ(counted("Return home interview accepted"), std::pair(2.0, 3.0));
  EXPECT_EQ(counted("Return home interview completed"), std::pair(2.0, 4.0));
  EXPECT_EQ(counted("Return home interview within 72 hours"), std::pair(1.0, 4.0));
}

// `share(week)` of ten episodes in each of thirty weeks reviewed in time.
template <class Share>
std::vector<Section> thirty_weeks(Share in_time) {
  Facts facts;
  for (int week = 0; week < 30; ++week)
    for (int n = 0; n < 10; ++n) {
      auto& e = facts.next(at("2026-01-07T12:00:00Z") + week * 7 * day);
      if (n < in_time(week)) met(e, ClockKind::review);
      else breached(e, ClockKind::review);
    }
  return response_of(facts.done(), asked_in_2027());
}

TEST(Weeks, ThatFallAreNamedAndAStepIsCalledAChange) {
  const auto sections = thirty_weeks([](int week) { return week == 29 ? 0 : 8 + week % 2; });
  const auto& fallen = table_of(sections, "review-by-week");
  EXPECT_THAT(fallen.says, HasSubstr("Lower than it varies by itself in the week of 27 July 2026."));
  EXPECT_EQ(fallen.rows[29][7].value, 1.0);
  const auto stepped = thirty_weeks([](int week) { return (week < 15 ? 5 : 9) + week % 2; });
  EXPECT_THAT(table_of(stepped, "review-by-week").says, HasSubstr("it changed"));
}

TEST(Weeks, ThatOnlyVaryAreNotCalledAChange) {
  const auto sections = thirty_weeks([](int week) { return std::array{7, 8, 6, 9, 7, 6, 8}[static_cast<std::size_t>(week % 7)]; });
  const auto& table = table_of(sections, "review-by-week");
  EXPECT_THAT(table.says, HasSubstr("nothing says that it changed"));
  for (const auto& row : table.rows) EXPECT_TRUE(row[7].text.empty()) << row[7].text;
}

TEST(Weeks, WhoseClocksStillRunAreLeftOut) {
  Facts facts;
  for (int week = 0; week < 20; ++week) {
    auto& e = facts.next(at("2026-01-07T12:00:00Z") + week * 7 * day);
    e.returned = 3600, e.rhi_completed = 7200;
    met(e, ClockKind::first_deployment);
  }
  auto asked = asked_in_2027();
  asked.now = at("2026-05-25T01:00:00Z");   // an hour after the end of a week, 72 hours before its last interviews are due
  const auto sections = response_of(facts.done(), asked);
  EXPECT_EQ(table_of(sections, "rhi-within-72-hours-by-week").rows.back()[0].iso, "2026-05-11");
  EXPECT_EQ(table_of(sections, "first-deployment-by-week").rows.back()[0].iso, "2026-05-11");   // eight hours at low risk
}

TEST(Weeks, WithAClockChangeAreWeeksLikeOthersAndOnePointHasNoLimits) {
  Facts facts;
  facts.next(at("2026-03-01T12:00:00Z"));                            // counts nowhere
  met(facts.next(at("2026-03-29T22:59:00Z")), ClockKind::review);   // Sunday, 23:59 in London
  const auto sections = response_of(facts.done(), asked_in_2027());
  expect_sound(sections);
  const auto& table = table_of(sections, "review-by-week");
  EXPECT_EQ(row_of(table, "23 March 2026")[2].value, 1.0);
  EXPECT_EQ(row_of(table, "30 March 2026")[2].value, 0.0);
  EXPECT_EQ(table.rows.front()[0].text, "23 March 2026") << "the record begins there";
  EXPECT_EQ(row_of(table, "23 March 2026")[5].text, "not enough to say");
}

TEST(Teams, FarBelowTheOthersAreNamedAndTheRestAreNot) {
  Facts facts;
  for (int team = 0; team < 6; ++team)
    for (int n = 0; n < 200; ++n) {
      auto& e = facts.next(at("2026-05-01T10:00:00Z") + n * day / 4);
      e.team = facts.table.team("Response " + std::string(1, static_cast<char>('A' + team)));
      if (n % 10 < (team == 1 ? 4 : 8)) met(e, ClockKind::first_deployment);
      else breached(e, ClockKind::first_deployment);
    }
  facts.next(at("2026-05-02T10:00:00Z")).clocks_set = bit(ClockKind::first_deployment);
  auto asked = asked_in_2027();
  asked.team = "Response B";
  const auto sections = response_of(facts.done(), asked);
  expect_sound(sections);
  const auto& table = table_of(sections, "first-deployment-by-team");
  EXPECT_EQ(table.rows.size(), 6u);
  EXPECT_THAT(table.says, HasSubstr("Lower than chance explains: Response B (40% of 200)"));
  EXPECT_THAT(table.says, Not(HasSubstr("Response C")));
  EXPECT_EQ(row_of(table, "Response B")[8].text, "below the limits");
  EXPECT_EQ(row_of(table_of(sections, "response"), "First deployment")[1].value, 80.0) << "the summary is of the team asked for";
}

TEST(Teams, WithoutANameAndOnesRenamedStandUnderTheNameTheyHad) {
  Facts facts;
  for (const auto* team : {"", "Response A", "Response A (West)"}) {
    met(facts.next(at("2026-05-01T10:00:00Z")), ClockKind::review);
    facts.episode.team = facts.table.team(team);
  }
  const auto sections = response_of(facts.done(), asked_in_2027());
  const auto& table = table_of(sections, "review-by-team");
  ASSERT_EQ(table.rows.size(), 3u);
  EXPECT_EQ(table.rows[0][0].text, "No team");
  auto unheard_of = asked_in_2027();
  unheard_of.team = "Nobody";
  expect_sound(response_of(facts.table, unheard_of));
}

TEST(InterviewMode, IsSaidWithItsInterval) {
  Facts facts;
  for (int n = 0; n < 40; ++n) {
    auto& e = facts.next(at("2026-05-01T10:00:00Z"));
    e.returned = 3600, e.interviewed = 3600;
    e.interview_mode = n < 30 ? InterviewMode::in_person : n < 38 ? InterviewMode::phone : InterviewMode::third_party;
  }
  const auto sections = response_of(facts.done(), asked_in_2027());
  EXPECT_THAT(table_of(sections, "interview-mode-by-team").says, HasSubstr("30 of 40 prevention interviews were held face to face (95% interval 60% to 86%), 8 by phone and 2"));
}

TEST(Times, AreSpreadOverBandsByLevel) {
  Facts facts;
  for (int n = 0; n < 20; ++n) {
    auto& e = facts.next(at("2026-05-01T10:00:00Z"));
    e.first_level = n % 2 == 0 ? RiskLevel::high : RiskLevel::low;
    e.deployed = n * 60 * 3;
  }
  facts.next(at("2026-05-01T10:00:00Z")).deployed = 20 * 86400;
  const auto sections = response_of(facts.done(), asked_in_2027());
  expect_sound(sections);
  const auto& table = table_of(sections, "first-deployment-times");
  EXPECT_EQ(row_of(table, "Under 15 minutes")[5].value, 5.0);
  EXPECT_EQ(row_of(table, "Under 15 minutes")[1].value, 3.0);
  EXPECT_EQ(row_of(table, "More than 10 days")[5].value, 1.0);
  EXPECT_EQ(row_of(table, "More than 10 days")[6].value, 1.0);
  EXPECT_THAT(table.says, HasSubstr("Half took 30 min or less"));
}

std::string everything_said(const std::vector<Section>& sections) {
  std::string out;
  for (const auto& section : sections) {
    out += section.says + section.headline;
    for (const auto& table : section.tables) {
      out += table.says;
      for (const auto& row : table.rows)
        for (const auto& cell : row) out += cell.text + "|";
    }
  }
  return out;
}

// Who is being harmed is counted in equity alone.
RC_GTEST_PROP(Response, SaysTheSameWhateverTheChildrensEthnicityAndNationality, ()) {
  FactTable one, other;
  const auto children = *rc::gen::inRange(1, 20);
  for (int n = 0; n < children; ++n) {
    auto child = invented_child(static_cast<std::uint64_t>(n), "W1");
    one.put_child(child);
    const auto code = *rc::gen::elementOf(std::vector<std::string>{"", "NS", "A1", "B1", "W3"});
    std::fill(std::begin(child.self_defined), std::end(child.self_defined), '\0');
    code.copy(child.self_defined, 2);
    const auto country = *rc::gen::elementOf(std::vector<std::string>{"", "GB", "PL"});
    country.copy(child.nationality, 2);
    other.put_child(child);
    auto e = invented_episode(static_cast<std::uint64_t>(n), at("2026-02-01T00:00:00Z") + *rc::gen::inRange(0, 5000) * std::chrono::hours(1));
    e.child = static_cast<ChildRow>(n);
    e.clocks_met = *rc::gen::arbitrary<ClockKinds>();
    e.clocks_breached = *rc::gen::arbitrary<ClockKinds>();
    e.deployed = *rc::gen::inRange(0, 100'000);
    one.put_episode(e);
    other.put_episode(e);
  }
  RC_ASSERT(everything_said(response_of(one, asked_in_2027())) == everything_said(response_of(other, asked_in_2027())));
}

}  // namespace
}  // namespace lapwing::measures
