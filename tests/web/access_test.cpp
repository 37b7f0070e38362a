// Who comes in, who does not, and what a form must carry.
#include <gmock/gmock.h>

#include "web/access/secrets.hpp"
#include "web/support.hpp"

namespace lapwing::web {

using ::testing::HasSubstr;
using ::testing::Not;

namespace {

const std::string good_password = "lantern orchard tide";

// Hashing takes its time by design, so it is done once.
const std::string& good_hash() {
  static const std::string hash = hash_password(good_password).value();
  return hash;
}

const Headers from_another_site{{"Sec-Fetch-Site", "cross-site"}, {"Origin", "https://elsewhere.example"}};

class AccessTest : public WebTest {
 protected:
  void SetUp() override {
    WebTest::SetUp();
    okafor = add_account("a.okafor", Role::supervisor, good_hash());
  }
  Answer sign_in(const std::string& username, const std::string& password, FormFields more = {}) {
    more.emplace_back("username", username);
    more.emplace_back("password", password);
    return post("/sign-in", std::move(more));
  }
  Answer sign_in_keeping(FormFields kept, const std::string& username, const std::string& password) {
    kept.emplace_back("username", username);
    kept.emplace_back("password", password);
    return post("/sign-in/kept", std::move(kept));
  }
  // Asks with this cookie, whoever it belongs to.
  Answer get_with(const std::string& cookie_value, const std::string& target) {
    auto asked = request("GET", target, {}, {{"Cookie", site->session_cookie() + "=" + cookie_value}});
    return ask(asked, {});
  }
  std::string cookie_set_by(const Answer& answer) {
    const auto set = answer.header("Set-Cookie");
    const auto from = set.find('=') + 1;
    return set.substr(from, set.find(';') - from);
  }
  template <class E>
  std::vector<E> history(UserId user) {
    std::vector<E> found;
    const auto events = desk->account_history(user).value();
    for (const auto& recorded : events)
      if (const auto* event = std::get_if<E>(&recorded.event)) found.push_back(*event);
    return found;
  }

  UserId okafor;
};

}  // namespace

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

// ---- one's own account -----------------------------------------------------------------------------------------------------

TEST_F(AccessTest, AFirstPasswordMustBeChangedBeforeAnythingElse) {
  add_account("new.starter", Role::officer, good_hash(), true);
  EXPECT_EQ(get("/account", "new.starter").location(), "/account/password");
  EXPECT_EQ(get("/", "new.starter").location(), "/account/password");
  EXPECT_EQ(get("/account/password", "new.starter").status, 200);
  const auto changed = post("/account/password",
                            {{"current", good_password}, {"password", "marble heron gate"}, {"again", "marble heron gate"}}, "new.starter");
  EXPECT_EQ(changed.location(), "/account");
  EXPECT_TRUE(get("/account", "new.starter").says("Your password was changed."));
  EXPECT_EQ(sign_in("new.starter", "marble heron gate").status, 303);
}

TEST_F(AccessTest, ANewPasswordEndsEveryOtherSessionAndChangesThisOne) {
  const auto elsewhere = cookie_set_by(sign_in("a.okafor", good_password));
  const auto before = cookie("a.okafor");
  post("/account/password", {{"current", good_password}, {"password", "marble heron gate"}, {"again", "marble heron gate"}}, "a.okafor");
  EXPECT_EQ(get_with(elsewhere, "/account").status, 303);
  EXPECT_EQ(get_with(before, "/account").status, 303);
  EXPECT_EQ(get("/account", "a.okafor").status, 200);
}

TEST_F(AccessTest, APasswordIsNotChangedWithoutTheOneHeldOrToAWeakOne) {
  const auto change = [&](std::string current, std::string password, std::string again) {
    return post("/account/password", {{"current", current}, {"password", password}, {"again", again}}, "a.okafor");
  };
  EXPECT_TRUE(change("not this one", "marble heron gate", "marble heron gate").says("This is not your password"));
  EXPECT_TRUE(change("", "marble heron gate", "marble heron gate").says("Enter your password"));
  EXPECT_TRUE(change(good_password, "short", "short").says("Use at least 12 characters."));
  EXPECT_TRUE(change(good_password, "Password12345", "Password12345").says("among the first that are tried"));
  EXPECT_TRUE(change(good_password, "my a.okafor pass", "my a.okafor pass").says("Leave your user name out"));
  EXPECT_TRUE(change(good_password, "marble heron gate", "marble heron gaet").says("are not the same"));
  EXPECT_EQ(sign_in("a.okafor", good_password).status, 303);
}

TEST_F(AccessTest, GuessingThePasswordOfASessionLocksTheAccount) {
  for (int i = 0; i < desk->rules().force.sign_in_refusals_max; ++i)
    post("/account/password", {{"current", "guess"}, {"password", "marble heron gate"}, {"again", "marble heron gate"}}, "a.okafor");
  const auto right = post("/account/password",
                          {{"current", good_password}, {"password", "marble heron gate"}, {"again", "marble heron gate"}}, "a.okafor");
  EXPECT_EQ(right.status, 422);
}

TEST_F(AccessTest, ATokenIsShownOnceWorksUntilItEndsAndCanBeTakenBack) {
  const auto shown = post("/account/tokens", {{"label", "Duty roster"}, {"days", "7"}, {"current", good_password}}, "a.okafor");
  ASSERT_EQ(shown.status, 200);
  const auto from = shown.body.find("govuk-inset-text");
  const auto start = shown.body.find('>', from) + 1;
  auto token = shown.body.substr(start, shown.body.find('<', start) - start);
  std::erase_if(token, [](unsigned char c) { return std::isspace(c); });
  ASSERT_EQ(token.size(), 43u) << token;
  EXPECT_FALSE(get("/account", "a.okafor").says(token));
  EXPECT_TRUE(get("/account", "a.okafor").says("Duty roster"));
  EXPECT_NE(get_json("/help", token).status, 401);
  EXPECT_EQ(get_json("/", token).status, 303);
  EXPECT_NE(get_json("/", token).location().substr(0, 8), "/sign-in");
  const auto second = this->token("a.okafor");
  const auto id = desk->staff().by_username("a.okafor")->tokens.back().id.text();
  EXPECT_EQ(get("/account/tokens/" + id + "/revoke", "a.okafor").status, 200);
  EXPECT_EQ(post("/account/tokens/" + id + "/revoke", {}, "a.okafor").status, 303);
  EXPECT_EQ(get_json("/", second).location().substr(0, 8), "/sign-in");

  EXPECT_EQ(get_json("/", token).location(), "/now");
  wait(std::chrono::hours(24 * 7));
  EXPECT_EQ(get_json("/", token).location().substr(0, 8), "/sign-in");
}

TEST_F(AccessTest, ATokenCannotLookAfterItsOwnAccount) {
  const auto held = token("officer");
  for (const std::string page : {"/account", "/account/password"}) EXPECT_EQ(get_json(page, held).status, 403) << page;
  EXPECT_EQ(post_json("/account/tokens", "{}", held).status, 403);
}

TEST_F(AccessTest, ATokenIsNotAddedWithoutThePassword) {
  EXPECT_EQ(post("/account/tokens", {{"label", "Duty roster"}, {"days", "7"}, {"current", "guess"}}, "a.okafor").status, 422);
  EXPECT_TRUE(desk->staff().by_username("a.okafor")->tokens.empty());
}

// ---- administration --------------------------------------------------------------------------------------------------------

TEST_F(AccessTest, AnAddedAccountHasAPasswordShownOnceThatMustBeChanged) {
  const auto shown = post("/accounts/new", {{"name", "PC J. Lark"}, {"username", "j.lark"}, {"role", "officer"}, {"team", "Response A"}}, "administrator");
  ASSERT_EQ(shown.status, 200);
  const auto account = desk->staff().by_username("j.lark");
  ASSERT_TRUE(account);
  EXPECT_TRUE(account->must_change);
  const auto from = shown.body.find("govuk-inset-text");
  const auto start = shown.body.find('>', from) + 1;
  auto password = shown.body.substr(start, shown.body.find('<', start) - start);
  std::erase_if(password, [](unsigned char c) { return std::isspace(c); });
  EXPECT_EQ(sign_in("j.lark", password).status, 303);
}

TEST_F(AccessTest, WhatIsWrongWithANewAccountIsSaidBesideItsField) {
  const auto taken = post("/accounts/new", {{"name", "Another"}, {"username", "a.okafor"}, {"role", "officer"}}, "administrator");
  EXPECT_EQ(taken.status, 422);
  EXPECT_TRUE(taken.says("There is already an account with this user name."));
  EXPECT_TRUE(taken.says("href=\"#username\""));
  EXPECT_TRUE(post("/accounts/new", {{"name", "Another"}, {"username", "another"}}, "administrator").says("Choose a role"));
  EXPECT_EQ(post("/accounts/new", {{"name", "Another"}, {"username", "another"}, {"role", "system"}}, "administrator").status, 422);
}

TEST_F(AccessTest, ClosingAnAccountNeedsAReasonAndSignsThePersonOutAtOnce) {
  const auto before = cookie("a.okafor");
  const auto path = "/accounts/" + okafor.text() + "/close";
  EXPECT_TRUE(post(path, {{"close_reason", ""}}, "administrator").says("Say why the account is closed"));
  EXPECT_EQ(get_with(before, "/account").status, 200);
  EXPECT_EQ(post(path, {{"close_reason", "Left the force."}}, "administrator").status, 303);
  EXPECT_EQ(get_with(before, "/account").status, 303);
  EXPECT_EQ(sign_in("a.okafor", good_password).status, 403);
}

TEST_F(AccessTest, ALockedAccountIsUnlockedByAnAdministratorWithAReason) {
  for (int i = 0; i < desk->rules().force.sign_in_refusals_max; ++i) sign_in("a.okafor", "not the password");
  EXPECT_TRUE(get("/accounts/" + okafor.text(), "administrator").says("Locked until"));
  EXPECT_EQ(post("/accounts/" + okafor.text() + "/unlock", {{"unlock_reason", ""}}, "administrator").status, 422);
  EXPECT_EQ(post("/accounts/" + okafor.text() + "/unlock", {{"unlock_reason", "Rang from her own desk."}}, "administrator").status, 303);
  EXPECT_EQ(sign_in("a.okafor", good_password).status, 303);
}

TEST_F(AccessTest, ANewPasswordFromAnAdministratorEndsTheSessionsAndTheOldPassword) {
  const auto before = cookie("a.okafor");
  EXPECT_EQ(post("/accounts/" + okafor.text() + "/reset-password", {}, "administrator").status, 200);
  EXPECT_EQ(get_with(before, "/account").status, 303);
  EXPECT_EQ(sign_in("a.okafor", good_password).status, 403);
  EXPECT_TRUE(desk->staff().find(okafor)->must_change);
}

TEST_F(AccessTest, AChangedRoleCountsAtOnce) {
  ASSERT_NE(get("/accounts", "a.okafor").status, 200);
  post("/accounts/" + okafor.text() + "/change", {{"name", "Sgt A. Okafor"}, {"role", "administrator"}, {"team", ""}}, "administrator");
  EXPECT_EQ(get("/accounts", "a.okafor").status, 200);
}

TEST_F(AccessTest, AnAdministratorCannotCloseOrDemoteThemselves) {
  const auto own = "/accounts/" + actor("administrator").user->text();
  EXPECT_EQ(post(own + "/close", {{"close_reason", "Leaving."}}, "administrator").status, 403);
  EXPECT_EQ(post(own + "/change", {{"name", "Me"}, {"role", "officer"}}, "administrator").status, 403);
  EXPECT_EQ(get("/accounts", "administrator").status, 200);
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
