// The pages and calls of groups: what each role sees, what a decision needs, and what follows from it.
#include <fmt/format.h>

#include <boost/json.hpp>

#include "desk/link_keeper.hpp"
#include "desk/link_watch.hpp"
#include "links/sureness.hpp"
#include "web/support.hpp"

namespace lapwing::web {
namespace {

class Groups : public WebTest {
 protected:
  void SetUp() override {
    keeper = std::make_shared<desk::LinkKeeper>(policy::built_in_group_rules(), links::people_by_name());
    watch = std::make_unique<desk::LinkWatch>(keeper);
    options.links = keeper;
    site_options.links = keeper;
    WebTest::SetUp();
    watch->start(*desk);
    told(1, "2026-02-01", "Kayleigh Marsh", "2011-02-14", "Darren Cole", "alcohol");
    told(2, "2026-02-08", "Aisha Brook", "2011-06-02", "Darren Cole", "phone");
    told(3, "2026-02-15", "Kayleigh Marsh", "2011-02-14", "Wayne Pike", "drugs");
    told(4, "2026-02-20", "Aisha Brook", "2011-06-02", "Wayne Pike", "alcohol");
  }
  void TearDown() override {
    watch->stop();
    WebTest::TearDown();
  }
  void told(int number, std::string_view day, std::string_view girl, std::string_view born, std::string_view man, std::string_view gave) {
    const auto sent = fmt::format(
        R"({{"report":"R-{:06}","received_at":"{}T21:00:00Z","kind":"intelligence","agency":"police","grading":{{"source":1,"information":"A","handling":"P"}},)"
        R"("people":[{{"ref":"p1","role":"child","name":"{}","dob":"{}"}},{{"ref":"p2","role":"adult","name":"{}","age_about":27,"sex":"male"}}],)"
        R"("places":[{{"ref":"l1","address":"14 Alder Row, TS1 4XX","kind":"home"}}],"vehicles":[{{"ref":"v1","vrm":"LB12 WNG"}}],)"
        R"("links":[{{"kind":"lift","from":"p2","to":"p1","with":["v1"],"at":"l1"}},{{"kind":"gave","from":"p2","to":"p1","what":"{}"}}]}})",
        number, day, girl, born, man, gave);
    const auto done = desk->submit(desk::SentOnLinks{casework::Actor{}, casework::ReceiveReport{sent}});
    ASSERT_TRUE(done) << done.error().message;
    watch->wait_until_done();
  }
  std::string group() const { return keeper->groups()->ranked.at(0).group.id; }
  std::string path() const { return "/groups/" + group(); }
  std::string user(const std::string& who) const { return actor(who).user->text(); }

  std::shared_ptr<desk::LinkKeeper> keeper;
  std::unique_ptr<desk::LinkWatch> watch;
};

TEST_F(Groups, AreListedWithOnePlainSentenceAndNewOnesMarked) {
  const auto page = get("/groups", "analyst");
  EXPECT_EQ(page.status, 200);
  EXPECT_TRUE(page.says("2 adults and 2 children"));
  EXPECT_TRUE(page.says("14 Alder Row, TS1 4XX"));
  EXPECT_TRUE(page.says("New"));
  EXPECT_TRUE(page.says("a reason to look, not a finding"));
}

TEST_F(Groups, AreForThoseWhoseWorkTheyAre) {
  for (const auto* who : {"analyst", "supervisor", "duty_inspector", "superintendent", "missing_coordinator", "inspector"}) EXPECT_EQ(get("/groups", who).status, 200) << who;
  for (const auto* who : {"call_handler", "officer", "auditor", "administrator"}) EXPECT_EQ(get("/groups", who).status, 403) << who;
  EXPECT_FALSE(get("/now", "officer").says("href=\"/groups\""));
}

TEST_F(Groups, AnInspectorReadsWithoutNamesNumbersOrPlaces) {
  for (const auto& page : {get("/groups", "inspector"), get(path(), "inspector")}) {
    EXPECT_EQ(page.status, 200);
    for (const auto* name : {"Darren", "Kayleigh", "Aisha", "Alder Row", "LB12"}) EXPECT_FALSE(page.says(name)) << name;
  }
  EXPECT_TRUE(get(path(), "inspector").says("Adult 1"));
  EXPECT_FALSE(get(path(), "inspector").says("Take it on"));
  EXPECT_EQ(get("/matches", "inspector").status, 403);
}

TEST_F(Groups, AGroupsPageSaysWhoWhatTiesThemAndWhatEachReportAdds) {
  const auto page = get(path(), "analyst");
  for (const auto* words : {"Darren Cole", "Wayne Pike", "Kayleigh Marsh", "Aisha Brook", "The fewest reports that carry it", "What it adds", "What would weaken it", "LB12"})
    EXPECT_TRUE(page.says(words)) << words;
}

TEST_F(Groups, HowSureAGroupIsStandsAsAFigureWithWhatItRestsOn) {
  const auto words = links::sureness_words(keeper->groups()->ranked.at(0).group.probability).substr(1);   // the first letter may be large
  const auto secret = token("analyst");
  for (const auto& page : {get("/groups", "analyst"), get(path(), "analyst"), get(path(), "inspector"), get_json("/api/v1/groups", secret),
                           get_json("/api/v1/groups/" + group(), secret)}) {
    EXPECT_TRUE(page.says(words));
    EXPECT_TRUE(page.says("not on this force, where it may be too high or too low"));
    EXPECT_TRUE(page.says("about the group and not about any person in it"));
  }
  const auto told = boost::json::parse(get_json("/api/v1/groups/" + group(), secret).body).at("probability").to_number<double>();
  EXPECT_EQ(told, links::told_probability(keeper->groups()->ranked.at(0).group.probability));
}

TEST_F(Groups, AChildOfAGroupLeadsToTheirRecordUnlessItIsRestricted) {
  const auto child = report_missing();
  watch->wait_until_done();
  EXPECT_TRUE(get(path(), "analyst").says("/children/" + child.child.text()));
  must({actor("supervisor"), child.child, {}, casework::RestrictRecord{"a relative works here", {{actor("supervisor").user, "The Supervisor"}}}, {}, {}, {}});
  const auto page = get(path(), "analyst");
  EXPECT_FALSE(page.says("/children/" + child.child.text()));
  EXPECT_FALSE(page.says("Kayleigh"));
  EXPECT_TRUE(page.says("a child whose record is restricted"));
  EXPECT_TRUE(get(path(), "supervisor").says("Kayleigh"));
}

TEST_F(Groups, TakingOnNeedsANameAndIsShown) {
  const auto refused = post(path() + "/take-on", {{"_part", "take"}, {"take.owner.user", ""}, {"take.note", "strategy meeting"}}, "analyst");
  EXPECT_EQ(refused.status, 422);
  EXPECT_TRUE(refused.says("Choose who takes it on"));
  EXPECT_TRUE(refused.says("strategy meeting"));
  EXPECT_EQ(post(path() + "/take-on", {{"_part", "take"}, {"take.owner.user", user("analyst")}, {"take.note", "strategy meeting"}}, "analyst").status, 303);
  EXPECT_TRUE(get("/groups", "supervisor").says("Taken on by The Analyst"));
  EXPECT_TRUE(get(path(), "supervisor").says("strategy meeting"));
}

TEST_F(Groups, DismissingNeedsAReasonAndANewReportBringsItBack) {
  const auto id = group();
  const auto refused = post(path() + "/dismiss", {{"_part", "dismiss"}, {"dismiss.reason", ""}}, "analyst");
  EXPECT_EQ(refused.status, 422);
  EXPECT_TRUE(refused.says("Say why this group is dismissed."));
  EXPECT_EQ(post("/groups/" + id + "/dismiss", {{"_part", "dismiss"}, {"dismiss.reason", "a youth club"}}, "analyst").status, 303);
  EXPECT_TRUE(get("/groups", "analyst").says("No group of adults and children"));
  EXPECT_TRUE(get("/groups?show=dismissed", "analyst").says("a youth club"));
  told(5, "2026-03-01", "Mia Field", "2012-01-20", "Darren Cole", "money");
  EXPECT_TRUE(get("/groups", "analyst").says("Back on new evidence"));
}

TEST_F(Groups, AReasonThatBlamesAChildComesBackOnceBeforeItIsRecorded) {
  FormFields form{{"_part", "dismiss"}, {"dismiss.reason", "She puts herself at risk"}};
  const auto asked = post(path() + "/dismiss", form, "analyst");
  EXPECT_EQ(asked.status, 422);
  EXPECT_TRUE(asked.says("Before this is recorded"));
  EXPECT_TRUE(keeper->groups()->dismissed.empty());
  form.emplace_back("_wording", "yes");
  EXPECT_EQ(post(path() + "/dismiss", form, "analyst").status, 303);
  EXPECT_EQ(keeper->groups()->dismissed.size(), 1u);
}

TEST_F(Groups, ADecisionIsTakenBackFromItsPlaceInTheHistory) {
  ASSERT_EQ(post(path() + "/dismiss", {{"_part", "dismiss"}, {"dismiss.reason", "a youth club"}}, "analyst").status, 303);
  const auto& dismissed = keeper->groups()->dismissed.at(0);
  const auto part = fmt::format("undo{}", dismissed.rulings.at(0).index);
  const auto undone = post("/groups/" + dismissed.group.id + "/undo",
                           {{"_part", part}, {part + ".ruling", std::to_string(dismissed.rulings.at(0).index)}, {part + ".reason", "the wrong group"}}, "analyst");
  EXPECT_EQ(undone.status, 303);
  ASSERT_EQ(keeper->groups()->ranked.size(), 1u);
  EXPECT_TRUE(get(path(), "analyst").says("Taken back by The Analyst"));
}

TEST_F(Groups, SplittingNeedsSomeOfTheChildrenAndNotAll) {
  const auto& children = keeper->groups()->ranked.at(0).group.children;
  const auto all = post(path() + "/split", {{"_part", "split"}, {"split.children", children[0].id}, {"split.children", children[1].id}, {"split.reason", "two houses"}}, "analyst");
  EXPECT_EQ(all.status, 422);
  EXPECT_TRUE(all.says("Choose some of the children, and not all"));
}

TEST_F(Groups, WhoToTryFirstStandsOnAnOpenEpisodeAndLinksOnTheChildsPage) {
  const auto child = report_missing();
  watch->wait_until_done();
  const auto episode = get("/episodes/" + child.episode->text(), "officer");
  EXPECT_TRUE(episode.says("Who and where to try first"));
  EXPECT_TRUE(episode.says("Darren Cole"));
  EXPECT_TRUE(episode.says("Linked by reports to a group of 2 adults and 2 children"));
  EXPECT_FALSE(episode.says("href=\"/groups/")) << "an officer reads no groups";
  EXPECT_TRUE(episode.says("Linked group"));
  EXPECT_TRUE(get("/now", "officer").says("Linked group"));
  EXPECT_TRUE(get("/children/" + child.child.text(), "analyst").says("People, places, vehicles and phones that reports tie to the child"));
}

TEST_F(Groups, AsKnownBeforeTheReportsCameThereWasNone) {
  const auto page = get("/groups?as_known_at=2026-01-01T00:00:00Z", "analyst");
  EXPECT_EQ(page.status, 200);
  EXPECT_TRUE(page.says("No group of adults and children"));
  EXPECT_EQ(get(path() + "?as_known_at=2026-01-01T00:00:00Z", "analyst").status, 404);
}

TEST_F(Groups, TheApiGivesAndTakesTheSame) {
  const auto secret = token("analyst");
  const auto list = get_json("/api/v1/groups", secret);
  EXPECT_EQ(list.status, 200);
  EXPECT_TRUE(list.says("\"title\":\"2 adults and 2 children\""));
  const auto one = get_json("/api/v1/groups/" + group(), secret);
  EXPECT_TRUE(one.says("\"contribution\""));
  EXPECT_EQ(post_json("/api/v1/groups/" + group() + "/dismiss", R"({"reason":""})", secret).status, 422);
  const auto taken = post_json("/api/v1/groups/" + group() + "/take-on", R"({"note":"to the meeting"})", secret, {{"Idempotency-Key", "k1"}});
  EXPECT_EQ(taken.status, 200);
  EXPECT_TRUE(post_json("/api/v1/groups/" + group() + "/take-on", R"({"note":"to the meeting"})", secret, {{"Idempotency-Key", "k1"}}).says("\"repeated\":true"));
  EXPECT_EQ(get_json("/api/v1/matches", secret).status, 200);
  const auto child = report_missing();
  EXPECT_TRUE(get_json("/api/v1/children/" + child.child.text() + "/links", secret).says("Darren Cole"));
}

TEST_F(Groups, AMatchShowsEachThingsWeightAndIsConfirmedWithAReason) {
  const std::string match = "/matches/one?from=R-000001%2Fp2&to=R-000003%2Fp2";
  const auto page = get(match, "analyst");
  EXPECT_EQ(page.status, 200);
  EXPECT_TRUE(page.says("What each thing adds"));
  EXPECT_TRUE(page.says("Before anything is compared"));
  EXPECT_EQ(post(match, {{"_part", "match"}, {"match.ruling", "confirm"}, {"match.reason", ""}}, "analyst").status, 422);
  EXPECT_EQ(post(match, {{"_part", "match"}, {"match.ruling", "confirm"}, {"match.reason", "his other name"}}, "analyst").status, 303);
  EXPECT_TRUE(get(match, "analyst").says("his other name"));
  EXPECT_TRUE(keeper->match({"R-000001", "p2"}, {"R-000003", "p2"})->together);
}

}  // namespace
}  // namespace lapwing::web
