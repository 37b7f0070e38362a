// One's own account, and the administration of accounts.
#include "web/access_support.hpp"

namespace lapwing::web {

class AccountsTest : public AccessTest {};

// ---- one's own account -----------------------------------------------------------------------------------------------------

TEST_F(AccountsTest, AFirstPasswordMustBeChangedBeforeAnythingElse) {
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

TEST_F(AccountsTest, ANewPasswordEndsEveryOtherSessionAndChangesThisOne) {
  const auto elsewhere = cookie_set_by(sign_in("a.okafor", good_password));
  const auto before = cookie("a.okafor");
  post("/account/password", {{"current", good_password}, {"password", "marble heron gate"}, {"again", "marble heron gate"}}, "a.okafor");
  EXPECT_EQ(get_with(elsewhere, "/account").status, 303);
  EXPECT_EQ(get_with(before, "/account").status, 303);
  EXPECT_EQ(get("/account", "a.okafor").status, 200);
}

TEST_F(AccountsTest, APasswordIsNotChangedWithoutTheOneHeldOrToAWeakOne) {
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

TEST_F(AccountsTest, GuessingThePasswordOfASessionLocksTheAccount) {
  for (int i = 0; i < desk->rules().force.sign_in_refusals_max; ++i)
    post("/account/password", {{"current", "guess"}, {"password", "marble heron gate"}, {"again", "marble heron gate"}}, "a.okafor");
  const auto right = post("/account/password",
                          {{"current", good_password}, {"password", "marble heron gate"}, {"again", "marble heron gate"}}, "a.okafor");
  EXPECT_EQ(right.status, 422);
}

TEST_F(AccountsTest, ATokenIsShownOnceWorksUntilItEndsAndCanBeTakenBack) {
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

TEST_F(AccountsTest, ATokenCannotLookAfterItsOwnAccount) {
  const auto held = token("officer");
  for (const std::string page : {"/account", "/account/password"}) EXPECT_EQ(get_json(page, held).status, 403) << page;
  EXPECT_EQ(post_json("/account/tokens", "{}", held).status, 403);
}

TEST_F(AccountsTest, ATokenIsNotAddedWithoutThePassword) {
  EXPECT_EQ(post("/account/tokens", {{"label", "Duty roster"}, {"days", "7"}, {"current", "guess"}}, "a.okafor").status, 422);
  EXPECT_TRUE(desk->staff().by_username("a.okafor")->tokens.empty());
}

// ---- administration --------------------------------------------------------------------------------------------------------

TEST_F(AccountsTest, AnAddedAccountHasAPasswordShownOnceThatMustBeChanged) {
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

TEST_F(AccountsTest, WhatIsWrongWithANewAccountIsSaidBesideItsField) {
  const auto taken = post("/accounts/new", {{"name", "Another"}, {"username", "a.okafor"}, {"role", "officer"}}, "administrator");
  EXPECT_EQ(taken.status, 422);
  EXPECT_TRUE(taken.says("There is already an account with this user name."));
  EXPECT_TRUE(taken.says("href=\"#username\""));
  EXPECT_TRUE(post("/accounts/new", {{"name", "Another"}, {"username", "another"}}, "administrator").says("Choose a role"));
  EXPECT_EQ(post("/accounts/new", {{"name", "Another"}, {"username", "another"}, {"role", "system"}}, "administrator").status, 422);
}

TEST_F(AccountsTest, ClosingAnAccountNeedsAReasonAndSignsThePersonOutAtOnce) {
  const auto before = cookie("a.okafor");
  const auto path = "/accounts/" + okafor.text() + "/close";
  EXPECT_TRUE(post(path, {{"close_reason", ""}}, "administrator").says("Say why the account is closed"));
  EXPECT_EQ(get_with(before, "/account").status, 200);
  EXPECT_EQ(post(path, {{"close_reason", "Left the force."}}, "administrator").status, 303);
  EXPECT_EQ(get_with(before, "/account").status, 303);
  EXPECT_EQ(sign_in("a.okafor", good_password).status, 403);
}

TEST_F(AccountsTest, ALockedAccountIsUnlockedByAnAdministratorWithAReason) {
  for (int i = 0; i < desk->rules().force.sign_in_refusals_max; ++i) sign_in("a.okafor", "not the password");
  EXPECT_TRUE(get("/accounts/" + okafor.text(), "administrator").says("Locked until"));
  EXPECT_EQ(post("/accounts/" + okafor.text() + "/unlock", {{"unlock_reason", ""}}, "administrator").status, 422);
  EXPECT_EQ(post("/accounts/" + okafor.text() + "/unlock", {{"unlock_reason", "Rang from her own desk."}}, "administrator").status, 303);
  EXPECT_EQ(sign_in("a.okafor", good_password).status, 303);
}

TEST_F(AccountsTest, ANewPasswordFromAnAdministratorEndsTheSessionsAndTheOldPassword) {
  const auto before = cookie("a.okafor");
  EXPECT_EQ(post("/accounts/" + okafor.text() + "/reset-password", {}, "administrator").status, 200);
  EXPECT_EQ(get_with(before, "/account").status, 303);
  EXPECT_EQ(sign_in("a.okafor", good_password).status, 403);
  EXPECT_TRUE(desk->staff().find(okafor)->must_change);
}

TEST_F(AccountsTest, AChangedRoleCountsAtOnce) {
  ASSERT_NE(get("/accounts", "a.okafor").status, 200);
  post("/accounts/" + okafor.text() + "/change", {{"name", "Sgt A. Okafor"}, {"role", "administrator"}, {"team", ""}}, "administrator");
  EXPECT_EQ(get("/accounts", "a.okafor").status, 200);
}

TEST_F(AccountsTest, AnAdministratorCannotCloseOrDemoteThemselves) {
  const auto own = "/accounts/" + actor("administrator").user->text();
  EXPECT_EQ(post(own + "/close", {{"close_reason", "Leaving."}}, "administrator").status, 403);
  EXPECT_EQ(post(own + "/change", {{"name", "Me"}, {"role", "officer"}}, "administrator").status, 403);
  EXPECT_EQ(get("/accounts", "administrator").status, 200);
}

}  // namespace lapwing::web
