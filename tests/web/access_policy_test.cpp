// Policy as tests: what must hold of every route there is, also of those that are written tomorrow.
#include "web/support.hpp"

namespace lapwing::web {

namespace {

// An address that the route's pattern takes; nothing need exist there.
std::string some_path_of(const Route& route) {
  std::string path = route.pattern;
  for (auto from = path.find('{'); from != std::string::npos; from = path.find('{'))
    path.replace(from, path.find('}') - from + 1, "00000000-0000-4000-8000-000000000001");
  return path;
}

std::string name_of(const Route& route) { return route.method + " " + route.pattern; }

bool is_api(const Route& route) { return route.pattern.starts_with("/api/"); }

class AccessPolicyTest : public WebTest {
 protected:
  Answer ask_for(const Route& route, const std::string& who) {
    return route.method == "GET" ? get(some_path_of(route), who) : post(some_path_of(route), {}, who);
  }
};

}  // namespace

TEST_F(AccessPolicyTest, NothingButWhatIsForAnyoneAnswersAVisitorWhoIsNotSignedIn) {
  for (const auto& route : all_routes()) {
    if (route.need.kind == Need::Kind::anyone) continue;
    const auto answer = ask_for(route, {});
    if (is_api(route)) {
      EXPECT_EQ(answer.status, 401) << name_of(route);
    } else if (route.method == "POST" && route.pattern != "/sign-out") {
      EXPECT_EQ(answer.status, 403) << name_of(route);
      EXPECT_TRUE(answer.says("Sign in to send what you entered")) << name_of(route);
    } else {
      EXPECT_EQ(answer.status, 303) << name_of(route);
      EXPECT_TRUE(answer.location().starts_with("/sign-in")) << name_of(route);
    }
  }
}

TEST_F(AccessPolicyTest, OnlyTheseAreForAnyone) {
  static constexpr std::string_view known[] = {"/sign-in", "/sign-in/demo", "/sign-in/kept", "/help", "/healthz", "/readyz", "/metrics", "/api/openapi.json"};
  for (const auto& route : all_routes()) {
    if (route.need.kind != Need::Kind::anyone || route.pattern.starts_with("/assets/")) continue;
    EXPECT_NE(std::ranges::find(known, route.pattern), std::end(known)) << name_of(route) << " is open to everyone: is it meant to be?";
  }
}

TEST_F(AccessPolicyTest, NothingIsDoneForASessionWithoutItsToken) {
  for (const auto& route : all_routes()) {
    if (route.method == "GET" || route.need.kind == Need::Kind::anyone) continue;   // for those see AFormFromAnotherSiteIsRefused…
    for (const auto& [role, access] : desk->rules().access.roles) {
      if (role == Role::system) continue;
      const auto before = desk->sequence();
      EXPECT_EQ(post_bare(some_path_of(route), {{"csrf", "not the token"}}, role_word(role)).status, 403) << name_of(route);
      EXPECT_EQ(desk->sequence(), before) << name_of(route);
      break;   // who asks makes no difference to a form that is refused
    }
  }
}

TEST_F(AccessPolicyTest, EveryWordOfARoutesAccessIsOneThatTheRulesKnow) {
  for (const auto& route : all_routes()) {
    const auto& [kind, what] = route.need;
    if (kind != Need::Kind::reads && kind != Need::Kind::does) continue;
    const bool known = std::ranges::any_of(desk->rules().access.roles, [&](const auto& role) {
      return kind == Need::Kind::reads ? role.second.reads.contains(what) : role.second.commands.contains(what);
    });
    EXPECT_TRUE(known) << name_of(route) << " needs \"" << what << "\", which no role has";
  }
}

TEST_F(AccessPolicyTest, EveryRoleIsRefusedWhatItsRulesDoNotList) {
  for (const auto& route : all_routes()) {
    if (route.need.kind != Need::Kind::reads && route.need.kind != Need::Kind::does) continue;
    for (const auto& [role, access] : desk->rules().access.roles) {
      if (role == Role::system) continue;
      const bool may = route.need.kind == Need::Kind::reads ? access.reads.contains(route.need.what) : access.commands.contains(route.need.what);
      if (may) continue;
      EXPECT_EQ(ask_for(route, role_word(role)).status, 403) << name_of(route) << " as " << role_word(role);
    }
  }
}

TEST_F(AccessPolicyTest, EveryRouteSaysWhatItIsForAndIsTheOnlyOneOfItsKind) {
  std::set<std::string> seen;
  for (const auto& route : all_routes()) {
    EXPECT_FALSE(route.summary.empty()) << name_of(route);
    EXPECT_TRUE(route.pattern.starts_with('/')) << name_of(route);
    EXPECT_TRUE(seen.insert(name_of(route)).second) << name_of(route) << " is there twice";
  }
}

TEST_F(AccessPolicyTest, WhatARoleWithoutNamesMayOpenLeavesThemOutOfEveryPage) {
  const auto done = report_missing("Zephyrine", "Quillfeather");
  for (const auto& route : all_routes()) {
    if (route.method != "GET" || route.pattern.find("stream") != std::string::npos) continue;
    auto path = route.pattern;
    const auto put = [&](std::string_view name, const std::string& value) {
      if (const auto from = path.find(name); from != std::string::npos) path.replace(from, name.size(), value);
    };
    put("{child}", done.child.text());
    put("{episode}", done.episode->text());
    const auto answer = get(path, "inspector");
    EXPECT_FALSE(answer.says("Zephyrine")) << name_of(route);
    EXPECT_FALSE(answer.says("Quillfeather")) << name_of(route);
  }
}

}  // namespace lapwing::web
