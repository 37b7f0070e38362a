// Who looked, and the ledger's own page.
#include "ledger/checkpoint.hpp"
#include "ledger/ledger.hpp"
#include "web/support.hpp"

namespace lapwing::web {
namespace {

class AuditTest : public WebTest {
 protected:
  std::string audit(const desk::Done& done) { return "/audit/children/" + done.child.text(); }
};

TEST_F(AuditTest, FindsTheChildByReferenceOrName) {
  const auto done = report_missing("Kayleigh", "Marsh");
  EXPECT_EQ(get("/audit?child=m-2026-000001", "auditor").location(), audit(done));
  EXPECT_TRUE(get("/audit?child=kayleigh", "auditor").says(audit(done)));
  EXPECT_TRUE(get("/audit?child=nobody", "auditor").says("No child that is held matches"));
}

TEST_F(AuditTest, TellsWhoLookedWhenHowOftenAtWhatAndAsKnownWhen) {
  const auto done = report_missing();
  wait(std::chrono::minutes(10));
  for (int i = 0; i < 3; ++i) get("/children/" + done.child.text(), "officer");
  get("/children/" + done.child.text() + "?as_known_at=03/03/2026+18:05", "inspector");
  wait(std::chrono::minutes(2));
  report_missing("Beth");   // the minute's repeats are written with whatever comes next
  const auto page = get(audit(done), "auditor");
  ASSERT_EQ(page.status, 200);
  EXPECT_TRUE(page.says("The Officer"));
  EXPECT_TRUE(page.says("The Inspector"));
  EXPECT_TRUE(page.says("the child&#39;s page"));
  EXPECT_TRUE(page.says("18:05"));
  EXPECT_TRUE(page.says("data-sort-value=\"3\"")) << "three looks by one person";
}

TEST_F(AuditTest, TellsWhoLookedAtAReportAndFindsItByItsNumber) {
  const auto received = desk->submit(desk::SentOnLinks{actor("officer"), casework::ReceiveReport{R"({"report":"R-1","received_at":"2026-03-03T14:05:00Z","kind":"intelligence"})"}});
  ASSERT_TRUE(received) << received.error().message;
  ASSERT_EQ(get("/reports/" + received->report.text(), "officer").status, 200);
  const auto address = "/audit/reports/" + received->report.text();
  EXPECT_EQ(get("/audit?child=R-1", "auditor").location(), address);
  const auto page = get(address, "auditor");
  ASSERT_EQ(page.status, 200);
  EXPECT_TRUE(page.says("Who looked at the report R-1"));
  EXPECT_TRUE(page.says("The Officer"));
  EXPECT_EQ(get(address, "officer").status, 403);
  wait(std::chrono::minutes(2));
  EXPECT_TRUE(get(address, "auditor").says("who looked at the report")) << "the auditor's own look is recorded";
}

TEST_F(AuditTest, TellsWhoReadPastARestrictionAndWhy) {
  const auto done = report_missing();
  must({actor("supervisor"), done.child, {}, casework::RestrictRecord{"A relative works here", {}}, {}, {}, {}});
  must({actor("officer"), done.child, {}, casework::BreakGlass{"She was seen by the river tonight"}, {}, {}, {}});
  EXPECT_TRUE(get(audit(done), "auditor").says("Read past the restriction: She was seen by the river tonight"));
}

TEST_F(AuditTest, TheAuditorsOwnLookIsRecorded) {
  const auto done = report_missing();
  get(audit(done), "auditor");
  wait(std::chrono::minutes(2));
  EXPECT_TRUE(get(audit(done), "auditor").says("who looked at the record"));
}

TEST_F(AuditTest, TellsWhatAnAccountDid) {
  const auto officer = *actor("officer").user;
  ASSERT_TRUE(desk->submit(desk::SentOnAccount{casework::Actor{}, officer, casework::NoteSignIn{"10.0.0.7", true, ""}}));
  get("/now", "officer");
  EXPECT_TRUE(get("/audit", "auditor").says("/audit/accounts/" + officer.text()));
  const auto page = get("/audit/accounts/" + officer.text(), "auditor");
  ASSERT_EQ(page.status, 200);
  EXPECT_TRUE(page.says("10.0.0.7"));
  EXPECT_TRUE(page.says("the board"));
}

TEST_F(AuditTest, IsForAuditorsOnly) {
  const auto done = report_missing();
  for (const auto* who : {"officer", "supervisor", "inspector", "administrator"})
    for (const auto& page : {std::string("/audit"), audit(done), std::string("/ledger")})
      EXPECT_EQ(get(page, who).status, 403) << who << " " << page;
  EXPECT_EQ(get("/audit").status, 303);
  EXPECT_EQ(get("/audit/children/nonsense", "auditor").status, 404);
  EXPECT_EQ(get("/audit/accounts/nonsense", "auditor").status, 404);
}

TEST_F(AuditTest, TheLedgersPageGivesACheckpointThatItsKeyOpens) {
  report_missing();
  const auto page = get("/ledger", "auditor");
  ASSERT_EQ(page.status, 200);
  const auto part = [&](std::size_t from) {
    const auto start = page.body.find("<pre class=\"lw-exact\">", from) + 22;
    return page.body.substr(start, page.body.find("</pre>", start) - start);
  };
  const auto note = part(0);
  auto vkey = part(page.body.find("public key"));
  const auto verifier = ledger::parse_vkey(vkey);
  ASSERT_TRUE(verifier) << vkey;
  const auto opened = ledger::open_checkpoint(note, *verifier);
  ASSERT_TRUE(opened) << note;
  EXPECT_LE(opened->size, desk->sequence());
  EXPECT_TRUE(page.says("lapwing verify"));
}

}  // namespace
}  // namespace lapwing::web
