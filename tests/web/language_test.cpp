// The wording of what people write: the call that checks it, and what a form does with it.
#include "language/checker.hpp"
#include "web/api_support.hpp"

namespace lapwing::web {
namespace {

class LanguageCheck : public ApiTest {
 protected:
  json::array findings(const std::string& body) {
    const auto answer = send("/language/check", body, "officer");
    EXPECT_EQ(answer.status, 200) << answer.body;
    return object_of(answer)["findings"].as_array();
  }
};

TEST_F(LanguageCheck, SaysWhatHarmsWhyAndWhatCouldBeWritten) {
  const auto found = findings(R"({"text":"Å: she is putting herself at risk."})");
  ASSERT_EQ(found.size(), 1u);
  const auto& finding = found[0].as_object();
  EXPECT_EQ(text(finding, "text"), "putting herself at risk");
  EXPECT_EQ(finding.at("start").to_number<int>() - finding.at("start_character").to_number<int>(), 1);   // Å is two bytes and one character
  for (const auto* member : {"rule", "family", "severity", "why", "source", "rules_version"}) EXPECT_FALSE(text(finding, member).empty()) << member;
  EXPECT_FALSE(finding.at("suggestions").as_array().empty());
  EXPECT_TRUE(finding.at("counted").as_bool());
  EXPECT_EQ(text(finding, "rules_digest"), site->wording->rules().digest);
}

TEST_F(LanguageCheck, WhatIsNeverHeldBackForItsWordingIsACommand) {
  const auto& urgent = site->wording->rules().never_held_back;
  EXPECT_FALSE(urgent.empty());
  const auto& known = casework::command_names();
  for (const auto& command : urgent) EXPECT_NE(std::ranges::find(known, command), known.end()) << command;
}

TEST_F(LanguageCheck, WhatTheChildSaidIsShownAndNotCounted) {
  const auto found = findings(R"({"text":"She said: \"I put myself at risk, he is my boyfriend\". The officer wrote \"putting herself at risk\"."})");
  for (const auto& finding : found) EXPECT_FALSE(finding.at("counted").as_bool()) << json::serialize(finding);
}

TEST_F(LanguageCheck, ChecksOnlyWhatIsWordingInMarkup) {
  EXPECT_TRUE(findings(R"({"text":"<p title=\"putting herself at risk\">Kind words</p>","markup":"html"})").empty());
  EXPECT_EQ(findings(R"({"text":"<p>She was putting herself at risk</p>","markup":"html"})").size(), 1u);
}

TEST_F(LanguageCheck, RefusesWhatItCannotCheckAndSaysWhere) {
  for (const auto* body : {"{}", R"({"text":1})", R"({"text":"a","child_age":"13"})", R"({"text":"a","child_age":-1})",
                           R"({"text":"a","markup":"docx"})", R"({"text":"a","colour":"red"})"})
    expect_problem(send("/language/check", body, "officer"), 422);
  expect_problem(send("/language/check", R"({"text":")" + std::string(256 * 1024, 'a') + "\"}", "officer"), 413);
}

TEST_F(LanguageCheck, IsForRolesThatWriteAndRecordsNothing) {
  key("inspector"), key("auditor"), key("officer");
  const auto before = desk->sequence();
  expect_problem(send("/language/check", R"({"text":"a"})", "inspector"), 403);
  expect_problem(send("/language/check", R"({"text":"a"})", "auditor"), 403);
  EXPECT_EQ(send("/language/check", R"({"text":"She is putting herself at risk."})", "officer").status, 200);
  EXPECT_EQ(desk->sequence(), before);
}

TEST_F(LanguageCheck, TheRulesInForceNameTheDigestOfTheLanguageRules) {
  EXPECT_EQ(text(object_of(read("/rules", "officer")), "language_digest"), site->wording->rules().digest);
}

TEST_F(LanguageCheck, AForcesOwnPhrasesAreFoundWhereTheServiceHasThem) {
  auto files = language::built_in_rules();
  files.emplace_back("own.toml", R"(
family = "Our own"

[[rule]]
id = "own-wording"
severity = "labels"
why = "It names a child by where they go."
source = "guide"
suggestions = ["somebody whom we must keep safe"]
counter_examples = ["A heron stood by the river."]
phrases = [
  { is = "purple heron^ of ours", as = "She is a purple heron of ours." },
]
)");
  auto checker = language::Checker::make(files);
  ASSERT_TRUE(checker) << checker.error().front();
  site_options.wording = std::make_shared<const language::Checker>(std::move(*checker));
  reopen_site();
  const auto found = findings(R"({"text":"She is a purple heron of ours."})");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(text(found[0].as_object(), "rule"), "own-wording");
}

// ---- forms without scripts ----

class WordingOfAForm : public WebTest {
 protected:
  void SetUp() override {
    WebTest::SetUp();
    done = report_missing();
    path = "/episodes/" + done.episode->text();
  }
  std::vector<casework::WordingKept> kept() {
    std::vector<casework::WordingKept> out;
    const auto events = desk->history(done.child, {}, false);
    EXPECT_TRUE(events);
    for (const auto& each : *events)
      if (const auto* one = std::get_if<casework::WordingKept>(&each.event)) out.push_back(*one);
    return out;
  }
  // The form of the activity page.
  Answer note(FormFields more = {}, const std::string& text = "She keeps putting herself at risk.") {
    more.emplace_back("_part", "activity"), more.emplace_back("activity.kind", "note"), more.emplace_back("activity.text", text);
    return post(path + "/record-activity", std::move(more), "officer");
  }
  static constexpr auto keep = "_keep|activity.text|puts-self-at-risk|putting herself at risk";
  desk::Done done;
  std::string path;
};

TEST_F(WordingOfAForm, ComesBackOnceBeforeItIsFinalWithWhyAndWhatCouldBeWritten) {
  const auto before = desk->history(done.child, {}, false)->size();
  const auto first = note();
  EXPECT_EQ(first.status, 422);
  EXPECT_TRUE(first.says("Before this is recorded"));
  EXPECT_TRUE(first.says("being put at risk by other people"));
  EXPECT_TRUE(first.says("name=\"_keep|activity.text|puts-self-at-risk|putting herself at risk\"")) << first.body;
  EXPECT_TRUE(first.says("She keeps putting herself at risk."));
  EXPECT_EQ(desk->history(done.child, {}, false)->size(), before);
}

TEST_F(WordingOfAForm, SentAgainIsRecordedAndSaysWhatWasKeptAndWhy) {
  EXPECT_EQ(note({{"_wording", "yes"}, {keep, "her mother's words"}}).status, 303);
  const auto all = kept();
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].field, "activity.text");
  EXPECT_EQ(all[0].command, "record-activity");
  EXPECT_EQ(all[0].reason, "her mother's words");
  EXPECT_EQ(all[0].rules_digest, site->wording->rules().digest);
}

TEST_F(WordingOfAForm, SentAgainWithoutAnAnswerIsRecordedToo) {
  EXPECT_EQ(note({{"_wording", "yes"}}).status, 303);
  ASSERT_EQ(kept().size(), 1u);
  EXPECT_EQ(kept()[0].reason, "");
}

TEST_F(WordingOfAForm, AnsweredInThePromptDoesNotComeBack) {
  EXPECT_EQ(note({{keep, "quoted from school"}}).status, 303);
  EXPECT_EQ(kept().size(), 1u);
}

TEST_F(WordingOfAForm, WithNothingToAskIsRecordedAtOnce) {
  EXPECT_EQ(note({}, "She was found at the bus station.").status, 303);
  EXPECT_TRUE(kept().empty());
}

TEST_F(WordingOfAForm, OfAnUrgentStepIsNeverHeldBackAndTheNextPageSaysWhatToLookAt) {
  const auto sent = post(path + "/record-sighting", {{"_part", "sighting"}, {"sighting.seen_at-time", "17:30"}, {"sighting.seen_at-day", "3"},
                                                     {"sighting.seen_at-month", "3"}, {"sighting.seen_at-year", "2026"}, {"sighting.place.text", "Bus station"},
                                                     {"sighting.text", "She is putting herself at risk there."}}, "officer");
  EXPECT_EQ(sent.status, 303) << sent.body;
  const auto next = get(sent.location(), "officer");
  EXPECT_TRUE(next.says("look at")) << next.body.substr(0, 200);
  EXPECT_TRUE(next.says("being put at risk by other people"));
}

TEST_F(WordingOfAForm, WhatWasAnsweredIsCarriedWhenTheFormComesBackForAnotherReason) {
  const auto again = post(path + "/record-review", {{"_part", "review"}, {"review.plan", "She keeps putting herself at risk."}, {"_wording", "yes"},
                                                    {"_keep|review.plan|puts-self-at-risk|putting herself at risk", "said so"}, {"review.level", "no such level"}}, "supervisor");
  EXPECT_EQ(again.status, 422);
  EXPECT_TRUE(again.says("name=\"_wording\"")) << again.body;
}

}  // namespace
}  // namespace lapwing::web
