#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "measures/draw.hpp"
#include "measures/inspection/sections.hpp"

namespace lapwing::measures {
namespace {

using casework::AuditGrade;

Criteria shipped() {
  auto read = load_criteria(built_in_rules());
  return read ? std::move(*read) : Criteria{};
}

policy::RuleTexts with_topic(const std::string& text) {
  policy::RuleTexts files;
  for (const auto& [name, old] : built_in_rules())
    if (name == "judging.toml") files.emplace_back(name, old.substr(0, old.find("[[cause_of_concern]]")));
  files.emplace_back("topic.toml", "topic = \"t\"\ntitle = \"T\"\nsource = \"s\"\norder = 1\n" + text);
  return files;
}

constexpr std::string_view one_statement = R"(
[[statement]]
id = "a"
text = "A"
evidence = "officer_in_time"
essential = true
percent = { outstanding = 95, good = 90, adequate = 85, requires_improvement = 60 }
raise = "r"
)";

Statement share_statement() { return load_criteria(with_topic(std::string(one_statement)))->topics[0].statements[0]; }

TEST(Criteria, ThoseShippedAreWholeAndSayWhoseJudgementItIs) {
  const auto read = load_criteria(built_in_rules());
  ASSERT_TRUE(read.has_value()) << read.error().front();
  EXPECT_EQ(read->topics.size(), 5u);
  EXPECT_EQ(read->causes.size(), 2u);
  EXPECT_NE(read->label.find("not the inspectorate's"), std::string::npos);
  for (const auto& topic : read->topics) EXPECT_FALSE(topic.source.empty()) << topic.id;
}

TEST(Criteria, AThresholdBelowTheOneBeforeItIsNamedByItsFile) {
  auto text = std::string(one_statement);
  text.replace(text.find("good = 90"), 9, "good = 99");
  const auto read = load_criteria(with_topic(text));
  ASSERT_FALSE(read.has_value());
  EXPECT_NE(read.error().front().find("topic.toml"), std::string::npos);
}

TEST(Criteria, AFigureThatNobodyCountsIsRefused) {
  auto text = std::string(one_statement);
  text.replace(text.find("officer_in_time"), 15, "children_saved!");
  EXPECT_FALSE(load_criteria(with_topic(text)).has_value());
}

TEST(Criteria, ACauseOfConcernMayOnlyNameStatementsThatAreThere) {
  policy::RuleTexts files(built_in_rules());
  for (auto& [name, text] : files)
    if (name == "judging.toml") text += "\n[[cause_of_concern]]\nid = \"x\"\ntext = \"X\"\nsource = \"s\"\nstatements = [\"nobody-knows-it\"]\n";
  EXPECT_FALSE(load_criteria(files).has_value());
}

TEST(Judgement, AFigureOnTheThresholdReachesTheGrade) {
  const auto criteria = shipped();
  const auto statement = share_statement();
  EXPECT_EQ(judge(statement, {17, 20, 20}, criteria).grade, Grade::adequate);   // 85 %
  EXPECT_EQ(judge(statement, {16, 20, 20}, criteria).grade, Grade::requires_improvement);
  EXPECT_EQ(judge(statement, {20, 20, 20}, criteria).grade, Grade::outstanding);
  EXPECT_EQ(judge(statement, {0, 20, 20}, criteria).grade, Grade::inadequate);
}

TEST(Judgement, SaysHowManyMoreTheNextGradeTakes) {
  const auto criteria = shipped();
  EXPECT_EQ(judge(share_statement(), {17, 20, 20}, criteria).next, "1 more of 20 would be Good");
  EXPECT_EQ(judge(share_statement(), {20, 20, 20}, criteria).next, "Nothing is graded higher");
}

TEST(Judgement, TooFewCasesAreNoGradeHoweverGoodTheyLook) {
  const auto criteria = shipped();
  const auto one = judge(share_statement(), {9, 9, 9}, criteria);
  EXPECT_FALSE(one.grade.has_value());
  EXPECT_FALSE(judge(share_statement(), {}, criteria).grade.has_value());
}

TEST(Judgement, TheIntervalSaysWhichGradesItCouldBe) {
  const auto one = judge(share_statement(), {18, 20, 20}, shipped());
  EXPECT_EQ(one.grade, Grade::good);
  EXPECT_LT(*one.at_least, Grade::good);
  EXPECT_GT(*one.at_most, Grade::good);
}

TEST(Judgement, FewerFindingsInTheSameWordsAreBetter) {
  const auto criteria = shipped();
  const auto* statement = criteria.find("wording-protects");
  ASSERT_NE(statement, nullptr);
  const auto few = judge(*statement, {1, 20'000, 40, true}, criteria), many = judge(*statement, {60, 20'000, 40, true}, criteria);
  EXPECT_EQ(few.grade, Grade::outstanding);
  EXPECT_EQ(many.grade, Grade::inadequate);
  EXPECT_LE(*few.at_least, *few.at_most);
}

TEST(Judgement, AnEssentialStatementThatFailsHoldsItsTopicDown) {
  const auto criteria = shipped();
  Evidence evidence;
  for (const auto& topic : criteria.topics)
    for (const auto& statement : topic.statements) evidence[evidence_key(statement)] = {100, 100, 100, statement.less_is_better};
  evidence["wording"] = {0, 10'000, 100, true};
  for (const auto& topic : assess(criteria, evidence).topics) EXPECT_EQ(topic.grade, Grade::outstanding) << topic.topic->id;
  evidence["never_idle"] = {10, 100, 100};
  const auto assessed = assess(criteria, evidence);
  const auto responding = std::ranges::find(assessed.topics, "responding", [](const auto& topic) { return topic.topic->id; });
  EXPECT_EQ(responding->grade, Grade::requires_improvement);
  EXPECT_NE(responding->because.find("never stands still"), std::string::npos);
  EXPECT_EQ(assessed.causes[0].adequate_or_better + 1, assessed.causes[0].statements);
}

TEST(Judgement, ATopicOfWhichLittleIsKnownIsNotJudged) {
  const auto criteria = shipped();
  const auto assessed = assess(criteria, {});
  for (const auto& topic : assessed.topics) {
    EXPECT_FALSE(topic.grade.has_value());
    EXPECT_TRUE(topic.because.starts_with("Not enough to say"));
  }
}

// ---- evidence ----

ItemId item(std::uint64_t seed) { return SeededIds(seed).next<ItemId>(); }
const Instant march = parse_london("2026-03-10T12:00").value();
const Months of_march{month_of(london_date(march)), month_of(london_date(march))};
const Date today{std::chrono::year(2026), std::chrono::April, std::chrono::day(2)};

struct Force {
  FactTable table;
  casework::ForceRecord record;
  std::vector<std::shared_ptr<const casework::Account>> accounts;
  SeededIds ids{7};

  ChildRow child(std::string_view code) {
    ChildFacts facts;
    facts.id = ids.next<ChildId>();
    std::ranges::copy(code, facts.self_defined);
    return table.put_child(facts);
  }
  EpisodeFacts episode(ChildRow child, Instant at = march) {
    EpisodeFacts facts;
    facts.id = ids.next<EpisodeId>();
    facts.child = child;
    facts.reported_at = at;
    return facts;
  }
  Evidence count() const {
    const auto scan = table.scan();
    return evidence({scan, record, accounts}, shipped(), std::vector{of_march}, today).front();
  }
};

TEST(Evidence, CountsWhatWasReportedInTheMonthsAndEachChildOnce) {
  Force force;
  const auto known = force.child("W1"), blank = force.child("");
  for (int i = 0; i < 3; ++i) {
    auto one = force.episode(known);
    one.clocks_set = one.clocks_met = bit(ClockKind::first_deployment);
    force.table.put_episode(one);
  }
  auto late = force.episode(blank);
  late.clocks_set = late.clocks_breached = bit(ClockKind::first_deployment);
  force.table.put_episode(late);
  force.table.put_episode(force.episode(blank, march + std::chrono::days(60)));
  const auto counted = force.count();
  EXPECT_EQ(counted.at("officer_in_time").met, 3u);
  EXPECT_EQ(counted.at("officer_in_time").of, 4u);
  EXPECT_EQ(counted.at("children_ethnicity").met, 1u);
  EXPECT_EQ(counted.at("children_ethnicity").of, 2u);
}

TEST(Evidence, AClockThatStillRunsSaysNothing) {
  Force force;
  auto open = force.episode(force.child("W1"));
  open.clocks_set = bit(ClockKind::first_deployment) | bit(ClockKind::review);
  force.table.put_episode(open);
  EXPECT_EQ(force.count().at("officer_in_time").of, 0u);
  EXPECT_EQ(force.count().at("review_in_time").of, 0u);
}

TEST(Evidence, AVacantPostAndAnAccreditationRunOutAreSeen) {
  Force force;
  const Date day{std::chrono::year(2026), std::chrono::January, std::chrono::day(1)};
  force.record.posts.push_back({{}, {"Missing Children Team", "scaidp", std::nullopt, 3, day}});
  const auto officer = [&](std::optional<Date> expires) {
    auto account = std::make_shared<casework::Account>();
    account->team = "Missing Children Team";
    account->accreditations.push_back({item(force.accounts.size()), "scaidp", day, expires, {}, {}});
    force.accounts.push_back(account);
  };
  officer(std::nullopt);
  officer(Date{std::chrono::year(2026), std::chrono::February, std::chrono::day(1)});
  const auto counted = force.count();
  EXPECT_EQ(counted.at("posts_filled").met, 1u);
  EXPECT_EQ(counted.at("posts_filled").of, 3u);
  EXPECT_EQ(counted.at("accreditations_in_date").met, 1u);
  EXPECT_EQ(counted.at("accreditations_in_date").of, 2u);
}

TEST(Evidence, APlanActionIsKeptOnlyWhenDoneByTheDayPromised) {
  Force force;
  const Date due{std::chrono::year(2026), std::chrono::March, std::chrono::day(20)};
  const auto action = [&](std::optional<Instant> done) {
    casework::PlanAction one{{{}, {item(force.record.plan.size()), "plan-kept", "Do it", {{}, "Sgt Invented"}, due}}, {}, {}};
    if (done) one.done = casework::Kept<casework::PlanActionDone>{{0, *done, {}}, {one.id(), "Done"}};
    force.record.plan.push_back(one);
  };
  action(parse_london("2026-03-20T18:00").value());
  action(parse_london("2026-03-21T09:00").value());
  action(std::nullopt);
  EXPECT_EQ(force.count().at("plan_in_time").met, 1u);
  EXPECT_EQ(force.count().at("plan_in_time").of, 3u);
  const auto plan = plan_table(shipped(), force.record, today);
  EXPECT_EQ(plan.says, "1 action is open, 1 of them late.");
  EXPECT_NE(plan.rows.front()[4].text.find("13 days late"), std::string::npos);
}

TEST(Evidence, AFileThatPartlyMeetsAStatementDoesNotMeetIt) {
  Force force;
  casework::FileSample sample;
  const auto audited = [&](AuditGrade grade) {
    sample.audits.push_back({{0, march, {}}, {item(1), force.ids.next<EpisodeId>(), {{"files-risk-understood", grade, std::nullopt}}}});
  };
  audited(AuditGrade::met), audited(AuditGrade::partly), audited(AuditGrade::not_met), audited(AuditGrade::does_not_apply);
  force.record.samples.push_back(sample);
  const auto figure = force.count().at("files:files-risk-understood");
  EXPECT_EQ(figure.met, 1u);
  EXPECT_EQ(figure.of, 3u);
}

TEST(Sections, AnEmptyForceIsSaidToBeTooLittleAndNotGood) {
  const auto criteria = shipped();
  const casework::ForceRecord nothing;
  const AssessedPeriod now{"March 2026", assess(criteria, {})};
  for (const auto& section : inspection_sections(criteria, now, {now}, nothing, today))
    for (const auto& table : section.tables)
      for (const auto& row : table.rows) {
        EXPECT_EQ(row.size(), table.columns.size()) << table.id;
        for (const auto& cell : row) EXPECT_NE(cell.text, "Good");
      }
}

TEST(Draw, TheSameSeedDrawsTheSameAndNothingTwice) {
  const auto once = draw(1000, 42, 12);
  EXPECT_EQ(once, draw(1000, 42, 12));
  EXPECT_NE(once, draw(1000, 43, 12));
  EXPECT_EQ(std::set(once.begin(), once.end()).size(), 12u);
  EXPECT_LT(std::ranges::max(once), 1000u);
  EXPECT_EQ(draw(5, 1, 12).size(), 5u);
  EXPECT_TRUE(draw(0, 1, 12).empty());
}

}  // namespace
}  // namespace lapwing::measures
