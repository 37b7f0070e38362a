#include "casework/scenario.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <regex>

namespace lapwing::casework {
namespace {

const std::vector<std::string> months{"January", "February", "March",     "April",   "May",      "June",
                                      "July",    "August",   "September", "October", "November", "December"};

std::string trimmed(std::string text) {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string::npos) return "";
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

std::vector<std::string> listed(const std::string& text) {
  std::vector<std::string> out;
  for (std::size_t from = 0; from <= text.size();) {
    const auto comma = std::min(text.find(',', from), text.size());
    out.push_back(trimmed(text.substr(from, comma - from)));
    from = comma + 1;
  }
  return out;
}

template <class E>
E from_words(std::string text) {
  std::ranges::replace(text, ' ', '_');
  E value{};
  if (!boost::describe::enum_from_string(text.c_str(), value)) ADD_FAILURE() << "no such word: " << text;
  return value;
}

Instant london(const std::string& day, const std::string& time) {
  const bool second_pass = time.ends_with(" GMT");
  const auto parsed = parse_london(day + "T" + time.substr(0, 5), second_pass);
  EXPECT_TRUE(parsed) << day << " " << time;
  return parsed.value_or(Instant{});
}

// Plays one scenario's lines against the casework.
class Play {
 public:
  explicit Play(const Scenario& scenario) : scenario_(scenario), sim_(1, scenario.lines.front().at) {}

  void run() {
    std::vector<std::string> expected;
    for (const auto& line : scenario_.lines) {
      SCOPED_TRACE(fmt::format("{}: line {}: {}", scenario_.name, line.number, line.text));
      if (line.text.starts_with("-> ")) {
        const auto colon = line.text.find(": ");
        for (const auto& clock : listed(line.text.substr(colon + 2)))
          expected.push_back(alarm_line(line.at, line.text.substr(3, colon - 3), clock));
        continue;
      }
      reach(line.at);
      if (line.text == "end") break;
      act(line);
    }
    std::ranges::sort(expected);
    EXPECT_EQ(fmt::format("{}", fmt::join(expected, "\n")), fmt::format("{}", fmt::join(alarms_in(sim_.recorded), "\n")))
        << scenario_.name;
  }

 private:
  void reach(Instant at) {
    if (down_) sim_.now = at;
    else sim_.run_until(at);
  }

  void act(const ScenarioLine& line) {
    std::smatch m;
    const auto& text = line.text;
    const auto is = [&](const char* pattern) { return std::regex_match(text, m, std::regex(pattern)); };
    const auto when = [&](std::size_t group) { return on_day_of(line.at, m[group].str()); };
    if (is("report at ([a-z ]+?)(?:, taken at (.{5}))?(?:, review agreed for (.{5}))?")) {
      auto report = plain_report();
      report.level = from_words<RiskLevel>(m[1].str());
      if (*report.level < RiskLevel::medium) report.lower_reason = "Seen on the bus home with her aunt ten minutes ago.";
      if (m[2].matched) report.reported_at = when(2);
      if (m[3].matched) report.review_at = when(3);
      episode_ = sim_.report(report);
    } else if (is("(refused: )?acknowledge ([a-z ]+) until (.{5}): (.*)")) {
      const AcknowledgeClock command{clock(from_words<ClockKind>(m[2].str())), m[4].str(), when(3)};
      const auto decided = sim_.as(supervisor(), command, episode_);
      EXPECT_EQ(decided.has_value(), !m[1].matched) << (decided ? "was accepted" : decided.error().message);
    } else if (is("is: (.*)")) {
      for (const auto& state : listed(m[1].str())) check_state(state);
    } else if (is("assess at ([a-z ]+?)(?:: (.*))?")) {
      AssessRisk command{from_words<RiskLevel>(m[1].str()), {}, {}};
      if (m[2].matched) command.lower_reason = m[2].str();
      sim_.must(command, episode_);
    } else if (is("action for (.{5}): (.*)")) {
      sim_.must(SetAction{m[2].str(), person(officer()), when(1), {}}, episode_);
    } else if (is("note: (.*)")) {
      sim_.must(RecordActivity{ActivityKind::note, m[1].str()}, episode_);
    } else {
      act_plainly(text);
    }
  }

  void act_plainly(const std::string& text) {
    const auto by = [&](const Actor& who, const Command& command) {
      const auto decided = sim_.as(who, command, episode_);
      EXPECT_TRUE(decided) << (decided ? "" : decided.error().message);
    };
    if (text == "service down") down_ = true;
    else if (text == "service up") { down_ = false; reach(sim_.now); }
    else if (text == "owner named") by(supervisor(), SetOwner{person(officer()), {}});
    else if (text == "officer deployed") by(supervisor(), DeployOfficer{person(officer()), {}, "Her home"});
    else if (text == "reviewed") by(supervisor(), RecordReview{sim_.episode(episode_).level(), "Two officers to visit her friends.", {}, {}});
    else if (text == "handover offered") by(supervisor(), OfferHandover{person(supervisor_two()), "See the plan.", {}});
    else if (text == "handover accepted") by(supervisor_two(), AcceptHandover{});
    else if (text == "found") by(officer(), found());
    else if (text == "interview held") by(officer(), HoldInterview{});
    else if (text == "return interview offered") by(officer(), OfferReturnInterview{{}, "Northmoor Council", {}});
    else if (text == "return interview refused") by(officer(), RecordReturnInterview{ReturnInterviewOutcome::refused, {}, {}, {}, "She did not want to talk.", false, true, {}});
    else if (text == "return interview completed") by(officer(), RecordReturnInterview{ReturnInterviewOutcome::completed, {}, "Dee Lane", "She told us about her week.", {}, true, false, {}});
    else if (text == "questions answered") by(officer(), every_answer());
    else if (text == "action done") by(officer(), CompleteAction{sim_.episode(episode_).actions.back().what.id, "Done, and she is safe."});
    else if (text == "closed") by(supervisor(), CloseEpisode{"Home and safe."});
    else if (text == "reopened") by(supervisor(), ReopenEpisode{"Her aunt says she never came home."});
    else ADD_FAILURE() << "the scenario says something that is not understood: " << text;
  }

  RecordReturn found() const {
    RecordReturn command;
    command.at = sim_.now;
    command.where.text = "Her home";
    return command;
  }

  AnswerQuestions every_answer() const {
    AnswerQuestions command;
    for (const auto& question : sim_.episode(episode_).interview.questions) {
      QuestionAnswer answer;
      answer.question = question.id;
      answer.answer = "She told us.";
      if (question.asks_safety) answer.safety = QuestionSafety::safe;
      command.answers.push_back(answer);
    }
    return command;
  }

  ItemId clock(ClockKind kind) const {
    for (const auto& one : sim_.episode(episode_).clocks)
      if (one.kind == kind) return one.id;
    return {};
  }

  // "first deployment breached", "idle not running"
  void check_state(const std::string& state) const {
    for (const auto& one : sim_.episode(episode_).clocks) {
      if (!state.starts_with(clock_words(one.kind) + " ")) continue;
      EXPECT_EQ(state, clock_words(one.kind) + " " + boost::describe::enum_to_string(phase(one, sim_.now), ""));
      return;
    }
    EXPECT_TRUE(state.ends_with(" not running")) << state;
  }

  static Instant on_day_of(Instant day, const std::string& time) { return london(to_iso(london_date(day)), time); }

  const Scenario& scenario_;
  Simulation sim_;
  EpisodeId episode_;
  bool down_ = false;
};

}  // namespace

std::string words(std::string_view wire) {
  std::string text(wire);
  std::ranges::replace(text, '_', ' ');
  return text;
}

std::string clock_words(ClockKind kind) { return words(boost::describe::enum_to_string(kind, "")); }

std::string alarm_line(Instant at, std::string_view who, std::string_view clock) {
  return fmt::format("{} {}: {}", to_rfc3339(at), who, clock);
}

std::vector<std::string> alarms_in(const std::vector<Recorded>& recorded, std::size_t from) {
  std::vector<std::string> out;
  for (std::size_t i = from; i < recorded.size(); ++i) {
    const auto& event = recorded[i].event;
    if (const auto* warned = std::get_if<ClockWarned>(&event))
      out.push_back(alarm_line(warned->warn_at, "warning", clock_words(warned->kind)));
    if (const auto* climbed = std::get_if<ClockClimbed>(&event))
      out.push_back(alarm_line(climbed->at, words(boost::describe::enum_to_string(climbed->to, "")), clock_words(climbed->kind)));
  }
  std::ranges::sort(out);
  return out;
}

std::vector<Scenario> read_scenarios(const std::string& file_name) {
  std::ifstream file(std::string(LAPWING_SOURCE_DIR "/tests/casework/scenarios/") + file_name);
  EXPECT_TRUE(file) << file_name;
  std::vector<Scenario> out;
  std::string line, day;
  const std::regex timed(R"((\d\d:\d\d(?: GMT)?)\s+(.*))"), dated(R"(on (\d+) (\w+) (\d{4}))");
  for (int number = 1; std::getline(file, line); ++number) {
    line = trimmed(line);
    std::smatch m;
    if (line.empty() || line.starts_with("#")) continue;
    if (line.starts_with("Scenario: ")) {
      out.push_back({line.substr(10), {}});
    } else if (std::regex_match(line, m, dated)) {
      const auto month = std::ranges::find(months, m[2].str()) - months.begin() + 1;
      day = fmt::format("{}-{:02}-{:02}", m[3].str(), month, std::stoi(m[1].str()));
    } else if (std::regex_match(line, m, timed) && !out.empty()) {
      out.back().lines.push_back({number, london(day, m[1].str()), m[2].str()});
    } else {
      ADD_FAILURE() << file_name << " line " << number << " is not understood: " << line;
    }
  }
  return out;
}

void run(const Scenario& scenario) { Play(scenario).run(); }

}  // namespace lapwing::casework
