// The return through the desk: children and periods once, and the published files as they are.
#include "exchange/ssda903_import.hpp"

#include <sstream>

#include "desk/support.hpp"

namespace lapwing::exchange::ssda903 {

using namespace casework;

constexpr const char* published_dir = LAPWING_SOURCE_DIR "/../shared/data/ssda903";   // see its README: MIT, invented children
constexpr const char* header_line = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n";
constexpr const char* missing_line = "CHILD,DOB,MISSING,MIS_START,MIS_END\n";

class ImportReturn : public desk::DeskTest {
 protected:
  Return given(std::initializer_list<std::pair<const char*, std::string>> files) {
    Return out;
    for (const auto& [name, text] : files) {
      std::istringstream in(text);
      const auto read = read_stream(in, name, desk->rules().ethnicity, out, {});
      EXPECT_TRUE(read) << read.error();
    }
    return out;
  }
  ImportReport import_now(Return returned, std::optional<Year> year = {}) {
    const auto records = records_of(*desk);
    auto report = import(std::move(returned), year, desk->rules().ethnicity, *records, {});
    EXPECT_TRUE(report) << report.error();
    return report.value_or(ImportReport{});
  }
  std::shared_ptr<const Case> child(const std::string& code) {
    const auto id = desk->children().by_external("ssda903", code);
    EXPECT_TRUE(id) << code;
    return id ? case_of(*id) : nullptr;
  }
  Return published() {
    Return out;
    for (const auto* name : {"header.csv", "missing.csv", "episodes.csv"}) {
      const auto read = read_file(std::filesystem::path(published_dir) / name, desk->rules().ethnicity, out, {});
      EXPECT_TRUE(read) << read.error();
    }
    return out;
  }
};

TEST_F(ImportReturn, AChildComesInUnderTheirCodeWithEthnicityAndPlacement) {
  const auto report = import_now(given({{"header.csv", std::string(header_line) + "384923,2,09/09/2011,MWBA,L034811502612,,\n"},
                                        {"episodes.csv", "CHILD,DECOM,DEC,PLACE,HOME_POST,PL_POST\n384923,26/04/2016,09/05/2017,U1,EH14 8EC,WD1 1AA\n"
                                                         "384923,09/05/2017,,K2,EH14 8EC,WD10 6ZQ\n"},
                                        {"missing.csv", std::string(missing_line) + "384923,09/09/2011,M,10/12/2017,28/01/2018\n"}}));
  EXPECT_EQ(report.children.added, 1u);
  EXPECT_EQ(report.periods.added, 1u);
  EXPECT_TRUE(report.refused.empty());
  const auto held = child("384923");
  EXPECT_EQ(held->details.given_name, "");
  EXPECT_EQ(held->details.description, "Looked-after child 384923 (statutory return)");
  EXPECT_EQ(held->details.born, parse_iso_date("2011-09-09").value());
  EXPECT_EQ(held->details.sex, Sex::female);
  EXPECT_EQ(held->details.looked_after, Answer::yes);
  EXPECT_EQ(held->details.address, "Home postcode EH14 8EC");
  EXPECT_EQ(held->details.placement, "a children's home since 9 May 2017, postcode WD10 6ZQ");
  EXPECT_EQ(held->ethnicity->what.ethnicity.code, "M2");
  ASSERT_EQ(held->historic.size(), 1u);
  EXPECT_EQ(held->historic.front().what.start, parse_iso_date("2017-12-10").value());
  EXPECT_EQ(desk->children().by_external("upn", "L034811502612"), held->id);
}

TEST_F(ImportReturn, EthnicityNotStatedKeepsItsReasonAndAnAmbiguousCodeIsLeftToAPerson) {
  const auto report = import_now(given({{"header.csv", std::string(header_line) + "1,2,09/09/2011,REFU,,,\n2,1,09/09/2011,NOBT,,,\n3,1,09/09/2011,WIRT,,,\n"}}));
  EXPECT_EQ(report.ethnicity_left_to_a_person, 1u);
  EXPECT_EQ(child("1")->ethnicity->what.ethnicity.not_stated_reason, NotStatedReason::declined);
  EXPECT_EQ(child("2")->ethnicity->what.ethnicity.not_stated_reason, NotStatedReason::not_yet_seen);
  EXPECT_FALSE(child("3")->ethnicity);
}

TEST_F(ImportReturn, AChildWithAPeriodAndNoHeaderRowIsKeptAndFilledInWhenTheHeaderComes) {
  const auto periods = std::string(missing_line) + "77,02/08/2008,M,10/12/2017,28/01/2018\n77,02/08/2008,A,20/02/2018,\n";
  const auto first = import_now(given({{"missing.csv", periods}}));
  EXPECT_EQ(first.without_header, 1u);
  EXPECT_EQ(first.children.added, 1u);
  EXPECT_EQ(first.periods.added, 2u);
  EXPECT_EQ(child("77")->details.description, "Looked-after child 77 (statutory return)");
  const auto second = import_now(given({{"header.csv", std::string(header_line) + "77,1,02/08/2008,WBRI,,,\n"}, {"missing.csv", periods}}));
  EXPECT_EQ(second.without_header, 0u);
  EXPECT_EQ(second.children.changed, 1u);
  EXPECT_EQ(second.periods.unchanged, 2u);
  EXPECT_EQ(child("77")->details.sex, Sex::male);
}

TEST_F(ImportReturn, APeriodLeftOpenIsClosedByTheNextYearsReturn) {
  import_now(given({{"missing.csv", std::string(missing_line) + "5,02/08/2008,M,10/03/2018,\n"}}), year_ending(parse_iso_date("2018-03-31").value()));
  const auto next_year = year_ending(parse_iso_date("2019-03-31").value());
  const auto forgotten = import_now(given({{"missing.csv", std::string(missing_line) + "5,02/08/2008,M,11/06/2018,12/06/2018\n"}}), next_year);
  ASSERT_EQ(forgotten.refused.size(), 1u);
  EXPECT_EQ(forgotten.refused.front().rule, "576");
  const auto closed = import_now(given({{"missing.csv", std::string(missing_line) + "5,02/08/2008,M,10/03/2018,04/05/2018\n"}}), next_year);
  EXPECT_TRUE(closed.refused.empty());
  const auto held = child("5");
  ASSERT_EQ(held->historic.size(), 1u);
  EXPECT_EQ(held->historic.front().what.end, parse_iso_date("2018-05-04").value());
}

TEST_F(ImportReturn, TheOlderReturnImportedAgainDoesNotOpenAPeriodThatHasEnded) {
  const auto old_return = [&] { return given({{"missing.csv", std::string(missing_line) + "5,02/08/2008,M,10/03/2018,\n"}}); };
  import_now(old_return());
  import_now(given({{"missing.csv", std::string(missing_line) + "5,02/08/2008,M,10/03/2018,04/05/2018\n"}}));
  const auto again = import_now(old_return());
  EXPECT_EQ(again.periods.added, 0u);
  EXPECT_EQ(child("5")->historic.size(), 1u);
}

// 43 periods of 39 children. One child (366621) has two that overlap: 2 November to 22 December and, inside it, 20 November to
// 4 December; the one that starts later is refused by rule 574. All others end within 1 April 2017 to 31 March 2018, start after
// the child's birth, and are coded M or A. 139 children have WIRT and 124 WROM.
TEST_F(ImportReturn, ThePublishedFilesComeInAsTheyAre) {
  if (!std::filesystem::exists(published_dir)) GTEST_SKIP() << "the published files are not beside this tree";
  const auto report = import_now(published());
  ASSERT_TRUE(report.year);
  EXPECT_TRUE(report.year_inferred);
  EXPECT_EQ(report.year->ends, parse_iso_date("2018-03-31").value());
  EXPECT_EQ(report.children.added, 2675u);
  EXPECT_EQ(report.periods.added, 42u);
  EXPECT_EQ(report.without_header, 0u);
  EXPECT_EQ(report.ethnicity_left_to_a_person, 139u + 124u);
  ASSERT_EQ(report.refused.size(), 1u);
  EXPECT_EQ(report.refused.front().file, "missing.csv");
  EXPECT_EQ(report.refused.front().line, 36u);
  EXPECT_EQ(report.refused.front().rule, "574");
  EXPECT_EQ(child("566910")->details.address, "Home postcode EG19 7TT");
}

TEST_F(ImportReturn, ASecondRunOfThePublishedFilesChangesNothing) {
  if (!std::filesystem::exists(published_dir)) GTEST_SKIP() << "the published files are not beside this tree";
  import_now(published());
  const auto events = desk->sequence();
  const auto again = import_now(published());
  EXPECT_EQ(desk->sequence(), events);
  EXPECT_EQ(again.children.added + again.children.changed + again.periods.added, 0u);
  EXPECT_EQ(again.children.unchanged, 2675u);
  EXPECT_EQ(again.periods.unchanged, 42u);
}

TEST_F(ImportReturn, ADryRunTellsWhatTheImportWouldDoAndWritesNothing) {
  const auto first = std::string(missing_line) + "5,02/08/2008,M,10/03/2018,\n";
  import_now(given({{"missing.csv", first}}));
  const auto events = desk->sequence();
  const auto next = [&] { return given({{"missing.csv", std::string(missing_line) + "5,02/08/2008,M,10/03/2018,04/05/2018\n6,02/08/2008,A,10/06/2018,\n"}}); };
  const auto records = records_without_writing(data, {}, desk->rules(), desk->now());   // beside the running desk
  ASSERT_TRUE(records) << records.error();
  const auto dry = import(next(), {}, desk->rules().ethnicity, **records, {});
  ASSERT_TRUE(dry) << dry.error();
  EXPECT_EQ(desk->sequence(), events);
  const auto real = import_now(next());
  EXPECT_EQ(dry->children.added, 1u);
  EXPECT_EQ(dry->periods.added, 2u);
  EXPECT_EQ(dry->children.added, real.children.added);
  EXPECT_EQ(dry->periods.added, real.periods.added);
}

TEST_F(ImportReturn, ADryRunWithNoFolderMakesNone) {
  const auto nowhere = data / "none";
  const auto records = records_without_writing(nowhere, {}, desk->rules(), desk->now());
  ASSERT_TRUE(records);
  const auto dry = import(given({{"header.csv", std::string(header_line) + "1,2,09/09/2011,WBRI,,,\n"}}), {}, desk->rules().ethnicity, **records, {});
  EXPECT_EQ(dry->children.added, 1u);
  EXPECT_FALSE(std::filesystem::exists(nowhere));
}

TEST_F(ImportReturn, ARowTheRecordRefusesIsToldAndTheRestKept) {
  const auto report = import_now(given({{"header.csv", std::string(header_line) + "1,2,09/09/2090,WBRI,,,\n2,2,09/09/2011,WBRI,,,\n"}}));
  ASSERT_EQ(report.refused.size(), 1u);
  EXPECT_EQ(report.refused.front().line, 2u);
  EXPECT_EQ(report.children.added, 1u);
}

}  // namespace lapwing::exchange::ssda903
