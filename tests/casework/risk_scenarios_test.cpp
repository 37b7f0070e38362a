// Plays scenarios/risk.txt: the head of that file says how to read it.
#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <regex>

#include "casework/risk_given.hpp"

namespace lapwing::casework {
namespace {

std::vector<std::string> listed(const std::string& text) {
  static const std::regex comma(" *, *");
  return {std::sregex_token_iterator(text.begin(), text.end(), comma, -1), {}};
}

template <class E>
E from_words(std::string text) {
  std::replace(text.begin(), text.end(), ' ', '_');
  E value{};
  if (!boost::describe::enum_from_string(text.c_str(), value)) ADD_FAILURE() << "no such word: " << text;
  return value;
}

std::string rules_of(const RiskPointer& pointed) {
  std::string out;
  for (const auto& reason : pointed.reasons) out += reason.rule + " ";
  return out;
}

class PlayRisk {
 public:
  void line(const std::string& text) {
    if (text.starts_with("=> ")) {
      answer_the_rest();
      expect(text.substr(3));
    } else if (!know(text)) {
      ADD_FAILURE() << "the scenario says something that is not understood";
    }
  }

 private:
  bool is(const std::string& text, const char* pattern) {
    text_ = text;
    return std::regex_match(text_, m_, std::regex(pattern));
  }

  // "everything else" is whatever has no answer when the facts are looked at.
  void answer_the_rest() {
    if (rest_) given_.everything_else(*rest_);
    rest_.reset();
  }

  bool know(const std::string& text) {
    if (is(text, "age: (\\d+)")) {
      given_.age(std::stoi(m_[1]));
    } else if (text == "age: not known") {
      given_.age(std::nullopt);
    } else if (is(text, "learning disability: (.+)")) {
      given_.learning_disability(from_words<Answer>(m_[1]));
    } else if (is(text, "everything else: (.+)")) {
      rest_ = from_words<Answer>(m_[1]);
    } else if (is(text, "([a-z_, ]+): (yes|no|not known)")) {
      for (const auto& question : listed(m_[1])) {
        EXPECT_TRUE(RiskGiven::rules().question(question)) << "no such question: " << question;
        given_.answer(question, from_words<Answer>(m_[2]));
      }
    } else {
      return false;
    }
    return true;
  }

  void expect(const std::string& text) {
    const auto pointed = given_.pointer();
    if (is(text, "decide ([a-z ]+?)(?:, because \"(.*)\")?: (.+)")) return expect_decision(pointed);
    if (is(text, "never below (.+)")) {
      EXPECT_EQ(pointed.floor, from_words<RiskLevel>(m_[1]));
    } else if (is(text, "ask first: (.+)")) {
      const auto wanted = m_[1] == "nothing" ? std::vector<std::string>{} : listed(m_[1]);
      auto first = pointed.still_to_ask;
      if (!wanted.empty() && first.size() > wanted.size()) first.resize(wanted.size());
      EXPECT_EQ(first, wanted);
    } else if (is(text, "(very low|low|medium|high)(?: because (.+?))?(?:, and not because (.+))?")) {
      EXPECT_EQ(pointed.level, from_words<RiskLevel>(m_[1])) << rules_of(pointed);
      for (const auto& rule : named(m_[2])) EXPECT_TRUE(fired(pointed, rule)) << rule << " is not among: " << rules_of(pointed);
      for (const auto& rule : named(m_[3])) EXPECT_FALSE(fired(pointed, rule)) << rule;
    } else {
      ADD_FAILURE() << "the scenario expects something that is not understood";
    }
  }

  void expect_decision(const RiskPointer& pointed) {
    const auto level = from_words<RiskLevel>(m_[1]);
    const auto reason = m_[2].matched ? std::optional<std::string>(m_[2]) : std::nullopt;
    const auto assessed = assess(RiskGiven::rules(), pointed, level, reason, "lower_reason");
    const std::string outcome = m_[3];
    if (outcome == "accepted") {
      ASSERT_TRUE(assessed) << assessed.error().message;
      EXPECT_EQ(assessed->level, level);
      EXPECT_FALSE(assessed->provisional);
    } else if (is(outcome, "refused at (\\w+)(?:, naming (.+))?")) {
      ASSERT_FALSE(assessed);
      EXPECT_TRUE(names_field(assessed.error(), m_[1].str())) << assessed.error().message;
      for (const auto& rule : named(m_[2]))
        EXPECT_NE(assessed.error().message.find(rule), std::string::npos) << assessed.error().message;
    } else {
      ADD_FAILURE() << "a decision is accepted or refused";
    }
  }

  static std::vector<std::string> named(const std::ssub_match& group) {
    return group.matched ? listed(group.str()) : std::vector<std::string>{};
  }
  static bool fired(const RiskPointer& pointed, const std::string& rule) {
    EXPECT_TRUE(RiskGiven::rules().rule(rule)) << "no such rule: " << rule;
    return std::any_of(pointed.reasons.begin(), pointed.reasons.end(), [&](const auto& r) { return r.rule == rule; });
  }

  RiskGiven given_;
  std::optional<Answer> rest_;
  std::string text_;
  std::smatch m_;
};

TEST(RiskScenarios, PointWhereTheySay) {
  std::ifstream file(LAPWING_SOURCE_DIR "/tests/casework/scenarios/risk.txt");
  ASSERT_TRUE(file);
  std::optional<PlayRisk> play;
  std::string text, name;
  int number = 0, scenarios = 0;
  while (std::getline(file, text)) {
    ++number;
    text.erase(0, text.find_first_not_of(' '));
    if (text.empty() || text.front() == '#') continue;
    if (text.starts_with("Scenario: ")) {
      name = text.substr(10);
      play.emplace();
      ++scenarios;
      continue;
    }
    SCOPED_TRACE(fmt::format("{}: line {}: {}", name, number, text));
    ASSERT_TRUE(play);
    play->line(text);
  }
  EXPECT_GE(scenarios, 20);
}

}  // namespace
}  // namespace lapwing::casework
