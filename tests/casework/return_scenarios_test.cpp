// Plays scenarios/returns.txt: the head of that file says how to read it.
#include <fmt/format.h>

#include <regex>

#include "casework/returned.hpp"
#include "casework/scenario.hpp"

namespace lapwing::casework {
namespace {

class PlayReturn {
 public:
  explicit PlayReturn(const Scenario& scenario) : scenario_(scenario), sim_(1, scenario.lines.front().at) {}

  void run() {
    for (const auto& line : scenario_.lines) {
      SCOPED_TRACE(fmt::format("{}: line {}: {}", scenario_.name, line.number, line.text));
      sim_.now = line.at;
      if (!expect(line.text) && !act_on_return(line.text) && !answer(line.text))
        ADD_FAILURE() << "the scenario says something that is not understood";
      if (::testing::Test::HasFatalFailure()) return;
    }
  }

 private:
  // Keeps the text, which the groups point into.
  bool is(const std::string& text, const char* pattern) {
    text_ = text;
    return std::regex_match(text_, m_, std::regex(pattern));
  }
  const Episode& episode() const { return sim_.episode(id_); }
  void by(const Actor& who, const Command& command) {
    const auto decided = sim_.as(who, command, id_);
    EXPECT_TRUE(decided) << (decided ? "" : decided.error().message);
  }

  bool act_on_return(const std::string& text) {
    if (is(text, "(\\w+) (\\w+) is reported missing")) {
      id_ = sim_.report(plain_report(m_[1], m_[2]));
    } else if (is(text, "named: (\\w+) (.+)")) {
      MentionInput mention;
      EXPECT_TRUE(boost::describe::enum_from_string(m_[1].str().c_str(), mention.kind));
      mention.label = m_[2];
      by(officer(), RecordMention{mention});
    } else if (is(text, "found at (.+?)(?:, with (.+?))?(?:, bringing (.+))?")) {
      RecordReturn found;
      found.at = sim_.now;
      found.where.text = m_[1];
      if (m_[2].matched) found.with = m_[2];
      if (m_[3].matched) found.brought_back = m_[3];
      by(officer(), found);
    } else if (text == "risk confirmed") {
      by(supervisor(), RecordReview{episode().level(), "Agreed what happens next", {}, {}});
    } else if (text == "spoken to in person") {
      by(officer(), HoldInterview{});
    } else if (is(text, "spoken to by phone: (.+)")) {
      HoldInterview held;
      held.mode = InterviewMode::phone;
      held.not_in_person_reason = m_[1];
      by(officer(), held);
    } else if (is(text, "a supervisor agrees: (.+)")) {
      by(supervisor(), AgreeInterviewMode{m_[1]});
    } else if (text == "return home interview offered") {
      by(officer(), OfferReturnInterview{{}, "Tees Valley Children's Services", {}});
    } else if (is(text, "action done: (.+?) \\((.+)\\)")) {
      for (const auto& kept : std::vector(episode().actions.get()))
        if (kept.what.text.starts_with(m_[1].str())) by(officer(), CompleteAction{kept.what.id, m_[2]});
    } else if (text == "closed") {
      by(supervisor(), CloseEpisode{"Home and safe"});
    } else if (text == "closing is refused") {
      const auto decided = sim_.as(supervisor(), CloseEpisode{"Home and safe"}, id_);
      EXPECT_FALSE(decided);
      missing_ = decided ? std::vector<std::string>{} : decided.error().missing;
      expected_missing_ = 0;
    } else {
      return false;
    }
    return true;
  }

  bool answer(const std::string& text) {
    AnswerQuestions command;
    if (text == "every other question is answered, all safe") {
      for (const auto& question : episode().interview.questions)
        if (!question.outcome) command.answers.push_back(answer_to(question, "safe", "Ava told us about it"));
    } else if (is(text, "(safe|not safe|not known|would not say|not asked|told us|answered): (.+?\\?)(?: \\((.+)\\))?")) {
      const auto* question = asked(m_[2]);
      if (!question) { ADD_FAILURE() << "no such question"; return true; }
      command.answers.push_back(answer_to(*question, m_[1], m_[3].matched ? m_[3].str() : "Ava told us about it"));
    } else {
      return false;
    }
    by(officer(), command);
    return true;
  }

  static QuestionAnswer answer_to(const Question& question, const std::string& how, const std::string& words) {
    QuestionAnswer answer;
    answer.question = question.id;
    if (how == "would not say") answer.outcome = QuestionOutcome::would_not_say;
    else if (how == "not asked") answer.outcome = QuestionOutcome::not_asked;
    else if (question.asks_safety)
      answer.safety = how == "safe" ? QuestionSafety::safe : how == "not known" ? QuestionSafety::not_known : QuestionSafety::not_safe;
    if (answer.outcome != QuestionOutcome::would_not_say) answer.answer = words;
    answer.disclosure = how == "told us";
    return answer;
  }

  bool expect(const std::string& text) {
    if (is(text, "-> asked: (.+\\?) \\((.+)\\)")) {
      const auto* question = asked(m_[1]);
      EXPECT_EQ(question ? question->because : "nobody is asked this", m_[2].str());
    } else if (is(text, "-> not asked: (.+)")) {
      EXPECT_FALSE(asked(m_[1]));
    } else if (is(text, "-> action: (.+) \\((.+), (\\d+)\\)")) {
      const auto& actions = episode().actions;
      if (actions.empty()) { ADD_FAILURE() << "there is no action"; return true; }
      EXPECT_EQ(actions.back().what.text, m_[1].str());
      EXPECT_EQ(actions.back().what.owner.name, m_[2].str());
      EXPECT_EQ(actions.back().what.due, minutes_after(sim_.now, std::stoi(m_[3])));
    } else if (is(text, "-> missing: (.+)")) {
      EXPECT_TRUE(std::count(missing_.begin(), missing_.end(), m_[1].str())) << fmt::format("missing was:\n{}", fmt::join(missing_, "\n"));
      ++expected_missing_;
    } else if (text == "-> nothing else is missing") {
      EXPECT_EQ(missing_.size(), expected_missing_) << fmt::format("{}", fmt::join(missing_, "\n"));
    } else {
      return false;
    }
    return true;
  }

  const Question* asked(const std::string& text) const {
    for (const auto& question : episode().interview.questions)
      if (question.text == text) return &question;
    return nullptr;
  }

  const Scenario& scenario_;
  Simulation sim_;
  EpisodeId id_;
  std::string text_;
  std::smatch m_;
  std::vector<std::string> missing_;
  std::size_t expected_missing_ = 0;
};

TEST(ReturnScenarios, HappenAsWritten) {
  const auto scenarios = read_scenarios("returns.txt");
  ASSERT_FALSE(scenarios.empty());
  for (const auto& scenario : scenarios) PlayReturn(scenario).run();
}

}  // namespace
}  // namespace lapwing::casework
