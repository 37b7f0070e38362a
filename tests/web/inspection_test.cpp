// The self-assessment's pages: the plan that answers it, and the files that people audit.
#include "web/support.hpp"

namespace lapwing::web {
namespace {

const std::string plan = "/measures/inspection/plan", samples = "/measures/inspection/samples";

class Inspection : public WebTest {
 protected:
  // Found, asked and closed, by the shortest way there is.
  desk::Done closed_episode(const std::string& given) {
    const auto done = report_missing(given);
    must({actor("supervisor"), done.child, done.episode, casework::RecordReturn{.at = desk->now(), .where = {"Home"}}, {}, {}, {}});
    const auto held = desk->case_of(done.child).value();
    casework::HoldInterview interview;
    must({actor("officer"), done.child, done.episode, interview, {}, {}, {}});
    casework::AnswerQuestions answers;
    for (const auto& question : held->episode(*done.episode)->interview.questions.get())
      answers.answers.push_back({question.id, QuestionOutcome::answered, casework::QuestionSafety::safe, "Told", false, {}, {}});
    must({actor("officer"), done.child, done.episode, answers, {}, {}, {}});
    must({actor("supervisor"), done.child, done.episode, casework::OfferReturnInterview{.provider = "Northmoor Council"}, {}, {}, {}});
    must({actor("supervisor"), done.child, done.episode, casework::CloseEpisode{"Safe at home"}, {}, {}, {}});
    return done;
  }
  std::string add_action(const std::string& text, const std::string& day, const std::string& month) {
    const auto sent = post(plan, {{"_part", "set"}, {"set.about", "officer-in-time"}, {"set.text", text}, {"set.owner.user", actor("superintendent").user->text()},
                                  {"set.due-day", day}, {"set.due-month", month}, {"set.due-year", "2026"}}, "superintendent");
    EXPECT_EQ(sent.status, 303) << sent.body;
    return desk->force_record()->plan.back().id().text();
  }
  // From 1 March 2026 to the third of a month.
  FormFields draw(const std::string& count, const std::string& to_month = "3") const {
    return {{"_part", "draw"}, {"draw.from-day", "1"}, {"draw.from-month", "3"}, {"draw.from-year", "2026"}, {"draw.to-day", "3"}, {"draw.to-month", to_month},
            {"draw.to-year", "2026"}, {"draw.count", count}, {"draw.seed", "42"}, {"draw.why", "Spring audit"}};
  }
};

TEST_F(Inspection, SaysWhoseJudgementItIsAndThatLittleIsNotGood) {
  const auto page = get("/measures/inspection", "inspector");
  EXPECT_EQ(page.status, 200) << page.body;
  EXPECT_TRUE(page.says("not the inspectorate"));
  EXPECT_TRUE(page.says("not enough to say"));
  EXPECT_TRUE(page.says("Investigating child abuse, neglect and exploitation"));
  EXPECT_EQ(get("/measures/inspection", "officer").status, 403);
}

TEST_F(Inspection, AnActionIsAddedMovedAndDoneAndEveryPromiseStays) {
  const auto id = add_action("Put a second car on nights", "20", "3");
  EXPECT_TRUE(get(plan, "inspector").says("Put a second car on nights"));
  const auto path = plan + "/actions/" + id;
  EXPECT_EQ(post(path + "/move", {{"_part", "move"}, {"move.owner.user", actor("duty_inspector").user->text()}, {"move.due-day", "1"}, {"move.due-month", "5"},
                                  {"move.due-year", "2026"}, {"move.reason", "The car is being repaired"}}, "superintendent").status, 303);
  EXPECT_EQ(post(path + "/done", {{"_part", "done"}, {"done.result", "On nights since Monday"}}, "superintendent").status, 303);
  const auto page = get(path, "superintendent");
  for (const auto* said : {"20 March 2026", "1 May 2026", "The car is being repaired", "On nights since Monday"}) EXPECT_TRUE(page.says(said)) << said;
}

TEST_F(Inspection, AnActionWithoutAnOwnerIsAskedForAgainWithWhatWasTyped) {
  const auto again = post(plan, {{"_part", "set"}, {"set.about", "officer-in-time"}, {"set.text", "Look at nights"}, {"set.owner.user", ""}, {"set.due-day", "20"},
                                 {"set.due-month", "3"}, {"set.due-year", "2026"}}, "superintendent");
  EXPECT_EQ(again.status, 422);
  EXPECT_TRUE(again.says("Look at nights"));
  EXPECT_TRUE(again.says("Choose who owns it"));
  EXPECT_TRUE(desk->force_record()->plan.empty());
}

TEST_F(Inspection, FilesAreDrawnBySeedAuditedAndCounted) {
  const auto one = closed_episode("Kayleigh");
  closed_episode("Dina");
  report_missing("Open");
  const auto drawn = post(samples, draw("2"), "superintendent");
  ASSERT_EQ(drawn.status, 303) << drawn.body;
  const auto& sample = desk->force_record()->samples.back();
  EXPECT_EQ(sample.drawn.what.episodes.size(), 2u);
  const auto path = samples + "/of/" + sample.id().text();
  EXPECT_TRUE(get(path, "inspector").says("seed 42"));
  const auto file = path + "/" + one.episode->text();
  EXPECT_TRUE(get(file, "superintendent").says("lines of enquiry"));
  const auto sent = post(file, {{"_part", "audit"}, {"audit.findings[0].statement", "files-shared"}, {"audit.findings[0].grade", "not_met"},
                                {"audit.findings[0].note", "Social care was not told"}}, "superintendent");
  EXPECT_EQ(sent.status, 303) << sent.body;
  EXPECT_TRUE(get(file, "inspector").says("Social care was not told"));
  EXPECT_TRUE(get(path, "inspector").says("1 of 2 files have been audited"));
}

TEST_F(Inspection, NothingIsDrawnWhenNoEpisodeIsClosedOrTheDaysAreTheWrongWayRound) {
  EXPECT_TRUE(post(samples, draw("2"), "superintendent").says("No closed episode"));
  closed_episode("Kayleigh");
  EXPECT_EQ(post(samples, draw("2", "2"), "superintendent").status, 422);
  EXPECT_EQ(post(samples, draw("0"), "superintendent").status, 422);
  EXPECT_TRUE(desk->force_record()->samples.empty());
}

TEST_F(Inspection, ThePackHoldsJudgementsPlanAuditsAndTheLedgersCheckpoint) {
  add_action("Put a second car on nights", "20", "3");
  closed_episode("Kayleigh");
  ASSERT_EQ(post(samples, draw("1"), "superintendent").status, 303);
  const auto page = get("/measures/inspection/pack", "inspector");
  ASSERT_EQ(page.status, 200) << page.body;
  const auto origin = desk->ledger().checkpoint().value();
  for (const auto& said : {std::string("Put a second car on nights"), std::string("seed 42"), std::string("not the inspectorate"), origin.substr(0, origin.find('\n'))})
    EXPECT_TRUE(page.says(said)) << said;
  const auto book = get("/measures/inspection/pack/all.xlsx", "inspector");
  EXPECT_EQ(book.status, 200);
  EXPECT_TRUE(book.body.starts_with("PK"));
  EXPECT_TRUE(book.header("Content-Disposition").find("inspection-pack.xlsx") != std::string::npos);
  EXPECT_EQ(get("/measures/inspection/pack/all.csv", "inspector").status, 404);
}

TEST_F(Inspection, AnInspectorReadsAndChangesNothing) {
  EXPECT_FALSE(get(plan, "inspector").says("Add the action"));
  EXPECT_EQ(post(plan, {{"_part", "set"}}, "inspector").status, 403);
  EXPECT_EQ(post(samples, draw("2"), "inspector").status, 403);
}

}  // namespace
}  // namespace lapwing::web
