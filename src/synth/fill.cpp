#include "synth/fill.hpp"


#include "synth/people.hpp"
#include "synth/places.hpp"
#include "synth/year.hpp"

namespace lapwing::synth {

using namespace casework;

namespace {

constexpr std::size_t wave_episodes = 2048;        // under way at once: the desk's queue is never empty and never full
constexpr std::chrono::minutes between_waves{90};
constexpr std::size_t lately_kept_max = 200'000;   // children who may come again

const Actor handler{{}, "Priya Nair", Role::call_handler}, officer{{}, "PC T. Reed", Role::officer}, sergeant{{}, "Sgt A. Okafor", Role::supervisor},
    coordinator{{}, "Jo Whitfield", Role::missing_coordinator};

struct Fault { std::string why; };

class Filling {
 public:
  Filling(desk::Desk& desk, std::uint64_t seed) : desk_(desk), chance_(seed) {}

  // Reports as many children as are asked for, each found and asked about at once, and closes them.
  void wave(std::size_t episodes, Filled& filled) {
    std::vector<Answer> reported;
    std::vector<ChildId> who;
    for (std::size_t i = 0; i < episodes; ++i) {
      who.push_back(take_child());
      reported.push_back(send(handler, who.back(), {}, report(who.back().is_nil(), RiskLevel::low)));
    }
    std::vector<desk::Done> under_way;
    std::vector<Answer> answers;
    for (auto& answer : reported) {
      under_way.push_back(wait(answer));
      find_and_offer(under_way.back(), answers);
    }
    wait_all(answers);
    for (const auto& done : under_way) ask_and_close(done, answers);
    wait_all(answers);
    for (std::size_t i = 0; i < episodes; ++i) {
      filled.children += who[i].is_nil();
      keep_child(under_way[i].child);
    }
    filled.closed += episodes;
    filled.commands = commands_;
  }

  void leave_open(std::uint64_t episodes, Filled& filled) {
    std::vector<Answer> reported, answers;
    for (std::uint64_t i = 0; i < episodes; ++i) reported.push_back(send(handler, {}, {}, report(true, i % 5 == 0 ? RiskLevel::high : RiskLevel::medium)));
    for (auto& answer : reported) {
      const auto done = wait(answer);
      answers.push_back(send(officer, done.child, done.episode, DeployOfficer{Person{{}, officer.name}, {}, "where the child lives"}));
      answers.push_back(send(officer, done.child, done.episode, RecordActivity{ActivityKind::visit, "Spoke to the family at home."}));
    }
    wait_all(answers);
    filled.children += episodes;
    filled.open += episodes;
    filled.commands = commands_;
  }

 private:
  using Answer = std::future<desk::Outcome>;

  Answer send(const Actor& by, ChildId child, std::optional<EpisodeId> episode, Command command) {
    ++commands_;
    return desk_.enqueue(desk::Sent{by, child, episode, std::move(command), {}, {}, {}});
  }
  static desk::Done wait(Answer& answer) {
    auto outcome = answer.get();
    if (!outcome) throw Fault{outcome.error().message};
    return *outcome;
  }
  static void wait_all(std::vector<Answer>& answers) {
    for (auto& answer : answers) wait(answer);
    answers.clear();
  }

  ReportMissing report(bool is_new, RiskLevel level) {
    ReportMissing report;
    if (is_new) {
      report.details.sex = invented_sex(chance_);
      const auto name = invented_name(chance_, report.details.sex);
      report.details.given_name = name.given;
      report.details.family_name = name.family;
      report.details.born = invented_birth(chance_, london_date(desk_.now()), 13, 16);
      report.details.address = invented_home(chance_).address;
    }
    report.informant.name = "Staff on duty";
    report.circumstances = "Not in the room when staff looked in.";
    report.level = level;
    if (level == RiskLevel::low) report.lower_reason = "Known to be with a friend's family, who rang.";
    return report;
  }

  void find_and_offer(const desk::Done& done, std::vector<Answer>& answers) {
    RecordReturn back;
    back.at = desk_.now();
    back.where.text = "home";
    answers.push_back(send(officer, done.child, done.episode, std::move(back)));
    answers.push_back(send(officer, done.child, done.episode, HoldInterview{}));
    answers.push_back(send(coordinator, done.child, done.episode, OfferReturnInterview{{}, "Northmoor Listening Service", {}}));
    RecordReturnInterview held;
    held.outcome = ReturnInterviewOutcome::completed;
    held.by = "Robin Teague";
    held.summary = "Talked about what would help.";
    answers.push_back(send(coordinator, done.child, done.episode, std::move(held)));
  }

  void ask_and_close(const desk::Done& done, std::vector<Answer>& answers) {
    const auto held = desk_.case_of(done.child);
    if (!held) throw Fault{held.error()};
    AnswerQuestions asked;
    for (const auto& question : (*held)->episode(*done.episode)->interview.questions) {
      QuestionAnswer answer;
      answer.question = question.id;
      answer.answer = "Yes, with family.";
      if (question.asks_safety) answer.safety = QuestionSafety::safe;
      asked.answers.push_back(std::move(answer));
    }
    answers.push_back(send(officer, done.child, done.episode, std::move(asked)));
    answers.push_back(send(sergeant, done.child, done.episode, CloseEpisode{"Found and spoken to."}));
  }

  // Nobody twice in one wave: whoever is taken goes back when the wave is over.
  ChildId take_child() {
    if (lately_.empty() || chance_.chance(1 / reports_a_child)) return {};
    std::swap(lately_[chance_.below(lately_.size())], lately_.back());
    const auto child = lately_.back();
    lately_.pop_back();
    return child;
  }
  void keep_child(ChildId child) {
    if (lately_.size() < lately_kept_max) lately_.push_back(child);
    else lately_[chance_.below(lately_.size())] = child;
  }

  desk::Desk& desk_;
  Random chance_;
  std::vector<ChildId> lately_;
  std::uint64_t commands_ = 0;
};

}  // namespace

std::chrono::minutes time_to_fill(std::uint64_t closed_episodes) {
  return between_waves * static_cast<std::int64_t>((closed_episodes + wave_episodes - 1) / wave_episodes);
}

std::expected<Filled, std::string> fill_force(desk::Desk& desk, desk::ManualTime& time, std::uint64_t closed_episodes, std::uint64_t open_episodes,
                                              std::uint64_t seed, const std::function<void(std::uint64_t, std::uint64_t)>& progress) {
  Filling filling(desk, seed);
  Filled filled;
  try {
    while (filled.closed < closed_episodes) {
      filling.wave(std::min<std::uint64_t>(wave_episodes, closed_episodes - filled.closed), filled);
      desk.advance_to(time.now() + between_waves);
      if (progress) progress(filled.closed, closed_episodes);
    }
    filling.leave_open(open_episodes, filled);
  } catch (const Fault& fault) {
    return std::unexpected("The force could not be filled: " + fault.why);
  }
  return filled;
}

}  // namespace lapwing::synth
