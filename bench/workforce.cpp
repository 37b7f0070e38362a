// bench_workforce [ROWS]: what the workforce page and the training page cost. An invented table of ROWS episodes (default 1,000,000) over ten
// years, 300 officers in twelve teams, 400 open episodes, three courses.
#include <fmt/format.h>

#include <cstdlib>
#include <functional>
#include <random>

#include "figures.hpp"
#include "measures/training/courses.hpp"
#include "measures/workforce/sections.hpp"

namespace {

using namespace lapwing;
using namespace lapwing::measures;

constexpr int times = 9, weeks = 520, officers_count = 300, teams_count = 12, open_count = 400, course_count = 3;
const Instant first_day = Instant(std::chrono::sys_days(std::chrono::year(2016) / 1 / 4));
const Instant now = first_day + std::chrono::days(7 * weeks) + std::chrono::hours(16);

std::string team_name(std::size_t number) { return fmt::format("Response {}", number + 1); }

void fill(FactTable& table, std::uint64_t episodes) {
  SeededIds ids(1);
  std::mt19937_64 chance(2);
  std::vector<ChildRow> children;
  for (std::uint64_t i = 0; i < episodes / 3 + 1; ++i) {
    ChildFacts child{.id = ids.next<ChildId>()};
    if (chance() % 3) child.self_defined[0] = 'W', child.self_defined[1] = '1';
    children.push_back(table.put_child(child));
  }
  for (std::uint64_t i = 0; i < episodes; ++i) {
    EpisodeFacts row{.id = ids.next<EpisodeId>(), .child = children[chance() % children.size()], .reported_at = first_day + std::chrono::minutes(chance() % (weeks * 7 * 24 * 60))};
    row.team = table.team(team_name(chance() % teams_count));
    row.first_level = row.level = static_cast<RiskLevel>(chance() % 4);
    row.returned = static_cast<ElapsedSeconds>(chance() % 200'000);
    row.interviewed = static_cast<ElapsedSeconds>(chance() % 100'000);
    row.interview_mode = chance() % 3 ? InterviewMode::in_person : InterviewMode::phone;
    row.questions = 10;
    row.questions_answered = static_cast<std::uint16_t>(chance() % 11);
    row.clocks_breached = static_cast<ClockKinds>(chance() & chance() & 0x1ff);
    row.clocks_met = 0x1ff;
    table.put_episode(row);
  }
}

workforce::Officers invent_officers() {
  SeededIds ids(3);
  std::mt19937_64 chance(4);
  workforce::Officers out;
  for (std::size_t i = 0; i < officers_count; ++i) {
    auto one = std::make_shared<casework::Account>();
    one->id = ids.next<UserId>();
    one->name = fmt::format("Officer {:03}", i);
    one->team = team_name(i % teams_count);
    casework::Accreditation held;
    held.kind = i % 4 ? "pip2" : "scaidp";
    held.awarded = std::chrono::year(2024) / 1 / 1;
    one->accreditations.push_back(held);
    one->pattern = casework::WorkingPattern{{"Early", "Late", "Night"}, {1, 2, 3, 4, 5, 6, 7}, 1, {}};
    out.push_back(std::move(one));
  }
  return out;
}

casework::ForceRecord invent_record(const workforce::Officers& officers) {
  casework::ForceRecord out;
  for (std::size_t team = 0; team < teams_count; ++team) out.posts.push_back({{}, {team_name(team), {}, {}, 40, std::chrono::year(2016) / 1 / 1}});
  for (std::size_t course = 0; course < course_count; ++course) {
    casework::Course one;
    one.added.what.name = fmt::format("Course {}", course + 1);
    for (std::size_t team = 0; team < teams_count / 2; ++team) {
      casework::CourseSessionRecorded session;
      session.on = Date(std::chrono::sys_days(std::chrono::year(2024) / 6 / 10) + std::chrono::days(40 * static_cast<int>(team + course)));
      session.teams = {team_name(team)};
      for (const auto& officer : officers)
        if (officer->team == session.teams.front()) session.attended.push_back(officer->id);
      one.sessions.push_back({{}, session});
    }
    out.courses.push_back(std::move(one));
  }
  return out;
}

std::vector<workforce::OpenWork> invent_work(const workforce::Officers& officers) {
  std::mt19937_64 chance(5);
  std::vector<workforce::OpenWork> out(open_count);
  for (auto& one : out) {
    one.open = true;
    one.level = static_cast<RiskLevel>(chance() % 4);
    one.owner = casework::Person{officers[chance() % officers.size()]->id, ""};
  }
  return out;
}

std::string milliseconds(const std::function<void()>& work) {
  std::vector<double> took;
  for (int i = 0; i < times; ++i) {
    bench::Stopwatch watch;
    work();
    took.push_back(watch.seconds() * 1000);
  }
  return fmt::format("{:.1f} ms, slowest {:.1f} ms", bench::spread(took).p50, bench::spread(took).max);
}

}  // namespace

int main(int argc, char** argv) {
  const auto rows = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 1'000'000;
  const auto officers = invent_officers();
  FactTable table;
  fill(table, rows);
  const auto loaded = policy::load(policy::built_in_rules());
  if (!loaded) return 1;
  const auto& policies = *loaded;
  const auto& forecast = policy::built_in_forecast_rules();
  const auto& training_rules = policy::built_in_training_rules();
  const auto record = invent_record(officers);
  const auto work = invent_work(officers);
  const auto today = london_date(now);
  workforce::WorkforceHeld held{officers, &record, work, {}, &policies, &forecast};
  const workforce::WorkforceAsked asked{.now = now, .monday = today, .share_within = 0.9, .what_if = {10, 5, 30}, .with_names = true};
  (void)table.scan();

  fmt::print("workforce over {} episodes\n", rows);
  fmt::print("  demand gathered in one pass    {}\n", milliseconds([&] { held.demand = workforce::gather_demand(table.scan(), "", now, forecast); }));
  fmt::print("  forecast, tried on its past    {}\n",
             milliseconds([&] { (void)workforce::forecast_demand(held.demand.daily, workforce::proclaimed_holidays(forecast), workforce::forecast_rules(forecast)); }));
  fmt::print("  the page's parts, all of them  {}\n", milliseconds([&] { (void)workforce::workforce_sections(held, asked); }));
  fmt::print("  whom to give an episode to     {}\n",
             milliseconds([&] { (void)workforce::allocate(officers, {RiskLevel::high, true}, workforce::loads_of(work, policies.workforce), policies, now); }));
  std::optional<training::Panel> panel;
  const auto months = training::months_needed(record, training_rules, today);
  fmt::print("training, {} courses, {} months\n", course_count, months->count());
  fmt::print("  figures gathered in one pass   {}\n", milliseconds([&] { panel = training::gather_panel(table.scan(), officers, *months); }));
  fmt::print("  the page's parts, all of them  {}\n",
             milliseconds([&] { (void)training::training_sections({&record, officers, &*panel, &training_rules, &policy::built_in_measure_rules()}, today); }));
}
