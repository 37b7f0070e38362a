// The force's own record through the API, and who changed it on the audit page.
#include "casework/command.hpp"
#include "web/api_support.hpp"

namespace lapwing::web {
namespace {

class ForceApi : public ApiTest {
 protected:
  std::string made(const Answer& answer) {
    EXPECT_EQ(answer.status, 200) << answer.body;
    return text(object_of(answer), "item");
  }
  std::string course() {
    return made(send("/force/add-course", R"({"name":"Speaking with children","about":"Interviews in person"})", "supervisor"));
  }
};

TEST_F(ForceApi, ShowsWhatWasSetAndByWhom) {
  const auto id = course();
  made(send("/force/record-course-session", R"({"course":")" + id + R"(","on":"2026-02-10","teams":["Response A"]})", "supervisor"));
  EXPECT_EQ(send("/force/set-posts", R"({"team":"Response A","posts":24,"from":"2026-01-01"})", "superintendent").status, 200);
  const auto record = object_of(read("/force", "analyst"));
  const auto& first = record.at("courses").as_array().at(0).as_object();
  EXPECT_EQ(text(first, "course"), id);
  EXPECT_EQ(text(first.at("added").as_object().at("by").as_object(), "name"), "The Supervisor");
  EXPECT_EQ(first.at("sessions").as_array().size(), 1u);
  EXPECT_EQ(record.at("posts").as_array().at(0).as_object().at("posts").as_int64(), 24);
}

TEST_F(ForceApi, ShowsNoNameToARoleThatReadsWithoutThem) {
  made(send("/force/set-plan-action",
            R"({"about":"posts-filled","text":"Advertise, says Zephyrine","owner":{"name":"Zephyrine Quill"},"due":"2027-03-01"})", "superintendent"));
  const auto answer = read("/force", "inspector");
  EXPECT_EQ(answer.status, 200);
  EXPECT_TRUE(answer.says("posts-filled"));
  EXPECT_FALSE(answer.says("Zephyrine"));
  EXPECT_FALSE(answer.says("The Superintendent"));
  EXPECT_FALSE(read("/force/officers", "inspector").says("The Officer"));
}

TEST_F(ForceApi, ShowsItAsItWasKnown) {
  wait(std::chrono::minutes(1));
  course();
  EXPECT_EQ(object_of(read("/force", "analyst")).at("courses").as_array().size(), 1u);
  const auto before = to_rfc3339(desk->now() - std::chrono::seconds(30));
  EXPECT_EQ(object_of(read("/force?as_known_at=" + before, "analyst")).at("courses").as_array().size(), 0u);
}

TEST_F(ForceApi, AnOfficersAccreditationIsRecordedByUserNameAndEndedByItsId) {
  const auto id = made(send("/accounts/officer/record-accreditation", R"({"kind":"scaidp","awarded":"2025-01-10"})", "administrator"));
  const auto officers = items_of(read("/force/officers", "supervisor"));
  const auto officer = std::ranges::find_if(officers, [](const auto& one) { return one.as_object().at("role") == "officer"; });
  ASSERT_NE(officer, officers.end());
  const auto& held = officer->as_object().at("accreditations").as_array().at(0).as_object();
  EXPECT_EQ(text(held, "id"), id);
  EXPECT_EQ(text(held, "expires"), "2028-01-10");
  EXPECT_TRUE(held.at("in_date").as_bool());
  EXPECT_EQ(send("/accounts/officer/end-accreditation", R"({"id":")" + id + R"(","reason":"moved to another force"})", "supervisor").status, 200);
}

TEST_F(ForceApi, SentAgainWithItsKeyDoesNothingTwice) {
  const Headers once{{"Idempotency-Key", "k-1"}};
  const std::string body = R"({"kind":"pip1","awarded":"2025-01-10"})";
  const auto first = made(send("/accounts/officer/record-accreditation", body, "administrator", once));
  const auto again = object_of(send("/accounts/officer/record-accreditation", body, "administrator", once));
  EXPECT_TRUE(again.at("repeated").as_bool());
  EXPECT_EQ(text(again, "item"), first);
  const std::string added = R"({"name":"A course","about":"x"})";
  made(send("/force/add-course", added, "supervisor", once));
  EXPECT_TRUE(object_of(send("/force/add-course", added, "supervisor", once)).at("repeated").as_bool());
}

TEST_F(ForceApi, RefusesWhatCannotBeAndWhoMayNot) {
  expect_problem(send("/force/set-posts", R"({"team":"Response Z","posts":-1,"from":"2026-01-01"})", "superintendent"), 422);
  expect_problem(send("/force/set-posts", R"({"team":"Response A","posts":"many","from":"soon"})", "superintendent"), 422);
  expect_problem(send("/force/set-posts", R"({"team":"Response A","posts":1,"from":"2026-01-01"})", "officer"), 403);
  expect_problem(send("/force/add-course", R"({"name":"A","about":"B"})", "inspector"), 403);
  expect_problem(send("/accounts/nobody/end-absence", R"({"id":"1f0e7d3c-5b4a-4c2d-9e8f-000000000001","on":"2026-03-06"})", "supervisor"), 404);
  expect_problem(read("/force", "officer"), 403);
}

TEST_F(ForceApi, AnswersWhatItDescribesItself) {
  const auto described = object_of(get("/api/openapi.json"));
  const auto& schemas = described.at("components").as_object().at("schemas").as_object();
  for (const auto& name : casework::force_command_names()) EXPECT_TRUE(schemas.at(name).as_object().contains("properties")) << name;
  course();
  const auto record = object_of(read("/force", "analyst"));
  for (const auto& [name, unused] : schemas.at("Force").as_object().at("properties").as_object()) EXPECT_TRUE(record.contains(name)) << std::string(name);
}

TEST_F(ForceApi, WhoChangedItIsOnTheAuditPage) {
  course();
  const auto page = get("/audit/force", "auditor");
  EXPECT_EQ(page.status, 200);
  EXPECT_TRUE(page.says("The Supervisor added a course: Speaking with children."));
  EXPECT_EQ(get("/audit/force", "officer").status, 403);
}

}  // namespace
}  // namespace lapwing::web
