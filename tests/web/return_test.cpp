// The return, page by page: what the child names on coming back becomes questions, what is not answered becomes somebody's action,
// and the episode does not close before.
#include "casework/subjects.hpp"
#include "web/support.hpp"

namespace lapwing::web {

namespace {

class ReturnTest : public WebTest {
 protected:
  void SetUp() override {
    WebTest::SetUp();
    report_it("Kayleigh");
  }
  void report_it(std::string given) {
    done = report_missing(std::move(given));
    path = "/episodes/" + done.episode->text();
    wait(Minutes(320));   // 23:20
  }
  casework::Case held() const { return **desk->case_of(done.child); }
  casework::Episode episode() const { return *held().episode(*done.episode); }
  const casework::Question question(std::string_view text) const {
    for (const auto& one : episode().interview.questions)
      if (one.text == text) return one;
    ADD_FAILURE() << "nobody is asked: " << text;
    return {};
  }
  std::string q(const casework::Question& of, std::string_view field) const { return "q." + of.id.text() + "." + std::string(field); }

  FormFields at_kyles(std::string time = "23:15") const {
    return {{"_part", ""}, {"at-day", "3"}, {"at-month", "3"}, {"at-year", "2026"}, {"at-time", std::move(time)}, {"how", "found_by_police"},
            {"where.text", "Kyle's house"}, {"where.postcode", ""}, {"with", "Kyle"}, {"brought_back", "a new phone"}};
  }
  Answer record_return(FormFields form) { return post(path + "/record-return", std::move(form), "officer"); }
  Answer answer(FormFields form, std::string who = "officer") {
    form.emplace_back("_part", "q");
    return post(path + "/answer-questions", std::move(form), who);
  }
  FormFields all_answered() const {
    FormFields form;
    for (const auto& one : episode().interview.questions) {
      if (one.outcome) continue;
      form.emplace_back(q(one, "outcome"), "answered");
      form.emplace_back(q(one, "answer"), "Told the officer about it");
      if (one.asks_safety) form.emplace_back(q(one, "safety"), "safe");
    }
    return form;
  }
  Answer close(std::string outcome = "Kayleigh is at home.") {
    return post(path + "/close-episode", {{"_part", ""}, {"outcome", std::move(outcome)}}, "supervisor");
  }
  Answer hold(std::string mode) {
    return post(path + "/hold-interview", {{"_part", "held"}, {"held.mode", mode}, {"held.officer.user", ""}, {"held.at-time", ""},
                                           {"held.not_in_person_reason", mode == "phone" ? "She asked to talk by phone" : ""}}, "officer");
  }

  desk::Done done;
  std::string path;
};

}  // namespace

TEST_F(ReturnTest, WhereSheWasFoundBecomesTheQuestionWhetherSheIsSafeThere) {
  const auto recorded = record_return(at_kyles());
  ASSERT_EQ(recorded.status, 303) << recorded.body;
  EXPECT_TRUE(recorded.location().ends_with("/interview"));
  const auto page = get(recorded.location(), "officer");
  EXPECT_EQ(page.status, 200);
  EXPECT_TRUE(page.says("Is Kayleigh safe at Kyle&#39;s house?"));
  EXPECT_TRUE(page.says("Is Kayleigh safe with Kyle?"));
  EXPECT_TRUE(page.says("Found there on 3 March 2026"));
  EXPECT_TRUE(page.says("a new phone"));
  EXPECT_TRUE(page.says("The return was recorded."));
}

TEST_F(ReturnTest, APageOfTheReturnBeforeItIsRecordedSaysWhatComesFirst) {
  EXPECT_TRUE(get(path + "/return", "officer").says("Record the return"));
  EXPECT_TRUE(get(path + "/return", "officer").says("Cannot start yet"));
  EXPECT_TRUE(get(path + "/interview", "officer").says("nobody has recorded one yet"));
  EXPECT_TRUE(get(path + "/return-interview", "officer").says("nobody has recorded the return yet"));
}

TEST_F(ReturnTest, AReturnWithoutAPlaceIsRefusedBesideTheFieldAndNothingTypedIsLost) {
  auto form = at_kyles();
  form[6].second = "";
  form.emplace_back("mentions[2].kind", "vehicle");
  form.emplace_back("mentions[2].label", "the black <Corsa>");
  const auto page = record_return(form);
  EXPECT_EQ(page.status, 422);
  EXPECT_TRUE(page.says("<title>Error: Return"));
  EXPECT_TRUE(page.says("href=\"#where-text\">Say where the child was found"));
  EXPECT_TRUE(page.says("value=\"Kyle\""));
  EXPECT_TRUE(page.says("value=\"23:15\""));
  EXPECT_TRUE(page.says("the black &lt;Corsa&gt;"));
  EXPECT_FALSE(page.says("<Corsa>"));
  EXPECT_FALSE(episode().returned);
}

TEST_F(ReturnTest, AMessageAboutARowIsShownBesideTheRowItWasTypedIn) {
  auto form = at_kyles();
  for (int i = 0; i < 4; ++i) {
    const auto row = "mentions[" + std::to_string(i) + "].";
    form.emplace_back(row + "kind", "person");
    form.emplace_back(row + "label", i == 1 ? "Dee" : "");
    form.emplace_back(row + "detail", i == 3 ? "drives a taxi" : "");
  }
  const auto page = record_return(form);
  EXPECT_EQ(page.status, 422);
  EXPECT_TRUE(page.says("href=\"#mentions-3--label\""));
  EXPECT_FALSE(page.says("href=\"#mentions-1--label\""));
}

TEST_F(ReturnTest, AFoundTimeBeforeSheWasLastSeenIsRefused) {
  casework::ReportMissing report = this->report("Ava", "Reed");
  report.last_seen.at = time->now() - Minutes(30);
  done = must({actor("call_handler"), {}, {}, report, {}, {}, {}});
  path = "/episodes/" + done.episode->text();
  const auto page = record_return(at_kyles("20:00"));
  EXPECT_EQ(page.status, 422);
  EXPECT_TRUE(page.says("This is before the child was last seen."));
}

TEST_F(ReturnTest, WhatSheWouldNotSayIsSomebodysActionOnTheActionsPage) {
  ASSERT_EQ(record_return(at_kyles()).status, 303);
  const auto safe_there = question("Is Kayleigh safe at Kyle's house?");
  const auto answered = answer({{q(safe_there, "outcome"), "would_not_say"}, {q(safe_there, "answer"), "Looked away"}});
  ASSERT_EQ(answered.status, 303) << answered.body;
  const auto page = get(path + "/actions", "officer");
  EXPECT_TRUE(page.says("Find out about Kyle&#39;s house"));
  EXPECT_TRUE(page.says("The Officer"));   // nobody owns the episode, so whoever asked has it
  EXPECT_TRUE(page.says("due in 12 hours"));
  EXPECT_TRUE(get(path + "/interview", "officer").says("Would not say. Looked away"));
}

TEST_F(ReturnTest, OnlyWhatWasFilledInIsRecorded) {
  ASSERT_EQ(record_return(at_kyles()).status, 303);
  auto form = FormFields{};
  for (const auto& one : episode().interview.questions)
    for (const auto* field : {"answer", "action.text", "action.owner.name", "action.due-day", "action.due-time", "mentions[0].label",
                              "mentions[0].detail"})
      form.emplace_back(q(one, field), "");
  const auto who = question("Who lives or works at Kyle's house?");
  form.emplace_back(q(who, "outcome"), "answered");
  for (auto& [name, text] : form)
    if (name == q(who, "answer")) text = "Kyle and his cousin";
  ASSERT_EQ(answer(form).status, 303);
  EXPECT_EQ(question("Who lives or works at Kyle's house?").answer, "Kyle and his cousin");
  EXPECT_FALSE(question("Is Kayleigh safe at Kyle's house?").outcome);
}

TEST_F(ReturnTest, AnEmptyFormOfAnswersAsksForOne) {
  ASSERT_EQ(record_return(at_kyles()).status, 303);
  const auto page = answer({});
  EXPECT_EQ(page.status, 422);
  EXPECT_TRUE(page.says("Give at least one answer."));
}

TEST_F(ReturnTest, AnAnswerSetsAnActionForTheAccountNamedAndAsksAboutWhomItNames) {
  ASSERT_EQ(record_return(at_kyles()).status, 303);
  const auto who = question("Who lives or works at Kyle's house?");
  const auto officer = desk->staff().by_username("officer");
  ASSERT_EQ(answer({{q(who, "outcome"), "answered"}, {q(who, "answer"), "A man called Dez"}, {q(who, "action.text"), "Find who Dez is"},
                    {q(who, "action.owner.name"), officer->name}, {q(who, "action.due-day"), "5"}, {q(who, "action.due-month"), "3"},
                    {q(who, "action.due-year"), "2026"}, {q(who, "action.due-time"), "09:00"}, {q(who, "mentions[0].kind"), "person"},
                    {q(who, "mentions[0].label"), "Dez"}}).status, 303);
  const auto action = episode().actions.back().what;
  EXPECT_EQ(action.owner.user, officer->id);
  EXPECT_EQ(action.due, at("2026-03-05T09:00:00Z"));
  EXPECT_TRUE(get(path + "/interview", "officer").says("Is Kayleigh safe with Dez?"));
}

TEST_F(ReturnTest, WrongAnswersAreShownBesideTheirQuestionsWithWhatWasTyped) {
  ASSERT_EQ(record_return(at_kyles()).status, 303);
  const auto safe_there = question("Is Kayleigh safe at Kyle's house?"), travel = question("How did Kayleigh get to Kyle's house, and who took them?");
  const auto page = answer({{q(safe_there, "outcome"), "answered"}, {q(safe_there, "answer"), "“It's <fine>”"},
                            {q(travel, "answer"), "By bus"}, {q(travel, "action.owner.name"), "PC Lee"}});
  EXPECT_EQ(page.status, 422);
  EXPECT_TRUE(page.says("href=\"#q-" + travel.id.text() + "-outcome\""));
  EXPECT_TRUE(page.says("Choose whether this was answered"));
  EXPECT_TRUE(page.says("Say what must be done"));
  EXPECT_TRUE(page.says("It&#39;s &lt;fine&gt;"));
  EXPECT_TRUE(page.says("By bus"));
  EXPECT_TRUE(page.says("value=\"PC Lee\""));
  EXPECT_FALSE(question("Is Kayleigh safe at Kyle's house?").outcome);
  const auto unsafe = answer({{q(safe_there, "outcome"), "answered"}, {q(safe_there, "answer"), "Fine"}});
  EXPECT_TRUE(unsafe.says("Say whether Kayleigh is safe, is not safe, or that it is not known."));
  EXPECT_TRUE(unsafe.says("href=\"#q-" + safe_there.id.text() + "-safety\""));
}

TEST_F(ReturnTest, AnAnswerChangedMeanwhileIsRefusedWithBothSides) {
  ASSERT_EQ(record_return(at_kyles()).status, 303);
  const auto seen = std::to_string(held().version);
  const auto who = question("Who lives or works at Kyle's house?");
  ASSERT_EQ(answer({{q(who, "outcome"), "answered"}, {q(who, "answer"), "Kyle"}}).status, 303);
  const auto page = answer({{q(who, "outcome"), "answered"}, {q(who, "answer"), "Nobody"}, {"seen", seen}});
  EXPECT_EQ(page.status, 412);
  EXPECT_TRUE(page.says("Someone changed this while you were working"));
  EXPECT_TRUE(page.says("Nobody"));
}

TEST_F(ReturnTest, ClosingTooSoonIsRefusedOnTheSamePageWithEveryLineAndWhereToPutItRight) {
  ASSERT_EQ(record_return(at_kyles()).status, 303);
  ASSERT_TRUE(get(path + "/close", "supervisor").says("Close the episode</button>"));
  const auto page = close("Home & <safe>");
  EXPECT_EQ(page.status, 409);
  const auto things = casework::missing_before_closing(held(), episode()).size();
  EXPECT_TRUE(page.says("This episode cannot close yet. " + std::to_string(things) + " things are missing."));
  EXPECT_TRUE(page.says("Home &amp; &lt;safe&gt;"));
  const auto missing = page.body;
  for (const auto* line : {"Hold the prevention interview", "Nobody has asked: Is Kayleigh safe at Kyle&#39;s house?",
                           "Offer Kayleigh the return home interview"}) {
    const auto first = missing.find(line);
    ASSERT_NE(first, std::string::npos) << line;
    EXPECT_NE(missing.find(line, first + 1), std::string::npos) << "once in the summary and once in the list: " << line;
  }
  const auto reference = "/episodes/" + episode().report.reference;
  EXPECT_TRUE(page.says(reference + "/interview#held"));
  EXPECT_TRUE(page.says(reference + "/interview?question=" + question("Is Kayleigh safe at Kyle's house?").id.text()));
  EXPECT_TRUE(page.says(reference + "/return-interview"));
  EXPECT_TRUE(episode().is_open());
}

TEST_F(ReturnTest, ItClosesOnceAllIsAnsweredOrOwnedAgreedAndOffered) {
  ASSERT_EQ(record_return(at_kyles()).status, 303);
  const auto safe_there = question("Is Kayleigh safe at Kyle's house?");
  ASSERT_EQ(answer({{q(safe_there, "outcome"), "would_not_say"}}).status, 303);
  ASSERT_EQ(answer(all_answered()).status, 303);
  ASSERT_EQ(hold("phone").status, 303);
  EXPECT_TRUE(close().says("A supervisor must agree that the prevention interview was not in person"));
  EXPECT_EQ(post(path + "/agree-interview-mode", {{"_part", "agree"}, {"agree.reason", "no"}}, "supervisor").status, 422);
  EXPECT_EQ(post(path + "/agree-interview-mode", {{"_part", "agree"}, {"agree.reason", "She would only talk by phone"}}, "supervisor").status, 303);
  EXPECT_TRUE(close().says("Offer Kayleigh the return home interview"));
  ASSERT_EQ(post(path + "/offer-return-interview", {{"_part", "offer"}, {"offer.provider", "Tees Children's Service"}, {"offer.offered_to", "Kayleigh"}}, "officer").status, 303);
  EXPECT_EQ(close("").status, 422);
  const auto closed = close();
  ASSERT_EQ(closed.status, 303) << closed.body;
  EXPECT_FALSE(episode().is_open());
  EXPECT_TRUE(get(path + "/close", "supervisor").says("Kayleigh is at home."));
  EXPECT_EQ(post(path + "/reopen-episode", {{"_part", "reopen"}, {"reopen.reason", "Missing again"}}, "supervisor").status, 303);
  EXPECT_TRUE(episode().is_open());
}

TEST_F(ReturnTest, AnActionIsPassedOnAndRecordedAsDone) {
  ASSERT_EQ(post(path + "/set-action", {{"_part", "new"}, {"new.text", "Ring the school"}, {"new.owner.user", ""}}, "officer").status, 422);
  const auto officer = desk->staff().by_username("officer"), inspector = desk->staff().by_username("duty_inspector");
  ASSERT_EQ(post(path + "/set-action", {{"_part", "new"}, {"new.text", "Ring the school"}, {"new.owner.user", officer->id.text()}}, "officer").status, 303);
  const auto id = episode().actions.back().what.id.text();
  ASSERT_EQ(post(path + "/reassign-action", {{"_part", "to-" + id}, {"to-" + id + ".action", id}, {"to-" + id + ".to.user", inspector->id.text()},
                                             {"to-" + id + ".reason", "End of shift"}}, "supervisor").status, 303);
  EXPECT_EQ(episode().actions.back().what.owner.name, inspector->name);
  const FormFields unsaid{{"_part", "done-" + id}, {"done-" + id + ".action", id}, {"done-" + id + ".result", ""}};
  EXPECT_EQ(post(path + "/complete-action", unsaid, "officer").status, 422);
  ASSERT_EQ(post(path + "/complete-action", {{"_part", "done-" + id}, {"done-" + id + ".action", id}, {"done-" + id + ".result", "She is in class"}}, "officer").status, 303);
  EXPECT_TRUE(get(path + "/actions", "officer").says("She is in class"));
}

TEST_F(ReturnTest, TheReturnHomeInterviewIsCountedInItsOwnWords) {
  ASSERT_EQ(record_return(at_kyles()).status, 303);
  EXPECT_TRUE(get(path + "/return-interview", "officer").says("left, until 23:15 on 6 March 2026"));
  ASSERT_EQ(post(path + "/offer-return-interview", {{"_part", "offer"}, {"offer.provider", "Tees Children's Service"}}, "officer").status, 303);
  EXPECT_TRUE(get(path + "/return-interview", "officer").says("Not known yet"));
  const auto unsaid = post(path + "/record-return-interview", {{"_part", "outcome"}, {"outcome.outcome", "completed"}}, "officer");
  EXPECT_EQ(unsaid.status, 422);
  EXPECT_TRUE(unsaid.says("href=\"#outcome-summary\""));
  wait(std::chrono::hours(73));
  reopen_site();   // the session has ended meanwhile
  ASSERT_EQ(post(path + "/record-return-interview", {{"_part", "outcome"}, {"outcome.outcome", "completed"}, {"outcome.by", "Ms Shah"},
                                                     {"outcome.summary", "She wants to see her aunt."}, {"outcome.independent", "yes"}}, "officer").status, 303);
  const auto page = get(path + "/return-interview", "officer");
  EXPECT_TRUE(page.says("She wants to see her aunt."));
  EXPECT_TRUE(page.says("No: 3 days 1 hour after the return"));
}

TEST_F(ReturnTest, WhoMayNotDoAThingIsNotShownItsForm) {
  ASSERT_EQ(record_return(at_kyles()).status, 303);
  EXPECT_FALSE(get(path + "/close", "officer").says("Close the episode</button>"));
  EXPECT_TRUE(get(path + "/close", "officer").says("A supervisor closes the episode."));
  EXPECT_FALSE(get(path + "/interview", "call_handler").says("Save the answers"));
  EXPECT_TRUE(get(path + "/interview", "call_handler").says("Still to ask"));
  EXPECT_EQ(post(path + "/close-episode", {{"_part", ""}, {"outcome", "Home"}}, "officer").status, 403);
  EXPECT_EQ(answer({}, "call_handler").status, 403);
}

TEST_F(ReturnTest, AnInspectorReadsThePagesWithoutNames) {
  ASSERT_EQ(record_return(at_kyles()).status, 303);
  const auto safe_there = question("Is Kayleigh safe at Kyle's house?");
  ASSERT_EQ(answer({{q(safe_there, "outcome"), "would_not_say"}, {q(safe_there, "answer"), "Kayleigh looked away"}}).status, 303);
  for (const auto* page : {"return", "interview", "actions", "return-interview", "close"}) {
    const auto seen = get(path + "/" + page, "inspector");
    EXPECT_EQ(seen.status, 200) << page;
    EXPECT_FALSE(seen.says("Kayleigh")) << page;
    EXPECT_FALSE(seen.says("Kyle")) << page;
  }
}

TEST_F(ReturnTest, ASupervisorTakesBackAReturnThatWasRecordedInError) {
  const auto take_back = [&](const std::string& reason, const std::string& who) {
    return post(path + "/reopen-episode", {{"_part", "reopen"}, {"reopen.reason", reason}}, who);
  };
  EXPECT_FALSE(get(path + "/close", "supervisor").says("recorded in error"));
  ASSERT_EQ(record_return(at_kyles()).status, 303);
  EXPECT_TRUE(get(path + "/return", "supervisor").says("recorded in error"));
  EXPECT_EQ(take_back("It was another girl", "officer").status, 403);
  EXPECT_EQ(take_back("", "supervisor").status, 422);
  EXPECT_TRUE(get(path + "/close", "supervisor").says("The return was recorded in error"));
  EXPECT_EQ(take_back("The wrong episode was chosen", "supervisor").status, 303);
  EXPECT_TRUE(episode().is_missing());
  EXPECT_FALSE(desk->children().find(done.child)->episodes.front().returned_at);
  EXPECT_EQ(desk->board().read()->find(*done.episode)->state, views::BoardState::missing);
  EXPECT_EQ(record_return(at_kyles()).status, 303);
}

TEST_F(ReturnTest, AsKnownBeforeTheReturnNothingIsShownOfItAndNothingCanBeChanged) {
  ASSERT_EQ(record_return(at_kyles()).status, 303);
  const auto page = get(path + "/return?as_known_at=2026-03-03T20:00:00Z", "officer");
  EXPECT_EQ(page.status, 200);
  EXPECT_TRUE(page.says("Nobody has recorded that the child was found."));
  EXPECT_FALSE(page.says("Kyle"));
  EXPECT_FALSE(page.says("/record-return"));
}

TEST_F(ReturnTest, FortyQuestionsStayFoldedAndCounted) {
  auto form = at_kyles();
  for (int i = 0; i < 4; ++i) {
    const auto row = "mentions[" + std::to_string(i) + "].";
    form.emplace_back(row + "kind", "person");
    form.emplace_back(row + "label", "Friend " + std::to_string(i));
  }
  ASSERT_EQ(record_return(form).status, 303);
  ASSERT_GT(episode().interview.questions.size(), 40u);
  const auto page = get(path + "/interview", "officer");
  EXPECT_TRUE(page.says("0 of " + std::to_string(episode().interview.questions.size()) + " answered"));
  EXPECT_TRUE(page.says("0 of 7 answered"));
  const auto first = page.body.find("<details class=\"govuk-details\" open>");
  ASSERT_NE(first, std::string::npos);
  EXPECT_EQ(page.body.find("<details class=\"govuk-details\" open>", first + 1), std::string::npos) << "one group is open at a time";
}

TEST_F(ReturnTest, AFormSentTwiceRecordsOnce) {
  ASSERT_EQ(record_return(at_kyles()).status, 303);
  const auto who = question("Who lives or works at Kyle's house?");
  const FormFields once{{q(who, "outcome"), "would_not_say"}, {"_once", "form-1"}};
  ASSERT_EQ(answer(once).status, 303);
  const auto actions = episode().actions.size();
  EXPECT_EQ(answer(once).status, 303);
  EXPECT_EQ(episode().actions.size(), actions);
}

}  // namespace lapwing::web
