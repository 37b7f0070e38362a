// What whoever operates the service relies on.
#include "web/render/assets.hpp"
#include "web/api_support.hpp"

namespace lapwing::web {
namespace {

using Operations = ApiTest;

TEST_F(Operations, ItIsUpAndReady) {
  EXPECT_EQ(get("/healthz").status, 200);
  EXPECT_EQ(get("/readyz").status, 200);
}

TEST_F(Operations, ItIsUpButNotReadyOnceItStops) {
  ASSERT_TRUE(desk->close());
  EXPECT_EQ(get("/healthz").status, 200);
  EXPECT_EQ(get("/readyz").status, 503);
  EXPECT_TRUE(get("/readyz").says("stopping"));
}

TEST_F(Operations, MetricsAreForThisMachineAndForThoseWhoMayReadThem) {
  EXPECT_EQ(get("/metrics").status, 200);
  EXPECT_EQ(get("/metrics", {}, {{"X-Forwarded-For", "203.0.113.7"}}).status, 403);
  auto asked = request("GET", "/metrics", {}, {});
  asked.peer_address = "203.0.113.7";
  EXPECT_EQ(ask(asked, {}).status, 403);
  asked.headers.emplace_back("Authorization", "Bearer " + key("officer"));
  EXPECT_EQ(ask(asked, {}).status, 403);
  asked.headers.back().second = "Bearer " + key("supervisor");
  EXPECT_EQ(ask(asked, {}).status, 200);
}

TEST_F(Operations, MetricsCountWhatIsLate) {
  report_missing();
  EXPECT_TRUE(get("/metrics").says("lapwing_episodes_open 1\n"));
  EXPECT_TRUE(get("/metrics").says("lapwing_clocks_breached 0\n"));
  wait(std::chrono::hours(5));
  EXPECT_FALSE(get("/metrics").says("lapwing_clocks_breached 0\n"));
  EXPECT_TRUE(get("/metrics").says("lapwing_ledger_events_total " + std::to_string(desk->sequence()) + "\n"));
}

TEST_F(Operations, AFileIsSentOnceAndKeptForGood) {
  const std::string path(render::asset_path("app.css"));
  const auto first = get(path);
  ASSERT_EQ(first.status, 200);
  EXPECT_TRUE(first.header("Cache-Control").find("immutable") != std::string::npos);
  const auto again = get(path, {}, {{"If-None-Match", first.header("ETag")}});
  EXPECT_EQ(again.status, 304);
  EXPECT_TRUE(again.body.empty());
  EXPECT_EQ(get("/assets/none.css").status, 404);
}

}  // namespace
}  // namespace lapwing::web
