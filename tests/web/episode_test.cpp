// The episode's pages: what they show and to whom, what their forms record and refuse, and that nothing typed is lost.
#include "support.hpp"

namespace lapwing::web {
namespace {

class EpisodePages : public WebTest {
 protected:
  void SetUp() override {
    WebTest::SetUp();
    auto report = this->report();
    report.circumstances = "Left after <tea>";
    report.might_be = {{MentionKind::person, "her boyfriend Kyle", {}, {}}};
    done = must({actor("call_handler"), {}, {}, report, {}, {}, {}});
    base = "/episodes/" + done.episode->text();
  }
  std::shared_ptr<const casework::Episode> episode() const {
    return (*desk->case_of(done.child))->episodes.front();
  }
  std::string seen() const { return std::to_string((*desk->case_of(done.child))->version); }
  Answer send(const std::string& command, FormFields form, const std::string& who) {
    return post(base + "/" + command, std::move(form), who);
  }

  desk::Done done;
  std::string base;
  const std::vector<std::string> pages{"", "/risk", "/enquiries", "/activity", "/review", "/timeline", "/reported"};
};

TEST_F(EpisodePages, EveryPageHasTheHead) {
  for (const auto& path : pages) {
    const auto page = get(base + path, "supervisor");
    EXPECT_EQ(page.status, 200) << path;
    for (const auto* told : {"Kayleigh Marsh, 15", "Missing for", "decided 18:00 by The Call handler", "M-2026-000001", "As known at"})
      EXPECT_TRUE(page.says(told)) << path << ": " << told;
  }
}

TEST_F(EpisodePages, AreFoundByReferenceToo) { EXPECT_EQ(get("/episodes/M-2026-000001/risk", "officer").status, 200); }
TEST_F(EpisodePages, OfNoSuchEpisodeAreNotFound) { EXPECT_EQ(get("/episodes/M-2026-000099", "officer").status, 404); }

TEST_F(EpisodePages, PromiseTheCallerNothingMoreOnceTheChildWasFound) {
  EXPECT_TRUE(get(base + "/reported", "officer").says("Ring us at once"));
  must({actor("officer"), done.child, done.episode, casework::RecordReturn{.at = desk->now(), .where = {"Home"}}, {}, {}, {}});
  const auto page = get(base + "/reported", "officer");
  EXPECT_TRUE(page.says("<title>The child was found"));
  EXPECT_FALSE(page.says("Ring us at once"));
}

TEST_F(EpisodePages, EscapeWhatPeopleTyped) {
  const auto page = get(base, "officer");
  EXPECT_TRUE(page.says("Left after &lt;tea&gt;"));
  EXPECT_FALSE(page.says("<tea>"));
}

TEST_F(EpisodePages, SayPlainlyThatNobodyHasDecided) {
  auto report = this->report("Ben", "Ashworth");
  report.level.reset();
  const auto other = must({actor("call_handler"), {}, {}, report, {}, {}, {}});
  EXPECT_TRUE(get("/episodes/" + other.episode->text(), "officer").says("provisional"));
}

TEST_F(EpisodePages, TellWhatIsLateAndWithWhom) {
  wait(std::chrono::hours(1) + Minutes(20));
  const auto page = get(base, "supervisor");
  EXPECT_TRUE(page.says("Deployment 20 min late, with sergeant"));
}

TEST_F(EpisodePages, AnInspectorSeesNoNamesAndNoForms) {
  for (const auto& path : pages) {
    const auto page = get(base + path, "inspector");
    EXPECT_EQ(page.status, 200) << path;
    for (const auto* name : {"Kayleigh", "Marsh", "Dawn", "Kyle", "The Call handler"}) EXPECT_FALSE(page.says(name)) << path << ": " << name;
    EXPECT_FALSE(page.says("name=\"_once\"")) << path;
    EXPECT_TRUE(page.says("M-2026-000001")) << path;
  }
}

TEST_F(EpisodePages, OfARestrictedRecordAreClosed) {
  must({actor("supervisor"), done.child, {}, casework::RestrictRecord{"a relative works here", {}}, {}, {}, {}});
  for (const auto& path : pages) {
    const auto page = get(base + path, "officer");
    EXPECT_EQ(page.status, 403) << path;
    EXPECT_FALSE(page.says("Kayleigh")) << path;
  }
  EXPECT_EQ(send("record-activity", {{"_part", "note"}, {"note.text", "x"}, {"note.kind", "note"}}, "officer").status, 403);
}

TEST_F(EpisodePages, AsKnownAtShowThenAndChangeNothing) {
  wait(Minutes(30));
  ASSERT_EQ(send("assess-risk", {{"_part", "assess"}, {"assess.level", "high"}, {"seen", seen()}}, "supervisor").status, 303);
  for (const auto& path : pages) {
    const auto page = get(base + path + "?as_known_at=2026-03-03T18:10:00Z", "supervisor");
    EXPECT_EQ(page.status, 200) << path;
    EXPECT_TRUE(page.says("As known at 18:10.")) << path;
    EXPECT_TRUE(page.says("Medium, decided 18:00")) << path;
    EXPECT_FALSE(page.says("name=\"_once\"")) << path;
  }
  EXPECT_TRUE(get(base, "supervisor").says("High, decided 18:30"));
}

TEST_F(EpisodePages, KeepTheTimeLookedAtWhenGoingOn) {
  EXPECT_TRUE(get(base + "?as_known_at=2026-03-03T18:00:00Z", "supervisor").says("/risk?as_known_at=2026-03-03T18%3A00%3A00Z"));
}

// ---- work ----

TEST_F(EpisodePages, ANamedOfficerIsSentAndArrives) {
  ASSERT_EQ(send("deploy-officer", {{"_part", "deploy"}, {"deploy.officer.name", "PC Reed"}, {"deploy.officer.user", ""},
                                    {"deploy.collar_number", "4821"}, {"deploy.going_to", "Linthorpe Road"}}, "call_handler").status, 303);
  ASSERT_EQ(episode()->deployments.size(), 1u);
  const auto page = get(base, "officer");
  EXPECT_TRUE(page.says("PC Reed (4821) to Linthorpe Road"));
  const auto id = episode()->deployments.front().what.deployment.text();
  ASSERT_EQ(send("record-arrival", {{"_part", "arrival-1"}, {"arrival-1.deployment", id}}, "officer").status, 303);
  EXPECT_EQ(episode()->arrived.size(), 1u);
}

TEST_F(EpisodePages, AnOfficerWithoutANameIsRefusedBesideTheField) {
  const auto page = send("deploy-officer", {{"_part", "deploy"}, {"deploy.officer.name", ""}, {"deploy.officer.user", ""},
                                            {"deploy.going_to", "Linthorpe <Road>"}}, "officer");
  EXPECT_EQ(page.status, 422);
  EXPECT_TRUE(page.says("href=\"#deploy-officer-name\""));
  EXPECT_TRUE(page.says("id=\"deploy-officer-name-error\""));
  EXPECT_TRUE(page.says("value=\"Linthorpe &lt;Road&gt;\""));
  EXPECT_TRUE(page.says("<details class=\"govuk-details\" open>")) << "the form refused is open";
}

TEST_F(EpisodePages, TheOwnerIsChosenFromTheStaff) {
  const auto user = actor("supervisor").user->text();
  ASSERT_EQ(send("set-owner", {{"_part", "owner"}, {"owner.owner.user", user}, {"owner.reason", ""}}, "supervisor").status, 303);
  EXPECT_EQ(episode()->owner->name, "The Supervisor");
  const auto page = send("set-owner", {{"_part", "owner"}, {"owner.owner.user", ""}, {"owner.reason", "my reason"}}, "supervisor");
  EXPECT_EQ(page.status, 422);
  EXPECT_TRUE(page.says("Choose who owns it"));
  EXPECT_TRUE(page.says("my reason"));
}

TEST_F(EpisodePages, AHandoverIsOfferedAndAccepted) {
  const auto to = actor("duty_inspector").user->text();
  ASSERT_EQ(send("offer-handover", {{"_part", "handover"}, {"handover.to.user", to}, {"handover.summary", "Two enquiries open"},
                                    {"handover.outstanding", "CCTV\nRing Nan"}}, "supervisor").status, 303);
  EXPECT_EQ(episode()->handover->what.outstanding.size(), 2u);
  EXPECT_FALSE(get(base, "superintendent").says("Accept the handover"));
  EXPECT_TRUE(get(base, "duty_inspector").says("Accept the handover"));
  ASSERT_EQ(send("accept-handover", {{"_part", "accept"}, {"accept.comment", ""}}, "duty_inspector").status, 303);
  EXPECT_EQ(episode()->owner->name, "The Duty inspector");
}

TEST_F(EpisodePages, AnAlarmIsAcknowledgedOnlyWithWhatWillHappen) {
  wait(Minutes(65));
  const auto clock = std::ranges::find(episode()->clocks, ClockKind::first_deployment, &casework::Clock::kind)->id.text();
  FormFields form{{"_part", "ack"}, {"ack.clock", clock}, {"ack.what_will_happen", ""}, {"ack.until", "2026-03-03T19:35:00Z"}};
  const auto page = send("acknowledge-clock", form, "supervisor");
  EXPECT_EQ(page.status, 422);
  EXPECT_TRUE(page.says("Say what will happen"));
  EXPECT_TRUE(page.says("value=\"2026-03-03T19:35:00Z\" checked"));
  form[2].second = "PC Reed leaves the scene on Acklam Road by 19:30";
  EXPECT_EQ(send("acknowledge-clock", form, "supervisor").status, 303);
  EXPECT_TRUE(get(base, "supervisor").says("acknowledged until 19:35"));
}

TEST_F(EpisodePages, RiskAnswersThatStandAsTheyStoodAreNotRecordedAgain) {
  const auto& questions = desk->rules().risk.questions;
  ASSERT_EQ(send("record-risk-facts",
                 {{"_part", "ask"}, {"ask.answers[0].question", questions[0].id}, {"ask.answers[0].answer", "not_asked"},
                  {"ask.answers[1].question", questions[1].id}, {"ask.answers[1].answer", "yes"}, {"ask.answers[1].detail", "Kyle, 24"}},
                 "officer").status, 303);
  ASSERT_EQ(episode()->facts.size(), 1u);
  const auto page = get(base + "/risk", "officer");
  EXPECT_TRUE(page.says("There are signs of harm."));
  EXPECT_TRUE(page.says("Kyle, 24"));
}

TEST_F(EpisodePages, ALowerRiskNeedsAReasonAndKeepsTheChoice) {
  const auto page = send("assess-risk", {{"_part", "assess"}, {"assess.level", "very_low"}, {"assess.lower_reason", "ok"}, {"seen", seen()}},
                         "supervisor");
  EXPECT_EQ(page.status, 422);
  EXPECT_TRUE(page.says("value=\"very_low\" checked"));
  EXPECT_TRUE(page.says("The facts point to medium"));
}

TEST_F(EpisodePages, AStaleDecisionShowsBothSides) {
  const auto before = seen();
  ASSERT_EQ(send("assess-risk", {{"_part", "assess"}, {"assess.level", "high"}, {"seen", before}}, "supervisor").status, 303);
  const auto page = send("assess-risk", {{"_part", "assess"}, {"assess.level", "medium"}, {"assess.lower_reason", "She rang her sister"},
                                         {"seen", before}}, "duty_inspector");
  EXPECT_EQ(page.status, 412);
  EXPECT_TRUE(page.says("She rang her sister"));
  EXPECT_TRUE(page.says("high"));
}

TEST_F(EpisodePages, AnEnquiryIsAddedGivenOutAndFinished) {
  ASSERT_EQ(send("set-enquiry", {{"_part", "add"}, {"add.text", "CCTV at the bus station"}, {"add.assign_to.user", ""}}, "officer").status, 303);
  const auto id = episode()->enquiries.back().id.text();
  ASSERT_EQ(send("assign-enquiry", {{"_part", "give"}, {"give.enquiry", id}, {"give.to.user", actor("officer").user->text()}}, "officer").status, 303);
  EXPECT_TRUE(get(base + "/enquiries", "officer").says("With The Officer."));
  const auto refused = send("finish-enquiry", {{"_part", "finish-1"}, {"finish-1.enquiry", id}, {"finish-1.result", "half written"}}, "officer");
  EXPECT_EQ(refused.status, 422);
  EXPECT_TRUE(refused.says("half written"));
  ASSERT_EQ(send("finish-enquiry", {{"_part", "f"}, {"f.enquiry", id}, {"f.outcome", "done"}, {"f.result", "Seen at 17:20"},
                                    {"f.mentions[0].kind", "person"}, {"f.mentions[0].label", ""},
                                    {"f.mentions[1].kind", "vehicle"}, {"f.mentions[1].label", "a red van"}}, "officer").status, 303);
  EXPECT_EQ(episode()->mentions.back().what.label, "a red van");
  EXPECT_TRUE(get(base + "/enquiries", "officer").says("Seen at 17:20"));
}

TEST_F(EpisodePages, NotesCallsAndSightingsAreListedNewestFirst) {
  ASSERT_EQ(send("record-activity", {{"_part", "quick"}, {"quick.text", "Knocked at number 12"}, {"quick.kind", "visit"}}, "officer").location(),
            "/episodes/M-2026-000001");
  ASSERT_EQ(send("contact-informant", {{"_part", "contact"}, {"contact.reached", "no"}, {"contact.text", "No reply"}}, "officer").status, 303);
  ASSERT_EQ(send("record-sighting", {{"_part", "sighting"}, {"sighting.seen_at-day", ""}, {"sighting.seen_at-month", ""},
                                     {"sighting.seen_at-year", ""}, {"sighting.seen_at-time", "1740"}, {"sighting.place.text", "Bus station"},
                                     {"sighting.place.postcode", ""}, {"sighting.confirmed", "yes"}}, "officer").status, 303);
  const auto page = get(base + "/activity", "officer");
  EXPECT_LT(page.body.find("Bus station"), page.body.find("No reply"));
  EXPECT_LT(page.body.find("No reply"), page.body.find("Knocked at number 12"));
  EXPECT_EQ(episode()->sightings.front().what.seen_at, at("2026-03-03T17:40:00Z"));
}

TEST_F(EpisodePages, ASightingWithoutAPlaceKeepsTheRest) {
  const auto page = send("record-sighting", {{"_part", "sighting"}, {"sighting.seen_at-day", "3"}, {"sighting.seen_at-month", "3"},
                                             {"sighting.seen_at-year", "26"}, {"sighting.seen_at-time", "17:40"},
                                             {"sighting.place.text", ""}, {"sighting.with", "a man"}}, "officer");
  EXPECT_EQ(page.status, 422);
  EXPECT_TRUE(page.says("id=\"sighting-place-text-error\""));
  EXPECT_TRUE(page.says("value=\"a man\""));
  EXPECT_TRUE(page.says("value=\"2026\""));
}

TEST_F(EpisodePages, ASupervisorReviews) {
  ASSERT_EQ(send("record-review", {{"_part", "review"}, {"review.confirmed_level", "high"}, {"review.plan", "Search the park by 20:00"},
                                   {"review.child_rescue_alert", "Considered; no vehicle known"}}, "supervisor").status, 303);
  EXPECT_TRUE(get(base + "/review", "supervisor").says("Search the park by 20:00"));
  EXPECT_EQ(send("record-review", {{"_part", "review"}}, "officer").status, 403);
}

TEST_F(EpisodePages, AFormSentTwiceRecordsOnce) {
  const FormFields form{{"_part", "note"}, {"_once", "n-1"}, {"note.text", "Rang the school"}, {"note.kind", "phone_call"}};
  send("record-activity", form, "officer");
  send("record-activity", form, "officer");
  EXPECT_EQ(episode()->activities.size(), 1u);
}

TEST_F(EpisodePages, AFormWentBackToAndChangedIsANewThing) {
  send("record-activity", {{"_part", "note"}, {"_once", "n-1"}, {"note.text", "Rang the school"}, {"note.kind", "note"}}, "officer");
  send("record-activity", {{"_part", "note"}, {"_once", "n-1"}, {"note.text", "Rang the sister"}, {"note.kind", "note"}}, "officer");
  EXPECT_EQ(episode()->activities.size(), 2u);
}

TEST_F(EpisodePages, TheTimelineShowsOneKindWhenAsked) {
  send("record-activity", {{"_part", "note"}, {"note.text", "Rang the school"}, {"note.kind", "note"}}, "officer");
  EXPECT_TRUE(get(base + "/timeline", "officer").says("Rang the school"));
  EXPECT_FALSE(get(base + "/timeline?kind=risk", "officer").says("Rang the school"));
  EXPECT_FALSE(get(base + "/timeline", "officer").says("Who looked"));
}

}  // namespace
}  // namespace lapwing::web
