// The board as a page, its wall, and alerts.
#include <regex>

#include "web/support.hpp"

namespace lapwing::web {
namespace {

using casework::ClockPhase;

class NowTest : public WebTest {
 protected:
  desk::Done report_in(const std::string& given, const std::string& area, RiskLevel level = RiskLevel::high) {
    auto asked = report(given);
    asked.area = area;
    asked.level = level;
    asked.lower_reason = "Known to be with her aunt";
    return must({actor("call_handler"), {}, {}, asked, {}, {}, {}});
  }
  // Longer than a session lasts: everyone signs in again.
  void wait_signed_in(std::chrono::microseconds pass) {
    wait(pass);
    reopen_site();
  }
  void restrict(ChildId child) {
    must({actor("supervisor"), child, {}, casework::RestrictRecord{"A relative works here", {}}, {}, {}, {}});
  }
  void own(const desk::Done& done, const std::string& who) {
    const auto owner = actor(who);
    must({actor("supervisor"), done.child, done.episode, casework::SetOwner{{owner.user, owner.name}, {}}, {}, {}, {}});
  }
  static std::string heading(const Answer& page) {
    std::smatch found;
    std::regex_search(page.body, found, std::regex("<h1[^>]*>(.*)</h1>"));
    return std::regex_replace(found[1].str(), std::regex("<[^>]*>"), "");
  }
};

TEST_F(NowTest, ShowsEveryOpenEpisodeMostPressingFirst) {
  report_in("Amy", "Harbourside", RiskLevel::low);
  report_in("Beth", "Harbourside");
  const auto page = get("/now", "officer");
  ASSERT_EQ(page.status, 200);
  EXPECT_EQ(heading(page), "Now: 2 open, 0 late");
  EXPECT_LT(page.body.find("Beth"), page.body.find("Amy"));
  EXPECT_TRUE(page.says("Deployment <time")) << page.body;
  EXPECT_TRUE(page.says("due in 15 min"));
  EXPECT_TRUE(page.says("<progress"));
  EXPECT_TRUE(page.says("Nobody yet"));
}

TEST_F(NowTest, SaysHowManyAreLateAndHowLongNothingWasRecorded) {
  report_in("Beth", "Harbourside");
  wait(std::chrono::minutes(48));
  const auto page = get("/now", "officer");
  EXPECT_EQ(heading(page), "Now: 1 open, 1 late");
  EXPECT_TRUE(page.says("33 min late"));
  EXPECT_TRUE(page.says("nothing recorded for <time"));
  EXPECT_TRUE(page.says(">48 minutes</time>"));
  EXPECT_TRUE(page.says("data-state=\"breached\""));
}

TEST_F(NowTest, AFilterNeverHidesWhatIsLate) {
  report_in("Amy", "Fellside");
  report_in("Beth", "Fellside", RiskLevel::very_low);
  report_in("Cara", "Harbourside");
  wait(std::chrono::minutes(20));
  const auto page = get("/now?area=Harbourside", "officer");
  EXPECT_TRUE(page.says("Amy"));
  EXPECT_TRUE(page.says("Cara"));
  EXPECT_FALSE(page.says("Beth"));
  EXPECT_TRUE(page.says("every episode with something late wherever it is"));
  EXPECT_TRUE(page.says("1 other is not shown"));
  EXPECT_EQ(get("/now?team=The+Moon", "officer").status, 400);
}

TEST_F(NowTest, ALateClockThatWasAcknowledgedStaysInSightUnderAFilter) {
  const auto done = report_in("Amy", "Fellside");
  wait(std::chrono::minutes(20));
  const auto row = desk->board().read()->find(*done.episode);
  for (const auto& clock : row->alarms)
    must({actor("supervisor"), done.child, done.episode,
          casework::AcknowledgeClock{clock.id, "PC Reed is on the way", time->now() + Minutes(20)}, {}, {}, {}});
  const auto page = get("/now?area=Harbourside", "officer");
  EXPECT_TRUE(page.says("Amy"));
  EXPECT_TRUE(page.says("acknowledged until"));
  EXPECT_TRUE(page.says("PC Reed is on the way"));
}

TEST_F(NowTest, SaysWhatEachViewerMustDo) {
  own(report_in("Amy", "Harbourside"), "officer");
  wait(std::chrono::minutes(20));
  EXPECT_TRUE(get("/now", "officer").says("You own this: deployment "));
  EXPECT_FALSE(get("/now", "analyst").says("You own this"));
}

TEST_F(NowTest, OffersToAcknowledgeOnlyToThoseWhoMay) {
  report_in("Amy", "Harbourside");
  wait(std::chrono::minutes(20));
  EXPECT_TRUE(get("/now", "officer").says("#must-happen"));
  EXPECT_FALSE(get("/now", "analyst").says("#must-happen"));
  EXPECT_FALSE(get("/now", "inspector").says("#must-happen"));
}

TEST_F(NowTest, ShowsTheBoardAsItWasKnownAtAPastMinute) {
  report_in("Amy", "Harbourside");
  wait(std::chrono::minutes(30));
  report_in("Beth", "Harbourside");
  wait(std::chrono::minutes(30));
  const auto then = get("/now?as_known_at=03/03/2026+18:05", "officer");
  EXPECT_EQ(heading(then), "At 18:05: 1 open, 0 late");
  EXPECT_TRUE(then.says("due in 10 min"));
  EXPECT_FALSE(then.says("Beth"));
  EXPECT_FALSE(then.says("data-stream"));
  EXPECT_FALSE(then.says("#must-happen"));
  EXPECT_EQ(heading(get("/now?as_known_at=", "officer")), "Now: 2 open, 2 late");
  EXPECT_EQ(get("/now?as_known_at=2030-01-01T00:00:00Z", "officer").status, 400);
  EXPECT_EQ(get("/now?as_known_at=teatime", "officer").status, 400);
}

TEST_F(NowTest, NamesARestrictedChildOnlyToThoseWhoMayRead) {
  const auto done = report_missing("Zephyrine", "Quillfeather");
  wait(std::chrono::minutes(5));
  restrict(done.child);
  EXPECT_TRUE(get("/now", "supervisor").says("Quillfeather"));
  for (const auto* page : {"/now", "/now/wall", "/now?as_known_at=03/03/2026+18:02"}) {
    EXPECT_FALSE(get(page, "officer").says("Quillfeather")) << page;
    EXPECT_TRUE(get(page, "officer").says("M-2026-000001")) << page;
  }
}

TEST_F(NowTest, EscapesWhatPeopleTyped) {
  report_missing("<script>alert(1)</script>", "\" onmouseover=\"x");
  const auto page = get("/now", "officer");
  EXPECT_TRUE(page.says("&lt;script&gt;"));
  EXPECT_FALSE(page.says("<script>alert"));
  EXPECT_FALSE(page.says("\" onmouseover"));
}

TEST_F(NowTest, TheWallHasTheRowsAndNoNavigation) {
  report_missing("Amy");
  const auto wall = get("/now/wall", "supervisor");
  ASSERT_EQ(wall.status, 200);
  EXPECT_TRUE(wall.says("Amy"));
  EXPECT_TRUE(wall.says("lw-wall"));
  EXPECT_FALSE(wall.says("moj-primary-navigation"));
  EXPECT_FALSE(wall.says("lw-search"));
}

TEST_F(NowTest, IsRefusedWithoutSigningInAndToRolesWithoutTheBoard) {
  EXPECT_EQ(get("/now").location(), "/sign-in?next=%2Fnow");
  EXPECT_EQ(get("/now/wall").status, 303);
  for (const auto* page : {"/now", "/now/wall"}) EXPECT_EQ(get(page, "auditor").status, 403) << page;
  EXPECT_EQ(get("/alerts", "inspector").status, 403);
}

TEST_F(NowTest, NotesTheLookWithTheTimeAskedFor) {
  wait(std::chrono::minutes(5));
  get("/now?as_known_at=03/03/2026+18:02", "officer");
  const auto history = desk->account_history(*actor("officer").user).value();
  const auto* read = std::get_if<casework::BoardRead>(&history.back().event);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->what, "the board");
  EXPECT_EQ(read->as_known_at, at("2026-03-03T18:02:00Z"));
}

// ---- alerts ----

TEST_F(NowTest, AlertsAreGroupedByEpisodeAndAcknowledgedOnesStandApart) {
  const auto done = report_in("Amy", "Harbourside");
  own(done, "officer");
  EXPECT_TRUE(get("/alerts", "officer").says("Nothing that concerns you is late"));
  wait_signed_in(std::chrono::minutes(35));
  const auto page = get("/alerts", "officer");
  EXPECT_EQ(heading(page), "Alerts: 1 late");
  EXPECT_TRUE(page.says("about 1 episode."));
  EXPECT_TRUE(page.says("You own this."));
  EXPECT_TRUE(page.says("/episodes/M-2026-000001#must-happen"));
  EXPECT_LT(page.body.find("Amy"), page.body.find(">Acknowledged<"));
  for (const auto& clock : desk->board().read()->find(*done.episode)->alarms)
    must({actor("supervisor"), done.child, done.episode,
          casework::AcknowledgeClock{clock.id, "PC Reed is on the way", time->now() + Minutes(20)}, {}, {}, {}});
  const auto after = get("/alerts", "officer");
  EXPECT_EQ(heading(after), "Alerts: 0 late");
  EXPECT_GT(after.body.find("Amy"), after.body.find(">Acknowledged<"));
  EXPECT_TRUE(after.says("PC Reed is on the way"));
}

TEST_F(NowTest, AnAlertSaysNothingOfARestrictedChildToOthers) {
  const auto done = report_missing("Zephyrine", "Quillfeather");
  own(done, "officer");
  restrict(done.child);
  wait(std::chrono::hours(2));
  const auto page = get("/alerts", "officer");
  EXPECT_TRUE(page.says("M-2026-000001"));
  EXPECT_FALSE(page.says("Quillfeather"));
}

TEST_F(NowTest, WhoeverRestrictedARecordIsToldWhoReadPastItForAWeek) {
  const auto done = report_missing();
  restrict(done.child);
  must({actor("officer"), done.child, {}, casework::BreakGlass{"She was seen by the river tonight"}, {}, {}, {}});
  const auto told = get("/alerts", "supervisor");
  EXPECT_TRUE(told.says("The Officer"));
  EXPECT_TRUE(told.says("She was seen by the river tonight"));
  EXPECT_FALSE(get("/alerts", "officer").says("by the river"));
  wait_signed_in(std::chrono::days(8));
  const auto later = get("/alerts", "supervisor");
  EXPECT_EQ(later.status, 200);
  EXPECT_FALSE(later.says("by the river"));
}

}  // namespace
}  // namespace lapwing::web
