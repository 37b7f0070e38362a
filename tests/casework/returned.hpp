// For tests of the return: one child reported and found, and the shortest way to each state that a test wants to start from.
#pragma once
#include <algorithm>
#include <string>

#include "casework/interview.hpp"
#include "casework/support.hpp"

namespace lapwing::casework {

inline MentionInput named(MentionKind kind, std::string label) { return {kind, std::move(label), {}, {}}; }

class Returned : public ::testing::Test {
 public:
  Simulation sim;
  EpisodeId id;

  void report_with(std::vector<MentionInput> might_be, std::string given = "Ava") {
    auto report = plain_report(std::move(given), "Reed");
    report.might_be = std::move(might_be);
    id = sim.report(report);
  }
  RecordReturn found_at(std::string place) const {
    RecordReturn found;
    found.at = sim.now;
    found.how = HowFound::found_by_police;
    found.where.text = std::move(place);
    return found;
  }
  void record_return(const RecordReturn& command) {
    sim.by = officer();
    sim.must(command, id);
  }
  void reported_and_found(std::vector<MentionInput> might_be = {}, std::string place = "the house in Linthorpe") {
    report_with(std::move(might_be));
    sim.pass(Minutes(60));
    record_return(found_at(std::move(place)));
  }

  const Episode& episode() const { return sim.episode(id); }
  const std::vector<Question>& questions() const { return episode().interview.questions; }
  const Question* asked(std::string_view text) const {
    const auto found = std::find_if(questions().begin(), questions().end(), [&](const auto& q) { return q.text == text; });
    return found == questions().end() ? nullptr : &*found;
  }
  int times_asked(std::string_view text) const {
    return static_cast<int>(std::count_if(questions().begin(), questions().end(), [&](const auto& q) { return q.text == text; }));
  }
  const Question& question(std::string_view text) const {
    const auto* found = asked(text);
    if (!found) throw std::runtime_error("nobody is asked: " + std::string(text));
    return *found;
  }

  QuestionAnswer answered(const Question& q, QuestionSafety safety = QuestionSafety::safe) const {
    QuestionAnswer answer;
    answer.question = q.id;
    answer.answer = "Told the officer about it";
    if (q.asks_safety) answer.safety = safety;
    return answer;
  }
  QuestionAnswer not_answered(const Question& q, QuestionOutcome outcome = QuestionOutcome::would_not_say) const {
    QuestionAnswer answer;
    answer.question = q.id;
    answer.outcome = outcome;
    if (outcome == QuestionOutcome::not_asked) answer.answer = "Ava was asleep";
    return answer;
  }
  void answer_the_rest() {
    AnswerQuestions command;
    for (const auto& q : questions())
      if (!q.outcome) command.answers.push_back(answered(q));
    if (!command.answers.empty()) sim.must(command, id);
  }
  void confirm_risk() {
    const auto before = sim.by;
    sim.by = supervisor();
    sim.must(RecordReview{episode().level(), "Agreed what happens next", {}, {}}, id);
    sim.by = before;
  }
  void hold_in_person() { sim.must(HoldInterview{}, id); }
  void offer() { sim.must(OfferReturnInterview{{}, "Tees Valley Children's Services", {}}, id); }
  // Everything that closing needs but the questions.
  void do_all_but_questions() {
    confirm_risk();
    hold_in_person();
    offer();
  }
  void close_episode() {
    do_all_but_questions();
    answer_the_rest();
    sim.must(CloseEpisode{"Found and safe at home"}, id);
  }
};

inline bool has_line(const std::vector<std::string>& lines, std::string_view start) {
  return std::any_of(lines.begin(), lines.end(), [&](const auto& line) { return line.starts_with(start); });
}

}  // namespace lapwing::casework
