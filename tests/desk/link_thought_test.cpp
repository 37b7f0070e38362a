// A child's record that is only thought to be of a child in a group: said as such, and no mark follows until somebody confirms it.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "desk/link_keeper.hpp"
#include "domain/ids.hpp"
#include "reports/read_report.hpp"

namespace lapwing::desk {
namespace {

using namespace casework;

// By name, but for children's own records: these stay apart from what others report, and may well be Kayleigh Marsh.
class Unsure final : public links::People {
 public:
  links::Placed add(links::RecordId record, const reports::Report& report, const reports::Person& person) override {
    if (report.number.starts_with("C-") || report.number.starts_with("M-")) {
      own_.push_back(record);
      return {own_.front(), {}, {{kayleigh_.at(0), 0.8}}};
    }
    if (person.name == "Kayleigh Marsh") kayleigh_.push_back(record);
    return by_name_->add(record, report, person);
  }
  std::vector<std::vector<links::RecordId>> withdraw(links::RecordId record) override { return by_name_->withdraw(record); }
  std::vector<std::vector<links::RecordId>> rule(links::RecordId a, links::RecordId b, bool) override {
    auto all = own_;
    if (std::ranges::find(own_, a) == own_.end() || std::ranges::find(own_, b) == own_.end()) all.insert(all.end(), kayleigh_.begin(), kayleigh_.end());
    return {all};
  }

 private:
  std::unique_ptr<links::People> by_name_ = links::people_by_name();
  std::vector<links::RecordId> own_, kayleigh_;
};

class Thought : public ::testing::Test {
 protected:
  Thought() {
    const char* const told[][4] = {{"R-1", "2026-02-01", "Kayleigh Marsh", "Darren Cole"}, {"R-2", "2026-02-08", "Aisha Brook", "Darren Cole"},
                                   {"R-3", "2026-02-15", "Kayleigh Marsh", "Wayne Pike"}, {"R-4", "2026-02-20", "Aisha Brook", "Wayne Pike"}};
    for (const auto& [number, day, girl, man] : told) {
      const auto read = reports::read_report(fmt::format(
          R"({{"report":"{}","received_at":"{}T21:00:00Z","kind":"intelligence","agency":"police","grading":{{"source":1,"information":"A","handling":"P"}},)"
          R"("occurred":{{"from":"{}T20:00:00Z","to":"{}T20:30:00Z"}},"people":[{{"ref":"p1","role":"child","name":"{}","dob":"2011-02-14"}},)"
          R"({{"ref":"p2","role":"adult","name":"{}","age_about":27,"sex":"male"}}],"places":[{{"ref":"l1","address":"14 Alder Row, TS1 4XX","kind":"home"}}],)"
          R"("vehicles":[{{"ref":"v1","vrm":"LB12 WNG"}}],"links":[{{"kind":"lift","from":"p2","to":"p1","with":["v1"],"at":"l1"}},)"
          R"({{"kind":"gave","from":"p2","to":"p1","what":"drugs"}},{{"kind":"drives","from":"p2","with":["v1"]}}]}})", number, day, day, day, girl, man));
      EXPECT_TRUE(read);
      keeper.report_received(ids.next<ReportId>(), read->report, stamp, {});
    }
    ChildDetails details;
    details.given_name = "Kayleigh", details.family_name = "Marsh", details.born = *parse_iso_date("2011-02-14");
    keeper.case_recorded(child, {stamp, {}, ChildRegistered{details, "report"}});
    keeper.told();
  }
  SeededIds ids{1};
  Stamp stamp{1, *parse_rfc3339("2026-03-01T18:00:00Z"), {}};
  ChildId child = ids.next<ChildId>();
  LinkKeeper keeper{policy::built_in_group_rules(), std::make_unique<Unsure>()};
};

// Marks, sooner reviews and questions follow from GroupList::of (link_watch.cpp).
TEST_F(Thought, ARecordThatIsOnlyThoughtToBeAChildOfAGroupBelongsToItOnceSomebodyConfirmsIt) {
  ASSERT_EQ(keeper.groups()->ranked.size(), 1u);
  EXPECT_TRUE(keeper.groups()->of(child).empty());
  EXPECT_EQ(keeper.groups()->thought_of(child).size(), 1u);
  EXPECT_TRUE(keeper.leads(child).empty()) << "a lead from what is only thought to be the child";

  const auto entity = keeper.entity_of(child);
  keeper.ruling_recorded({stamp, {}, MatchConfirmed{entity.substr(0, entity.rfind('/')), "p1", "R-1", "p1", "her social worker knows her"}});
  keeper.told();
  EXPECT_EQ(keeper.groups()->of(child).size(), 1u);
  EXPECT_TRUE(keeper.groups()->thought_of(child).empty());
  EXPECT_FALSE(keeper.leads(child).empty());
}

}  // namespace
}  // namespace lapwing::desk
