#include "views/timeline.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <set>

#include "casework/support.hpp"
#include "views/filled.hpp"

namespace lapwing::views {
namespace {

using namespace casework;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

const Instant six_pm = casework::at("2026-03-03T18:00:00Z");

std::vector<std::string> titles(const std::vector<TimelineItem>& items) {
  std::vector<std::string> out;
  for (const auto& item : items) out.push_back(item.title);
  return out;
}

TEST(Timeline, TellsEveryEventTypeAsAPlainSentence) {
  const auto recorded = recorded_one_by_one(every_event("Robin", six_pm), six_pm);
  const auto items = timeline(recorded, test_rules(), {.episode = {}, .until = {}, .reads = true});
  ASSERT_EQ(items.size(), recorded.size());
  std::set<std::string> told;
  for (const auto& item : items) {
    told.insert(item.event);
    ASSERT_FALSE(item.title.empty()) << item.event;
    EXPECT_TRUE(item.title[0] >= 'A' && item.title[0] <= 'Z') << item.title;
    EXPECT_TRUE(item.title.ends_with('.')) << item.title;
    EXPECT_FALSE(item.who.empty());
    for (const auto& text : item.details) EXPECT_FALSE(text.empty()) << item.event;
    for (const auto* word : {"_", "{", "}", "abscond", "misper", "runaway", "run away", "  ", " ."})
      EXPECT_THAT(item.title, Not(HasSubstr(word))) << item.event;
  }
  EXPECT_EQ(told.size(), recorded.size());
}

class Night : public testing::Test {
 protected:
  Night() {
    auto report = plain_report();
    report.level = RiskLevel::high;
    report.why_worried = "She has never stayed out before.";
    id = sim.report(report);
  }
  std::vector<TimelineItem> told(TimelineOptions options = {}) const { return timeline(sim.recorded, test_rules(), options); }
  std::vector<std::string> said(TimelineOptions options = {}) const { return titles(told(options)); }
  const TimelineItem& last(const std::vector<TimelineItem>& items) const { return items.back(); }
  Simulation sim{1, six_pm};
  EpisodeId id;
};

TEST_F(Night, BeginsWithTheReportAndWhoTookIt) {
  const auto items = told();
  const auto report = std::ranges::find(items, "episode_opened", &TimelineItem::event);
  ASSERT_NE(report, items.end());
  EXPECT_EQ(report->title, "The child was reported missing at 18:00. The report was recorded by Asha Malik.");
  EXPECT_THAT(report->details, Contains("Reported by: Dawn Marsh (mother), 07700 900123"));
  EXPECT_THAT(report->details, Contains("Why worried today: She has never stayed out before."));
  EXPECT_EQ(report->kind, TimelineKind::report);
  EXPECT_EQ(report->episode, id);
}

TEST_F(Night, TellsAnAlarmWithWhatWasDueAndWhoWasTold) {
  sim.run_until(minutes_after(six_pm, 81));
  EXPECT_THAT(said(), Contains("The review was due at 19:00 and had not been done. The duty inspector was told."));
  EXPECT_THAT(said(), Contains("An officer was due to be deployed by 18:15 and had not been. The team's supervisors were told."));
  EXPECT_THAT(said(), Contains("Something was due to be recorded by 18:30 and nothing had been. The sergeant was told."));
}

TEST_F(Night, TellsTheOwnerOnceThereIsOne) {
  sim.as(supervisor(), SetOwner{person(supervisor()), {}}, id);
  sim.run_until(minutes_after(six_pm, 20));
  EXPECT_THAT(said(), Contains("An officer was due to be deployed by 18:15 and had not been. The owner was told."));
}

TEST_F(Night, SaysWhenTheSamePersonIsToldAgain) {
  sim.run_until(minutes_after(six_pm, 180));
  EXPECT_THAT(said(), Contains("The review was due at 19:00 and had not been done. The superintendent was told."));
  EXPECT_THAT(said(), Contains("The review was due at 19:00 and had not been done. The superintendent was told again."));
}

TEST_F(Night, TellsTheRungsThatCameRoundWhileTheServiceWasDownAsOne) {
  sim.pass(Minutes(26));
  sim.as(service(), RaiseAlarms{}, id);
  const auto items = told();
  const auto alarm = std::ranges::find_if(items, [](const auto& item) { return item.event == "clock_climbed"; });
  ASSERT_NE(alarm, items.end());
  EXPECT_EQ(alarm->title,
            "An officer was due to be deployed by 18:15 and had not been. The team's supervisors, the sergeant and the duty inspector were told.");
  EXPECT_THAT(alarm->details, Contains("It came round at 18:20 for the sergeant and was recorded at 18:26."));
  EXPECT_EQ(alarm->happened_at, minutes_after(six_pm, 15));
  EXPECT_TRUE(alarm->late);
  EXPECT_EQ(alarm->events, 3);
  EXPECT_EQ(alarm->who, "Lapwing");
}

TEST_F(Night, TellsADecisionWithItsReasonAndTheClocksItMoved) {
  sim.pass(Minutes(10));
  sim.by = supervisor();
  sim.must(AssessRisk{RiskLevel::medium, "Her aunt has heard from her and is fetching her", {}}, id);
  const auto items = told();
  const auto decided = std::ranges::find(items, "Risk assessed as Medium by Sgt Jo Hall.", &TimelineItem::title);
  ASSERT_NE(decided, items.end());
  EXPECT_EQ(decided->kind, TimelineKind::risk);
}

TEST_F(Night, TellsWhatOneStepRecordedTogetherAsOneItem) {
  const auto items = told();
  const auto enquiries = std::ranges::count(items, "enquiry_set", &TimelineItem::event);
  EXPECT_EQ(enquiries, 1);
  int events = 0;
  for (const auto& item : items) events += item.events;
  EXPECT_LT(items.size(), sim.recorded.size());
  EXPECT_EQ(items.front().index, 1u);
  EXPECT_LE(events, static_cast<int>(sim.recorded.size()));
}

TEST_F(Night, DoesNotMixTwoStepsThatComeTogether) {
  sim.must(RecordMention{{MentionKind::person, "Kyle", {}, {}}}, id);
  sim.pass(Minutes(1));
  sim.must(RecordMention{{MentionKind::place, "the arcade", {}, {}}}, id);
  EXPECT_THAT(said(), Contains("A person was named, recorded by Asha Malik."));
  EXPECT_THAT(said(), Contains("A place was named, recorded by Asha Malik."));
}

TEST_F(Night, HidesLooksUnlessAsked) {
  sim.as(officer(), NoteRead{"episode", {}, 3}, {});
  EXPECT_THAT(said(), Not(Contains(HasSubstr("looked at"))));
  EXPECT_THAT(said({.episode = {}, .until = {}, .reads = true}), Contains("PC Tom Reed looked at the episode (3 times)."));
}

TEST_F(Night, AsKnownAtATimeTellsNothingRecordedLater) {
  sim.run_until(minutes_after(six_pm, 60));
  const auto until = minutes_after(six_pm, 20);
  const auto items = told({.episode = id, .until = until});
  EXPECT_FALSE(items.empty());
  for (const auto& item : items) {
    EXPECT_LE(item.at, until);
    EXPECT_EQ(item.episode, id);
  }
}

TEST_F(Night, SaysWhatChangedInTheChildsDetails) {
  auto details = sim.held().details;
  details.school = "Saltmarsh Academy";
  sim.must(ChangeChildDetails{details});
  auto moved = details;
  moved.school = "Fellside High";
  sim.must(ChangeChildDetails{moved});
  const auto items = told({.episode = {}, .until = {}, .newest_first = true});
  EXPECT_EQ(items.front().details, std::vector<std::string>{"School: Fellside High (was Saltmarsh Academy)"});
}

TEST_F(Night, ANameWithBracesIsOnlyAName) {
  sim.by = actor(Role::officer, "PC {} {0}", 66);
  sim.must(RecordRiskFacts{{{test_rules().risk.questions[0].id, Answer::no, {}, "mother", {}, {}},
                            {test_rules().risk.questions[1].id, Answer::no, {}, "mother", {}, {}}}}, id);
  EXPECT_THAT(said(), Contains("2 risk questions were answered, recorded by PC {} {0}."));
}

}  // namespace
}  // namespace lapwing::views
