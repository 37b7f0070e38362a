// bench_measures [ROWS]: what the pages of equity and of the response cost to count. An invented table of ROWS episodes (default
// 1,000,000) over ten years and a third as many children; each page for all of them at once, and for the last twelve months.
#include <fmt/format.h>

#include <cstdlib>
#include <functional>

#include "figures.hpp"
#include "measures/equity/equity.hpp"
#include "measures/response/breaches.hpp"
#include "measures/response/response.hpp"
#include "synth/random.hpp"

namespace {

using namespace lapwing;
using namespace lapwing::measures;

constexpr std::uint32_t episodes_a_child = 3, times = 9;
constexpr int weeks = 520;
const Instant first_day = Instant(std::chrono::sys_days(std::chrono::year(2016) / 1 / 4));
const Months ten_years{2016 * 12, 2025 * 12 + 11}, last_year{2025 * 12, 2025 * 12 + 11};

// Not in order of children, as episodes come.
void fill(FactTable& table, std::uint64_t episodes) {
  SeededIds ids(1);
  synth::Random chance(2);
  const auto children = static_cast<ChildRow>(episodes / episodes_a_child + 1);
  for (ChildRow child = 0; child < children; ++child) {
    ChildFacts row;
    row.id = ids.next<ChildId>();
    const auto group = chance.below(10);
    if (group < 7) row.self_defined[0] = "WABMO"[group % 5], row.self_defined[1] = '1';
    if (chance.below(4) > 0) row.nationality[0] = 'G', row.nationality[1] = 'B';
    table.put_child(row);
  }
  for (int team = 1; team <= 12; ++team) table.team(fmt::format("Response {}", team));
  for (std::uint64_t i = 0; i < episodes; ++i) {
    EpisodeFacts row;
    row.id = ids.next<EpisodeId>();
    row.child = static_cast<ChildRow>(chance.below(children));
    row.team = static_cast<TeamNumber>(1 + chance.below(12));
    row.reported_at = first_day + std::chrono::minutes(chance.below(weeks * 7 * 24 * 60));
    row.assessed = true;
    row.first_level = row.level = static_cast<RiskLevel>(chance.below(4));
    row.deployed = static_cast<ElapsedSeconds>(chance.below(7200));
    row.reviewed = static_cast<ElapsedSeconds>(chance.below(20'000));
    row.returned = static_cast<ElapsedSeconds>(chance.below(200'000));
    row.closed = row.returned + 86'400;
    row.how_found = static_cast<casework::HowFound>(chance.below(4));
    row.interviewed = static_cast<ElapsedSeconds>(chance.below(100'000));
    row.interview_mode = chance.below(3) > 0 ? InterviewMode::in_person : InterviewMode::phone;
    if (chance.below(4) > 0) row.rhi_offered = 3600, row.rhi_completed = static_cast<ElapsedSeconds>(chance.below(400'000));
    row.clocks_set = 0x1ff;
    row.clocks_breached = static_cast<ClockKinds>(chance.below(512) & chance.below(512));
    row.clocks_met = static_cast<ClockKinds>(0x1ff & ~(row.clocks_breached & chance.below(512)));
    table.put_episode(row);
  }
}

std::string milliseconds(const std::function<void()>& work) {
  std::vector<double> took;
  for (std::uint32_t i = 0; i < times; ++i) {
    bench::Stopwatch watch;
    work();
    took.push_back(watch.seconds() * 1000);
  }
  return fmt::format("{:.1f} ms", bench::spread(took).p50);
}

}  // namespace

int main(int argc, char** argv) {
  const auto rows = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 1'000'000;
  FactTable table;
  fill(table, rows);
  const auto policies = policy::load(policy::built_in_rules()).value();
  const auto& measure_rules = policy::built_in_measure_rules();
  const auto now = first_day + std::chrono::days(7 * weeks);
  const casework::PopulationSet population{"Invented", 2021, {{"W1", 100'000}, {"A1", 20'000}, {"B1", 10'000}, {"M1", 8'000}, {"O2", 4'000}}};
  { const auto taken_in = table.scan(); }

  fmt::print("| {} episodes | all ten years | the last twelve months |\n|---|---|---|\n", rows);
  const auto line = [&](std::string_view name, const std::function<void(Months)>& work) {
    fmt::print("| {} | {} | {} |\n", name, milliseconds([&] { work(ten_years); }), milliseconds([&] { work(last_year); }));
  };
  line("response", [&](Months months) { response(table.scan(), {months, "", now}, {policies.clocks, measure_rules}); });
  line("breaches, one page of 20", [&](Months months) { breached_episodes(table.scan(), {months, "", now}, {}, 0, 20); });
  line("equity", [&](Months months) { equity(table.scan(), {months, ""}, {policies.ethnicity, measure_rules}, &population); });
}
