// The pages of officers and their work: recording what an officer is accredited for, and giving an episode to somebody it is offered to.
#include "support.hpp"

namespace lapwing::web {

class WorkforcePages : public WebTest {
 protected:
  std::string officer() const { return "/measures/workforce/officers/" + actor("officer").user->text(); }
  FormFields part(const std::string& name, FormFields fields) {
    for (auto& [field, value] : fields) field = name + "." + field;
    fields.emplace_back("_part", name);
    return fields;
  }
  // In date and on shift at whatever time the test stands at.
  void make_officer_available() {
    EXPECT_EQ(post(officer() + "/record-accreditation", part("accreditation", {{"kind", "scaidp"}, {"awarded-day", "1"}, {"awarded-month", "1"}, {"awarded-year", "2026"}}), "supervisor").status, 303);
    FormFields pattern{{"share", "0.5"}};
    for (const auto* shift : {"Early", "Late", "Night"}) pattern.emplace_back("shifts", shift);
    for (int day = 1; day <= 7; ++day) pattern.emplace_back("weekdays", std::to_string(day));
    EXPECT_EQ(post(officer() + "/set-working-pattern", part("pattern", pattern), "supervisor").status, 303);
  }
};

TEST_F(WorkforcePages, record_an_accreditation_a_pattern_and_an_absence) {
  make_officer_available();
  const auto account = desk->staff().by_username("officer");
  ASSERT_EQ(account->accreditations.size(), 1u);
  EXPECT_EQ(account->accreditations[0].kind, "scaidp");
  ASSERT_TRUE(account->pattern);
  EXPECT_EQ(account->pattern->weekdays.size(), 7u);
  EXPECT_EQ(account->pattern->share, 0.5);
  EXPECT_EQ(post(officer() + "/record-absence", part("absence", {{"from-day", "1"}, {"from-month", "1"}, {"from-year", "2026"}, {"why", "leave"}}), "supervisor").status, 303);
  ASSERT_EQ(desk->staff().by_username("officer")->absences.size(), 1u);
  const auto absence = desk->staff().by_username("officer")->absences[0].id.text();
  const auto page = get(officer(), "supervisor");
  EXPECT_EQ(page.status, 200);
  EXPECT_TRUE(page.says("SCAIDP until"));
  EXPECT_TRUE(page.says("From 1 January 2026, with no day of return"));
  EXPECT_EQ(post(officer() + "/end-absence", part("back", {{"id", absence}, {"on-day", "2"}, {"on-month", "1"}, {"on-year", "2026"}}), "supervisor").status, 303);
  EXPECT_TRUE(desk->staff().by_username("officer")->absences[0].to);
}

TEST_F(WorkforcePages, show_a_refused_form_again_with_what_was_wrong) {
  const auto refused = post(officer() + "/record-accreditation", part("accreditation", {{"kind", ""}}), "supervisor");
  EXPECT_EQ(refused.status, 422);
  EXPECT_TRUE(refused.says("There is a problem"));
  EXPECT_EQ(post(officer() + "/set-working-pattern", part("pattern", {{"share", "1"}}), "supervisor").status, 422);
}

TEST_F(WorkforcePages, are_closed_to_those_who_may_not_record) {
  EXPECT_EQ(get("/measures/workforce/officers", "officer").status, 403);
  EXPECT_EQ(get("/measures/workforce/officers", "inspector").status, 403);
  EXPECT_EQ(post(officer() + "/record-accreditation", part("accreditation", {{"kind", "pip2"}}), "analyst").status, 403);
  EXPECT_EQ(get("/measures/workforce/officers/11111111-1111-4111-8111-111111111111", "supervisor").status, 404);
}

TEST_F(WorkforcePages, offer_an_episode_with_reasons_and_give_it_with_one_press) {
  make_officer_available();
  const auto done = report_missing();
  const auto path = "/measures/workforce/allocate/" + done.episode->text();
  const auto page = get(path, "supervisor");
  EXPECT_EQ(page.status, 200);
  EXPECT_TRUE(page.says("carries 0 of 20 points"));
  EXPECT_TRUE(page.says("Give it to The Officer"));
  EXPECT_TRUE(page.says("The Supervisor"));            // not offered: holds nothing
  EXPECT_TRUE(page.says("holds no PIP 1"));
  EXPECT_TRUE(get("/episodes/" + done.episode->text(), "supervisor").says(path));
  const auto given = post("/episodes/" + done.episode->text() + "/set-owner",
                          {{"_part", "owner"}, {"owner.owner.user", actor("officer").user->text()}, {"owner.reason", "least loaded"}, {"seen", std::to_string(desk->case_of(done.child).value()->version)}}, "supervisor");
  EXPECT_EQ(given.status, 303);
  EXPECT_EQ(desk->case_of(done.child).value()->episode(*done.episode)->owner->user, actor("officer").user);
  EXPECT_TRUE(get("/measures/workforce", "supervisor").says("caseload-by-officer"));
}

TEST_F(WorkforcePages, name_no_officer_to_an_inspector_and_give_nothing_out_to_one) {
  make_officer_available();
  const auto done = report_missing();
  const auto page = get("/measures/workforce", "inspector");
  EXPECT_EQ(page.status, 200);
  EXPECT_FALSE(page.says("The Officer"));
  EXPECT_EQ(get("/measures/workforce/allocate/" + done.episode->text(), "inspector").status, 403);
}

TEST_F(WorkforcePages, refuse_a_what_if_that_is_no_number) {
  EXPECT_EQ(get("/measures/workforce?train=ten", "supervisor").status, 400);
  EXPECT_EQ(get("/measures/workforce?surge=99999", "supervisor").status, 400);
  EXPECT_EQ(get("/measures/workforce?week=soon", "supervisor").status, 400);
  EXPECT_EQ(get("/measures/workforce?train=10&lose=5&surge=30&share=95&week=2026-03-02", "supervisor").status, 200);
}

TEST_F(WorkforcePages, record_posts_a_course_and_a_session) {
  EXPECT_EQ(post("/measures/workforce/posts", part("posts", {{"team", "Response A"}, {"posts", "10"}, {"from-day", "1"}, {"from-month", "1"}, {"from-year", "2020"}}), "supervisor").status, 303);
  EXPECT_EQ(desk->force_record()->posts.size(), 1u);
  EXPECT_TRUE(get("/measures/workforce", "supervisor").says("posts"));
  EXPECT_EQ(post("/measures/training/courses", part("course", {{"name", "Listening to children"}, {"about", "What a child does not say"}}), "supervisor").status, 303);
  const auto course = desk->force_record()->courses.at(0).id().text();
  FormFields session{{"course", course}, {"on-day", "1"}, {"on-month", "2"}, {"on-year", "2026"}, {"teams", "Response A"}};
  session.emplace_back("attended", actor("officer").user->text());
  session.emplace_back("attended", actor("supervisor").user->text());
  EXPECT_EQ(post("/measures/training/sessions", part("session", session), "supervisor").status, 303);
  ASSERT_EQ(desk->force_record()->courses[0].sessions.size(), 1u);
  EXPECT_EQ(desk->force_record()->courses[0].sessions[0].what.attended.size(), 2u);
  const auto page = get("/measures/training", "supervisor");
  EXPECT_TRUE(page.says("Listening to children"));
  EXPECT_EQ(post("/measures/training/courses", part("course", {{"name", ""}, {"about", ""}}), "supervisor").status, 422);
}

}  // namespace lapwing::web
