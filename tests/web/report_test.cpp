// Reporting a child missing: what is found as the name is asked, what is kept, what is refused.
#include "support.hpp"

namespace lapwing::web {
namespace {

class ReportPage : public WebTest {
 protected:
  static FormFields a_call() {
    return {{"details.given_name", "Amy"}, {"details.family_name", "Fernley"}, {"informant.name", "Dawn Fernley"},
            {"_once", "call-1"}, {"_part", ""}};
  }
  static FormFields with(FormFields fields, FormFields more) {
    for (auto& field : more) fields.push_back(std::move(field));
    return fields;
  }
  std::shared_ptr<const casework::Case> only_case() {
    const auto all = desk->live_cases();
    EXPECT_EQ(all.size(), 1u);
    return all.empty() ? nullptr : all.front();
  }
};

TEST_F(ReportPage, AsksTheNameFirst) {
  const auto page = get("/report", "call_handler");
  EXPECT_EQ(page.status, 200);
  EXPECT_TRUE(page.says("data-search=\"children\" data-search-href=\"/report?child=\""));
  EXPECT_LT(page.body.find("name=\"q\""), page.body.find("name=\"details.given_name\""));
}

TEST_F(ReportPage, AsksEveryRiskQuestionWithFourAnswers) {
  const auto page = get("/report", "call_handler");
  for (const auto& question : desk->rules().risk.questions) EXPECT_TRUE(page.says("value=\"" + question.id + "\"")) << question.id;
  for (const auto* answer : {"yes", "no", "not_known", "not_asked"})
    EXPECT_TRUE(page.says("name=\"risk_answers[0].answer\" type=\"radio\" value=\"" + std::string(answer) + "\"")) << answer;
}

TEST_F(ReportPage, IsNotForAnAnalyst) { EXPECT_EQ(get("/report", "analyst").status, 403); }

TEST_F(ReportPage, ShowsChildrenAlreadyHeldWithWhy) {
  report_missing("Siobhan", "Byrne");
  const auto page = get("/report?q=shivaun+byrne", "call_handler");
  EXPECT_TRUE(page.says("Siobhan Byrne"));
  EXPECT_TRUE(page.says("matches because:"));
  EXPECT_TRUE(page.says("value=\"shivaun\"")) << "what was typed goes on into the form";
}

TEST_F(ReportPage, SaysThatAChosenChildIsAlreadyMissing) {
  const auto done = report_missing();
  const auto page = get("/report?child=" + done.child.text(), "call_handler");
  EXPECT_TRUE(page.says("already reported missing"));
  EXPECT_TRUE(page.says("/episodes/M-2026-"));
  EXPECT_TRUE(page.says("Reported missing 1 time in the last 90 days"));
}

TEST_F(ReportPage, RecordsANameAndACallerAlone) {
  const auto answer = post("/report", a_call(), "call_handler");
  ASSERT_EQ(answer.status, 303);
  EXPECT_TRUE(answer.location().ends_with("/reported"));
  const auto held = only_case();
  EXPECT_EQ(held->details.family_name, "Fernley");
  EXPECT_TRUE(held->open_episode()->assessments.back().what.provisional);
}

TEST_F(ReportPage, ReadsWhatHappensNextToTheCaller) {
  const auto answer = post("/report", a_call(), "call_handler");
  const auto page = get(answer.location(), "call_handler");
  EXPECT_TRUE(page.says("Read this to the caller"));
  EXPECT_TRUE(page.says("A named officer will be sent by 19:00."));
  EXPECT_TRUE(page.says("A supervisor will look at everything by 22:00."));
  EXPECT_TRUE(page.says("Still to ask"));
  EXPECT_TRUE(page.says(desk->rules().risk.questions.front().text));
}

TEST_F(ReportPage, SentTwiceReportsOnce) {
  const auto first = post("/report", a_call(), "call_handler"), second = post("/report", a_call(), "call_handler");
  EXPECT_EQ(first.location(), second.location());
  EXPECT_EQ(only_case()->episodes.size(), 1u);
}

TEST_F(ReportPage, KeepsEverythingTypedWhenTheCallerIsMissing) {
  auto form = a_call();
  std::erase_if(form, [](const auto& field) { return field.first == "informant.name"; });
  form = with(form, {{"informant.name", ""}, {"circumstances", "Left by the window <after> tea"}, {"last_seen.at-time", "1610"},
                     {"last_seen.at-day", ""}, {"last_seen.at-month", ""}, {"last_seen.at-year", ""},
                     {"might_be[2].kind", "place"}, {"might_be[2].label", "the house in Linthorpe"}, {"might_be[2].detail", ""},
                     {"risk_answers[1].question", desk->rules().risk.questions[1].id}, {"risk_answers[1].answer", "yes"},
                     {"risk_answers[1].detail", "Kyle"}, {"tracing_steps", "Ring Nan"}, {"level", "high"}});
  const auto page = post("/report", form, "call_handler");
  EXPECT_EQ(page.status, 422);
  EXPECT_TRUE(page.says("<title>Error: Report a child missing"));
  EXPECT_TRUE(page.says("href=\"#informant-name\""));
  for (const auto* kept : {"Left by the window &lt;after&gt; tea", "value=\"16:10\"", "the house in Linthorpe", "value=\"Kyle\"",
                           "Ring Nan", "value=\"Amy\"", "value=\"yes\" checked", "value=\"high\" checked"})
    EXPECT_TRUE(page.says(kept)) << kept;
  EXPECT_FALSE(page.says("<after>"));
  EXPECT_EQ(desk->children().totals().children, 0u);
}

// What a browser presses when someone types Enter in a field is the form's first button.
TEST_F(ReportPage, EnterInAFieldRecordsAndAddsNoRow) {
  const auto page = get("/report", "call_handler").body;
  const auto form = page.find("<form method=\"post\" action=\"/report\"");
  ASSERT_NE(form, std::string::npos);
  const auto first = page.find("<button", form);
  EXPECT_EQ(page.substr(first, page.find('>', first) - first).find("name="), std::string::npos);
  EXPECT_NE(page.find("name=\"_add\"", first), std::string::npos);
}

TEST_F(ReportPage, AddsRowsWithoutLosingAnything) {
  const auto page = post("/report", with(a_call(), {{"might_be[0].kind", "person"}, {"might_be[0].label", "Kyle"}, {"_add", "4"}}),
                         "call_handler");
  EXPECT_EQ(page.status, 200);
  EXPECT_TRUE(page.says("name=\"might_be[7].label\""));
  EXPECT_TRUE(page.says("value=\"Kyle\""));
  EXPECT_FALSE(page.says("<title>Error"));
  EXPECT_EQ(desk->children().totals().children, 0u);
}

TEST_F(ReportPage, PutsTheMessageAtTheRowItIsAbout) {
  const auto page = post("/report", with(a_call(), {{"might_be[0].kind", "person"}, {"might_be[0].label", ""}, {"might_be[0].detail", ""},
                                                    {"might_be[2].kind", "person"}, {"might_be[2].label", ""},
                                                    {"might_be[2].detail", "a tall man"}}),
                         "call_handler");
  EXPECT_EQ(page.status, 422);
  EXPECT_TRUE(page.says("id=\"might_be-0--label-error\""));
  EXPECT_TRUE(page.says("value=\"a tall man\""));
}

TEST_F(ReportPage, ATimeAloneIsTheLastOneGoneBy) {
  const auto answer = post("/report", with(a_call(), {{"last_seen.at-day", ""}, {"last_seen.at-month", ""}, {"last_seen.at-year", ""},
                                                      {"last_seen.at-time", "23.30"}}), "call_handler");
  ASSERT_EQ(answer.status, 303);
  EXPECT_EQ(only_case()->open_episode()->report.last_seen.at, at("2026-03-02T23:30:00Z"));
}

TEST_F(ReportPage, KeepsUnaskedQuestionsAsUnasked) {
  const auto& first = desk->rules().risk.questions.front().id;
  ASSERT_EQ(post("/report", with(a_call(), {{"risk_answers[0].question", first}, {"risk_answers[0].answer", "not_asked"}}),
                 "call_handler").status, 303);
  EXPECT_TRUE(only_case()->open_episode()->facts.empty());
}

TEST_F(ReportPage, ALowerLevelNeedsAReason) {
  const auto& harm = desk->rules().risk.questions.front().id;
  auto form = with(a_call(), {{"risk_answers[0].question", harm}, {"risk_answers[0].answer", "yes"}, {"level", "low"}, {"lower_reason", ""}});
  const auto page = post("/report", form, "call_handler");
  EXPECT_EQ(page.status, 422);
  EXPECT_TRUE(page.says("The facts point to high.") || page.says("The risk cannot be low"));
}

TEST_F(ReportPage, AReportOfAChildAlreadyMissingLeadsToTheEpisode) {
  const auto done = report_missing();
  const auto page = post("/report", with(a_call(), {{"_child", done.child.text()}, {"circumstances", "Rang again"}}), "call_handler");
  EXPECT_EQ(page.status, 409);
  EXPECT_TRUE(page.says("already reported missing"));
  EXPECT_TRUE(page.says("Rang again"));
}

TEST_F(ReportPage, ARestrictedRecordNeverStopsAReport) {
  const auto done = report_missing();
  must({actor("supervisor"), done.child, {}, casework::RestrictRecord{"a relative works here", {}}, {}, {}, {}});
  const auto search = get("/report?q=kayleigh+marsh", "call_handler");
  EXPECT_FALSE(search.says("Kayleigh Marsh"));
  EXPECT_TRUE(search.says("A restricted record"));
  const auto page = get("/report?child=" + done.child.text(), "call_handler");
  EXPECT_EQ(page.status, 200);
  EXPECT_TRUE(page.says("You may not open that record"));
  EXPECT_FALSE(page.says("2011"));
}

}  // namespace
}  // namespace lapwing::web
