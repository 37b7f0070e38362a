// What makes a group and what does not, and what becomes of it as reports come, are taken back and are decided on.
#include "links/made.hpp"

#include <random>
#include <sstream>

#include "links/other_force.hpp"
#include "links/writing.hpp"

namespace lapwing::links {
namespace {

using reports::LinkKind;
using reports::LinkThing;
using reports::PersonRole;
using reports::PlaceKind;
using reports::ReportKind;

std::string bytes(const Links& links) {
  std::ostringstream out;
  write_groups_json(out, links.groups());
  return out.str();
}

// Two men, two girls: a house, a car and drugs.
std::vector<reports::Report> two_and_two() {
  return {
      Made("T-1", "2026-01-02").child("p1", "Ava Stone", "2010-05-01").adult("p2", "Rick Holt", "1990-02-02").place("l1", "3 Dock Road, ZZ1 1AA")
          .link(LinkKind::met, "p2", "p1", "", "l1").link(LinkKind::gave, "p2", "p1", "", "", LinkThing::drugs),
      Made("T-2", "2026-01-09").child("p1", "Bea Marsh", "2011-07-03").adult("p2", "Rick Holt", "1990-02-02").car("v1", "AB12 CDE")
          .link(LinkKind::lift, "p2", "p1", "v1").link(LinkKind::gave, "p2", "p1", "", "", LinkThing::alcohol),
      Made("T-3", "2026-01-16").child("p1", "Bea Marsh", "2011-07-03").adult("p2", "Joe Vane", "1985-03-03").place("l1", "3 Dock Road, ZZ1 1AA")
          .link(LinkKind::met, "p2", "p1", "", "l1").link(LinkKind::paid, "p2", "p1", "", "", LinkThing::money),
      Made("T-4", "2026-01-20").child("p1", "Ava Stone", "2010-05-01").adult("p2", "Joe Vane", "1985-03-03").car("v1", "AB12 CDE")
          .link(LinkKind::found_with, "p1", "p2", "v1"),
  };
}

void take_all(Links& links, const std::vector<reports::Report>& reports) {
  for (const auto& report : reports) links.take(report, "");
}

TEST(Groups, TwoAdultsAndTwoChildrenAreEnoughWhenTheEvidenceIsStrong) {
  auto links = fresh_links();
  take_all(*links, two_and_two());
  const auto groups = links->groups();
  ASSERT_EQ(groups.size(), 1u);
  EXPECT_EQ(known_as(groups[0].adults), (std::vector<std::string>{"Joe Vane", "Rick Holt"}));
  EXPECT_EQ(known_as(groups[0].children), (std::vector<std::string>{"Ava Stone", "Bea Marsh"}));
}

TEST(Groups, TakingAReportSaysWhenAGroupRises) {
  auto links = fresh_links();
  std::vector<GroupChange> changes;
  for (const auto& report : two_and_two())
    for (const auto& change : links->take(report, "").groups) changes.push_back(change);
  ASSERT_FALSE(changes.empty());
  EXPECT_EQ(changes.front().what, GroupChange::What::rose);
  EXPECT_EQ(changes.back().group, links->groups().at(0).id);
}

TEST(Groups, TheSameReportTwiceChangesNothingAndOtherContentIsKeptBeside) {
  auto links = fresh_links();
  auto reports = two_and_two();
  take_all(*links, reports);
  const auto before = bytes(*links);
  EXPECT_EQ(links->take(reports[1], "").arrival, Store::Arrival::held_already);
  reports[1].text = "Something else";
  EXPECT_EQ(links->take(reports[1], "").arrival, Store::Arrival::kept_beside);
  EXPECT_TRUE(links->store().report(links->store().find_report("T-2")).differs);
  EXPECT_EQ(bytes(*links), before);
}

TEST(Groups, AnIncidentToldByTwoAgenciesCountsOnce) {
  auto once = fresh_links(), twice = fresh_links();
  auto reports = two_and_two();
  for (auto& report : reports) report.occurred_from = report.received_at, report.occurred_to = report.received_at;
  take_all(*once, reports);
  auto again = reports[2];
  again.number = "T-3 again";
  again.agency = "health";
  again.received_at += std::chrono::hours{20};
  reports.push_back(again);
  take_all(*twice, reports);
  EXPECT_NEAR(once->groups().at(0).score, twice->groups().at(0).score, 1e-6);
  again.number = "T-3 another time";
  again.occurred_from = again.occurred_to = again.received_at + std::chrono::days{6};
  twice->take(again, "");
  EXPECT_GT(twice->groups().at(0).score, once->groups().at(0).score + 0.3);
}

TEST(Groups, AWithdrawnReportIsAsIfItHadNeverComeInEitherOrder) {
  auto without = fresh_links(), later = fresh_links(), sooner = fresh_links();
  auto reports = two_and_two();
  const auto gone = reports[2];
  reports.erase(reports.begin() + 2);
  const reports::Report back = Made("T-9", "2026-02-01").withdraws("T-3");
  take_all(*without, reports);
  take_all(*later, two_and_two());
  EXPECT_NE(bytes(*later), bytes(*without));
  later->take(back, "");
  sooner->take(back, "");
  take_all(*sooner, two_and_two());
  EXPECT_EQ(bytes(*later), bytes(*without));
  EXPECT_EQ(bytes(*sooner), bytes(*without));
}

TEST(Groups, ADismissedGroupReturnsOnlyOnNewEvidence) {
  auto links = fresh_links();
  take_all(*links, two_and_two());
  const auto id = links->groups().at(0).id;
  EXPECT_FALSE(links->dismiss(id, {"DC Ray", on("2026-02-02"), ""})) << "a reason is required";
  ASSERT_TRUE(links->dismiss(id, {"DC Ray", on("2026-02-02"), "An outing that both mothers knew of"}));
  EXPECT_TRUE(links->groups().empty());
  links->take(two_and_two()[0], "");
  links->take(Made("T-8", "2026-02-03").adult("p1", "Somebody Else", "1970-01-01"), "");
  EXPECT_TRUE(links->groups().empty());
  links->take(Made("T-7", "2026-02-10").child("p1", "Ava Stone", "2010-05-01").adult("p2", "Rick Holt", "1990-02-02")
                  .link(LinkKind::gave, "p2", "p1", "", "", LinkThing::phone), "");
  ASSERT_EQ(links->groups().size(), 1u);
  EXPECT_EQ(links->groups()[0].id, id);
}

TEST(Groups, UndoingADismissalShowsTheGroupAgain) {
  auto links = fresh_links();
  take_all(*links, two_and_two());
  const auto before = bytes(*links);
  const auto decision = links->dismiss(links->groups().at(0).id, {"DC Ray", on("2026-02-02"), "Mistaken"});
  ASSERT_TRUE(decision);
  EXPECT_TRUE(links->undo(*decision));
  EXPECT_FALSE(links->undo(*decision));
  EXPECT_EQ(bytes(*links), before);
}

TEST(Groups, MergedGroupsAreShownAsOneAndUndoneAsTwo) {
  auto links = fresh_links();
  take_all(*links, two_and_two());
  const std::map<std::string, std::string> other{{"Ava Stone", "Una Reed"}, {"Bea Marsh", "Eve Pike"}, {"Rick Holt", "Sid Cole"}, {"Joe Vane", "Max Ball"}};
  for (auto report : two_and_two()) {
    report.number += "b";
    for (auto& person : report.people) person.name = other.at(person.name), person.dob = *person.dob + std::chrono::months{1};
    for (auto& place : report.places) place.address = "9 Far Lane, ZZ9 9ZZ";
    for (auto& vehicle : report.vehicles) vehicle.vrm = "XY21 QRS";
    links->take(report, "");
  }
  const auto before = bytes(*links);
  const auto groups = links->groups();
  ASSERT_EQ(groups.size(), 2u);
  const auto decision = links->merge(groups[0].id, groups[1].id, {"DC Ray", on("2026-02-02"), "One network"});
  ASSERT_TRUE(decision);
  ASSERT_EQ(links->groups().size(), 1u);
  EXPECT_EQ(links->groups()[0].children.size(), 4u);
  links->undo(*decision);
  EXPECT_EQ(bytes(*links), before);
}

// Ordinary lives, whose reports do not say that they are ordinary.
TEST(Groups, AFamilyASchoolRunAndATaxiDoNotRank) {
  auto links = fresh_links();
  for (int day = 1; day <= 9; ++day) {
    const auto date = fmt::format("2026-03-0{}", day);
    links->take(Made(fmt::format("F-{}", day), date.c_str()).child("p1", "Ann Webb", "2011-01-01").child("p2", "Tom Shaw", "2011-02-02").adult("p3", "Sue Webb", "1980-01-01")
                    .car("v1", "FA11 MLY").link(LinkKind::lift, "p3", "p1", "v1").link(LinkKind::lift, "p3", "p2", "v1"), "");
    for (const auto* name : {"Kim Dale", "Lou Penn", "Meg Tarr", "Ned Cope"})
      links->take(Made(fmt::format("X-{}{}", day, name), date.c_str(), "school").child("p1", name, "2012-03-03").adult("p2", "Abe Driver", "1975-01-01").car("v1", "TA55 XIS")
                      .place("l1", "High School, Mill Road", PlaceKind::school).link(LinkKind::lift, "p2", "p1", "v1", "l1", LinkThing::lift), "");
    links->take(Made(fmt::format("W-{}", day), date.c_str(), "social_care").child("p1", day % 2 ? "Ann Webb" : "Kim Dale", day % 2 ? "2011-01-01" : "2012-03-03")
                    .person("p2", PersonRole::professional, "Pat Worker").link(LinkKind::lift, "p2", "p1").link(LinkKind::gave, "p2", "p1", "", "", LinkThing::food), "");
  }
  EXPECT_TRUE(links->groups().empty());
}

TEST(Groups, ChildrenOfOneHomeWithItsStaffAreNoGroup) {
  auto links = fresh_links();
  int number = 0;
  for (const auto* name : {"Kim Dale", "Lou Penn", "Meg Tarr"})
    for (int day = 1; day <= 4; ++day) {
      const auto date = fmt::format("2026-03-{:02}", day * 3);
      links->take(Made(fmt::format("H-{}", ++number), date.c_str(), "childrens_home").child("p1", name, "2011-03-03").adult("p2", day % 2 ? "Ida Night" : "Obi Day", "1979-01-01")
                      .place("l1", "Rowan House, Mill Lane", PlaceKind::childrens_home).link(LinkKind::lives, "p1", "", "", "l1")
                      .link(LinkKind::gave, "p2", "p1", "", "l1", LinkThing::food).link(LinkKind::lift, "p2", "p1"), "");
    }
  EXPECT_TRUE(links->groups().empty());
}

TEST(Groups, AHubOfManyReportsLeadsNowhereAndHidesNothing) {
  auto links = fresh_links();
  links->hold();
  for (int i = 0; i < 4000; ++i)
    links->take(Made(fmt::format("B-{}", i), "2026-03-01").child("p1", fmt::format("Child Number{}", i % 900).c_str(), "2011-03-03").person("p2", PersonRole::unknown, "", "", 40)
                    .place("l1", "Bus Station, Market Street", PlaceKind::other).link(LinkKind::met, "p2", "p1", "", "l1"), "");
  take_all(*links, two_and_two());
  links->settle();
  ASSERT_EQ(links->groups().size(), 1u);
  EXPECT_EQ(links->groups()[0].children.size(), 2u);
}

TEST(Groups, APartialPlateAndAMisreadOneAreTiedToTheCar) {
  auto links = fresh_links();
  auto reports = two_and_two();
  reports[1].vehicles[0].vrm = "AB1? CDE";
  reports[1].vehicles[0].partial = true;
  reports[3].vehicles[0].vrm = "A812 CDE";
  reports.push_back(Made("T-5", "2026-01-21").adult("p1", "Rick Holt", "1990-02-02").car("v1", "AB12CDE").link(LinkKind::owns, "p1", "", "v1"));
  take_all(*links, reports);
  const auto group = links->groups().at(0);
  EXPECT_EQ(std::ranges::count(group.things, "vehicle", &Thing::kind), 2);
}

TEST(Groups, WhatIsMeantByNobodyIsTakenWithoutFault) {
  auto links = fresh_links();
  links->take(Made("E-1", "2026-01-01"), "");
  links->take(Made("E-2", "2026-01-01").child("p1", "").car("v1", "no idea").link(LinkKind::lift, "p1", "", "v1"), "");
  links->take(Made("E-3", "2026-01-01").child("p1", "Ирина").phone("oh seven").place("l1", "").link(LinkKind::stayed, "p1", "", "", "l1"), "");
  EXPECT_TRUE(links->groups().empty());
  EXPECT_EQ(links->store().report_count(), 3u);
}

// One seed of the other invented force, in a shuffled order.
class AnyOrder : public ::testing::TestWithParam<std::uint64_t> {};

TEST_P(AnyOrder, OneByOneIsWhatAllAtOnceComesTo) {
  auto force = other_force::make(GetParam(), 400, 3);
  const auto people = [&] {
    return people_given([&](const std::string& report, const std::string& ref) {
      const auto found = force.entity.find(report + "," + ref);
      return found == force.entity.end() ? std::string() : found->second;
    });
  };
  Links at_once(policy::built_in_group_rules(), people()), one_by_one(policy::built_in_group_rules(), people());
  at_once.hold();
  for (const auto& report : force.reports) at_once.take(report, "");
  at_once.settle();
  std::mt19937_64 random(GetParam());
  std::shuffle(force.reports.begin(), force.reports.end(), random);
  for (const auto& report : force.reports) one_by_one.take(report, "");
  EXPECT_EQ(bytes(at_once), bytes(one_by_one));
  EXPECT_FALSE(at_once.groups().empty());
}
INSTANTIATE_TEST_SUITE_P(Seeds, AnyOrder, ::testing::Range<std::uint64_t>(1, 13));

}  // namespace
}  // namespace lapwing::links
