// Doing things through the API: what comes back, and what a repeat comes to.
#include "web/api_support.hpp"

namespace lapwing::web {
namespace {

using ApiSending = ApiTest;

TEST_F(ApiSending, AReportAnswersWhereItIsAndWhatItMade) {
  const auto answer = send("/episodes", std::string(report_body), "call_handler");
  ASSERT_EQ(answer.status, 201) << answer.body;
  const auto done = object_of(answer);
  EXPECT_EQ(answer.location(), "/api/v1/episodes/" + text(done, "episode"));
  EXPECT_EQ(get_json(answer.location(), key("call_handler")).header("ETag"), answer.header("ETag"));
  const auto& events = done.at("events").as_array();
  const auto named = [&](std::string_view name) {
    return std::ranges::any_of(events, [&](const auto& event) { return event.at("name").as_string() == name; });
  };
  for (const auto* name : {"child_registered", "episode_opened", "risk_assessed", "enquiry_set", "clock_set"}) EXPECT_TRUE(named(name)) << name;
  for (const auto& event : events) {
    if (event.at("name").as_string() != "enquiry_set") continue;
    EXPECT_TRUE(ItemId::parse(std::string_view(event.at("created").as_string())));
  }
}

TEST_F(ApiSending, AChildAlreadyHeldIsReportedByIdEitherWay) {
  const auto registered = send("/children", R"({"details":{"given_name":"Aaron"},"source":"school"})", "officer");
  ASSERT_EQ(registered.status, 201) << registered.body;
  const auto child = text(object_of(registered), "child");
  EXPECT_EQ(registered.location(), "/api/v1/children/" + child);
  const auto reported = send("/episodes", R"({"child":")" + child + R"(","informant":{"name":"Dawn"},"level":"medium"})", "officer");
  ASSERT_EQ(reported.status, 201) << reported.body;
  EXPECT_EQ(text(object_of(reported), "child"), child);
  EXPECT_EQ(desk->children().totals().children, 1u);

  const auto second = text(object_of(send("/children", R"({"details":{"given_name":"Mia"},"source":"school"})", "officer")), "child");
  const auto other = send("/children/" + second + "/report-missing", R"({"informant":{"name":"Dawn"},"level":"medium"})", "officer");
  ASSERT_EQ(other.status, 201) << other.body;
  EXPECT_EQ(text(object_of(other), "child"), second);
}

TEST_F(ApiSending, ARepeatedKeyGivesTheSameAnswerAndDoesNothing) {
  const Headers key{{"Idempotency-Key", "3f1c"}};
  const auto first = send("/episodes", std::string(report_body), "call_handler", key);
  const auto again = send("/episodes", std::string(report_body), "call_handler", key);
  ASSERT_EQ(first.status, 201);
  EXPECT_EQ(again.status, 201);
  EXPECT_EQ(again.location(), first.location());
  EXPECT_EQ(again.header("ETag"), first.header("ETag"));
  auto was = object_of(first), is = object_of(again);
  EXPECT_FALSE(was.at("repeated").as_bool());
  EXPECT_TRUE(is.at("repeated").as_bool());
  was.erase("repeated"), is.erase("repeated");
  EXPECT_EQ(was, is);
  EXPECT_EQ(desk->children().totals().episodes, 1u);
  expect_problem(send("/episodes", R"({"informant":{"name":"Someone else"},"level":"medium"})", "call_handler", key), 422);
}

TEST_F(ApiSending, AChangeFromWhatWasReadIsTakenAndNamesTheNextVersion) {
  const auto done = report_missing();
  const auto path = "/children/" + done.child.text();
  const auto etag = read(path, "officer").header("ETag");
  const auto changed = send(path + "/change-child-details", R"({"details":{"given_name":"Kayleigh","family_name":"Marsh","school":"Hillside"}})",
                            "officer", {{"If-Match", etag}});
  ASSERT_EQ(changed.status, 200) << changed.body;
  EXPECT_NE(changed.header("ETag"), etag);
  EXPECT_EQ(read(path, "officer").header("ETag"), changed.header("ETag"));
  EXPECT_EQ(send(path + "/open-concern", R"({"kind":"exploitation","text":"New phone"})", "officer", {{"If-Match", "*"}}).status, 200);
}

// The night of the report, all through the API: found, asked, owned, closed.
TEST_F(ApiSending, AnEpisodeIsWorkedFromTheFirstCallToClosing) {
  const auto path = "/episodes/" + text(object_of(send("/episodes", std::string(report_body), "call_handler")), "episode");
  const auto must_send = [&](const std::string& command, const std::string& body, const std::string& who) {
    const auto answer = send(path + "/" + command, body, who);
    EXPECT_EQ(answer.status, 200) << command << ": " << answer.body;
  };
  wait(std::chrono::minutes(20));
  must_send("deploy-officer", R"({"officer":{"name":"PC Tom Reed"},"going_to":"Home"})", "officer");
  must_send("set-owner", R"({"owner":{"name":"Sgt Jo Hall"}})", "supervisor");
  must_send("record-return", R"({"at":"2026-03-03T18:15:00Z","how":"found_by_police","where":{"text":"The park"}})", "officer");
  must_send("hold-interview", R"({"mode":"in_person"})", "officer");
  json::array answers;
  const auto found = object_of(read(path, "officer"));
  for (const auto& question : found.at("interview").at("questions").as_array()) {
    json::object one{{"question", question.at("id")}, {"outcome", "answered"}, {"answer", "She was in the park with her sister."}};
    if (question.at("asks_safety").as_bool()) one["safety"] = "safe";
    answers.push_back(std::move(one));
  }
  must_send("answer-questions", json::serialize(json::object{{"answers", answers}}), "officer");
  must_send("offer-return-interview", R"({"provider":"Hillside Youth Service"})", "officer");
  const auto before = object_of(read(path, "supervisor"));
  EXPECT_TRUE(before.at("missing_before_closing").as_array().empty()) << json::serialize(before.at("missing_before_closing"));
  must_send("close-episode", R"({"outcome":"Home and safe"})", "supervisor");
  EXPECT_EQ(text(object_of(read(path, "officer")), "state"), "closed");
  EXPECT_EQ(items_of(read("/episodes?state=closed", "officer")).size(), 1u);
}

}  // namespace
}  // namespace lapwing::web
