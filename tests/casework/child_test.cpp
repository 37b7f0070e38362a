// The child's own record: who they are, what is held in advance, concerns, who may look, and what a return brings in.
#include "casework/support.hpp"

namespace lapwing::casework {
namespace {

ChildDetails named_child(std::string given = "Kayleigh", std::string family = "Marsh") {
  ChildDetails details;
  details.given_name = std::move(given);
  details.family_name = std::move(family);
  return details;
}

Date date(std::string_view iso) { return parse_iso_date(iso).value(); }

class ChildTest : public ::testing::Test {
 protected:
  Simulation sim;
  ChildTest() { sim.by = officer(); }
  void registered() { sim.must(RegisterChild{named_child(), "call"}); }
};

// ---- refusals ----
TEST_F(ChildTest, IsRefusedWithNeitherANameNorADescription) {
  const auto refusal = sim.refused(RegisterChild{named_child(" ", ""), "call"});
  EXPECT_TRUE(names_field(refusal, "details.given_name"));
  EXPECT_EQ(refusal.fields.front().message, "Enter the child's name, or describe the child if nobody knows it");
}

TEST_F(ChildTest, IsRefusedWhenBornInTheFutureOrTooLongAgo) {
  for (const auto* born : {"2026-03-04", "1999-01-01"}) {
    auto details = named_child();
    details.born = date(born);
    EXPECT_TRUE(names_field(sim.refused(RegisterChild{details, "call"}), "details.born")) << born;
  }
}

TEST_F(ChildTest, MayBeBornToday) {
  auto details = named_child();
  details.born = date("2026-03-03");
  EXPECT_TRUE(sim.submit(RegisterChild{details, "call"}));
}

TEST_F(ChildTest, IsRegisteredOnce) {
  registered();
  EXPECT_EQ(sim.refused(RegisterChild{named_child("Other"), "call"}).kind, RefusalKind::invalid);
}

TEST_F(ChildTest, ThatNobodyRegisteredCannotBeChanged) {
  EXPECT_EQ(sim.refused(ChangeChildDetails{named_child()}).kind, RefusalKind::not_found);
  EXPECT_EQ(sim.refused(NoteRead{"child", {}, 1}).kind, RefusalKind::not_found);
}

TEST_F(ChildTest, EthnicityOffTheListIsRefused) {
  registered();
  EXPECT_TRUE(names_field(sim.refused(RecordEthnicity{"Z9", {}}), "code"));
  EXPECT_TRUE(names_field(sim.refused(RecordObservedEthnicity{"IC7"}), "code"));
}

TEST_F(ChildTest, EthnicityNotStatedNeedsAReasonAndStatedTakesNone) {
  registered();
  EXPECT_TRUE(names_field(sim.refused(RecordEthnicity{"NS", {}}), "not_stated_reason"));
  EXPECT_TRUE(names_field(sim.refused(RecordEthnicity{"W1", NotStatedReason::declined}), "not_stated_reason"));
  sim.must(RecordEthnicity{"NS", NotStatedReason::not_yet_seen});
  EXPECT_EQ(sim.held().ethnicity->what.ethnicity.not_stated_reason, NotStatedReason::not_yet_seen);
}

TEST_F(ChildTest, NationalityIsACountryOrUnknown) {
  registered();
  for (const auto* wrong : {"gb", "XX", "GBR", " A", ""})
    EXPECT_TRUE(names_field(sim.refused(RecordNationality{wrong}), "country")) << wrong;
  for (const auto* right : {"GB", "AD", "ZW", "unknown"}) EXPECT_TRUE(sim.submit(RecordNationality{right})) << right;
}

TEST_F(ChildTest, AdvanceInformationThatSaysNothingIsRefused) {
  registered();
  AdvanceInformation information;
  information.provided_by = "Dawn Marsh";
  EXPECT_EQ(sim.refused(RecordAdvanceInformation{information}).kind, RefusalKind::invalid);
}

TEST_F(ChildTest, AConcernOfAKindTheRulesDoNotListIsRefused) {
  registered();
  EXPECT_TRUE(names_field(sim.refused(OpenConcern{"weather", "cold"}), "kind"));
}

TEST_F(ChildTest, AConcernNobodyOpenedCannotBeClosed) {
  registered();
  EXPECT_EQ(sim.refused(CloseConcern{SeededIds(9).next<ItemId>(), "done"}).kind, RefusalKind::not_found);
}

TEST_F(ChildTest, BreakingTheGlassOfAnOpenRecordIsRefused) {
  registered();
  EXPECT_EQ(sim.refused(BreakGlass{"I must read this at once"}).kind, RefusalKind::not_found);
}

TEST_F(ChildTest, BreakingTheGlassNeedsARealReason) {
  registered();
  sim.must(RestrictRecord{"a relative works here", {}});
  EXPECT_TRUE(names_field(sim.refused(BreakGlass{"need  it   "}), "reason"));
}

TEST_F(ChildTest, LiftingNoRestrictionIsRefused) {
  registered();
  EXPECT_EQ(sim.refused(LiftRestriction{"over"}).kind, RefusalKind::not_found);
}

// ---- outcomes ----
TEST_F(ChildTest, DetailsThatDoNotDifferRecordNothing) {
  registered();
  EXPECT_TRUE(sim.must(ChangeChildDetails{named_child()}).empty());
  EXPECT_EQ(count<ChildDetailsChanged>(sim.must(ChangeChildDetails{named_child("Kay")})), 1);
  EXPECT_EQ(sim.held().details.given_name, "Kay");
}

TEST_F(ChildTest, ObservedEthnicityNeverReplacesSelfDefined) {
  registered();
  sim.must(RecordEthnicity{"M1", {}});
  sim.must(RecordObservedEthnicity{"IC1"});
  EXPECT_EQ(sim.held().ethnicity->what.ethnicity.code, "M1");
  EXPECT_EQ(sim.held().ethnicity->what.ethnicity.list_version, test_rules().ethnicity.list_version);
  EXPECT_EQ(sim.held().observed_ethnicity->what.code, "IC1");
}

TEST_F(ChildTest, AConcernStaysOpenUntilItIsClosed) {
  registered();
  const auto kind = test_rules().risk.concern_kinds.front();
  sim.must(OpenConcern{kind, "Seen getting into a car with two men"});
  ASSERT_EQ(sim.held().concerns.size(), 1u);
  sim.must(CloseConcern{sim.held().concerns.front().what.id, "Taken up by children's services"});
  EXPECT_TRUE(sim.held().concerns.empty());
}

TEST_F(ChildTest, ARestrictionIsOwnedByWhoeverSetIt) {
  registered();
  sim.must(RestrictRecord{"a relative works here", {person(supervisor())}});
  ASSERT_TRUE(sim.held().restriction);
  EXPECT_EQ(sim.held().restriction->set.what.owner, person(officer()));
  sim.must(LiftRestriction{"the relative has left"});
  EXPECT_FALSE(sim.held().restriction);
}

TEST_F(ChildTest, BrokenGlassIsKeptWithItsReasonAndEnds) {
  registered();
  sim.must(RestrictRecord{"a relative works here", {}});
  const auto broken = only<GlassBroken>(sim.must(BreakGlass{"She is missing now and I am on duty"}));
  ASSERT_EQ(broken.size(), 1u);
  EXPECT_EQ(broken.front().until, sim.now + Minutes(test_rules().access.break_glass_minutes));
  sim.must(RestrictRecord{"and so does a friend", {}});
  EXPECT_EQ(sim.held().restriction->broken.size(), 1u) << "restricting again must not hide who looked";
}

TEST_F(ChildTest, ALookIsRecordedAndChangesNothing) {
  registered();
  const auto before = sim.held().version;
  const auto looked = only<RecordRead>(sim.must(NoteRead{"child", {}, 3}));
  ASSERT_EQ(looked.size(), 1u);
  EXPECT_EQ(looked.front().times, 3u);
  EXPECT_EQ(sim.held().version, before);
}

// ---- from a statutory return ----
class ImportTest : public ChildTest {
 protected:
  ImportChild row() {
    ImportChild row{"ssda903", "0042", {}, SelfDefinedEthnicity{"W1", {}, "18+1"}};
    row.details.born = date("2010-05-01");
    row.details.sex = Sex::female;
    return row;
  }
  ImportPeriod period() { return {"ssda903", "0042|2025-06-01", "M", date("2025-06-01"), date("2025-06-03")}; }
};

TEST_F(ImportTest, AChildComesInOnceUnderTheirCode) {
  const auto first = sim.must(row());
  EXPECT_EQ(count<ChildRegistered>(first), 1);
  EXPECT_EQ(count<ExternalReferenceAdded>(first), 1);
  EXPECT_EQ(count<EthnicityRecorded>(first), 1);
  EXPECT_TRUE(sim.must(row()).empty());
}

TEST_F(ImportTest, DoesNotUndoWhatAPersonCorrected) {
  sim.must(row());
  auto details = sim.held().details;
  details.given_name = "Kayleigh";
  details.born = date("2010-05-02");
  sim.must(ChangeChildDetails{details});
  sim.must(RecordEthnicity{"M1", {}});
  EXPECT_TRUE(sim.must(row()).empty());
  EXPECT_EQ(sim.held().details.born, date("2010-05-02"));
  EXPECT_EQ(sim.held().ethnicity->what.ethnicity.code, "M1");
}

TEST_F(ImportTest, FillsInWhatIsNotHeld) {
  registered();
  sim.must(RecordEthnicity{"NS", NotStatedReason::not_yet_seen});
  sim.must(row());
  EXPECT_EQ(sim.held().details.given_name, "Kayleigh");
  EXPECT_EQ(sim.held().details.born, date("2010-05-01"));
  EXPECT_EQ(sim.held().ethnicity->what.ethnicity.code, "W1");
}

TEST_F(ImportTest, APeriodComesInOnce) {
  sim.must(row());
  EXPECT_EQ(count<HistoricPeriodRecorded>(sim.must(period())), 1);
  EXPECT_TRUE(sim.must(period()).empty());
  EXPECT_EQ(sim.held().historic.size(), 1u);
}

TEST_F(ImportTest, APeriodThatEndsBeforeItStartsOrHasNoKindIsRefused) {
  sim.must(row());
  auto backwards = period();
  backwards.end = date("2025-05-31");
  EXPECT_TRUE(names_field(sim.refused(backwards), "end"));
  auto unknown = period();
  unknown.kind = "Q";
  EXPECT_TRUE(names_field(sim.refused(unknown), "kind"));
}

}  // namespace
}  // namespace lapwing::casework
