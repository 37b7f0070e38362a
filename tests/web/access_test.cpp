// Who comes in, who does not, and what a form must carry.
#include <gmock/gmock.h>

#include "web/access_support.hpp"

namespace lapwing::web {

using ::testing::HasSubstr;
using ::testing::Not;

// ---- signing in ------------------------------------------------------------------------------------------------------------

TEST_F(AccessTest, TheRightPasswordSignsInAndIsInTheLedger) {
  const auto answer = sign_in("a.okafor", good_password);
  EXPECT_EQ(answer.status, 303);
  EXPECT_EQ(answer.location(), "/");
  EXPECT_EQ(get_with(cookie_set_by(answer), "/account").status, 200);
  ASSERT_EQ(history<casework::SignedIn>(okafor).size(), 1u);
  EXPECT_EQ(history<casework::SignedIn>(okafor).front().address, "127.0.0.1");
}

TEST_F(AccessTest, TheUserNameMayBeTypedInCapitalsAndWithSpacesAround) {
  EXPECT_EQ(sign_in(" A.Okafor ", good_password).status, 303);
}

TEST_F(AccessTest, RefusalsSayTheSameWhateverTheReason) {
  add_account("closed", Role::officer, good_hash());
  ASSERT_TRUE(desk->submit(desk::SentOnAccount{casework::Actor{}, *actor("closed").user, casework::CloseAccount{"Left the force."}}));
  const auto said = [](Answer answer, const std::string& username) {
    for (auto at = answer.body.find(username); at != std::string::npos; at = answer.body.find(username)) answer.body.erase(at, username.size());
    return answer.body;
  };
  const auto wrong = sign_in("a.okafor", "not the password");
  EXPECT_EQ(wrong.status, 403);
  EXPECT_TRUE(wrong.says("The user name or the password is not right."));
  EXPECT_EQ(said(wrong, "a.okafor"), said(sign_in("nobody.here", "not the password"), "nobody.here"));
  EXPECT_EQ(said(wrong, "a.okafor"), said(sign_in("closed", good_password), "closed"));
  EXPECT_EQ(said(wrong, "a.okafor"), said(sign_in("officer", good_password), "officer"));   // has no password
}

TEST_F(AccessTest, ARefusedSignInIsInTheLedgerWithItsReason) {
  sign_in("a.okafor", "not the password");
  const auto refused = history<casework::SignInRefused>(okafor);
  ASSERT_EQ(refused.size(), 1u);
  EXPECT_THAT(refused.front().why, HasSubstr("password was wrong"));
}

TEST_F(AccessTest, AfterTooManyWrongPasswordsTheRightOneIsRefusedUntilTheLockEnds) {
  const auto& force = desk->rules().force;
  for (int i = 0; i < force.sign_in_refusals_max; ++i) EXPECT_EQ(sign_in("a.okafor", "not the password").status, 403);
  EXPECT_EQ(sign_in("a.okafor", good_password).status, 403);
  EXPECT_EQ(history<casework::AccountLocked>(okafor).size(), 1u);
  wait(Minutes(force.lock_minutes));
  EXPECT_EQ(sign_in("a.okafor", good_password).status, 303);
}

TEST_F(AccessTest, WhatIsMissingIsSaidBesideItsFieldAndIsNotARefusal) {
  const auto answer = sign_in("", "");
  EXPECT_EQ(answer.status, 422);
  EXPECT_TRUE(answer.says("Enter your user name"));
  EXPECT_TRUE(answer.says("Enter your password"));
  EXPECT_TRUE(answer.says("<title>Error: Sign in"));
}

TEST_F(AccessTest, AfterSigningInOneIsBackWhereOneWantedToBe) {
  const auto asked = get("/account?tab=tokens");
  EXPECT_EQ(asked.status, 303);
  EXPECT_EQ(asked.location(), "/sign-in?next=%2Faccount%3Ftab%3Dtokens");
  EXPECT_TRUE(get(asked.location()).says("value=\"/account?tab=tokens\""));
  EXPECT_EQ(sign_in("a.okafor", good_password, {{"next", "/account?tab=tokens"}}).location(), "/account?tab=tokens");
}

TEST_F(AccessTest, SigningInLeadsNowhereElse) {
  for (const std::string next : {"https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "account", "/a\r\nX: y"})
    EXPECT_EQ(sign_in("a.okafor", good_password, {{"next", next}}).location(), "/") << next;
}

TEST_F(AccessTest, EverySignInHasANewCookieAndEndsTheOldOne) {
  const auto first = cookie_set_by(sign_in("a.okafor", good_password));
  auto asked = request("POST", "/sign-in", {}, {{"Cookie", site->session_cookie() + "=" + first}, {"Content-Type", "application/x-www-form-urlencoded"}});
  asked.body = transport::encode_form(transport::Fields({{"username", "a.okafor"}, {"password", good_password}}));
  const auto second = cookie_set_by(ask(asked, {}));
  EXPECT_NE(first, second);
  EXPECT_EQ(get_with(first, "/account").status, 303);
  EXPECT_EQ(get_with(second, "/account").status, 200);
}

// ---- the cookie and the session --------------------------------------------------------------------------------------------

TEST_F(AccessTest, TheCookieIsOutOfReachOfScriptsAndOtherSites) {
  const auto plain = sign_in("a.okafor", good_password).header("Set-Cookie");
  EXPECT_THAT(plain, HasSubstr("; Path=/; HttpOnly; SameSite=Strict"));
  EXPECT_THAT(plain, Not(HasSubstr("Secure")));
  site_options.secure_cookies = true;
  reopen_site();
  const auto secure = sign_in("a.okafor", good_password).header("Set-Cookie");
  EXPECT_TRUE(secure.starts_with("__Host-lapwing=")) << secure;
  EXPECT_THAT(secure, HasSubstr("; Secure"));
  EXPECT_THAT(secure, Not(HasSubstr("Domain")));
}

TEST_F(AccessTest, ASessionEndsWhenItIsNotUsed) {
  ASSERT_EQ(get("/account", "officer").status, 200);
  wait(Minutes(desk->rules().force.session_idle_minutes - 1));
  ASSERT_EQ(get("/account/stay", "officer").status, 204);
  wait(Minutes(desk->rules().force.session_idle_minutes - 1));
  ASSERT_EQ(get("/account", "officer").status, 200);
  wait(Minutes(desk->rules().force.session_idle_minutes + 1));
  EXPECT_EQ(get("/account", "officer").status, 303);
}

TEST_F(AccessTest, ASessionEndsAfterItsLongestTimeHoweverBusy) {
  const auto until = time->now() + std::chrono::hours(desk->rules().force.session_hours_max);
  while (time->now() < until) {
    ASSERT_EQ(get("/account", "officer").status, 200);
    wait(Minutes(desk->rules().force.session_idle_minutes - 1));
  }
  EXPECT_EQ(get("/account", "officer").status, 303);
}

TEST_F(AccessTest, SigningOutEndsTheSessionAndTakesTheCookieBack) {
  const auto before = cookie("officer");
  const auto answer = post("/sign-out", {}, "officer");
  EXPECT_EQ(answer.status, 303);
  EXPECT_THAT(answer.header("Set-Cookie"), HasSubstr("Max-Age=0"));
  EXPECT_EQ(get_with(before, "/account").status, 303);
  EXPECT_TRUE(get(answer.location()).says("You are signed out."));
  EXPECT_EQ(history<casework::SignedOut>(*actor("officer").user).size(), 1u);
}

TEST_F(AccessTest, BeforeANewPasswordIsChosenAPageLeadsThereAndTheApiSaysSo) {
  add_account("okafor", Role::officer, "a hash", true);
  EXPECT_EQ(get("/now", "okafor").location(), "/account/password");
  const auto refused = get("/api/v1/episodes", "okafor");
  EXPECT_EQ(refused.status, 403);
  EXPECT_EQ(refused.header("Content-Type"), "application/problem+json");
  EXPECT_TRUE(refused.says("Choose a new password first"));
}

TEST_F(AccessTest, PagesStayOutOfCachesAndFrames) {
  const auto answer = get("/account", "officer");
  EXPECT_EQ(answer.header("Cache-Control"), "no-store");
  EXPECT_THAT(answer.header("Content-Security-Policy"), HasSubstr("default-src 'none'"));
  EXPECT_THAT(answer.header("Content-Security-Policy"), HasSubstr("frame-ancestors 'none'"));
  EXPECT_THAT(answer.header("Content-Security-Policy"), Not(HasSubstr("unsafe")));
  EXPECT_EQ(answer.header("X-Content-Type-Options"), "nosniff");
}

// ---- forms from elsewhere --------------------------------------------------------------------------------------------------

TEST_F(AccessTest, AFormFromAnotherSiteIsRefusedSignedInOrNot) {
  EXPECT_EQ(post("/sign-in", {{"username", "a.okafor"}, {"password", good_password}}, {}, from_another_site).status, 403);
  EXPECT_EQ(post("/sign-out", {}, "officer", from_another_site).status, 403);
  EXPECT_EQ(post("/sign-out", {}, "officer", {{"Origin", "https://elsewhere.example"}}).status, 403);
  EXPECT_EQ(post("/sign-out", {}, "officer", {{"Origin", "null"}}).status, 403);
  EXPECT_EQ(post("/sign-out", {}, "officer", {{"Origin", "http://127.0.0.1:8080"}}).status, 303);
}

TEST_F(AccessTest, WhoFollowsALinkFromAMailIsLetThroughOnePageOfOurs) {
  // The browser keeps a SameSite=Strict cookie back on the first request, and sends it when our own page asks again.
  const auto answer = get("/account", {}, {{"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Mode", "navigate"}});
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.header("Refresh"), "0;url=/account");
  EXPECT_EQ(get("/account", {}, {{"Sec-Fetch-Site", "same-origin"}, {"Sec-Fetch-Mode", "navigate"}}).status, 303);
}

TEST_F(AccessTest, AFormSentAfterTheSessionEndedIsKeptUntilItsSenderHasSignedInAgain) {
  const auto asked = post("/accounts/new", {{"name", "PC \"J\" Lark"}, {"username", "j.lark"}, {"role", "officer"}});
  EXPECT_EQ(asked.status, 403);
  EXPECT_FALSE(desk->staff().by_username("j.lark"));
  const FormFields kept{{"kept_target", "/accounts/new"}, {"kept:name", "PC \"J\" Lark"}, {"kept:username", "j.lark"}, {"kept:role", "officer"}};
  for (const auto& [name, value] : kept) EXPECT_TRUE(asked.says("name=\"" + name + "\"")) << name;

  add_account("an.admin", Role::administrator, good_hash());
  EXPECT_EQ(sign_in_keeping(kept, "an.admin", "not the password").status, 403);
  const auto page = sign_in_keeping(kept, "an.admin", good_password);
  EXPECT_EQ(page.status, 200);
  EXPECT_TRUE(page.says("action=\"/accounts/new\""));
  EXPECT_TRUE(page.says("value=\"PC &quot;J&quot; Lark\"")) << page.body;
  EXPECT_FALSE(desk->staff().by_username("j.lark")) << "it is sent by its sender, not by itself";
  const auto session = site->sessions.find(cookie_set_by(page), time->now());
  ASSERT_TRUE(session);
  EXPECT_TRUE(page.says(session->csrf));
}

TEST_F(AccessTest, AKeptFormGoesNowhereElse) {
  EXPECT_TRUE(sign_in_keeping({{"kept_target", "https://elsewhere.example/"}}, "a.okafor", good_password).says("action=\"/\""));
}

// ---- the demonstration's one click -----------------------------------------------------------------------------------------

TEST_F(AccessTest, OneClickSignInIsOnlyInADemonstrationAndOnlyByALoopbackName) {
  EXPECT_FALSE(get("/sign-in").says("/sign-in/demo"));
  EXPECT_EQ(post("/sign-in/demo", {{"username", "supervisor"}}).status, 403);
  site_options.demo_sign_in = true;
  reopen_site();
  EXPECT_TRUE(get("/sign-in").says("/sign-in/demo"));
  const auto answer = post("/sign-in/demo", {{"username", "supervisor"}});
  EXPECT_EQ(answer.status, 303);
  EXPECT_EQ(get_with(cookie_set_by(answer), "/account").status, 200);
  EXPECT_EQ(post("/sign-in/demo", {{"username", "a.okafor"}}).status, 403);   // has a password, is not one of those offered
  auto asked = request("POST", "/sign-in/demo", {}, {{"Host", "rebound.example:8080"}, {"Content-Type", "application/x-www-form-urlencoded"}});
  asked.body = "username=supervisor";
  EXPECT_EQ(ask(asked, {}).status, 403);
}

TEST_F(AccessTest, TheFirstPageIsOneTheRoleMayOpen) {
  EXPECT_EQ(get("/", "supervisor").location(), "/now");
  EXPECT_EQ(get("/", "auditor").location(), "/audit");
  EXPECT_EQ(get("/", "administrator").location(), "/accounts");
}

TEST_F(AccessTest, AnUnknownPageAndAWrongMethodAreSaidPlainly) {
  EXPECT_EQ(get("/no/such/page", "officer").status, 404);
  const auto wrong = get("/sign-out", "officer");
  EXPECT_EQ(wrong.status, 405);
  EXPECT_EQ(wrong.header("Allow"), "POST");
}

}  // namespace lapwing::web
