// What is answered on the connection's own thread: the same as a worker answers, and never more than a worker would show.
#include "web/api_support.hpp"

namespace lapwing::web {
namespace {

class AtOnce : public ApiTest {
 protected:
  void SetUp() override {
    ApiTest::SetUp();
    done = report_missing();
    path = "/api/v1/episodes/" + done.episode->text();
  }
  Request asked(const std::string& target, const std::string& who) {
    return request("GET", target, {}, {{"Authorization", "Bearer " + key(who)}});
  }
  std::optional<Response> at_once(const std::string& who) { return site->answer_at_once(asked(path, who)); }
  // Asked of a worker: the first look is itself an event of the case, so the text that is kept is the second one's.
  void look(const std::string& who) {
    for (int i = 0; i < 2; ++i) ASSERT_EQ(site->handle(asked(path, who)).status, 200);
  }
  std::uint64_t looks_noted() {
    std::uint64_t times = 0;
    const auto events = desk->history(done.child, {}, true).value();
    for (const auto& recorded : events)
      if (const auto* read = std::get_if<casework::RecordRead>(&recorded.event)) times += read->times;
    return times;
  }

  desk::Done done;
  std::string path;
};

TEST_F(AtOnce, AFirstLookIsAWorkersBecauseItMustBeDurableFirst) {
  look("officer");
  EXPECT_TRUE(at_once("officer"));
  EXPECT_FALSE(at_once("supervisor")) << "this person's look is not in the ledger yet";
}

TEST_F(AtOnce, ARepeatedLookIsAnsweredAsAWorkerWouldAnswerIt) {
  look("officer");
  const auto quick = at_once("officer");
  ASSERT_TRUE(quick);
  const auto slow = site->handle(asked(path, "officer"));
  EXPECT_EQ(quick->status, slow.status);
  EXPECT_EQ(quick->headers, slow.headers);
  EXPECT_EQ(quick->body.view(), slow.body.view());
}

TEST_F(AtOnce, EveryRepeatedLookIsCountedInTheLedger) {
  look("officer");
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(at_once("officer"));
  EXPECT_EQ(looks_noted(), 1u) << "the first is durable before it is answered";
  time->set(time->now() + std::chrono::minutes(2));
  desk->note_read(actor("officer"), done.child, "something else", {});   // wakes the writer, which writes down what was counted
  EXPECT_EQ(looks_noted(), 1u + 4u + 1u);
}

TEST_F(AtOnce, WhatHasChangedSinceIsMadeAnew) {
  look("officer");
  ASSERT_EQ(send("/episodes/" + done.episode->text() + "/record-activity", R"({"kind":"visit","text":"Went to the house."})", "officer").status, 200);
  EXPECT_FALSE(at_once("officer"));
  look("officer");
  const auto quick = at_once("officer");
  ASSERT_TRUE(quick);
  EXPECT_NE(quick->body.view().find("Went to the house."), std::string_view::npos);
}

TEST_F(AtOnce, ARecordRestrictedSinceIsNotShown) {
  look("officer");
  ASSERT_TRUE(at_once("officer"));
  casework::RestrictRecord restrict{"A relative works here", {}};
  ASSERT_TRUE(desk->submit({actor("supervisor"), done.child, {}, std::move(restrict), {}, {}, {}}));
  EXPECT_FALSE(at_once("officer"));
  EXPECT_EQ(site->handle(asked(path, "officer")).status, 403);
}

TEST_F(AtOnce, ARoleThatReadsWithoutNamesAlwaysGoesToAWorker) {
  look("officer");
  look("inspector");
  EXPECT_FALSE(at_once("inspector"));
}

TEST_F(AtOnce, TheWayItWasIsAWorkersToShow) {
  look("officer");
  EXPECT_FALSE(site->answer_at_once(asked(path + "?as_known_at=" + to_rfc3339(time->now()), "officer")));
}

TEST_F(AtOnce, NobodyUnknownIsAnswered) {
  look("officer");
  auto unknown = request("GET", path, {}, {{"Authorization", "Bearer nobody"}});
  EXPECT_FALSE(site->answer_at_once(unknown));
}

TEST_F(AtOnce, FilesAndHealthNeedNoWorker) {
  EXPECT_EQ(site->answer_at_once(request("GET", "/healthz", {}, {})).value().status, 200);
  EXPECT_FALSE(site->answer_at_once(request("GET", "/assets/none.css", {}, {})));
  EXPECT_FALSE(site->answer_at_once(request("GET", "/readyz", {}, {})));
}

}  // namespace
}  // namespace lapwing::web
