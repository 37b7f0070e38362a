// Three men, seven girls; food, lifts, drugs; months of reports from police, school, health and a children's home, each of which says
// little. What the reports together show, and from which day.
#include "links/made.hpp"

#include <random>
#include <sstream>

#include "links/reading.hpp"
#include "links/writing.hpp"

namespace lapwing::links {
namespace {

using reports::LinkKind;
using reports::LinkThing;
using reports::PersonRole;
using reports::PlaceKind;
using reports::ReportKind;

std::vector<reports::Report> story() {
  std::vector<reports::Report> out;
  const auto add = [&](const Made& made) { out.push_back(made); };
  add(Made("S-01", "2025-09-02", "police", ReportKind::missing).child("p1", "Ellie Marlow", "2010-04-02").place("l1", "Rowan House, Mill Lane", PlaceKind::childrens_home)
          .link(LinkKind::lives, "p1", "", "", "l1"));
  add(Made("S-02", "2025-09-10", "school", ReportKind::referral).child("p1", "Ellie Marlow", "2010-04-02").person("p2", PersonRole::unknown, "", "", 27).car("v1", "LK19 ?TR")
          .link(LinkKind::lift, "p2", "p1", "v1"));
  add(Made("S-03", "2025-09-18", "police", ReportKind::stop).child("p1", "Jade Harker", "2009-11-20").adult("p2", "Dean Corby", "1997-03-05").car("v1", "LK19 OTR")
          .link(LinkKind::drives, "p2", "", "v1").link(LinkKind::found_with, "p1", "p2", "v1"));
  add(Made("S-04", "2025-09-29", "health", ReportKind::referral).child("p1", "Kira Stanton", "2010-08-14").person("p2", PersonRole::unknown, "Dutch", "", 41).phone("06123 456789")
          .link(LinkKind::messaged, "p2", "p1").link(LinkKind::gave, "p2", "p1", "", "", LinkThing::phone));
  add(Made("S-05", "2025-10-06", "police", ReportKind::interview).child("p1", "Ellie Marlow", "2010-04-02").person("p2", PersonRole::unknown, "Dutch", "", 40)
          .place("l1", "14 Foundry Street, ZZ3 4AB").link(LinkKind::met, "p2", "p1", "", "l1").link(LinkKind::gave, "p2", "p1", "", "l1", LinkThing::drugs));
  add(Made("S-06", "2025-10-15", "social_care", ReportKind::referral).child("p1", "Kira Stantn", "2010-08-14").place("l1", "14 Foundry St ZZ34AB")
          .link(LinkKind::stayed, "p1", "", "", "l1"));
  add(Made("S-07", "2025-10-28", "police", ReportKind::sighting).child("p1", "Jade Harker", "2009-11-20").child("p2", "Molly Pryce", "2011-01-09").adult("p3", "Dean Corby", "1997-03-05")
          .place("l1", "Golden Grill, Quay Road", PlaceKind::takeaway).link(LinkKind::found_with, "p1", "p3", "", "l1").link(LinkKind::gave, "p3", "p2", "", "l1", LinkThing::food));
  add(Made("S-08", "2025-11-04", "police").adult("p1", "Lee Garrow", "1994-06-30").adult("p2", "Dean Corby", "1997-03-05").car("v1", "LK19 OTR")
          .link(LinkKind::associates, "p1", "p2").link(LinkKind::drives, "p1", "", "v1"));
  add(Made("S-09", "2025-11-12", "school", ReportKind::referral).child("p1", "Molly Pryce", "2011-01-09").person("p2", PersonRole::unknown, "Dutch", "", 42).phone("+44 6123 456789")
          .link(LinkKind::called, "p2", "p1").link(LinkKind::gave, "p2", "p1", "", "", LinkThing::clothes));
  add(Made("S-10", "2025-11-20", "police", ReportKind::interview).child("p1", "Tasha Bell", "2010-02-27").adult("p2", "Lee Garrow", "1994-06-30").place("l1", "14 Foundry Street, ZZ3 4AB")
          .link(LinkKind::met, "p2", "p1", "", "l1").link(LinkKind::gave, "p2", "p1", "", "", LinkThing::alcohol));
  add(Made("S-11", "2025-12-01", "police").child("p1", "Amy Lorne", "2009-12-12").adult("p2", "Lee Garrow", "1994-06-30").car("v1", "LK19 OTR").link(LinkKind::lift, "p2", "p1", "v1"));
  add(Made("S-12", "2025-12-09", "police", ReportKind::crime).child("p1", "Amy Lorne", "2009-12-12").adult("p2", "Dean Corby", "1997-03-05").link(LinkKind::gave, "p2", "p1", "", "", LinkThing::drugs));
  add(Made("S-13", "2025-12-18", "childrens_home", ReportKind::referral).child("p1", "Zoe Finch", "2010-10-03").person("p2", PersonRole::unknown, "", "", 28).car("v1", "LK19 OTR")
          .link(LinkKind::lift, "p2", "p1", "v1"));
  add(Made("S-14", "2026-01-06", "police", ReportKind::interview).child("p1", "Zoe Finch", "2010-10-03").person("p2", PersonRole::unknown, "Dutch", "", 41).phone("06123456789")
          .place("l1", "14 Foundry Street, ZZ3 4AB").link(LinkKind::met, "p2", "p1", "", "l1").link(LinkKind::gave, "p2", "p1", "", "", LinkThing::alcohol));
  return out;
}

std::unique_ptr<Links> resolved_links() { return std::make_unique<Links>(policy::built_in_group_rules(), people_resolved()); }

std::unique_ptr<Links> links_until(const char* day) {
  auto links = resolved_links();
  for (const auto& report : story())
    if (report.received_at <= on(day)) links->take(report, report.number);
  return links;
}

TEST(Story, SevenGirlsAndThreeMenAreOneGroup) {
  const auto groups = links_until("2026-02-01")->groups();
  ASSERT_EQ(groups.size(), 1u);
  EXPECT_EQ(known_as(groups[0].children),
            (std::vector<std::string>{"Amy Lorne", "Ellie Marlow", "Jade Harker", "Kira Stanton", "Molly Pryce", "Tasha Bell", "Zoe Finch"}));
  const auto adults = known_as(groups[0].adults);
  for (const auto* name : {"Dean Corby", "Lee Garrow"}) EXPECT_TRUE(std::ranges::find(adults, name) != adults.end()) << name;
  EXPECT_EQ(adults.size(), 3u);
  EXPECT_GT(groups[0].probability, 0.95);
}

TEST(Story, TheGroupIsRankedFromTheReportThatTiesASecondGirlToTheHouse) {
  auto links = resolved_links();
  std::optional<reports::Report> first;
  for (const auto& report : story()) {
    links->take(report, "");
    if (!first && !links->groups().empty()) first = report;
  }
  ASSERT_TRUE(first);
  EXPECT_EQ(first->number, "S-06");
  const auto whole = links->groups();
  EXPECT_LE(whole.at(0).first_seen, first->received_at);
  EXPECT_EQ(whole.at(0).last_seen, on("2026-01-06"));
}

TEST(Story, TheFewestReportsCarryItWithoutTheRest) {
  const auto whole = links_until("2026-02-01");
  const auto group = whole->groups().at(0);
  EXPECT_LT(group.evidence.size(), 8u);
  auto few = resolved_links();
  for (const auto& report : story())
    for (const auto& line : group.evidence)
      if (line.report == report.number) few->take(report, "");
  ASSERT_EQ(few->groups().size(), 1u);
  for (const auto& line : group.evidence) EXPECT_FALSE(line.why.empty());
}

TEST(Story, AnyOrderOfArrivalSettlesToTheSameBytes) {
  const auto expected = [&] {
    std::ostringstream out;
    write_groups_json(out, links_until("2026-02-01")->groups());
    return out.str();
  }();
  auto reports = story();
  std::mt19937_64 random(5);
  for (int round = 0; round < 6; ++round) {
    std::shuffle(reports.begin(), reports.end(), random);
    auto links = resolved_links();
    for (const auto& report : reports) links->take(report, "");
    std::ostringstream out;
    write_groups_json(out, links->groups());
    EXPECT_EQ(out.str(), expected);
  }
}

TEST(Story, EthnicityNationalityAndBirthplaceChangeNothing) {
  std::ostringstream before, after;
  write_groups_json(before, links_until("2026-02-01")->groups());
  auto links = resolved_links();
  std::mt19937_64 random(9);
  for (auto report : story()) {
    for (auto& person : report.people) {
      person.ethnicity_self = std::to_string(random());
      person.ethnicity_observed = std::to_string(random());
      person.nationality = std::to_string(random());
    }
    links->take(report, "");
  }
  write_groups_json(after, links->groups());
  EXPECT_EQ(before.str(), after.str());
}

TEST(Story, TheHouseAndTheMenAreWhatToTryFirstForAMissingGirl) {
  const auto links = links_until("2026-02-01");
  const auto ellie = links->store().find_mention("S-02", "p1");
  const auto tries = to_try_first(*links, links->store().id_of(links->store().node_of(ellie)), on("2026-02-01"));
  const auto named = [&](const char* name) { return std::ranges::any_of(tries, [&](const ToTry& one) { return one.entity.name == name; }); };
  EXPECT_TRUE(named("14 Foundry Street, ZZ3 4AB"));
  EXPECT_TRUE(named("Lee Garrow"));
  EXPECT_FALSE(named("Rowan House, Mill Lane"));
  for (const auto& one : tries) EXPECT_FALSE(one.reasons.empty());
}

}  // namespace
}  // namespace lapwing::links
