// An officer's accreditations, hours and absences: parts of their account.
#include "casework/support.hpp"
#include "domain/codec.hpp"

namespace lapwing::casework {
namespace {

Date day(std::string_view iso) { return parse_iso_date(iso).value(); }

class WorkforceTest : public ::testing::Test {
 protected:
  void SetUp() override { must(AddAccount{"t.reed", "PC Tom Reed", Role::officer, "Response A", "1234", {}, false}); }
  Decided submit(const AccountCommand& command) {
    Context context{now, supervisor(), test_rules(), ids};
    auto decided = decide_account(held, exists, command, context);
    if (!decided) return decided;
    for (const auto& e : *decided) {
      const auto back = decode(encode({e.event, {}, supervisor(), {}, {}}));
      if (!back) ADD_FAILURE() << back.error();
      else evolve_account(held, {Stamp{++index, now, supervisor()}, {}, back->event});
      exists = true;
    }
    return decided;
  }
  std::size_t must(const AccountCommand& command) {
    const auto decided = submit(command);
    EXPECT_TRUE(decided) << command_name(command) << ": " << decided.error().message;
    return decided ? decided->size() : 0;
  }
  Refusal refused(const AccountCommand& command) {
    auto decided = submit(command);
    if (!decided) return decided.error();
    ADD_FAILURE() << command_name(command) << " was accepted";
    return {};
  }

  Account held;
  bool exists = false;
  Instant now = at("2026-03-03T18:00:00Z");
  SeededIds ids{1};
  std::uint64_t index = 0;
};

TEST_F(WorkforceTest, AnAccreditationRunsOutAsTheRulesSayUnlessItSaysItself) {
  must(RecordAccreditation{"scaidp", day("2024-08-31"), {}});
  must(RecordAccreditation{"pip2", day("2025-01-10"), day("2026-03-03")});
  ASSERT_EQ(held.accreditations.size(), 2u);
  EXPECT_EQ(held.accreditations[0].expires, day("2027-08-31"));   // 36 months in the rules
  EXPECT_EQ(held.accreditations[1].expires, day("2026-03-03"));
  EXPECT_TRUE(held.accreditations[1].in_date(day("2026-03-03")));
  EXPECT_FALSE(held.accreditations[1].in_date(day("2026-03-04")));
  EXPECT_FALSE(held.accreditations[1].in_date(day("2025-01-09")));
}

TEST_F(WorkforceTest, AValidityThatWouldEndOnADayThereIsNotEndsOnTheMonthsLast) {
  must(RecordAccreditation{"pip3", day("2024-02-29"), {}});       // 24 months in the rules
  EXPECT_EQ(held.accreditations[0].expires, day("2026-02-28"));
}

TEST_F(WorkforceTest, AnAccreditationRecordedAgainIsNotHeldTwice) {
  must(RecordAccreditation{"pip1", day("2024-05-01"), {}});
  EXPECT_EQ(must(RecordAccreditation{"pip1", day("2024-05-01"), {}}), 0u);
}

TEST_F(WorkforceTest, AnAccreditationThatCannotBeIsRefusedFieldByField) {
  EXPECT_TRUE(names_field(refused(RecordAccreditation{"pip9", day("2024-05-01"), {}}), "kind"));
  EXPECT_TRUE(names_field(refused(RecordAccreditation{"pip1", day("2026-03-04"), {}}), "awarded"));
  EXPECT_TRUE(names_field(refused(RecordAccreditation{"pip1", Date{}, {}}), "awarded"));
  EXPECT_TRUE(names_field(refused(RecordAccreditation{"pip1", day("2024-05-01"), day("2024-04-30")}), "expires"));
}

TEST_F(WorkforceTest, AnAccreditationThatIsWithdrawnStaysOnRecordUntilThatDay) {
  must(RecordAccreditation{"pip1", day("2024-05-01"), {}});
  const auto id = held.accreditations[0].id;
  EXPECT_TRUE(names_field(refused(EndAccreditation{id, "  "}), "reason"));
  must(EndAccreditation{id, "resigned from the department"});
  EXPECT_TRUE(held.accreditations[0].in_date(day("2026-03-02")));
  EXPECT_FALSE(held.accreditations[0].in_date(day("2026-03-03")));
  EXPECT_TRUE(names_field(refused(EndAccreditation{id, "again"}), "id"));
  EXPECT_EQ(refused(EndAccreditation{ItemId{}, "no such one"}).kind, RefusalKind::not_found);
}

TEST_F(WorkforceTest, AWorkingPatternHoldsShiftsOfTheForceAndDaysOfTheWeek) {
  must(SetWorkingPattern{{"Early", "Late"}, {5, 1, 3}, 0.6});
  ASSERT_TRUE(held.pattern);
  EXPECT_EQ(held.pattern->weekdays, (std::vector{1, 3, 5}));
  EXPECT_EQ(held.pattern->from, day("2026-03-03"));
  EXPECT_EQ(must(SetWorkingPattern{{"Early", "Late"}, {1, 3, 5}, 0.6}), 0u);
  EXPECT_TRUE(names_field(refused(SetWorkingPattern{{"Twilight"}, {1}, 1}), "shifts[0]"));
  EXPECT_TRUE(names_field(refused(SetWorkingPattern{{"Early"}, {1, 8}, 1}), "weekdays[1]"));
  EXPECT_TRUE(names_field(refused(SetWorkingPattern{{"Early"}, {1, 1}, 1}), "weekdays"));
  EXPECT_TRUE(names_field(refused(SetWorkingPattern{{}, {1}, 1}), "shifts"));
  for (const double share : {0.0, -0.5, 1.01, std::numeric_limits<double>::quiet_NaN()})
    EXPECT_TRUE(names_field(refused(SetWorkingPattern{{"Early"}, {1}, share}), "share")) << share;
}

TEST_F(WorkforceTest, AnAbsenceEndsTheDayBeforeSomeoneIsBack) {
  must(RecordAbsence{day("2026-03-02"), {}, AbsenceKind::sickness});
  const auto id = held.absences[0].id;
  EXPECT_TRUE(held.absences[0].covers(day("2027-01-01")));
  EXPECT_TRUE(names_field(refused(EndAbsence{id, day("2026-03-01")}), "on"));
  must(EndAbsence{id, day("2026-03-06")});
  EXPECT_TRUE(held.absences[0].covers(day("2026-03-05")));
  EXPECT_FALSE(held.absences[0].covers(day("2026-03-06")));
  EXPECT_EQ(must(EndAbsence{id, day("2026-03-06")}), 0u);
  EXPECT_TRUE(names_field(refused(EndAbsence{id, day("2026-03-20")}), "on"));
}

TEST_F(WorkforceTest, NobodyIsAwayTwiceAtOnceButMayBeAfterAnAbsenceWasCalledOff) {
  must(RecordAbsence{day("2026-04-01"), day("2026-04-10"), AbsenceKind::leave});
  EXPECT_TRUE(names_field(refused(RecordAbsence{day("2026-04-10"), day("2026-04-12"), AbsenceKind::training}), "from"));
  EXPECT_TRUE(names_field(refused(RecordAbsence{day("2026-03-20"), {}, AbsenceKind::other}), "from"));
  EXPECT_TRUE(names_field(refused(RecordAbsence{day("2026-05-02"), day("2026-05-01"), AbsenceKind::leave}), "to"));
  must(EndAbsence{held.absences[0].id, day("2026-04-01")});
  EXPECT_FALSE(held.absences[0].covers(day("2026-04-01")));
  must(RecordAbsence{day("2026-03-20"), day("2026-04-15"), AbsenceKind::training});
}

TEST_F(WorkforceTest, AnAccountAsASnapshotKeepsItReadsBackWhole) {
  must(RecordAccreditation{"pip1", day("2024-05-01"), {}});
  must(SetWorkingPattern{{"Early"}, {1, 2}, 1});
  must(RecordAbsence{day("2026-04-01"), {}, AbsenceKind::leave});
  const auto back = codec::from_json<Account>(codec::to_json(held), codec::Reading::recorded);
  ASSERT_TRUE(back);
  EXPECT_EQ(codec::to_json(*back), codec::to_json(held));
  EXPECT_EQ(back->accreditations.size(), 1u);
  EXPECT_TRUE(back->pattern);
  EXPECT_FALSE(back->absences.at(0).to);
}

}  // namespace
}  // namespace lapwing::casework
