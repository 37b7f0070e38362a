// Who is taken for one person while a group is looked for, and that it decides nothing else.
#include "links/made.hpp"

#include <random>
#include <sstream>

#include "links/writing.hpp"

namespace lapwing::links {
namespace {

using reports::LinkKind;
using reports::LinkThing;

// Joins nobody. Two of one name are one person with probability `even`.
class Unsure final : public People {
 public:
  explicit Unsure(double even) : even_(even) {}
  Placed add(RecordId record, const reports::Report&, const reports::Person& person) override {
    Placed out{record, {}, {}};
    for (const auto& [other, name] : held_)
      if (name == person.name) out.may_be.emplace_back(other, even_);
    held_.emplace_back(record, person.name);
    return out;
  }
  std::vector<std::vector<RecordId>> withdraw(RecordId record) override {
    std::erase_if(held_, [&](const auto& one) { return one.first == record; });
    return {};
  }
  std::vector<std::vector<RecordId>> rule(RecordId, RecordId, bool) override { return {}; }

 private:
  double even_;
  std::vector<std::pair<RecordId, std::string>> held_;
};

std::unique_ptr<Links> unsure(double even) { return std::make_unique<Links>(policy::built_in_group_rules(), std::make_unique<Unsure>(even)); }

std::string bytes(const Links& links) {
  std::ostringstream out;
  write_groups_json(out, links.groups());
  return out.str();
}

// Two men, two girls; drugs, money and a car.
std::vector<reports::Report> story() {
  return {
      Made("L-1", "2026-01-02").child("p1", "Ava Stone").adult("p2", "Rick Holt").link(LinkKind::gave, "p2", "p1", "", "", LinkThing::drugs),
      Made("L-2", "2026-01-09").child("p1", "Bea Marsh").adult("p2", "Rick Holt").link(LinkKind::gave, "p2", "p1", "", "", LinkThing::alcohol),
      Made("L-3", "2026-01-16").child("p1", "Bea Marsh").adult("p2", "Joe Vane").link(LinkKind::paid, "p2", "p1", "", "", LinkThing::money),
      Made("L-4", "2026-01-20").child("p1", "Ava Stone").adult("p2", "Joe Vane").car("v1", "AB12 CDE").link(LinkKind::found_with, "p1", "p2", "v1"),
  };
}

TEST(Likely, PeopleWhoAreLikelyOneAreOneMemberAndSaidToBeThoughtSo) {
  auto links = unsure(0.8);
  for (const auto& report : story()) links->take(report, "");
  ASSERT_EQ(links->groups().size(), 1u);
  const auto group = links->groups()[0];
  EXPECT_EQ(known_as(group.children), (std::vector<std::string>{"Ava Stone", "Bea Marsh"}));
  EXPECT_EQ(known_as(group.adults), (std::vector<std::string>{"Joe Vane", "Rick Holt"}));
  for (const auto* list : {&group.children, &group.adults})
    for (const auto& member : *list) {
      EXPECT_EQ(member.mentions.size(), 2u);
      EXPECT_EQ(member.thought.size(), 1u);
    }
  for (const auto* number : {"L-1", "L-4"}) EXPECT_EQ(links->groups_of(fmt::format("{}/p1", number)).size(), 1u) << "whichever mention is asked about";
}

TEST(Likely, NothingElseTakesThemForOne) {
  auto links = unsure(0.8);
  for (const auto& report : story()) links->take(report, "");
  const auto& store = links->store();
  EXPECT_NE(store.node_of(store.find_mention("L-1", "p1")), store.node_of(store.find_mention("L-4", "p1")));
}

TEST(Likely, PeopleWhoAreLikelyTwoAreNotTakenForOne) {
  auto links = unsure(0.3);
  for (const auto& report : story()) links->take(report, "");
  const auto& store = links->store();
  EXPECT_NE(store.person_of(store.find_mention("L-1", "p1")), store.person_of(store.find_mention("L-4", "p1")));
}

TEST(Likely, TwoBirthDatesAreTwoChildrenWhateverTheirName) {
  auto links = unsure(0.8);
  links->take(Made("B-1", "2026-01-02").child("p1", "Ava Stone", "2010-05-01"), "");
  links->take(Made("B-2", "2026-01-03").child("p1", "Ava Stone", "2012-09-17"), "");
  links->take(Made("B-3", "2026-01-04").child("p1", "Ava Stone", "2010-01-05"), "");
  const auto& store = links->store();
  const auto first = store.person_of(store.find_mention("B-1", "p1"));
  EXPECT_NE(store.person_of(store.find_mention("B-2", "p1")), first);
  EXPECT_EQ(store.person_of(store.find_mention("B-3", "p1")), first) << "a day and a month the wrong way round";
}

TEST(Likely, OneReportThatTellsOfBothKeepsThemApart) {
  auto links = unsure(0.9);
  links->take(Made("B-1", "2026-01-02").child("p1", "Ava Stone").child("p2", "Ava Stone"), "");
  const auto& store = links->store();
  EXPECT_NE(store.person_of(store.find_mention("B-1", "p1")), store.person_of(store.find_mention("B-1", "p2")));
}

TEST(Likely, AWithdrawnReportLeavesNobodyTakenForItsPeople) {
  auto links = unsure(0.8), without = unsure(0.8);
  auto reports = story();
  for (const auto& report : reports) links->take(report, "");
  links->take(Made("L-5", "2026-02-01").child("p1", "Ava Stone").adult("p2", "Joe Vane").link(LinkKind::messaged, "p2", "p1"), "");
  links->withdraw("L-5");
  for (const auto& report : reports) without->take(report, "");
  EXPECT_EQ(bytes(*links), bytes(*without));
}

TEST(Likely, TheOrderOfArrivalDoesNotMatter) {
  auto reports = story();
  for (auto report : story()) {
    report.number += " again";
    report.received_at += std::chrono::days{40};
    reports.push_back(report);
  }
  auto at_once = unsure(0.8);
  at_once->hold();
  for (const auto& report : reports) at_once->take(report, "");
  at_once->settle();
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    std::mt19937_64 random(seed);
    std::shuffle(reports.begin(), reports.end(), random);
    auto one_by_one = unsure(0.8);
    for (const auto& report : reports) one_by_one->take(report, "");
    EXPECT_EQ(bytes(*one_by_one), bytes(*at_once)) << "seed " << seed;
  }
}

}  // namespace
}  // namespace lapwing::links
