// Finding a child, the child's page, and its forms.
#include <regex>

#include "web/support.hpp"

namespace lapwing::web {
namespace {

class ChildrenTest : public WebTest {
 protected:
  std::string path(const desk::Done& done, const std::string& more = {}) { return "/children/" + done.child.text() + more; }
  std::shared_ptr<const casework::Case> held(const desk::Done& done) { return desk->case_of(done.child).value(); }
  void as(const std::string& who, const desk::Done& done, casework::Command command, bool on_episode = true) {
    must({actor(who), done.child, on_episode ? done.episode : std::nullopt, std::move(command), {}, {}, {}});
  }
  std::string version(const desk::Done& done) { return std::to_string(held(done)->version); }
  // A child about whom every kind of text says `name`.
  desk::Done filled(const std::string& name) {
    auto asked = report(name, name);
    asked.details.also_known_as = {name};
    asked.details.address = name;
    asked.details.phones = {name};
    asked.details.school = asked.details.description = asked.details.medical_needs = asked.details.social_worker = name;
    asked.informant = {name, name, name};
    asked.circumstances = asked.why_worried = name;
    asked.last_seen.place = casework::Place{name, name, {}, {}};
    asked.last_seen.with = asked.last_seen.clothing = name;
    asked.might_be = {{MentionKind::person, name, name, name}, {MentionKind::place, name, {}, {}}};
    asked.tracing_steps = {name};
    const auto done = must({actor("call_handler"), {}, {}, asked, {}, {}, {}});
    casework::AdvanceInformation advance;
    advance.friends = advance.provided_by = name;
    as("officer", done, casework::RecordAdvanceInformation{advance}, false);
    as("officer", done, casework::OpenConcern{"exploitation", name}, false);
    as("officer", done, casework::RecordActivity{casework::ActivityKind::note, name});
    as("supervisor", done, casework::SetOwner{{{}, name}, name});
    as("officer", done, casework::SetAction{name, {{}, name}, {}, {}});
    return done;
  }
};

// ---- finding ----

TEST_F(ChildrenTest, FindsAMisspeltNameAndSaysWhy) {
  report_missing("Siobhan", "Marsh");
  const auto page = get("/children?q=shivaun+marsh", "call_handler");
  ASSERT_EQ(page.status, 200);
  EXPECT_TRUE(page.says("Siobhan Marsh"));
  EXPECT_TRUE(page.says("14 February 2011"));
  EXPECT_TRUE(page.says("Why it matches"));
  EXPECT_TRUE(page.says("Missing now"));
  EXPECT_TRUE(get("/children?q=nobody+else", "call_handler").says("No child that is held matches"));
}

TEST_F(ChildrenTest, TellsThatARestrictedRecordMatchesAndNothingMore) {
  const auto done = report_missing("Zephyrine", "Quillfeather");
  as("supervisor", done, casework::RestrictRecord{"A relative works here", {}}, false);
  const auto page = get("/children?q=zephyrine", "call_handler");
  EXPECT_TRUE(page.says("A restricted record"));
  EXPECT_FALSE(page.says("Quillfeather"));
  EXPECT_FALSE(page.says("2011"));
  EXPECT_TRUE(get("/children?q=zephyrine", "supervisor").says("Quillfeather"));
}

TEST_F(ChildrenTest, AReferenceGoesStraightToTheEpisode) {
  report_missing();
  EXPECT_EQ(get("/search?q=+m-2026-000001+", "officer").location(), "/episodes/M-2026-000001");
  EXPECT_EQ(get("/search?q=Kay+%26+Co", "officer").location(), "/children?q=Kay%20%26%20Co");
  EXPECT_EQ(get("/search?q=M-2026-000099", "officer").location(), "/children?q=M-2026-000099");
}

TEST_F(ChildrenTest, SearchingIsRefusedToRolesItWouldGiveNamesAway) {
  for (const auto* who : {"inspector", "auditor", "administrator"}) {
    EXPECT_EQ(get("/children?q=kay", who).status, 403) << who;
    EXPECT_EQ(get("/search?q=kay", who).status, 403) << who;
  }
  EXPECT_EQ(get("/children").status, 303);
}

// ---- the child's page ----

TEST_F(ChildrenTest, ShowsEverythingHeldInOnePlace) {
  const auto done = filled("Quillfeather");
  as("officer", done, casework::RecordEthnicity{"M1", {}}, false);
  as("officer", done, casework::RecordObservedEthnicity{"IC3"}, false);
  as("officer", done, casework::RecordNationality{"FR"}, false);
  const auto page = get(path(done), "officer");
  ASSERT_EQ(page.status, 200);
  for (const auto* text : {"Quillfeather Quillfeather, 15", "Missing now", "Missing for", "1 open concern", "Exploitation",
                           "White and Black Caribbean (M1)", "an officer&#39;s impression", "France", "Friends, and how to reach them",
                           "M-2026-000001", "Actions still to do", "Timeline", "People, places and things named"})
    EXPECT_TRUE(page.says(text)) << text;
}

TEST_F(ChildrenTest, NothingRecordedNeverReadsAsAnAnswer) {
  const auto page = get(path(report_missing()), "officer");
  EXPECT_TRUE(page.says("Nothing recorded yet"));
  EXPECT_TRUE(page.says("Not asked"));
}

TEST_F(ChildrenTest, AnInspectorSeesTheWorkAndNoNameAnywhere) {
  const auto done = filled("Quillfeather");
  wait(std::chrono::minutes(30));
  for (const auto& page : {path(done), path(done, "?as_known_at=03/03/2026+18:10"), path(done, "?kind=report"), std::string("/now"),
                           std::string("/now/wall"), std::string("/now?as_known_at=03/03/2026+18:10")}) {
    const auto answer = get(page, "inspector");
    EXPECT_EQ(answer.status, 200) << page;
    EXPECT_TRUE(answer.says("M-2026-000001")) << page;
    const auto at = answer.body.find("Quillfeather");
    EXPECT_EQ(at, std::string::npos) << page << "\n" << answer.body.substr(at == answer.body.npos ? 0 : at - 300, 400);
    EXPECT_FALSE(answer.says("2011")) << page;
  }
}

TEST_F(ChildrenTest, ShowsTheChildAsKnownAtAPastMinuteWithNothingToChange) {
  const auto done = report_missing("Amy");
  wait(std::chrono::minutes(30));
  as("officer", done, casework::RecordNationality{"FR"}, false);
  const auto then = get(path(done, "?as_known_at=03/03/2026+18:10"), "officer");
  EXPECT_FALSE(then.says("France"));
  EXPECT_FALSE(then.says(">Change<"));
  EXPECT_TRUE(then.says("As known at 18:10"));
  EXPECT_TRUE(get(path(done), "officer").says("France"));
  EXPECT_EQ(get(path(done, "?as_known_at=03/03/2026+17:00"), "officer").status, 404);
}

TEST_F(ChildrenTest, FiltersTheTimelineAndPagesBack) {
  const auto done = report_missing("Amy");
  for (int i = 0; i < 70; ++i) {
    as("officer", done, casework::RecordActivity{casework::ActivityKind::note, fmt::format("Call number {}.", i)});
    wait(std::chrono::minutes(1));
  }
  const auto page = get(path(done, "?kind=activity"), "officer");
  EXPECT_TRUE(page.says("Call number 69."));
  EXPECT_FALSE(page.says("Call number 2."));
  std::smatch found;
  ASSERT_TRUE(std::regex_search(page.body, found, std::regex("(/children/[^\"]*before=[^\"#]*)#timeline")));
  const auto earlier = get(std::regex_replace(found[1].str(), std::regex("&amp;"), "&"), "officer");
  EXPECT_TRUE(earlier.says("Call number 2."));
  EXPECT_FALSE(earlier.says("Call number 69."));
  EXPECT_FALSE(get(path(done, "?kind=risk"), "officer").says("Call number"));
}

TEST_F(ChildrenTest, EscapesWhatPeopleTyped) {
  const auto page = get(path(filled("<b onclick=\"x\">")), "officer");
  EXPECT_FALSE(page.says("<b onclick"));
  EXPECT_TRUE(page.says("&lt;b onclick"));
}

TEST_F(ChildrenTest, RefusesWhatIsNotThereAndWhoMayNotLook) {
  const auto done = report_missing();
  EXPECT_EQ(get("/children/" + SeededIds(9).next<ChildId>().text(), "officer").status, 404);
  EXPECT_EQ(get("/children/nonsense", "officer").status, 404);
  EXPECT_EQ(get(path(done), "auditor").status, 403);
  EXPECT_EQ(get(path(done)).status, 303);
}

// ---- forms ----

TEST_F(ChildrenTest, EveryFormOpensWithAWayToSendIt) {
  const auto done = filled("Amy");
  as("supervisor", done, casework::RestrictRecord{"A relative works here", {}}, false);
  for (const auto* form : {"details", "ethnicity", "observed-ethnicity", "nationality", "advance-information", "concerns",
                           "close-concern", "restrict", "lift-restriction"}) {
    const auto page = get(path(done, std::string("/") + form), "supervisor");
    EXPECT_EQ(page.status, 200) << form;
    EXPECT_TRUE(page.says("name=\"csrf\"") && page.says("name=\"seen\"") && page.says("name=\"_once\"")) << form;
    EXPECT_EQ(get(path(done, std::string("/") + form), "analyst").status, 403) << form;
    EXPECT_EQ(get(path(done, std::string("/") + form + "?as_known_at=2026-03-03T18:00:00Z"), "supervisor").status, 409) << form;
  }
}

TEST_F(ChildrenTest, ChangesDetailsAndShowsMistakesBesideTheirField) {
  const auto done = report_missing();
  const FormFields wrong{{"details.given_name", "Kay"}, {"details.born-day", "31"}, {"details.born-month", "2"},
                         {"details.born-year", "2011"}, {"seen", version(done)}};
  const auto again = post(path(done, "/details"), wrong, "officer");
  EXPECT_EQ(again.status, 422);
  EXPECT_TRUE(again.says("<title>Error: "));
  EXPECT_TRUE(again.says("href=\"#details-born\""));
  EXPECT_EQ(held(done)->details.given_name, "Kayleigh");
  const auto sent = post(path(done, "/details"),
                         {{"details.given_name", "Kay"}, {"details.family_name", "Marsh"}, {"details.phones", "07700 900123\n07700 900124"},
                          {"details.born-day", "1"}, {"details.born-month", "3"}, {"details.born-year", "2011"},
                          {"details.sex", "female"}, {"details.looked_after", "yes"}, {"seen", version(done)}},
                         "officer");
  EXPECT_EQ(sent.status, 303) << sent.body;
  EXPECT_EQ(sent.location(), path(done));
  EXPECT_EQ(held(done)->details.given_name, "Kay");
  EXPECT_EQ(held(done)->details.phones.size(), 2u);
  EXPECT_EQ(held(done)->details.looked_after, lapwing::Answer::yes);
  EXPECT_TRUE(get(path(done), "officer").says("The details were recorded."));
}

TEST_F(ChildrenTest, AChangeFromAnOldPageIsRefusedWithBothSides) {
  const auto done = report_missing();
  const auto seen = version(done);
  as("officer", done, casework::RecordNationality{"FR"}, false);
  const auto refused = post(path(done, "/nationality"), {{"country", "DE"}, {"seen", seen}}, "supervisor");
  EXPECT_EQ(refused.status, 412);
  EXPECT_TRUE(refused.says("FR"));
  EXPECT_TRUE(refused.says("DE"));
  EXPECT_EQ(held(done)->nationality->what.country, "FR");
}

TEST_F(ChildrenTest, RecordsEthnicityInTheChildsWordsOrWhyItIsNotStated) {
  const auto done = report_missing();
  EXPECT_TRUE(get(path(done, "/ethnicity"), "officer").says("Gypsy or Irish Traveller"));
  const auto bare = post(path(done, "/ethnicity"), {{"code", "NS"}, {"seen", version(done)}}, "officer");
  EXPECT_EQ(bare.status, 422);
  EXPECT_TRUE(bare.says("Say why the ethnicity is not stated"));
  EXPECT_TRUE(bare.says("id=\"not_stated_reason-error\""));
  EXPECT_EQ(post(path(done, "/ethnicity"), {{"code", "NS"}, {"not_stated_reason", "declined"}}, "officer").status, 303);
  EXPECT_TRUE(get(path(done), "officer").says("Not stated: The child chose not to say"));
  EXPECT_EQ(post(path(done, "/observed-ethnicity"), {{"code", "IC2"}}, "officer").status, 303);
  EXPECT_EQ(held(done)->ethnicity->what.ethnicity.code, "NS") << "an impression never replaces what the child says";
}

TEST_F(ChildrenTest, OpensAndClosesAConcern) {
  const auto done = report_missing();
  EXPECT_EQ(post(path(done, "/concerns"), {{"kind", "exploitation"}, {"text", ""}}, "officer").status, 422);
  EXPECT_EQ(post(path(done, "/concerns"), {{"kind", "exploitation"}, {"text", "Lifts from an older man"}}, "officer").status, 303);
  ASSERT_EQ(held(done)->concerns.size(), 1u);
  const auto id = held(done)->concerns[0].what.id.text();
  EXPECT_TRUE(get(path(done), "officer").says("close-concern?concern=" + id));
  EXPECT_EQ(post(path(done, "/close-concern"), {{"concern", id}, {"reason", "Looked into with social care"}}, "officer").status, 303);
  EXPECT_TRUE(held(done)->concerns.empty());
}

TEST_F(ChildrenTest, HoldsInformationAboutAChildWhoIsNotMissing) {
  const auto sent = post("/children/new", {{"source", "Ms Patel, social worker"}, {"details.given_name", "Rosa"}, {"details.family_name", "Quill"}},
                         "missing_coordinator");
  ASSERT_EQ(sent.status, 303) << sent.body;
  ASSERT_TRUE(sent.location().ends_with("/advance-information"));
  const auto child = sent.location().substr(0, sent.location().rfind('/'));
  EXPECT_EQ(post(sent.location(), {{"information.friends", "Her cousin Mia"}}, "missing_coordinator").status, 303);
  const auto page = get(child, "officer");
  EXPECT_TRUE(page.says("Her cousin Mia"));
  EXPECT_TRUE(page.says("Never reported missing here"));
  const auto nobody = post("/children/new", {{"source", "Ms Patel"}}, "missing_coordinator");
  EXPECT_EQ(nobody.status, 422);
  EXPECT_TRUE(nobody.says("Ms Patel"));
}

TEST_F(ChildrenTest, AFormWithoutItsTokenOrRoleChangesNothing) {
  const auto done = report_missing();
  EXPECT_EQ(post_bare(path(done, "/nationality"), {{"country", "FR"}}, "officer").status, 403);
  EXPECT_EQ(post(path(done, "/restrict"), {{"reason", "A relative works here"}}, "officer").status, 403);
  EXPECT_EQ(post(path(done, "/nationality"), {{"country", "FR"}}, "inspector").status, 403);
  EXPECT_FALSE(held(done)->nationality);
  EXPECT_FALSE(held(done)->restriction);
}

// ---- who may look ----

TEST_F(ChildrenTest, RestrictsARecordToThePeopleNamed) {
  const auto done = report_missing("Zephyrine", "Quillfeather");
  const auto sent = post(path(done, "/restrict"),
                         {{"reason", "A relative works here"}, {"may_read[0].user", actor("missing_coordinator").user->text()},
                          {"may_read[1].user", ""}},
                         "supervisor");
  ASSERT_EQ(sent.status, 303) << sent.body;
  EXPECT_EQ(get(path(done), "missing_coordinator").status, 200);
  const auto refused = get(path(done), "officer");
  EXPECT_EQ(refused.status, 403);
  EXPECT_FALSE(refused.says("Quillfeather"));
  EXPECT_TRUE(refused.says("/break-glass?next="));
  EXPECT_EQ(get(path(done, "/details"), "officer").status, 403);
  EXPECT_EQ(post(path(done, "/nationality"), {{"country", "FR"}}, "officer").status, 403);
  EXPECT_FALSE(post(path(done, "/nationality"), {{"country", "nowhere"}}, "officer").says("Quillfeather"));
  EXPECT_EQ(post(path(done, "/lift-restriction"), {{"reason", "They have moved"}}, "supervisor").status, 303);
  EXPECT_EQ(get(path(done), "officer").status, 200);
}

TEST_F(ChildrenTest, BreakingTheGlassAsksWhyOpensForAWhileAndGoesOnlyToAPageOfOurs) {
  const auto done = report_missing("Zephyrine", "Quillfeather");
  as("supervisor", done, casework::RestrictRecord{"A relative works here", {}}, false);
  const auto glass = path(done, "/break-glass");
  const auto bare = post(glass + "?next=/episodes/M-2026-000001", {{"reason", "now"}}, "officer");
  EXPECT_EQ(bare.status, 422);
  EXPECT_TRUE(bare.says("at least 10 characters"));
  EXPECT_TRUE(bare.says("next=%2Fepisodes%2FM-2026-000001"));
  EXPECT_FALSE(bare.says("Quillfeather"));
  EXPECT_EQ(get(path(done), "officer").status, 403);
  EXPECT_EQ(post(glass, {{"reason", "She was seen by the river tonight"}}, "analyst").status, 403);
  const FormFields reason{{"reason", "She was seen by the river tonight"}};
  for (const auto* elsewhere : {"//evil.example", "https://evil.example", "/%5Cevil.example", "/%0d%0aSet-Cookie:x=y"})
    EXPECT_EQ(post(glass + "?next=" + elsewhere, reason, "officer").location(), path(done)) << elsewhere;
  EXPECT_EQ(post(glass + "?next=/episodes/M-2026-000001", reason, "officer").location(), "/episodes/M-2026-000001");
  EXPECT_TRUE(get(path(done), "officer").says("Quillfeather"));
  EXPECT_TRUE(get(path(done), "supervisor").says("She was seen by the river tonight"));
  wait(std::chrono::hours(2));
  reopen_site();   // longer than a session lasts
  EXPECT_EQ(get(path(done), "officer").status, 403);
}

TEST_F(ChildrenTest, EveryLookIsInTheLedgerBeforeItIsShown) {
  const auto done = report_missing();
  get(path(done), "officer");
  const auto history = desk->history(done.child, {}, true).value();
  const auto* read = std::get_if<casework::RecordRead>(&history.back().event);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->what, "the child's page");
  EXPECT_EQ(history.back().stamp.by.name, "The Officer");
}

}  // namespace
}  // namespace lapwing::web
