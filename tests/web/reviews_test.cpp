// Reviews: the sample, an episode looked back at, and the wording by team and month.
#include "language/checker.hpp"
#include "web/support.hpp"

namespace lapwing::web {
namespace {

class Reviews : public WebTest {
 protected:
  void SetUp() override {
    WebTest::SetUp();
    done = report_missing();
    reference = desk->children().find(done.child)->episodes.back().reference;
  }
  void note(const std::string& who, const std::string& text) {
    must({actor(who), done.child, done.episode, casework::RecordActivity{casework::ActivityKind::note, text}, {}, {}, {}});
  }
  desk::Done done;
  std::string reference;
};

TEST_F(Reviews, AreForThoseWhoLookAfterTheWork) {
  for (const auto* who : {"supervisor", "duty_inspector", "superintendent", "missing_coordinator", "analyst", "inspector"}) {
    EXPECT_EQ(get("/reviews", who).status, 200) << who;
    EXPECT_TRUE(get("/now", who).says("href=\"/reviews\"")) << who;
  }
  for (const auto* who : {"officer", "call_handler", "auditor", "administrator"}) EXPECT_EQ(get("/reviews", who).status, 403) << who;
}

TEST_F(Reviews, AnEpisodeShowsWhatWasWrittenWithItsFindingsMarkedAndTheirSource) {
  note("officer", "She keeps putting herself at risk.");
  const auto page = get("/reviews/" + reference, "supervisor");
  EXPECT_EQ(page.status, 200);
  EXPECT_TRUE(page.says("<mark>putting herself at risk</mark>"));
  EXPECT_TRUE(page.says("puts blame on the child"));
  EXPECT_TRUE(page.says("appropriate language guide"));
  EXPECT_TRUE(page.says(site->wording->rules().digest.substr(0, 12)));
}

TEST_F(Reviews, WhatIsQuotedIsShownAndNotMarked) {
  note("officer", "She told us: \"I put myself at risk\".");
  EXPECT_FALSE(get("/reviews/" + reference, "supervisor").says("<mark>"));
}

TEST_F(Reviews, ListWhatWasKeptAndWhy) {
  desk::Sent sent{actor("officer"), done.child, done.episode, casework::RecordActivity{casework::ActivityKind::note, "She refused to engage."}, {}, {}, {}};
  sent.kept.push_back({"record-activity", "text", "refused to engage", "refuses-engagement", "blames", "her solicitor's phrase", "0f1e"});
  must(std::move(sent));
  const auto page = get("/reviews/" + reference, "supervisor");
  EXPECT_TRUE(page.says("her solicitor&#39;s phrase") || page.says("her solicitor's phrase")) << page.body;
  EXPECT_TRUE(get("/episodes/" + reference + "/timeline", "supervisor").says("kept the wording"));
}

TEST_F(Reviews, WithoutNamesNoTextIsShown) {
  note("officer", "Zephyrine keeps putting herself at risk.");
  const auto page = get("/reviews/" + reference, "inspector");
  EXPECT_EQ(page.status, 200);
  EXPECT_FALSE(page.says("Zephyrine"));
  EXPECT_FALSE(page.says("putting herself at risk"));
  EXPECT_TRUE(page.says("puts blame on the child"));
}

TEST_F(Reviews, OneIsWrittenAndShown) {
  const auto sent = post("/reviews/" + reference, {{"_part", ""}, {"text", "Officers went at once."}, {"learning", "Ask the school sooner."}}, "supervisor");
  EXPECT_EQ(sent.status, 303) << sent.body;
  const auto page = get(sent.location(), "supervisor");
  EXPECT_TRUE(page.says("Officers went at once."));
  EXPECT_TRUE(page.says("Ask the school sooner."));
}

TEST_F(Reviews, OneThatIsEmptyComesBackWithTheMessageBesideTheField) {
  const auto sent = post("/reviews/" + reference, {{"_part", ""}, {"text", ""}}, "supervisor");
  EXPECT_EQ(sent.status, 422);
  EXPECT_TRUE(sent.says("href=\"#text\"")) << sent.body;
}

TEST_F(Reviews, OneIsCheckedForItsOwnWording) {
  const auto sent = post("/reviews/" + reference, {{"_part", ""}, {"text", "She was putting herself at risk."}}, "supervisor");
  EXPECT_EQ(sent.status, 422);
  EXPECT_TRUE(sent.says("Before this is recorded"));
}

TEST_F(Reviews, TheSampleHoldsNoEpisodeThatIsOpen) {
  const auto sample = get("/reviews?seed=7&count=5", "supervisor");
  EXPECT_FALSE(sample.says("href=\"/reviews/" + reference + "\""));
  EXPECT_TRUE(sample.says("No episode is closed yet."));
}

TEST_F(Reviews, ASampleWithoutASeedThatIsANumberSaysWhatToEnter) {
  EXPECT_TRUE(get("/reviews?seed=x", "supervisor").says("Enter the seed as a whole number"));
}

TEST_F(Reviews, ATeamsFigureIsShownWithItsIntervalOnceThreePeopleWrote) {
  note("officer", "She keeps putting herself at risk.");
  note("supervisor", "The plan is to call the school.");
  EXPECT_TRUE(get("/reviews?from=2026-03", "supervisor").says("fewer than 3 people wrote"));
  note("duty_inspector", "Two officers are at the station.");
  const auto page = get("/reviews?from=2026-03", "supervisor");
  EXPECT_TRUE(page.says("Response A")) << page.body;
  EXPECT_FALSE(page.says("fewer than 3 people wrote"));
  const auto csv = get("/reviews/wording.csv", "supervisor");
  EXPECT_EQ(csv.header("Content-Type"), "text/csv; charset=utf-8");
  EXPECT_TRUE(csv.says("Response A,2026-03,")) << csv.body;
  EXPECT_FALSE(csv.says("The officer")) << "a person is never in it";
}

TEST_F(Reviews, MonthsThatCannotBeReadAreRefusedWithWhatToEnter) {
  EXPECT_TRUE(get("/reviews?from=March", "supervisor").says("Enter months as 2026-03"));
  EXPECT_EQ(get("/reviews/wording.csv?from=2020-01&to=2026-03", "supervisor").status, 400);
}

}  // namespace
}  // namespace lapwing::web
