// bench_groups [--cost] [FOLDER…]: how many planted groups are found, how early, and what one report costs.
//
// Each FOLDER holds an invented force (`lapwing synth`); beside them the second invented force of tests/links is made, with seeds that
// nothing was tuned on (--cost: only what a report costs). Each is run twice: who people are taken from the truth, so that the search is measured alone, and by the resolver,
// as it would be in use. Members are judged by the truth's entities: a listed person is whoever most of their mentions are.
#include <fmt/format.h>

#include <boost/json.hpp>

#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include "../tests/links/other_force.hpp"
#include "figures.hpp"
#include "links/links.hpp"
#include "reports/read_report.hpp"

namespace {

using namespace lapwing;
using bench::Stopwatch;

struct Planted {
  std::string name;
  std::vector<reports::Report> reports;
  std::map<std::string, std::string> entity;
  std::vector<std::set<std::string>> groups;
};

Planted from_folder(const std::filesystem::path& folder) {
  Planted out{folder.filename().string(), {}, {}, {}};
  std::ifstream mentions(folder / "mentions.csv"), lines(folder / "reports.jsonl"), truth(folder / "groups.json");
  for (std::string line; std::getline(mentions, line);) out.entity[line.substr(0, line.rfind(','))] = line.substr(line.rfind(',') + 1);
  for (std::string line; std::getline(lines, line);)
    if (auto read = reports::read_report(line)) out.reports.push_back(std::move(read->report));
  const auto groups = boost::json::parse(std::string((std::istreambuf_iterator<char>(truth)), {}));
  for (const auto& group : groups.as_array()) {
    auto& members = out.groups.emplace_back();
    for (const auto* part : {"adults", "children"})
      for (const auto& who : group.at(part).as_array()) members.emplace(who.as_string().c_str());
  }
  return out;
}

Planted from_seed(std::uint64_t seed, std::size_t reports, std::size_t groups) {
  auto force = other_force::make(seed, reports, groups);
  Planted out{fmt::format("the second force, seed {}", seed), std::move(force.reports), std::move(force.entity), {}};
  for (const auto& group : force.groups) {
    auto& members = out.groups.emplace_back(group.adults.begin(), group.adults.end());
    members.insert(group.children.begin(), group.children.end());
  }
  return out;
}

std::set<std::string> members_of(const Planted& planted, const links::Group& group) {
  std::set<std::string> out;
  for (const auto* list : {&group.adults, &group.children})
    for (const auto& member : *list) {
      std::map<std::string, int> told;
      for (const auto& [report, ref] : member.mentions)
        if (const auto found = planted.entity.find(report + "," + ref); found != planted.entity.end()) ++told[found->second];
      const auto most = std::ranges::max_element(told, {}, [](const auto& one) { return one.second; });
      if (most != told.end()) out.insert(most->first);
    }
  return out;
}

double f1(const std::set<std::string>& found, const std::set<std::string>& truth) {
  const auto both = std::ranges::count_if(found, [&](const auto& one) { return truth.contains(one); });
  return found.empty() ? 0 : 2.0 * static_cast<double>(both) / static_cast<double>(found.size() + truth.size());
}

// When a second child of each planted group is told of for the second time with somebody of the group.
std::map<std::string, std::vector<std::size_t>> second_reports(const Planted& planted) {
  std::map<std::string, std::size_t> group_of;
  for (std::size_t g = 0; g < planted.groups.size(); ++g)
    for (const auto& member : planted.groups[g]) group_of[member] = g;
  std::vector<std::map<std::string, int>> times(planted.groups.size());
  std::vector<bool> done(planted.groups.size(), false);
  std::map<std::string, std::vector<std::size_t>> out;
  for (const auto& report : planted.reports) {
    std::map<std::size_t, std::pair<std::set<std::string>, bool>> in;   // children of the group, and whether an adult of it
    for (const auto& person : report.people) {
      const auto who = planted.entity.find(report.number + "," + person.ref);
      if (who == planted.entity.end()) continue;
      const auto group = group_of.find(who->second);
      if (group == group_of.end()) continue;
      const bool child = who->second[0] == 'C' || who->second[0] == 'k';
      if (child) in[group->second].first.insert(who->second);
      else in[group->second].second = true;
    }
    for (const auto& [group, told] : in) {
      if (!told.second || done[group]) continue;
      for (const auto& child : told.first) ++times[group][child];
      if (std::ranges::count_if(times[group], [](const auto& one) { return one.second >= 2; }) < 2) continue;
      done[group] = true;
      out[report.number].push_back(group);
    }
  }
  return out;
}

void measure(const Planted& planted, bool truth) {
  auto people = truth ? links::people_given([&](const std::string& report, const std::string& ref) {
    const auto found = planted.entity.find(report + "," + ref);
    return found == planted.entity.end() ? std::string() : found->second;
  }) : links::people_resolved();
  links::Links links(policy::built_in_group_rules(), std::move(people));
  const auto due = second_reports(planted);
  const auto top = planted.groups.size() * 12 / 10;
  std::size_t early = 0, asked = 0;
  double seconds = 0;
  for (const auto& report : planted.reports) {
    const Stopwatch watch;
    links.take(report, {});
    seconds += watch.seconds();
    const auto now = due.find(report.number);
    if (now == due.end()) continue;
    const auto groups = links.groups();
    for (const auto planted_group : now->second) {
      ++asked;
      for (std::size_t i = 0; i < std::min(top, groups.size()); ++i) {
        const auto found = members_of(planted, groups[i]);
        if (std::ranges::count_if(found, [&](const auto& one) { return planted.groups[planted_group].contains(one); }) < 3) continue;
        ++early;
        break;
      }
    }
  }
  const auto groups = links.groups();
  std::vector<double> best(planted.groups.size(), 0);
  std::size_t innocent = 0;
  for (std::size_t i = 0; i < std::min(top, groups.size()); ++i) {
    const auto found = members_of(planted, groups[i]);
    double most = 0;
    for (std::size_t g = 0; g < planted.groups.size(); ++g) {
      const auto score = f1(found, planted.groups[g]);
      best[g] = std::max(best[g], score);
      most = std::max(most, score);
    }
    innocent += most < 0.2;
  }
  const auto whole = std::ranges::count_if(best, [](double f) { return f >= 0.85; });
  double mean = 0;
  for (const auto f : best) mean += f / static_cast<double>(std::max<std::size_t>(best.size(), 1));
  fmt::print("| {} | {} | {} | {} | {} of {} ({:.0f} %) | {:.2f} | {} of {} | {} of {} | {:.1f} |\n", planted.name, truth ? "truth" : "resolver", planted.reports.size(),
             planted.groups.size(), whole, planted.groups.size(), 100.0 * static_cast<double>(whole) / static_cast<double>(best.size()), mean, innocent,
             std::min(top, groups.size()), early, asked, seconds);
  std::fflush(stdout);
}

// A graph of a million nodes and three million links, and what the last reports cost.
void measure_cost() {
  constexpr std::size_t reports = 1'150'000, groups = 600, strangers = 260'000, timed = 20'000;
  auto planted = from_seed(77, reports, groups);
  links::Links links(policy::built_in_group_rules(), links::people_given([&](const std::string& report, const std::string& ref) {
                       const auto found = planted.entity.find(report + "," + ref);
                       return found == planted.entity.end() ? std::string() : found->second;
                     }));
  links.hold();
  for (std::size_t i = 0; i < strangers; ++i) {
    reports::Report report;
    report.number = fmt::format("M/{}", i);
    report.received_at = planted.reports.front().received_at + std::chrono::minutes{i};
    report.people = {{"a", reports::PersonRole::adult, fmt::format("Stranger One{}", i), {}, {}, {}, {}, {}, {}, {}, {}, {}},
                     {"b", reports::PersonRole::adult, fmt::format("Stranger Two{}", i), {}, {}, {}, {}, {}, {}, {}, {}, {}}};
    report.vehicles = {{"v", fmt::format("XA{:06}", i), false, {}, {}}};
    report.links = {{reports::LinkKind::associates, "a", "b", {"v"}, {}, {}}};
    links.take(report, {});
  }
  const auto last = planted.reports.size() - timed;
  for (std::size_t i = 0; i < last; ++i) links.take(planted.reports[i], {});
  const Stopwatch settling;
  links.settle();
  const auto settled = settling.seconds();
  std::vector<double> ms;
  for (std::size_t i = last; i < planted.reports.size(); ++i) {
    const Stopwatch watch;
    links.take(planted.reports[i], {});
    ms.push_back(watch.seconds() * 1000);
  }
  const auto cost = bench::spread(std::move(ms));
  fmt::print("\n{} nodes, {} links, {} groups ranked; brought up to date at once in {:.1f} s. One report more, groups and their evidence up to "
             "date: p50 {:.2f} ms, p99 {:.2f} ms (at most 5), longest {:.1f} ms\n", links.store().node_count(), links.store().fact_count(), links.groups().size(),
             settled, cost.p50, cost.p99, cost.max);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc > 1 && std::string_view(argv[1]) == "--cost") return measure_cost(), 0;
  fmt::print("| force | people by | reports | planted | whole in the first 1.2 × planted (F1 ≥ 0.85; at least 90 %) | mean F1 | innocent there | early (at least half) | s |\n"
             "|---|---|--:|--:|--:|--:|--:|--:|--:|\n");
  std::vector<Planted> forces;
  for (int i = 1; i < argc; ++i) forces.push_back(from_folder(argv[i]));
  for (const std::uint64_t seed : {901, 902}) forces.push_back(from_seed(seed, 100'000, 100));
  for (const auto& force : forces)
    for (const bool truth : {true, false}) measure(force, truth);
  measure_cost();
}
