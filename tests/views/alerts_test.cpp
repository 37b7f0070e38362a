#include "views/alerts.hpp"

#include <algorithm>

#include "views/rows.hpp"

namespace lapwing::views {
namespace {

using namespace casework;

const Instant now = minutes_after(six_pm, 120);

class Watch : public testing::Test {
 protected:
  void late(std::string name, int minutes, std::string team, std::optional<Person> owner = {}) {
    board.put(row_of({.name = std::move(name), .clocks = {clock_of(ClockKind::review, now - Minutes(minutes), ids)},
                      .team = std::move(team), .owner = std::move(owner)}, ids, now), ++seq);
  }
  Alerts of(const Actor& who, std::optional<std::string> team = {}, Instant when = now) const {
    return alerts_for(*board.read(), viewer(who, team), test_rules(), when);
  }
  static std::vector<std::string> names(const std::vector<AlertGroup>& groups) {
    std::vector<std::string> out;
    for (const auto& group : groups) out.push_back(group.name);
    return out;
  }
  SeededIds ids{5};
  Board board;
  std::uint64_t seq = 0;
  const Actor duty = actor(Role::duty_inspector, "Insp Ray Cole", 7);
};

TEST_F(Watch, ReachesTheOwnerAtOnceAndNobodyElse) {
  late("Amy", 2, "Response A", person(officer()));
  EXPECT_EQ(names(of(officer()).now), std::vector<std::string>{"Amy"});
  EXPECT_EQ(of(officer()).now[0].alerts[0].why_me, "You own this");
  EXPECT_EQ(of(officer()).now[0].alerts[0].words, "review 2 min late, with owner");
  EXPECT_TRUE(of(supervisor(), "Response A").now.empty());
  EXPECT_TRUE(of(duty).now.empty());
}

TEST_F(Watch, ReachesTheTeamsSupervisorsWhileNobodyOwnsTheEpisode) {
  late("Amy", 2, "Response A");
  EXPECT_EQ(of(supervisor(), "Response A").count, 1);
  EXPECT_EQ(of(supervisor(), "Response B").count, 0);
  EXPECT_EQ(of(officer(), "Response A").count, 0);
}

TEST_F(Watch, ClimbsToTheRolesTheRulesNameForEachRung) {
  late("Amy", 12, "Response A", person(officer()));
  EXPECT_EQ(of(supervisor(), "Response B").now[0].alerts[0].why_me, "Told as sergeant");
  EXPECT_EQ(of(duty).count, 0);
  EXPECT_EQ(of(duty, {}, now + Minutes(8)).now[0].alerts[0].why_me, "Told as duty inspector");
  EXPECT_EQ(of(actor(Role::superintendent, "Supt Di Moss", 8), {}, now + Minutes(48)).count, 1);
  EXPECT_EQ(of(actor(Role::auditor, "Ed Lowe", 9), {}, now + Minutes(48)).count, 0);
}

TEST_F(Watch, PutsTheViewersOwnTeamFirst) {
  late("Far and later", 55, "Response B");
  late("Near", 12, "Response A");
  late("Far", 20, "Response B");
  EXPECT_EQ(names(of(supervisor(), "Response A").now), (std::vector<std::string>{"Near", "Far and later", "Far"}));
}

TEST_F(Watch, GroupsAnEpisodesAlarmsIntoOne) {
  board.put(row_of({.name = "Amy", .clocks = {clock_of(ClockKind::review, now - Minutes(30), ids), clock_of(ClockKind::idle, now - Minutes(1), ids),
                               clock_of(ClockKind::reassessment, now + Minutes(5), ids)}, .owner = person(officer())}, ids, now), ++seq);
  const auto alerts = of(officer());
  ASSERT_EQ(alerts.now.size(), 1u);
  EXPECT_EQ(alerts.now[0].summary, "2 late, 1 due soon");
  EXPECT_EQ(alerts.count, 1);
  EXPECT_EQ(alerts.alarms, 3);
  EXPECT_EQ(alerts.now[0].alerts[0].words, "review 30 min late, with duty inspector") << "the most pressing first";
}

TEST_F(Watch, SetsAcknowledgedOnesApartUntilTheAcknowledgementEnds) {
  auto clock = clock_of(ClockKind::review, now - Minutes(12), ids);
  clock.silenced_until = now + Minutes(10);
  clock.silenced_reason = "Sgt Hall reviews it at 20:10";
  clock.breached_at = clock.due;
  board.put(row_of({.name = "Amy", .clocks = {clock}, .owner = person(officer())}, ids, now), ++seq);
  EXPECT_TRUE(of(officer()).now.empty());
  EXPECT_EQ(of(officer()).acknowledged[0].alerts[0].clock.silenced_reason, "Sgt Hall reviews it at 20:10");
  EXPECT_EQ(of(officer()).count, 0);
  const auto later = of(officer(), {}, now + Minutes(10));
  EXPECT_EQ(later.count, 1);
  EXPECT_TRUE(later.acknowledged.empty());
}

TEST_F(Watch, TellsAnActionsOwnerRatherThanTheEpisodes) {
  SeededIds item(11);
  const auto action = item.next<ItemId>();
  auto clock = clock_of(ClockKind::action, now - Minutes(1), ids);
  clock.about = action;
  auto held = case_of({.name = "Amy", .clocks = {clock}, .owner = person(supervisor())}, ids);
  held.edit(held.episodes[0]->id).actions.push_back({{}, {action, "Ring the school", person(officer()), {}, clock.due, {}}});
  board.put(board_row(held, now, test_rules()).value(), ++seq);
  EXPECT_EQ(of(officer()).now[0].alerts[0].why_me, "Your action");
  EXPECT_TRUE(of(supervisor()).now.empty());
}

TEST_F(Watch, TellsWhoeverRestrictedARecordThatSomeoneOpenedIt) {
  Simulation sim(1, six_pm);
  sim.report();
  sim.by = supervisor();
  sim.must(RestrictRecord{"Live operation, names kept close", {}});
  EXPECT_TRUE(broken_glass(sim.held(), *supervisor().user).empty());
  sim.by = supervisor_two();
  sim.must(BreakGlass{"Child seen near the harbour, officer needs the description"});
  const auto notices = broken_glass(sim.held(), *supervisor().user);
  ASSERT_EQ(notices.size(), 1u);
  EXPECT_EQ(notices[0].by, "Sgt Lee Ward");
  EXPECT_EQ(notices[0].reason, "Child seen near the harbour, officer needs the description");
  EXPECT_TRUE(broken_glass(sim.held(), *officer().user).empty());
}

}  // namespace
}  // namespace lapwing::views
