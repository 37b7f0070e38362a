// The story this service exists for, minute by minute through the whole casework: a girl of 15 is reported missing at 18:00 as
// medium risk; nothing is done; she is found the next morning; on her return she is asked about the place she was found at.
#include <algorithm>

#include <fmt/format.h>

#include "casework/scenario.hpp"

namespace lapwing::casework {
namespace {

constexpr Minutes one_minute{1};

ReportMissing the_call() {
  auto report = plain_report("Kayleigh", "Marsh");
  report.details.born = Date{std::chrono::year{2010}, std::chrono::May, std::chrono::day{1}};
  report.informant = {"Dawn Marsh", "01632 960123", "mother"};
  report.circumstances = "She did not come home from school. She may be at her boyfriend's.";
  report.level = RiskLevel::medium;
  return report;
}

class Story : public testing::Test {
 protected:
  Story() : scenario(read_scenarios("story.txt").front()) { id = sim.report(the_call()); }

  // As the desk does: the alarms of each minute are raised in that minute.
  void minute_by_minute_until(Instant until) {
    while (sim.now < until) {
      sim.pass(one_minute);
      sim.as(service(), RaiseAlarms{}, id);
    }
  }
  std::vector<std::string> expected_until(Instant until) const {
    std::vector<std::string> out;
    for (const auto& line : scenario.lines) {
      if (!line.text.starts_with("-> ") || line.at > until) continue;
      const auto colon = line.text.find(": ");
      std::string clocks = line.text.substr(colon + 2);
      for (std::size_t comma; !clocks.empty(); clocks = comma == std::string::npos ? "" : clocks.substr(comma + 2)) {
        comma = clocks.find(", ");
        out.push_back(alarm_line(line.at, line.text.substr(3, colon - 3), clocks.substr(0, comma)));
      }
    }
    std::ranges::sort(out);
    return out;
  }
  void found() {
    RecordReturn command;
    command.at = sim.now;
    command.how = HowFound::found_by_police;
    command.where.text = "her boyfriend's house in Linthorpe";
    command.with = "her boyfriend Kyle";
    command.brought_back = "a new phone";
    sim.by = officer();
    sim.must(command, id);
  }
  const Question* safety_question(std::string_view named) const {
    for (const auto& question : sim.episode(id).interview.questions)
      if (question.asks_safety && question.text.find(named) != std::string::npos) return &question;
    return nullptr;
  }
  AnswerQuestions all_but(const Question& left) const {
    AnswerQuestions command;
    for (const auto& question : sim.episode(id).interview.questions) {
      if (question.id == left.id || question.outcome) continue;
      QuestionAnswer answer;
      answer.question = question.id;
      answer.answer = "Kayleigh told the officer.";
      if (question.asks_safety) answer.safety = QuestionSafety::safe;
      command.answers.push_back(answer);
    }
    return command;
  }
  std::string what_is_missing() {
    const auto refusal = sim.refused(CloseEpisode{"Found and home."}, id);
    EXPECT_EQ(refusal.kind, RefusalKind::not_yet);
    return fmt::format("{}", fmt::join(refusal.missing, "\n"));
  }

  Scenario scenario;
  Simulation sim;
  EpisodeId id;
};

// "first deployment sergeant, review waiting": each clock with the last who had been told.
std::string known_of(const Episode& episode, const std::vector<Recorded>& recorded, Instant at) {
  std::string out;
  for (const auto& clock : episode.clocks) {
    std::string told = "waiting";
    for (const auto& one : recorded) {
      if (one.stamp.at > at) break;
      const auto* warned = std::get_if<ClockWarned>(&one.event);
      const auto* climbed = std::get_if<ClockClimbed>(&one.event);
      if (warned && warned->clock == clock.id) told = "warning";
      if (climbed && climbed->clock == clock.id) told = words(boost::describe::enum_to_string(climbed->to, ""));
    }
    out += fmt::format("{}{} {}", out.empty() ? "" : ", ", clock_words(clock.kind), told);
  }
  return out;
}

TEST_F(Story, EveryAlarmIsHeardAtItsMinuteAndNoneFallsSilent) {
  const auto morning = at("2026-03-04T09:40:00Z");
  while (sim.now < morning) {
    minute_by_minute_until(sim.now + one_minute);
    for (const auto& clock : sim.episode(id).clocks) {
      if (sim.now >= clock.due) { ASSERT_EQ(phase(clock, sim.now), ClockPhase::breached); }
    }
  }
  EXPECT_EQ(fmt::format("{}", fmt::join(alarms_in(sim.recorded), "\n")), fmt::format("{}", fmt::join(expected_until(morning), "\n")));
  for (const auto& one : sim.recorded) {
    if (const auto* climbed = std::get_if<ClockClimbed>(&one.event)) { EXPECT_EQ(climbed->at, one.stamp.at); }
  }
}

TEST_F(Story, EachHalfHourCanBeSeenAsItWasKnown) {
  minute_by_minute_until(at("2026-03-04T09:40:00Z"));
  found();
  int seen = 0;
  for (const auto& line : scenario.lines) {
    if (!line.text.starts_with("known: ")) continue;
    Case then;
    then.id = sim.held().id;
    for (const auto& one : sim.recorded)
      if (one.stamp.at <= line.at) evolve(then, one);
    const auto* episode = then.episode(id);
    ASSERT_TRUE(episode);
    EXPECT_TRUE(episode->is_missing());
    EXPECT_EQ(known_of(*episode, sim.recorded, line.at), line.text.substr(7)) << "line " << line.number;
    ++seen;
  }
  EXPECT_EQ(seen, 32);
}

TEST_F(Story, HerBoyfriendsBecomesQuestionsAndTheEpisodeCannotCloseUntilTheyAreAnsweredOrOwned) {
  minute_by_minute_until(at("2026-03-04T09:40:00Z"));
  found();
  for (const auto& clock : sim.episode(id).clocks) EXPECT_NE(clock.kind, ClockKind::idle);
  const auto* at_his_house = safety_question("boyfriend's house in Linthorpe");
  ASSERT_TRUE(at_his_house);
  ASSERT_TRUE(safety_question("boyfriend Kyle"));
  const Question safe_there = *at_his_house;
  EXPECT_NE(what_is_missing().find("nobody has spoken to Kayleigh"), std::string::npos);

  minute_by_minute_until(at("2026-03-04T10:30:00Z"));
  HoldInterview by_phone;
  by_phone.mode = InterviewMode::phone;
  by_phone.not_in_person_reason = "She had gone back to bed and her mother asked us to ring.";
  sim.must(by_phone, id);
  EXPECT_NE(what_is_missing().find("supervisor must agree"), std::string::npos);
  sim.must(all_but(safe_there), id);
  sim.by = supervisor();
  sim.must(AgreeInterviewMode{"An officer visits this evening; the phone call let us ask about the house at once."}, id);
  sim.must(OfferReturnInterview{{}, "Northmoor Council", {}}, id);
  const auto left = what_is_missing();
  EXPECT_EQ(left, fmt::format("Nobody has asked: {}", safe_there.text));

  QuestionAnswer would_not_say;
  would_not_say.question = safe_there.id;
  would_not_say.outcome = QuestionOutcome::would_not_say;
  would_not_say.action = NewAction{"Visit the house in Linthorpe and find out who lives there.", person(officer()), at("2026-03-04T18:00:00Z")};
  sim.must(AnswerQuestions{{would_not_say}}, id);
  sim.must(CloseEpisode{"Found and home."}, id);

  // The action and the 72 hours are owed to her after closing, and still climb.
  const auto before = sim.recorded.size();
  minute_by_minute_until(at("2026-03-04T18:30:00Z"));
  EXPECT_EQ(alarms_in(sim.recorded, before),
            (std::vector{alarm_line(at("2026-03-04T17:45:00Z"), "warning", "action"), alarm_line(at("2026-03-04T18:00:00Z"), "owner", "action"),
                         alarm_line(at("2026-03-04T18:30:00Z"), "sergeant", "action")}));
  sim.by = officer();
  const auto action = std::ranges::find_if(sim.episode(id).actions, [](const auto& kept) { return !kept.what.result; });
  ASSERT_NE(action, sim.episode(id).actions.end());
  sim.must(CompleteAction{action->what.id, "Three adults live there. Children's services and the exploitation team have it."}, id);

  minute_by_minute_until(at("2026-03-06T12:00:00Z"));
  const auto heard = alarms_in(sim.recorded);
  EXPECT_EQ(heard.back(), expected_until(at("2026-03-07T00:00:00Z")).back());
  RecordReturnInterview interview;
  interview.outcome = ReturnInterviewOutcome::completed;
  interview.by = "Dee Lane";
  interview.independent = true;
  interview.summary = "She told us how she met him and that she wants to stay at home.";
  const auto met = only<ClockMet>(sim.must(interview, id));
  ASSERT_EQ(met.size(), 1u);
  EXPECT_FALSE(met[0].late);
  EXPECT_FALSE(next_deadline(sim.episode(id)));
}

TEST_F(Story, ReplaysFromItsEventsToTheSameClocks) {
  minute_by_minute_until(at("2026-03-04T09:40:00Z"));
  const auto again = replay(sim.held().id, sim.recorded);
  EXPECT_EQ(dump_clocks(*again.episode(id)), dump_clocks(sim.episode(id)));
}

}  // namespace
}  // namespace lapwing::casework
