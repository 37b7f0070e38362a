// Accounts: who may sign in, how guessing is stopped, and how an account ends.
#include "casework/support.hpp"

namespace lapwing::casework {
namespace {

class AccountTest : public ::testing::Test {
 protected:
  Account held;
  bool exists = false;
  Instant now = at("2026-03-03T18:00:00Z");
  SeededIds ids{1};
  std::uint64_t index = 0;

  Decided submit(const AccountCommand& command) {
    Context context{now, service(), test_rules(), ids};
    auto decided = decide_account(held, exists, command, context);
    if (!decided) return decided;
    for (const auto& e : *decided) {
      const auto back = decode(encode({e.event, {}, service(), {}, {}}));
      if (!back) ADD_FAILURE() << back.error();
      else evolve_account(held, {Stamp{++index, now, service()}, {}, back->event});
      exists = true;
    }
    return decided;
  }
  void must(const AccountCommand& command) {
    const auto decided = submit(command);
    EXPECT_TRUE(decided) << command_name(command) << ": " << decided.error().message;
  }
  Refusal refused(const AccountCommand& command) {
    auto decided = submit(command);
    if (!decided) return decided.error();
    ADD_FAILURE() << command_name(command) << " was accepted";
    return {};
  }
  void added() { must(AddAccount{"t.reed", "PC Tom Reed", Role::officer, "Response A", "1234", "hash-1", true}); }
  void refusals(int times) {
    for (int i = 0; i < times; ++i) must(NoteSignIn{"192.0.2.7", false, "wrong password"});
  }
  const int limit = test_rules().force.sign_in_refusals_max;
  bool locked() const { return held.locked_until && *held.locked_until > now; }
};

TEST_F(AccountTest, NeedsAUsernameThatCanBeTypedANameAndAPersonsRole) {
  for (const auto* wrong : {"", "x", "T Reed", "tom@reed"})
    EXPECT_TRUE(names_field(refused(AddAccount{wrong, "PC Tom Reed", Role::officer, {}, {}, {}, false}), "username")) << wrong;
  EXPECT_TRUE(names_field(refused(AddAccount{"t.reed", " ", Role::officer, {}, {}, {}, false}), "name"));
  EXPECT_TRUE(names_field(refused(AddAccount{"t.reed", "PC Tom Reed", Role::system, {}, {}, {}, false}), "role"));
}

TEST_F(AccountTest, ThatDoesNotExistCanDoNothing) {
  EXPECT_EQ(refused(NoteSignIn{"192.0.2.7", true, ""}).kind, RefusalKind::not_found);
}

TEST_F(AccountTest, IsAddedOnceWithItsPassword) {
  added();
  EXPECT_EQ(held.password_hash, "hash-1");
  EXPECT_TRUE(held.must_change);
  EXPECT_EQ(refused(AddAccount{"t.reed", "Other", Role::officer, {}, {}, {}, false}).kind, RefusalKind::invalid);
}

TEST_F(AccountTest, LocksAfterRefusalsInARowAndOpensByTime) {
  added();
  refusals(limit - 1);
  EXPECT_FALSE(locked());
  refusals(1);
  EXPECT_TRUE(locked());
  EXPECT_EQ(refused(NoteSignIn{"192.0.2.7", true, ""}).kind, RefusalKind::not_allowed);
  now += Minutes(test_rules().force.lock_minutes);
  EXPECT_FALSE(locked());
  must(NoteSignIn{"192.0.2.7", true, ""});
  EXPECT_EQ(held.last_signed_in, now);
}

TEST_F(AccountTest, TryingWhileItIsLockedDoesNotLockItLonger) {
  added();
  refusals(limit);
  const auto until = held.locked_until;
  now += Minutes(1);
  refusals(limit + 1);
  EXPECT_EQ(held.locked_until, until);
}

TEST_F(AccountTest, SigningInForgivesEarlierRefusals) {
  added();
  refusals(limit - 1);
  must(NoteSignIn{"192.0.2.7", true, ""});
  refusals(limit - 1);
  EXPECT_FALSE(locked());
}

TEST_F(AccountTest, ALockIsLiftedByANamedReasonOrANewPassword) {
  added();
  EXPECT_EQ(refused(UnlockAccount{"rang the desk"}).kind, RefusalKind::not_yet);
  refusals(limit);
  EXPECT_TRUE(names_field(refused(UnlockAccount{" "}), "reason"));
  must(UnlockAccount{"rang the desk"});
  EXPECT_FALSE(locked());
  refusals(limit);
  must(SetPassword{"hash-2", false});
  EXPECT_FALSE(locked());
  EXPECT_EQ(held.password_hash, "hash-2");
  EXPECT_FALSE(held.must_change);
}

TEST_F(AccountTest, ATokenIsIssuedForSomethingAndRevoked) {
  added();
  EXPECT_TRUE(names_field(refused(IssueToken{"", "abc", {}}), "label"));
  EXPECT_TRUE(names_field(refused(IssueToken{"the rota", "abc", now}), "expires"));
  must(IssueToken{"the rota", "abc", now + Minutes(60)});
  ASSERT_EQ(held.tokens.size(), 1u);
  const auto token = held.tokens.front().id;
  must(RevokeToken{token});
  EXPECT_TRUE(held.tokens.empty());
  EXPECT_EQ(refused(RevokeToken{token}).kind, RefusalKind::not_found);
}

TEST_F(AccountTest, AChangeThatChangesNothingRecordsNothing) {
  added();
  EXPECT_TRUE(submit(ChangeAccount{"PC Tom Reed", Role::officer, "Response A"})->empty());
  must(ChangeAccount{"Sgt Tom Reed", Role::supervisor, "Response A"});
  EXPECT_EQ(held.role, Role::supervisor);
}

TEST_F(AccountTest, OnceClosedDoesNothingButLeavesItsTrace) {
  added();
  must(IssueToken{"the rota", "abc", {}});
  EXPECT_TRUE(names_field(refused(CloseAccount{""}), "reason"));
  must(CloseAccount{"left the force"});
  EXPECT_TRUE(held.tokens.empty());
  EXPECT_EQ(refused(NoteSignIn{"192.0.2.7", true, ""}).kind, RefusalKind::not_allowed);
  EXPECT_EQ(refused(SetPassword{"hash-3", false}).kind, RefusalKind::not_allowed);
  EXPECT_EQ(refused(IssueToken{"x", "abc", {}}).kind, RefusalKind::not_allowed);
  refusals(limit);
  EXPECT_FALSE(locked());
  must(NoteSignOut{"the session ran out"});
  must(NoteBoardRead{"board", {}, 2});
}

}  // namespace
}  // namespace lapwing::casework
