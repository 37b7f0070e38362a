// bench_facts [ROWS]: what figures cost to count. An invented table of ROWS episodes (default 1,000,000) and a third as many children:
//   - memory a row, and how long scans for figures like those on the pages take;
//   - what keeping the rows in step costs a command, alone and while somebody scans without pause.
#include <fmt/format.h>

#include <array>
#include <atomic>
#include <cstdlib>
#include <functional>
#include <thread>

#include "casework/event.hpp"
#include "desk/working_facts.hpp"
#include "figures.hpp"
#include "measures/facts/fact_table.hpp"
#include "synth/random.hpp"

namespace {

using namespace lapwing;
using namespace lapwing::measures;
using bench::Stopwatch;

constexpr std::uint32_t episodes_a_child = 3, scans = 15;
constexpr int weeks = 520;
const Instant first_day = Instant(std::chrono::sys_days(std::chrono::year(2016) / 1 / 4));

void fill(FactTable& table, std::uint64_t episodes) {
  SeededIds ids(1);
  synth::Random chance(2);
  ChildRow child = 0;
  for (std::uint64_t i = 0; i < episodes; ++i) {
    if (i % episodes_a_child == 0) {
      ChildFacts row;
      row.id = ids.next<ChildId>();
      const auto group = chance.below(10);
      if (group < 7) row.self_defined[0] = "WABMO"[group % 5], row.self_defined[1] = '1';
      child = table.put_child(row);
    }
    EpisodeFacts row;
    row.id = ids.next<EpisodeId>();
    row.child = child;
    row.team = static_cast<TeamNumber>(1 + chance.below(12));
    row.reported_at = first_day + std::chrono::minutes(chance.below(weeks * 7 * 24 * 60));
    row.level = static_cast<RiskLevel>(chance.below(4));
    row.deployed = static_cast<ElapsedSeconds>(chance.below(7200));
    row.deployment_due = 3600;
    row.returned = static_cast<ElapsedSeconds>(chance.below(200'000));
    row.closed = row.returned + 86'400;
    row.interviewed = static_cast<ElapsedSeconds>(chance.below(100'000));
    row.interview_due = 86'400;
    table.put_episode(row);
  }
}

double milliseconds(const std::function<void()>& work) {
  std::vector<double> took;
  for (std::uint32_t i = 0; i < scans; ++i) {
    Stopwatch watch;
    work();
    took.push_back(watch.seconds() * 1000);
  }
  return bench::spread(took).p50;
}

struct Share { std::uint64_t within = 0, all = 0; };

void print_scans(const FactTable& table) {
  std::uint64_t sink = 0;
  const auto by_team = milliseconds([&] {
    const auto scan = table.scan();
    std::vector<Share> teams(scan.teams().size());
    for (const auto& e : scan.episodes()) {
      if (!e.happened(e.deployment_due)) continue;
      ++teams[e.team].all;
      teams[e.team].within += e.happened(e.deployed) && e.deployed <= e.deployment_due;
    }
    sink += teams[1].within;
  });
  const auto by_week = milliseconds([&] {
    const auto scan = table.scan();
    std::vector<Share> shares(weeks);
    for (const auto& e : scan.episodes()) {
      const auto week = (e.reported_at - first_day) / std::chrono::days(7);
      if (!e.happened(e.interviewed)) continue;
      auto& share = shares[static_cast<std::size_t>(week)];
      ++share.all;
      share.within += e.interviewed <= e.interview_due;
    }
    sink += shares[1].within;
  });
  const auto by_ethnicity = milliseconds([&] {
    const auto scan = table.scan();
    std::array<std::vector<ElapsedSeconds>, 128> times;
    const auto from = first_day + std::chrono::days(7 * (weeks - 52));
    for (const auto& e : scan.episodes())
      if (e.reported_at >= from) times[static_cast<unsigned char>(scan.child(e).self_defined[0]) & 127].push_back(e.deployed);
    for (auto& group : times) {
      if (group.empty()) continue;
      std::ranges::nth_element(group, group.begin() + static_cast<std::ptrdiff_t>(group.size() / 2));
      sink += static_cast<std::uint64_t>(group[group.size() / 2]);
    }
  });
  fmt::print("| share within the deployment clock, by team | {:.1f} ms |\n", by_team);
  fmt::print("| share interviewed within a day, by week for ten years | {:.1f} ms |\n", by_week);
  fmt::print("| median time to deployment by ethnicity of the child, a year | {:.1f} ms |\n", by_ethnicity);
  if (sink == 0) std::exit(3);
}

// One command's part: an event folded into an episode's row of a child at hand, and both rows put.
double microseconds_a_command(FactTable& table, std::uint64_t commands) {
  std::vector<std::pair<ChildId, EpisodeId>> some;
  {
    const auto scan = table.scan();
    for (const auto& e : scan.episodes()) {
      some.emplace_back(scan.child(e).id, e.id);
      if (some.size() == 5'000) break;
    }
  }
  const casework::Actor constable{SeededIds(3).next<UserId>(), "PC Tom Reed", Role::officer};
  Stopwatch watch;
  for (std::uint64_t i = 0; i < commands; ++i) {
    const auto& [child, episode] = some[(i * 7919) % some.size()];
    casework::Recorded recorded{{i + 1, first_day, constable}, episode, casework::OfficerDeployed{{}, {{}, "PC Tom Reed"}, {}, "Her home"}};
    desk::WorkingFacts working(child);
    working.take(recorded, table);
    working.put(table);
  }
  return watch.seconds() * 1e6 / static_cast<double>(commands);
}

}  // namespace

int main(int count, char** words) {
  const std::uint64_t episodes = count > 1 ? std::strtoull(words[1], nullptr, 10) : 1'000'000;
  FactTable table;
  for (int team = 1; team <= 12; ++team) table.team(fmt::format("Team {}", team));
  Stopwatch filling;
  fill(table, episodes);
  const auto filled = filling.seconds();
  (void)table.scan();
  fmt::print("| facts | |\n|---|--:|\n");
  fmt::print("| a row of an episode, of a child; all with their indexes, an episode | {}, {}; {:.0f} bytes |\n", sizeof(EpisodeFacts), sizeof(ChildFacts),
             static_cast<double>(table.bytes()) / static_cast<double>(episodes));
  fmt::print("| {} rows put in | {:.2f} s |\n", episodes, filled);
  print_scans(table);
  fmt::print("| a command's rows folded and published | {:.2f} µs |\n", microseconds_a_command(table, 200'000));
  std::atomic<bool> done{false};
  std::thread scanning([&] {
    std::uint64_t late = 0;
    while (!done) {
      const auto scan = table.scan();
      for (const auto& e : scan.episodes()) late += e.deployed > e.deployment_due;
    }
    if (late == 0) std::exit(3);
  });
  fmt::print("| the same while somebody scans without pause | {:.2f} µs |\n", microseconds_a_command(table, 200'000));
  done = true;
  scanning.join();
  return 0;
}
