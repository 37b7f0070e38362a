// What the API shows, to whom, and as of when.
#include "web/api_support.hpp"

namespace lapwing::web {
namespace {

using ApiReading = ApiTest;

TEST_F(ApiReading, AnEpisodeIsShownWholeByIdAndByReference) {
  const auto done = report_missing();
  const auto by_id = read("/episodes/" + done.episode->text(), "officer");
  ASSERT_EQ(by_id.status, 200);
  EXPECT_EQ(by_id.header("Content-Type"), "application/json");
  EXPECT_EQ(by_id.header("ETag"), "\"" + std::to_string(done.version) + "\"");
  const auto episode = object_of(by_id);
  EXPECT_EQ(text(episode, "name"), "Kayleigh Marsh");
  EXPECT_EQ(text(episode, "state"), "missing");
  EXPECT_EQ(text(episode, "level"), "medium");
  EXPECT_EQ(episode.at("report").at("informant").at("name").as_string(), "Dawn Marsh");
  EXPECT_FALSE(episode.at("pointer").at("still_to_ask").as_array().empty());
  EXPECT_FALSE(episode.at("enquiries").as_array().empty());
  EXPECT_FALSE(episode.at("clocks").as_array().empty());
  EXPECT_FALSE(episode.at("missing_before_closing").as_array().empty());
  EXPECT_EQ(read("/episodes/" + text(episode, "reference"), "officer").body, by_id.body);
}

TEST_F(ApiReading, AClocksPhaseIsNeverThatOfAnEarlierLook) {
  const auto done = report_missing();
  const auto path = "/episodes/" + done.episode->text();
  const auto phases = [&] {
    std::map<std::string, std::string> out;
    const auto episode = object_of(read(path, "officer"));
    for (const auto& clock : episode.at("clocks").as_array()) out[text(clock.as_object(), "kind")] = text(clock.as_object(), "phase");
    return out;
  };
  EXPECT_EQ(phases()["first_deployment"], "waiting");
  wait(std::chrono::hours(5));
  EXPECT_EQ(phases()["first_deployment"], "breached");
  ASSERT_EQ(send(path + "/deploy-officer", R"({"officer":{"name":"PC Tom Reed"},"going_to":"Home"})", "officer").status, 200);
  EXPECT_FALSE(phases().contains("first_deployment"));
}

TEST_F(ApiReading, AChildIsShownWithWhatIsHeld) {
  const auto done = report_missing();
  const auto path = "/children/" + done.child.text();
  ASSERT_EQ(send(path + "/record-ethnicity", R"({"code":"W1"})", "officer").status, 200);
  ASSERT_EQ(send(path + "/open-concern", R"({"kind":"exploitation","text":"Lifts from men she will not name"})", "officer").status, 200);
  const auto child = object_of(read(path, "officer"));
  EXPECT_EQ(child.at("age").as_int64(), 15);
  EXPECT_EQ(child.at("ethnicity").at("ethnicity").at("code").as_string(), "W1");
  EXPECT_EQ(child.at("ethnicity").at("recorded").at("by").at("name").as_string(), actor("officer").name);
  EXPECT_EQ(child.at("concerns").as_array().size(), 1u);
  EXPECT_EQ(child.at("open_episode").as_string(), done.episode->text());
  EXPECT_EQ(child.at("episodes").as_array().size(), 1u);
}

TEST_F(ApiReading, AnInspectorSeesTheWorkAndNoNames) {
  const auto done = report_missing();
  const auto child = "/children/" + done.child.text();
  for (const auto& path : {child, child + "/timeline", child + "/events", "/episodes/" + done.episode->text(), std::string("/board"),
                           std::string("/children"), std::string("/episodes")}) {
    ASSERT_TRUE(read(path, "officer").status == 200);   // so that nothing kept for a role with names is given to one without
    const auto answer = read(path, "inspector");
    EXPECT_EQ(answer.status, 200) << path;
    for (const auto* name : {"Kayleigh", "Marsh", "Dawn", "2011-02-14"}) EXPECT_FALSE(answer.says(name)) << path << " says " << name;
  }
  EXPECT_FALSE(object_of(read("/episodes/" + done.episode->text(), "inspector")).at("clocks").as_array().empty());
}

TEST_F(ApiReading, ThePastIsShownAsItWasKnown) {
  wait(std::chrono::minutes(10));
  const auto done = report_missing();
  const auto path = "/episodes/" + done.episode->text();
  wait(std::chrono::minutes(10));
  ASSERT_EQ(send(path + "/assess-risk", R"({"level":"high"})", "supervisor").status, 200);
  const auto then = "?as_known_at=2026-03-03T18:15:00Z", before = "?as_known_at=2026-03-03T18:05:00Z";
  EXPECT_EQ(text(object_of(read(path, "officer")), "level"), "high");
  EXPECT_EQ(text(object_of(read(path + then, "officer")), "level"), "medium");
  expect_problem(read(path + before, "officer"), 404);
  expect_problem(read("/children/" + done.child.text() + before, "officer"), 404);
  EXPECT_EQ(items_of(read(std::string("/board") + then, "officer")).at(0).at("risk").at("level").as_string(), "medium");
  EXPECT_TRUE(items_of(read(std::string("/board") + before, "officer")).empty());
  EXPECT_EQ(items_of(read(std::string("/episodes") + then, "officer")).at(0).at("level").as_string(), "medium");
  EXPECT_TRUE(items_of(read(std::string("/episodes") + before, "officer")).empty());
  EXPECT_TRUE(items_of(read(std::string("/children") + before, "officer")).empty());
  EXPECT_EQ(read(std::string("/alerts") + then, "supervisor").status, 200);
}

TEST_F(ApiReading, AChildIsFoundByAMisspeltNameWithAReason) {
  const auto done = report_missing();
  report_missing("Aaron", "Webb");
  const auto found = items_of(read("/children?q=kayley%20marsh", "call_handler"));
  ASSERT_FALSE(found.empty());
  const auto& first = found.at(0).as_object();
  EXPECT_EQ(text(first, "id"), done.child.text());
  EXPECT_EQ(text(first, "name"), "Kayleigh Marsh");
  EXPECT_EQ(text(first, "detail"), "aged 15, missing now");
  EXPECT_EQ(text(first, "href"), "/children/" + done.child.text());
  EXPECT_FALSE(text(first, "why").empty());
  EXPECT_TRUE(first.at("score").is_number());
}

TEST_F(ApiReading, EveryItemOfAListIsOnExactlyOnePage) {
  std::set<std::string> children, episodes;
  for (int i = 0; i < 7; ++i) {
    const auto done = report_missing("Child" + std::to_string(i));
    children.insert(done.child.text());
    episodes.insert(done.episode->text());
  }
  const auto walk = [&](std::string path) {
    std::multiset<std::string> seen;
    for (std::string cursor; ;) {
      const auto page = object_of(read(path + "limit=3" + (cursor.empty() ? "" : "&cursor=" + cursor), "officer"));
      EXPECT_LE(page.at("items").as_array().size(), 3u);
      for (const auto& item : page.at("items").as_array()) {
        const auto* id = item.as_object().if_contains("id");
        seen.insert(id ? std::string(id->as_string()) : std::to_string(item.at("index").to_number<int>()));
      }
      cursor = text(page, "next");
      if (cursor.empty()) return seen;
    }
  };
  EXPECT_EQ(walk("/children?"), std::multiset<std::string>(children.begin(), children.end()));
  EXPECT_EQ(walk("/episodes?state=open&"), std::multiset<std::string>(episodes.begin(), episodes.end()));
  EXPECT_TRUE(walk("/episodes?state=closed&").empty());
  const auto child = ChildId::parse(*children.begin()).value();
  std::multiset<std::string> events;
  const auto history = desk->history(child, {}, false).value();
  for (const auto& recorded : history) events.insert(std::to_string(recorded.stamp.index));
  EXPECT_EQ(walk("/children/" + *children.begin() + "/events?"), events);
  EXPECT_FALSE(walk("/children/" + *children.begin() + "/timeline?").empty());
}

TEST_F(ApiReading, ATimelineCanBeOfOneKind) {
  const auto done = report_missing();
  const auto items = items_of(read("/children/" + done.child.text() + "/timeline?kind=risk", "officer"));
  ASSERT_FALSE(items.empty());
  for (const auto& item : items) EXPECT_EQ(item.at("kind").as_string(), "risk");
}

TEST_F(ApiReading, EveryLookIsInTheLedger) {
  const auto done = report_missing();
  (void)read("/episodes/" + done.episode->text(), "officer");
  (void)read("/children/" + done.child.text(), "analyst");
  std::set<std::string> lookers;
  const auto history = desk->history(done.child, {}, true).value();
  for (const auto& recorded : history)
    if (std::holds_alternative<casework::RecordRead>(recorded.event)) lookers.insert(recorded.stamp.by.name);
  EXPECT_EQ(lookers, (std::set<std::string>{actor("officer").name, actor("analyst").name}));
  (void)read("/board", "officer");
  const auto account = desk->account_history(*actor("officer").user).value();
  EXPECT_TRUE(std::ranges::any_of(account, [](const auto& r) { return std::holds_alternative<casework::BoardRead>(r.event); }));
}

TEST_F(ApiReading, TheBoardIsOrderedAndCanBeFiltered) {
  report_missing("Calm");
  auto urgent = report("Urgent");
  urgent.level = RiskLevel::high;
  must({actor("call_handler"), {}, {}, urgent, {}, {}, {}});
  const auto items = items_of(read("/board", "officer"));
  ASSERT_EQ(items.size(), 2u);
  EXPECT_EQ(items.at(0).at("name").as_string(), "Urgent Marsh");
  EXPECT_TRUE(items_of(read("/board?area=Nowhere", "officer")).empty());
  wait(std::chrono::hours(5));
  EXPECT_EQ(items_of(read("/board?area=Nowhere", "officer")).size(), 2u) << "what is late stays in sight";
  EXPECT_EQ(read("/alerts", "supervisor").status, 200);
  EXPECT_FALSE(object_of(read("/alerts", "supervisor")).at("now").as_array().empty());
}

TEST_F(ApiReading, OnesOwnAccountTheRulesAndTheLedgersProofs) {
  report_missing();
  EXPECT_EQ(text(object_of(read("/me", "analyst")), "role"), "analyst");
  EXPECT_EQ(text(object_of(read("/rules", "analyst")), "digest"), desk->rules().digest);
  const auto checkpoint = object_of(read("/ledger/checkpoint", "auditor"));
  const auto proof = object_of(read("/ledger/proof/3?size=" + std::to_string(checkpoint.at("size").to_number<int>()), "auditor"));
  EXPECT_EQ(text(proof, "root"), text(checkpoint, "root"));
  EXPECT_FALSE(proof.at("path").as_array().empty());
  expect_problem(read("/ledger/proof/999999", "auditor"), 404);
  expect_problem(read("/ledger/proof/0?size=999999", "auditor"), 400);
}

}  // namespace
}  // namespace lapwing::web
