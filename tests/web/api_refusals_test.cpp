// What the API refuses, and in which words.
#include "web/api_support.hpp"

namespace lapwing::web {
namespace {

using ApiRefusals = ApiTest;
constexpr std::string_view nobody = "00000000-0000-4000-8000-000000000001";

TEST_F(ApiRefusals, WithoutATokenNothingIsShownOrDone) {
  expect_problem(get("/api/v1/children"), 401);
  EXPECT_EQ(get("/api/v1/children").header("WWW-Authenticate"), "Bearer");
  expect_problem(post_json("/api/v1/episodes", std::string(report_body), "not a token"), 401);
  EXPECT_EQ(desk->children().totals().children, 0u);
}

TEST_F(ApiRefusals, ARoleThatMayNotIsRefusedBeforeItsBodyIsRead) {
  expect_problem(send("/episodes", "{", "analyst"), 403);
  expect_problem(read("/children", "auditor"), 403);
  expect_problem(read("/ledger/checkpoint", "officer"), 403);
  expect_problem(read("/children?q=Kayleigh", "inspector"), 403);   // a search would give a name away
}

TEST_F(ApiRefusals, ASessionNeedsItsToken) {
  auto asked = request("POST", "/api/v1/episodes", "call_handler", {{"Content-Type", "application/json"}});
  asked.body = report_body;
  expect_problem(ask(asked, "call_handler"), 403);
  asked.headers.emplace_back("X-CSRF-Token", csrf("call_handler"));
  EXPECT_EQ(ask(asked, "call_handler").status, 201);
}

TEST_F(ApiRefusals, UnknownAddressesAndIdsAreNotFound) {
  const auto done = report_missing();
  expect_problem(read("/nothing", "officer"), 404);
  expect_problem(read("/children/" + std::string(nobody), "officer"), 404);
  expect_problem(read("/children/kayleigh", "officer"), 404);
  expect_problem(read("/episodes/M-2026-999999", "officer"), 404);
  expect_problem(send("/children/" + done.child.text() + "/forget-everything", "{}", "officer"), 404);
  expect_problem(send("/children/" + done.child.text() + "/note-read", R"({"what":"x"})", "officer"), 404);
  expect_problem(send("/episodes/" + std::string(nobody) + "/record-activity", R"({"kind":"note","text":"x"})", "officer"), 404);
  expect_problem(send("/episodes", R"({"child":"00000000-0000-4000-8000-000000000001","informant":{"name":"Dawn"}})", "officer"), 404);
  expect_problem(send("/episodes/" + done.episode->text() + "/finish-enquiry",
                      R"({"enquiry":"00000000-0000-4000-8000-000000000001","outcome":"done","result":"x"})", "officer"), 404);
}

TEST_F(ApiRefusals, AnotherMethodIsToldWhichTheAddressTakes) {
  const auto done = report_missing();
  const auto answer = read("/episodes/" + done.episode->text() + "/assess-risk", "officer");
  expect_problem(answer, 405);
  EXPECT_EQ(answer.header("Allow"), "POST");
}

TEST_F(ApiRefusals, AnythingButJsonIsRefusedByItsType) {
  auto asked = request("POST", "/api/v1/episodes", {}, {{"Authorization", "Bearer " + key("officer")}});
  asked.body = report_body;
  expect_problem(ask(asked, {}), 415);
  asked.headers.emplace_back("Content-Type", "text/plain");
  expect_problem(ask(asked, {}), 415);
  asked.headers.back().second = "Application/JSON; charset=utf-8";
  EXPECT_EQ(ask(asked, {}).status, 201);
}

TEST_F(ApiRefusals, ABodyThatIsNotJsonIsToldWhere) {
  const auto at = [&](const std::string& body) { return text(object_of(send("/episodes", body, "officer")), "detail"); };
  expect_problem(send("/episodes", R"({"level":"medium",})", "officer"), 400);
  EXPECT_TRUE(at(R"({"level":"medium",})").starts_with("At byte 18:")) << at(R"({"level":"medium",})");
  EXPECT_TRUE(at(R"({"level":"med)").starts_with("At byte 13:")) << at(R"({"level":"med)");
  EXPECT_TRUE(at("").starts_with("At byte 0:")) << at("");
  EXPECT_TRUE(at("{} {}").starts_with("At byte 3:")) << at("{} {}");
  expect_problem(send("/episodes", "{\"level\":\"\xC3\x28\"}", "officer"), 400);
  expect_problem(send("/episodes", std::string(5000, '['), "officer"), 400);
  expect_problem(send("/episodes", "{\"circumstances\":\"" + std::string(300'000, 'x') + "\"}", "officer"), 413);
  EXPECT_EQ(desk->children().totals().children, 0u);
}

TEST_F(ApiRefusals, WrongFieldsAreNamedAllAtOnce) {
  const auto answer = send("/episodes", R"({"informant":{"name":7},"level":"huge","colour":"red"})", "officer");
  expect_problem(answer, 422);
  std::set<std::string> paths;
  const auto problem = object_of(answer);
  for (const auto& error : problem.at("errors").as_array()) {
    paths.insert(text(error.as_object(), "path"));
    EXPECT_FALSE(text(error.as_object(), "message").empty());
    EXPECT_FALSE(text(error.as_object(), "fault").empty());
  }
  EXPECT_EQ(paths, (std::set<std::string>{"informant.name", "level", "colour"}));
  expect_problem(send("/episodes", "[]", "officer"), 422);
  expect_problem(send("/episodes", R"({"child":7,"informant":{"name":"Dawn"}})", "officer"), 422);
}

TEST_F(ApiRefusals, AVersionThatCannotBeReadIsNotTakenForNone) {
  const auto done = report_missing();
  const auto path = "/episodes/" + done.episode->text() + "/assess-risk";
  for (const auto* version : {"\"a\"", "7, 8", "\"\"", "-1"})
    expect_problem(send(path, R"({"level":"high"})", "supervisor", {{"If-Match", version}}), 400);
}

TEST_F(ApiRefusals, AStaleChangeIsRefusedWithBothSides) {
  const auto done = report_missing();
  const auto path = "/episodes/" + done.episode->text();
  const auto etag = read(path, "supervisor").header("ETag");
  ASSERT_EQ(send(path + "/assess-risk", R"({"level":"high"})", "supervisor", {{"If-Match", etag}}).status, 200);
  const auto refused = send(path + "/assess-risk", R"({"level":"medium","lower_reason":"Seen at school"})", "officer", {{"If-Match", etag}});
  expect_problem(refused, 412);
  const auto problem = object_of(refused);
  EXPECT_EQ(problem.at("held").at("held").at("level").as_string(), "high");
  EXPECT_EQ(problem.at("held").at("changed_by").as_string(), actor("supervisor").name);
  EXPECT_EQ(problem.at("sent").at("level").as_string(), "medium");
  EXPECT_EQ(object_of(read(path, "officer")).at("level").as_string(), "high");
}

TEST_F(ApiRefusals, WhatMustHappenFirstIsListed) {
  const auto done = report_missing();
  const auto refused = send("/episodes/" + done.episode->text() + "/close-episode", R"({"outcome":"Home"})", "supervisor");
  expect_problem(refused, 409);
  EXPECT_FALSE(object_of(refused).at("missing").as_array().empty());
}

TEST_F(ApiRefusals, AKeyThatCannotBeKeptIsRefused) {
  for (const auto& key : {std::string(201, 'k'), std::string("two words"), std::string("")})
    expect_problem(send("/episodes", std::string(report_body), "officer", {{"Idempotency-Key", key}}), 400);
  EXPECT_EQ(desk->children().totals().children, 0u);
}

TEST_F(ApiRefusals, TimesToComeAndUnreadableOnesAreRefused) {
  expect_problem(read("/board?as_known_at=2026-03-03T18:00:01Z", "officer"), 400);
  expect_problem(read("/board?as_known_at=yesterday", "officer"), 400);
  expect_problem(read("/me?as_known_at=2026-03-03T17:00:00Z", "officer"), 400);
  expect_problem(send("/episodes?as_known_at=2026-03-03T17:00:00Z", std::string(report_body), "officer"), 409);
}

TEST_F(ApiRefusals, PagesThatCannotBeGivenAreRefused) {
  for (const auto* query : {"limit=0", "limit=201", "limit=ten", "cursor=first"}) {
    expect_problem(read(std::string("/children?") + query, "officer"), 400);
    expect_problem(read(std::string("/episodes?") + query, "officer"), 400);
  }
  expect_problem(read("/episodes?state=lost", "officer"), 400);
}

TEST_F(ApiRefusals, ARestrictedRecordIsClosedToWhoeverIsNotNamed) {
  const auto done = report_missing();
  const auto child = "/children/" + done.child.text(), episode = "/episodes/" + done.episode->text();
  ASSERT_EQ(send(child + "/restrict-record", R"({"reason":"The family knows someone at the station"})", "supervisor").status, 200);
  EXPECT_EQ(read(child, "supervisor").status, 200);
  for (const auto& path : {child, child + "/timeline", child + "/events", episode}) expect_problem(read(path, "officer"), 403);
  expect_problem(send(episode + "/record-activity", R"({"kind":"note","text":"Rang home"})", "officer"), 403);
  for (const auto* path : {"/children", "/children?q=Kayleigh", "/board"}) EXPECT_FALSE(read(path, "officer").says("Kayleigh")) << path;
  ASSERT_EQ(send(child + "/break-glass", R"({"reason":"Seen on the bridge, need her phone"})", "officer").status, 200);
  EXPECT_EQ(read(episode, "officer").status, 200);
}

// Whatever command is sent without a body's worth of sense is refused in words, and nothing is recorded but where an empty body says all.
TEST_F(ApiRefusals, EveryCommandHasAnAddressAndRefusesWhatItDoesNotKnow) {
  const auto done = report_missing();
  const std::set<std::string> of_the_service{"note-read", "raise-alarms", "import-period", "import-child", "note-linked-group", "end-linked-group"};
  for (const auto& name : casework::command_names()) {
    if (of_the_service.contains(name)) continue;
    const auto path = name == "register-child"           ? std::string("/children")
                      : casework::is_on_episode(name) ? "/episodes/" + done.episode->text() + "/" + name
                                                       : "/children/" + done.child.text() + "/" + name;
    const auto role = std::ranges::find_if(desk->rules().access.roles, [&](const auto& r) {
      return r.first != Role::system && r.second.commands.contains(name);
    });
    ASSERT_NE(role, desk->rules().access.roles.end()) << name;
    (void)key(role_word(role->first));   // making a token is itself recorded
    const auto before = desk->sequence();
    expect_problem(send(path, R"({"no_such_field":1})", role_word(role->first)), 422);
    EXPECT_EQ(desk->sequence(), before) << name;
    const auto empty = send(path, "{}", role_word(role->first));
    EXPECT_TRUE(empty.status == 422 || empty.status == 409 || empty.status < 300) << name << " " << empty.body;
  }
}

}  // namespace
}  // namespace lapwing::web
