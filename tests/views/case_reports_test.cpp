// What is recorded on a child's record, as reports for the fold of links.
#include "views/case_reports.hpp"

#include <gmock/gmock.h>

namespace lapwing::views {
namespace {

using namespace casework;
using reports::LinkKind;
using testing::ElementsAre;
using testing::IsEmpty;

class Trail : public testing::Test {
 protected:
  std::vector<reports::Report> told(Event event, bool on_episode = true) {
    Recorded recorded{{next_++, parse_rfc3339("2026-03-03T18:00:00Z").value() + Minutes(next_), {}}, on_episode ? std::optional(episode) : std::nullopt, std::move(event)};
    auto out = trail.take(recorded);
    for (const auto& one : out) all.push_back(one);
    return out;
  }
  void finish() {
    for (auto& one : trail.finish()) all.push_back(std::move(one));
  }
  void named(MentionKind kind, std::string label, std::string detail, std::string arose_from) {
    told(MentionRecorded{{SeededIds(next_).next<ItemId>(), kind, std::move(label), std::move(detail), {}, std::move(arose_from)}});
  }
  static ChildDetails kayleigh() {
    ChildDetails details;
    details.given_name = "Kayleigh";
    details.family_name = "Marsh";
    details.born = Date(std::chrono::year(2011) / 2 / 14);
    details.address = "9 Fern Close, TS1 9XX";
    return details;
  }
  void opened() {
    told(ChildRegistered{kayleigh(), "report"}, false);
    told(EpisodeOpened{"M-2026-000009", parse_rfc3339("2026-03-03T18:00:00Z").value(), {"Dawn Marsh", "01632 960001", "mother"}, {}, {}, {}, "Area", "Team", {}});
  }
  std::vector<std::string> numbers() const {
    std::vector<std::string> out;
    for (const auto& one : all) out.push_back(one.number.starts_with("C-") ? one.number.substr(one.number.find('/')) : one.number);
    return out;
  }

  EpisodeId episode = SeededIds(7).next<EpisodeId>();
  CaseTrail trail{SeededIds(8).next<ChildId>()};
  std::vector<reports::Report> all;
  std::uint64_t next_ = 1;
};

TEST_F(Trail, ASightingTellsOfPlacePeopleAndCarTogether) {
  opened();
  told(SightingRecorded{SeededIds(9).next<ItemId>(), parse_rfc3339("2026-03-03T20:00:00Z").value(), {"14 Alder Row, TS1 4XX", {}, {}, {}}, {}, {}, {}, {}, true});
  named(MentionKind::person, "a man called Darren Cole", "about 27", "sighting");
  named(MentionKind::vehicle, "a grey Corsa, LB12 WNG", "", "sighting");
  finish();
  ASSERT_THAT(numbers(), ElementsAre("/record/1", "M-2026-000009/sighting/1"));
  const auto& report = all.back();
  ASSERT_EQ(report.people.size(), 2u);
  EXPECT_EQ(report.people[0].name, "Kayleigh Marsh");
  EXPECT_EQ(report.people[1].name, "Darren Cole");
  EXPECT_EQ(report.people[1].role, reports::PersonRole::adult);
  EXPECT_EQ(report.places.at(0).kind, reports::PlaceKind::home);
  EXPECT_EQ(report.vehicles.at(0).vrm, "LB12 WNG");
  EXPECT_EQ(report.links.at(0).kind, LinkKind::found_with);
  EXPECT_EQ(report.links.at(0).at, "l1");
}

TEST_F(Trail, WhoRangInIsNobodyToLookInto) {
  opened();
  named(MentionKind::person, "Dawn Marsh", "mother", "report");
  finish();
  EXPECT_THAT(numbers(), ElementsAre("/record/1"));
}

TEST_F(Trail, AFriendsFirstNameAndAnAuntsFlatTieNobody) {
  opened();
  named(MentionKind::person, "Lacey", "a friend from school", "report");
  named(MentionKind::place, "an aunt's flat in Fellside", "", "report");
  named(MentionKind::vehicle, "a silver hatchback", "part of the plate: J?19", "report");
  finish();
  EXPECT_THAT(numbers(), ElementsAre("/record/1"));
}

TEST_F(Trail, BeingFoundAtHomeOrInAPoliceStationIsNoPlaceToLook) {
  opened();
  for (const auto* where : {"Home", "9 Fern Close", "Middleton Police Station, 2 High Street"}) {
    ReturnRecorded found;
    found.at = parse_rfc3339("2026-03-04T02:00:00Z").value();
    found.how = HowFound::found_by_police;
    found.where.text = where;
    told(found);
  }
  finish();
  for (const auto& one : all) EXPECT_THAT(one.places, IsEmpty()) << one.number;
}

TEST_F(Trail, ChangedDetailsTakeThePlaceOfThoseBefore) {
  opened();
  auto details = kayleigh();
  details.phones = {"07700 900123"};
  const auto changed = told(ChildDetailsChanged{details}, false);
  ASSERT_EQ(changed.size(), 1u);
  EXPECT_TRUE(changed[0].withdraws.ends_with("/record/1"));
  EXPECT_THAT(changed[0].people.at(0).phones, ElementsAre("07700 900123"));
}

TEST_F(Trail, WhatBelongsTogetherIsOneReportHoweverItWasBatched) {
  const auto play = [&](bool flush_between) {
    Trail::all.clear();
    trail = CaseTrail(SeededIds(8).next<ChildId>());
    opened();
    told(ReturnRecorded{parse_rfc3339("2026-03-04T02:00:00Z").value(), HowFound::found_by_police, {"27 Saltmarsh Row, ZZ1 4QT", {}, {}, {}}, {}, {}, {}, {}, {}});
    named(MentionKind::person, "Craig Hallam", "31 years old", "return");
    if (flush_between) finish();
    named(MentionKind::person, "Lee Rusk", "older", "enquiry");
    finish();
    return numbers();
  };
  EXPECT_EQ(play(false), play(true));
}

TEST(Words, NamesNumbersAndPlatesAreReadOnlyWhereTheyArePlain) {
  EXPECT_EQ(name_in("her boyfriend Kyle Marsh"), "Kyle Marsh");
  EXPECT_EQ(name_in("an older man"), "");
  EXPECT_EQ(phone_in("rang from 07700 900123 twice"), "07700 900123");
  EXPECT_EQ(phone_in("at 14:05 on 3 March 2026"), "");
  EXPECT_EQ(plate_in("a van, LR65BNX"), "LR65 BNX");
  EXPECT_EQ(plate_in("part of the plate: J?19"), "");
  EXPECT_EQ(age_in("about 27, grey jacket"), 27);
  EXPECT_EQ(age_in("flat 27"), std::nullopt);
}

}  // namespace
}  // namespace lapwing::views
