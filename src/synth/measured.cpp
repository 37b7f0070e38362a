#include "synth/measured.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "synth/census.hpp"
#include "synth/demo_stage.hpp"
#include "synth/demo_work.hpp"
#include "synth/people.hpp"

namespace lapwing::synth {

using namespace casework;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::months;
using std::chrono::sys_days;

namespace {

constexpr int months_in_all = 18, officers_a_team = 4, posts_wanted = 8, posts_filled = 4;
constexpr Date first_day{std::chrono::year(2024), std::chrono::September, std::chrono::day(1)};
constexpr std::string_view vacant_team = "Missing Children Team", specialist = "scaidp";
constexpr double comes_again = 0.35;

struct Said { std::string_view code, observed; double share; };
constexpr Said ethnicities[] = {{"W1", "IC1", 0.50}, {"A2", "IC4", 0.20}, {"B1", "IC3", 0.18}, {"M1", "IC3", 0.12}};

std::vector<std::string> team_names() {
  std::vector<std::string> out;
  for (char letter = 'A'; letter <= 'H'; ++letter) out.push_back(fmt::format("Response {}", letter));
  return out;
}

Date day_in(int month, int day) { return Date((first_day + months(month)).year(), (first_day + months(month)).month(), std::chrono::day(day)); }

struct Child {
  ChildId id;
  ChildDetails details;
  Instant free_from{};
};
using ChildPtr = std::shared_ptr<Child>;

class Filling {
 public:
  Filling(desk::Desk& desk, const MeasuredOptions& options) : desk_(desk), options_(options), stage_(desk, options.seed) {}

  MeasuredTruth fill() {
    plant();
    add_people();
    set_posts();
    set_courses();
    for (int month = 0; month < months_in_all; ++month)
      for (const auto& team : truth_.teams)
        for (int i = 0; i < options_.episodes_a_team_a_month; ++i) {
          const auto length = sys_days(day_in(month + 1, 1)) - sys_days(day_in(month, 1));
          const auto within = minutes{static_cast<int>(stage_.chance.below(static_cast<std::uint64_t>(minutes{length}.count())))};
          stage_.at(sys_days(day_in(month, 1)) + within, [this, team] { report(team); });
        }
    stage_.run(measured_until());
    return truth_;
  }

 private:
  void plant() {
    auto& t = truth_;
    t.first = first_day;
    t.last = Date(sys_days(day_in(months_in_all, 1)) - days{1});
    t.teams = team_names();
    t.slow_team = "Response G";
    t.usual_minutes_least = 10, t.usual_minutes_most = 45, t.slow_minutes_least = 45, t.slow_minutes_most = 130;
    t.under_recorded_code = "B1";
    t.blank_share_there = 0.5, t.blank_share_elsewhere = 0.08;
    t.in_person_share_before = 0.5, t.in_person_share_after = 0.92;
    t.vacant_team = vacant_team;
    t.vacant_accreditation = specialist;
    t.posts = posts_wanted, t.filled = posts_filled;
  }

  static desk::Done must(const desk::Outcome& outcome) {
    if (outcome) return *outcome;
    auto why = outcome.error().message;
    for (const auto& field : outcome.error().fields) why += fmt::format(" [{}: {}]", field.path, field.message);
    throw Stage::Fault{std::move(why)};
  }
  desk::Done on_force(ForceCommand command) { return must(desk_.submit(desk::SentOnForce{superintendent_, std::move(command), {}, {}})); }

  Actor add(std::string username, std::string name, Role role, std::string team) {
    const auto done = must(desk_.submit(desk::SentOnAccount{
        Actor{}, {}, AddAccount{.username = std::move(username), .name = name, .role = role, .team = std::move(team)}}));
    return {done.user, std::move(name), role};
  }

  void add_people() {
    superintendent_ = add("supt", "Supt K. Vale", Role::superintendent, {});
    handler_ = add("handler", "Ira Sund", Role::call_handler, truth_.teams[0]);
    stage_.coordinator = add("coordinator", "Noor Ellery", Role::missing_coordinator, {});
    auto names = Random::branch(options_.seed, "names");
    const auto accredit = [&](const Actor& who, std::string_view kind) {
      must(desk_.submit(desk::SentOnAccount{superintendent_, *who.user, RecordAccreditation{std::string(kind), first_day - months(2), Date(sys_days(day_in(months_in_all + 6, 1)))}}));
    };
    for (const auto& team : truth_.teams) {
      const char letter = team.back();
      sergeants_[team] = add(fmt::format("sgt.{}", static_cast<char>(std::tolower(letter))), "Sgt " + invented_surname(names), Role::supervisor, team);
      for (int i = 0; i < officers_a_team; ++i) {
        officers_[team].push_back(add(fmt::format("pc.{}{}", static_cast<char>(std::tolower(letter)), i), "PC " + invented_surname(names), Role::officer, team));
        accredit(officers_[team].back(), "pip1");
      }
    }
    for (int i = 0; i < posts_filled; ++i)
      accredit(add(fmt::format("dc.{}", i), "DC " + invented_surname(names), Role::officer, std::string(vacant_team)), specialist);
  }

  void set_posts() {
    on_force(SetPosts{std::string(vacant_team), std::string(specialist), "Complex exploitation", posts_wanted, first_day});
    for (const auto& team : truth_.teams) on_force(SetPosts{team, {}, {}, officers_a_team, first_day});
    on_force(SetPopulation{std::string(census_source), census_year, census_population(census_area_children)});
  }

  // Of four teams on each course, two were on both: what the one changed weighs as much among those compared with as among those trained.
  void set_courses() {
    truth_.works = course("Speaking with a child who comes back", {{"Response A", 8}, {"Response B", 10}, {"Response C", 8}, {"Response D", 10}});
    truth_.changes_nothing = course("Recording standards", {{"Response A", 6}, {"Response B", 6}, {"Response E", 6}, {"Response F", 6}});
  }
  MeasuredCourse course(std::string name, const std::map<std::string, int>& month_of_team) {
    MeasuredCourse out{on_force(AddCourse{name, "Given to all officers of a team on one day"}).item, name, {}};
    for (const auto& [team, month] : month_of_team) {
      const auto on = day_in(month, 28);   // so that a team is trained from the next whole month
      out.trained[team] = on;
      stage_.at(sys_days(on) + hours{17}, [this, team = team, on, id = out.course] {
        RecordCourseSession session{id, on, {team}, {}};
        for (const auto& officer : officers_[team]) session.attended.push_back(*officer.user);
        on_force(std::move(session));
      });
    }
    return out;
  }

  const Actor& officer_of(const std::string& team) { return stage_.chance.pick(std::span<const Actor>(officers_[team])); }

  ChildPtr child() {
    if (stage_.chance.chance(comes_again)) {
      const auto free = std::ranges::find_if(children_, [&](const auto& one) { return one->free_from < stage_.now(); });
      if (free != children_.end()) {
        std::rotate(free, free + 1, children_.end());
        return children_.back();
      }
    }
    auto made = std::make_shared<Child>();
    made->details.sex = invented_sex(stage_.chance);
    const auto name = invented_name(stage_.chance, made->details.sex);
    made->details.given_name = name.given;
    made->details.family_name = name.family;
    made->details.born = invented_birth(stage_.chance, london_date(stage_.now()), 12, 16);
    made->details.looked_after = stage_.chance.chance(1.0 / 3) ? Answer::yes : Answer::no;
    children_.push_back(made);
    return made;
  }

  void report(const std::string& team) {
    const auto who = child();
    ReportMissing sent;
    sent.details = who->details;
    sent.informant.name = "Whoever looks after the child";
    sent.circumstances = "Not home when expected.";
    sent.risk_answers = risk_answers_for(stage_.chance, RiskLevel::medium);
    sent.level = RiskLevel::medium;
    sent.team = team;
    const auto worked = stage_.report(handler_, who->id, std::move(sent));
    ++truth_.episodes;
    if (who->id.is_nil()) {
      who->id = worked.child;
      record_ethnicity(worked.child, truth_.children++, team);
    }
    const auto& t = truth_;
    const bool slow = team == t.slow_team;
    const minutes sent_after{slow ? stage_.chance.between(t.slow_minutes_least, t.slow_minutes_most) : stage_.chance.between(t.usual_minutes_least, t.usual_minutes_most)};
    const minutes found_after{stage_.chance.between(180, 600)};
    who->free_from = stage_.now() + found_after + hours{72};
    stage_.after(minutes{5}, [this, worked, team] { stage_.send(sergeants_[team], worked, SetOwner{person(sergeants_[team]), {}}); });
    stage_.after(sent_after, [this, worked, team] {
      const auto& going = officer_of(team);
      stage_.send(going, worked, DeployOfficer{person(going), {}, "where the child lives"});
    });
    stage_.after(minutes{100}, [this, worked, team] { stage_.send(sergeants_[team], worked, RecordReview{RiskLevel::medium, "Enquiries go on.", {}, {}}); });
    stage_.after(found_after, [this, worked, team] { found(worked, team); });
  }

  // With a branch of its own, so that nothing else about a child leans on it.
  void record_ethnicity(ChildId child, std::uint64_t number, const std::string& team) {
    auto chance = Random::branch(options_.seed, "ethnicity", number);
    std::vector<double> shares;
    for (const auto& one : ethnicities) shares.push_back(one.share);
    const auto& said = ethnicities[chance.weighted(shares)];
    const auto& t = truth_;
    ++truth_.children_by_code[std::string(said.code)];
    const bool blank = chance.chance(said.code == t.under_recorded_code ? t.blank_share_there : t.blank_share_elsewhere);
    if (!blank && chance.chance(0.06)) stage_.send(officer_of(team), child, {}, RecordEthnicity{"NS", NotStatedReason::declined});
    else if (!blank) stage_.send(officer_of(team), child, {}, RecordEthnicity{std::string(said.code), {}});
    if (chance.chance(0.7)) stage_.send(officer_of(team), child, {}, RecordObservedEthnicity{std::string(said.observed)});
  }

  bool trained(const std::string& team) const {
    const auto on = truth_.works.trained.find(team);
    return on != truth_.works.trained.end() && london_date(stage_.now()) > on->second;
  }

  void found(const Worked& worked, const std::string& team) {
    RecordReturn back;
    back.at = stage_.now();
    back.how = stage_.chance.chance(0.5) ? HowFound::returned_by_self : HowFound::found_by_police;
    back.where.text = "home";
    stage_.send(officer_of(team), worked, std::move(back));
    stage_.after(minutes{stage_.chance.between(30, 240)}, [this, worked, team] { interview(worked, team); });
  }

  void interview(const Worked& worked, const std::string& team) {
    const auto& officer = officer_of(team);
    const bool in_person = stage_.chance.chance(trained(team) ? truth_.in_person_share_after : truth_.in_person_share_before);
    HoldInterview holding;
    holding.mode = in_person ? InterviewMode::in_person : InterviewMode::phone;
    if (!in_person) holding.not_in_person_reason = "The child was with family in another county.";
    stage_.send(officer, worked, std::move(holding));
    if (!in_person) stage_.send(sergeants_[team], worked, AgreeInterviewMode{"An officer there will see the child tomorrow."});
    const auto held = stage_.child(worked.child);
    AnswerQuestions answers;
    for (const auto& question : held->episode(worked.episode)->interview.questions) {
      QuestionAnswer answer{.question = question.id, .answer = "Yes, with family."};
      if (question.asks_safety) answer.safety = QuestionSafety::safe;
      answers.answers.push_back(std::move(answer));
    }
    stage_.send(officer, worked, std::move(answers));
    stage_.send(stage_.coordinator, worked, OfferReturnInterview{{}, "Northmoor Listening Service", {}});
    stage_.after(hours{stage_.chance.between(20, 60)}, [this, worked, team] { finish(worked, team); });
  }

  void finish(const Worked& worked, const std::string& team) {
    RecordReturnInterview held;
    held.outcome = ReturnInterviewOutcome::completed;
    held.by = "Robin Teague, Northmoor Listening Service";
    held.summary = "Talked about what would help.";
    held.independent = true;
    stage_.send(stage_.coordinator, worked, std::move(held));
    stage_.send(sergeants_[team], worked, CloseEpisode{"Found and spoken to."});
  }

  desk::Desk& desk_;
  const MeasuredOptions options_;
  Stage stage_;
  MeasuredTruth truth_;
  Actor superintendent_, handler_;
  std::map<std::string, Actor> sergeants_;
  std::map<std::string, std::vector<Actor>> officers_;
  std::vector<ChildPtr> children_;
};

}  // namespace

policy::RuleTexts measured_rules() {
  auto rules = policy::built_in_rules();
  for (auto& [name, text] : rules) {
    if (name != "force.toml") continue;
    const auto from = text.find("\nteams = "), to = text.find('\n', from + 1);
    auto teams = team_names();
    teams.emplace_back(vacant_team);
    std::string list;
    for (const auto& team : teams) list += fmt::format("{}\"{}\"", list.empty() ? "" : ", ", team);
    text.replace(from, to - from, "\nteams = [" + list + "]");
  }
  return rules;
}

Instant measured_from() { return sys_days(first_day); }
Instant measured_until() { return sys_days(day_in(months_in_all, 1)) + days{4}; }

std::expected<MeasuredTruth, std::string> fill_measured(desk::Desk& desk, const MeasuredOptions& options) {
  try {
    return Filling(desk, options).fill();
  } catch (const Stage::Fault& fault) {
    return std::unexpected("The force could not be filled: " + fault.why);
  }
}

}  // namespace lapwing::synth
