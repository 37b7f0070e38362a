// Links as they were known: at every moment of a story, asking later for that moment shows what the service showed then, whatever
// was received, withdrawn, decided and taken back since.
#include "desk/linked_desk.hpp"

namespace lapwing::desk {
namespace {

class LinksAsOf : public LinkedDesk {
 protected:
  std::unique_ptr<links::People> people() const override { return links::people_resolved(); }

  struct Moment {
    std::string what;
    Instant at{};
    std::string shown;
  };

  // What is shown now; then an hour goes by.
  void moment(std::string what) {
    watch->wait_until_done();
    moments.push_back({std::move(what), time->now(), said_of(*keeper)});
    wait_until(time->now() + std::chrono::hours(1));
    watch->wait_until_done();
  }
  Done told(int number, std::string_view girl, std::string_view born, std::string_view man, std::string_view house, std::string_view plate, std::string_view more = {}) {
    const auto now = to_rfc3339(time->now());
    const auto done = sent(ReceiveReport{fmt::format(
        R"({{"report":"R-{:03}","received_at":"{}","kind":"intelligence","agency":"police","grading":{{"source":1,"information":"A","handling":"P"}},)"
        R"("occurred":{{"from":"{}","to":"{}"}},"people":[{{"ref":"p1","role":"child","name":"{}","dob":"{}"}},{{"ref":"p2","role":"adult","name":"{}","age_about":27,"sex":"male"}}],)"
        R"("places":[{{"ref":"l1","address":"{}","kind":"home"}}],"vehicles":[{{"ref":"v1","vrm":"{}"}}],"links":[{{"kind":"lift","from":"p2","to":"p1","with":["v1"],"at":"l1"}},)"
        R"({{"kind":"gave","from":"p2","to":"p1","what":"drugs"}},{{"kind":"drives","from":"p2","with":["v1"]}}]{}}})",
        number, now, now, now, girl, born, man, house, plate, more)});
    moment(fmt::format("after report {}", number));
    return done;
  }
  void two_groups() {
    const auto alder = "14 Alder Row, TS1 4XX", mill = "2 Mill Lane, TS3 9QQ";
    told(1, "Kayleigh Marsh", "2011-02-14", "Darren Cole", alder, "LB12 WNG");
    told(2, "Aisha Brook", "2011-06-02", "Darren Cole", alder, "LB12 WNG");
    told(3, "Kayleigh Marsh", "2011-02-14", "Wayne Pike", alder, "LB12 WNG");
    told(4, "Aisha Brook", "2011-06-02", "Wayne Pike", alder, "LB12 WNG");
    told(5, "Mia Field", "2012-01-20", "Gareth Lund", mill, "YK07 ZTR");
    told(6, "Zara Holt", "2011-11-11", "Gareth Lund", mill, "YK07 ZTR");
    told(7, "Mia Field", "2012-01-20", "Ivan Stroud", mill, "YK07 ZTR");
    told(8, "Zara Holt", "2011-11-11", "Ivan Stroud", mill, "YK07 ZTR");
    ASSERT_EQ(keeper->groups()->ranked.size(), 2u);
  }
  static std::vector<MentionRef> mentions(const std::vector<links::Member>& members) {
    std::vector<MentionRef> out;
    for (const auto& one : members) out.push_back({one.mentions.front().first, one.mentions.front().second});
    return out;
  }
  const GroupOnDesk& ranked(std::size_t which) {
    held = keeper->groups();
    return held->ranked.at(which);
  }

  // By the time at which things were recorded (pages and API), and by when reports were received (the command line).
  void expect_each_moment_as_it_was() {
    for (const auto& one : moments) {
      LinkKeeper known(policy::built_in_group_rules(), people());
      ASSERT_TRUE(desk->tell_links(known, one.at));
      EXPECT_EQ(said_of(known), one.shown) << "as known " << one.what;
      LinkKeeper received(policy::built_in_group_rules(), people());
      received.only_received_by(one.at);
      ASSERT_TRUE(desk->tell_links(received, {}));
      EXPECT_EQ(said_of(received), one.shown) << "as received " << one.what;
    }
  }

  std::vector<Moment> moments;
  std::shared_ptr<const GroupList> held;
};

TEST_F(LinksAsOf, GroupsRankAsTheirReportsCameIn) {
  two_groups();
  expect_each_moment_as_it_was();
  EXPECT_NE(moments[2].shown, moments[3].shown);
}

TEST_F(LinksAsOf, ADismissalAndItsReturnAreSeenFromTheirTimesOn) {
  two_groups();
  const auto dismissed = sent(dismissal(ranked(0)));
  moment("after the dismissal");
  ASSERT_EQ(keeper->groups()->ranked.size(), 1u);
  sent(LiftGroupRuling{ranked(0).group.id, dismissed.first, "it was another minibus"});
  moment("after it was taken back");
  ASSERT_EQ(keeper->groups()->ranked.size(), 2u);
  sent(dismissal(ranked(0)));
  moment("after the second dismissal");
  told(9, "Ruth Lane", "2011-09-09", "Darren Cole", "14 Alder Row, TS1 4XX", "LB12 WNG");
  told(10, "Ruth Lane", "2011-09-09", "Gareth Lund", "2 Mill Lane, TS3 9QQ", "YK07 ZTR");
  expect_each_moment_as_it_was();
}

TEST_F(LinksAsOf, AMergeAndASplitOfPeopleAreSeenFromTheirTimesOn) {
  two_groups();
  const auto one = ranked(0).group, other = ranked(1).group;
  const auto merged = sent(MergeGroups{one.id, {other.id}, "the cars are of one garage", mentions(one.children), mentions(other.children)});
  moment("after the merge");
  ASSERT_EQ(keeper->groups()->ranked.size(), 1u);
  sent(LiftGroupRuling{one.id, merged.first, "they are not"});
  moment("after the merge was taken back");
  const auto split = ranked(0).group;
  ASSERT_EQ(split.children.size(), 2u);
  const auto girls = mentions(split.children);
  sent(SplitGroup{split.id, {{{}, {girls[0]}}, {{}, {girls[1]}}}, "two matters"});
  moment("after the split");
  sent(TakeOnGroup{other.id, {{}, "Ana Reid"}, "to the strategy meeting", links::children_of(other).empty() ? std::vector<std::string>{} : std::vector<std::string>{"R-005"}, mentions(other.children)});
  moment("after it was taken on");
  expect_each_moment_as_it_was();
}

TEST_F(LinksAsOf, AReportThatIsWithdrawnStandsUntilThen) {
  two_groups();
  const auto now = to_rfc3339(time->now());
  sent(ReceiveReport{fmt::format(R"({{"report":"R-099","received_at":"{}","kind":"intelligence","withdraws":"R-002"}})", now)});
  moment("after one was withdrawn");
  ASSERT_NE(moments.back().shown, moments[moments.size() - 2].shown);
  sent(ReceiveReport{fmt::format(R"({{"report":"R-098","received_at":"{}","kind":"intelligence","withdraws":"R-097"}})", to_rfc3339(time->now()))});
  moment("after a withdrawal of what had not come");
  told(97, "Aisha Brook", "2011-06-02", "Darren Cole", "14 Alder Row, TS1 4XX", "LB12 WNG");
  expect_each_moment_as_it_was();
}

TEST_F(LinksAsOf, WhoPeopleAreRuledToBeIsSeenFromTheRulingOn) {
  two_groups();
  told(11, "Kayley Marsh", "2011-02-14", "Daz Cole", "14 Alder Row, TS1 4XX", "LB12 WNG");
  sent(ConfirmMatch{"R-001", "p2", "R-011", "p2", "his own words"});
  moment("after two were ruled one");
  sent(RefuseMatch{"R-001", "p1", "R-003", "p1", "cousins of one name"});
  moment("after one was ruled two");
  sent(LiftMatchRuling{"R-001", "p1", "R-003", "p1", "it was a mistake"});
  moment("after that was taken back");
  expect_each_moment_as_it_was();
}

TEST_F(LinksAsOf, WhatAChildsOwnRecordTellsIsSeenFromWhenItWasRecorded) {
  two_groups();
  const auto child = report_missing();   // Kayleigh Marsh
  moment("after she was reported missing");
  must({constable, child.child, child.episode,
        RecordSighting{time->now(), {"14 Alder Row, TS1 4XX", {}, {}, {}}, {}, {}, "Darren Cole", {}, true, {{MentionKind::vehicle, "LB12 WNG", {}, {}}}}, {}, {}, {}});
  moment("after a sighting");
  auto details = report().details;
  details.phones = {"07700 900123"};
  must({constable, child.child, {}, ChangeChildDetails{details}, {}, {}, {}});
  moment("after her details changed");
  RecordReturn found;
  found.at = time->now();
  found.where.text = "2 Mill Lane, TS3 9QQ";
  found.how = HowFound::found_by_police;
  must({constable, child.child, child.episode, found, {}, {}, {}});
  moment("after she was found");
  expect_each_moment_as_it_was();
}

}  // namespace
}  // namespace lapwing::desk
