// bench_groups [FOLDER…]: how many planted groups are found, how early, what one report costs, and for whom it errs.
//
// Each FOLDER holds an invented force (`lapwing synth`). The first, and the second invented force of tests/links with seeds that nothing
// was tuned on, are run twice: who people are taken from the truth, so that the search is measured alone, and by the resolver, as it would
// be in use. Every folder counts for the table by ethnic group, which this program reads from the reports; src/links never does.
//
//   --cost                      only what a report costs
//   --calibrate FOLDER…         slope and offset for rules/groups.toml, from these folders and development seeds of the second force
//   --calibrated FOLDER…        how far the probabilities are out there and on other seeds
#include "groups_calibrated.hpp"

#include <time.h>

#include "figures.hpp"

namespace {

using namespace lapwing;
using bench::Planted;
using bench::Stopwatch;

constexpr std::array<std::uint64_t, 5> development_seeds{21, 22, 23, 24, 25}, other_seeds{31, 32, 33, 34, 35};
constexpr std::array<std::uint64_t, 2> kept_back_seeds{901, 902};

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
      const auto who = planted.who(report.number, person.ref);
      const auto group = group_of.find(who);
      if (group == group_of.end()) continue;
      if (Planted::is_child(who)) in[group->second].first.insert(who);
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

void measure(const Planted& planted, bool truth, bench::Counted* resolved, std::vector<links::Group>* list) {
  links::Links links(policy::built_in_group_rules(), bench::people_of(planted, truth));
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
        if (bench::in_both(bench::members_of(planted, groups[i]), planted.groups[planted_group]) < 3) continue;
        ++early;
        break;
      }
    }
  }
  auto groups = links.groups();
  const auto counted = bench::count(planted, groups);
  double mean = 0;
  for (const auto f : counted.best) mean += f / static_cast<double>(std::max<std::size_t>(counted.best.size(), 1));
  fmt::print("| {} | {} | {} | {} | {} of {} ({:.0f} %) | {:.2f} | {} of {} | {} of {} | {:.1f} |\n", planted.name, truth ? "truth" : "resolver", planted.reports.size(),
             planted.groups.size(), counted.whole(), planted.groups.size(), 100.0 * static_cast<double>(counted.whole()) / static_cast<double>(counted.best.size()), mean,
             counted.innocent, counted.listed, early, asked, seconds);
  std::fflush(stdout);
  if (resolved) *resolved = counted;
  if (list) *list = std::move(groups);
}

// By the first letter of the code most often told of a child: the census' groups, White British apart from other White.
struct ByEthnicGroup {
  struct Row { std::size_t planted = 0, found = 0, listed = 0, false_entries = 0; };
  std::map<std::string, Row> rows;

  static std::string named(const std::string& code) {
    if (code == "W1") return "White British";
    const std::map<char, const char*> names{{'W', "other White"}, {'M', "Mixed"}, {'A', "Asian"}, {'B', "Black"}, {'O', "other"}};
    const auto found = names.find(code.empty() ? '-' : code[0]);
    return found == names.end() ? "not told" : found->second;
  }

  void add(const Planted& planted, const bench::Counted& counted, const std::vector<links::Group>& groups) {
    std::map<std::string, std::map<std::string, int>> told;
    for (const auto& report : planted.reports)
      for (const auto& person : report.people)
        if (const auto who = planted.who(report.number, person.ref); !person.ethnicity_self.empty() && !who.empty()) ++told[who][person.ethnicity_self];
    const auto group_of = [&](const std::string& child) {
      const auto found = told.find(child);
      return found == told.end() ? named("") : named(std::ranges::max_element(found->second, {}, [](const auto& one) { return one.second; })->first);
    };
    std::set<std::string> listed, in_a_group;
    for (std::size_t i = 0; i < counted.listed; ++i)
      for (const auto& one : bench::members_of(planted, groups[i]))
        if (Planted::is_child(one)) listed.insert(one);
    for (std::size_t g = 0; g < planted.groups.size(); ++g)
      for (const auto& one : planted.groups[g]) {
        if (!Planted::is_child(one)) continue;
        in_a_group.insert(one);
        auto& row = rows[group_of(one)];
        ++row.planted;
        row.found += counted.best[g] >= 0.85;
        row.listed += listed.contains(one);
      }
    for (const auto& one : listed)
      if (!in_a_group.contains(one)) ++rows[group_of(one)].false_entries;
  }

  void print() const {
    fmt::print("\n| children (people by the resolver) | in planted groups | their group found whole | listed in a group | listed without being harmed |\n|---|--:|--:|--:|--:|\n");
    const auto percent = [](std::size_t part, std::size_t of) { return 100.0 * static_cast<double>(part) / static_cast<double>(std::max<std::size_t>(of, 1)); };
    for (const auto& [name, row] : rows)
      fmt::print("| {} | {} | {} ({:.0f} %) | {} ({:.0f} %) | {} |\n", name, row.planted, row.found, percent(row.found, row.planted), row.listed,
                 percent(row.listed, row.planted), row.false_entries);
  }
};

// The processor's time of this thread, which other programs on the machine do not lengthen.
double processor_ms() {
  timespec at{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &at);
  return static_cast<double>(at.tv_sec) * 1e3 + static_cast<double>(at.tv_nsec) / 1e6;
}

// A graph of a million nodes and three million links, and what the last reports cost.
void measure_cost() {
  constexpr std::size_t reports = 1'150'000, groups = 600, strangers = 260'000, timed = 20'000;
  const auto planted = bench::from_seed(77, reports, groups);
  links::Links links(policy::built_in_group_rules(), bench::people_of(planted, true));
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
  std::vector<double> ms, of_processor;
  for (std::size_t i = last; i < planted.reports.size(); ++i) {
    const Stopwatch watch;
    const auto before = processor_ms();
    links.take(planted.reports[i], {});
    of_processor.push_back(processor_ms() - before);
    ms.push_back(watch.seconds() * 1000);
  }
  const auto cost = bench::spread(std::move(ms)), alone = bench::spread(std::move(of_processor));
  fmt::print("\n{} nodes, {} links, {} groups ranked; brought up to date at once in {:.1f} s. One report more, groups and their evidence up to "
             "date: p50 {:.2f} ms, p99 {:.2f} ms (at most 5), longest {:.1f} ms; of the processor's time p50 {:.2f} ms, p99 {:.2f} ms\n", links.store().node_count(), links.store().fact_count(), links.groups().size(),
             settled, cost.p50, cost.p99, cost.max, alone.p50, alone.p99);
}

std::vector<bench::Judged> judged(int argc, char** argv, const std::array<std::uint64_t, 5>& seeds) {
  std::vector<bench::Judged> all;
  const auto add = [&](const Planted& planted) {
    const auto some = bench::judged(planted);
    const auto known = bench::calibration(some);
    fmt::print("{}: {} groups, calibration error {:.3f}; {} between 0.1 and 0.9\n", planted.name, known.groups, known.error, known.between);
    std::fflush(stdout);
    all.insert(all.end(), some.begin(), some.end());
  };
  for (int i = 2; i < argc; ++i) add(bench::from_folder(argv[i]));
  for (const auto seed : seeds) add(bench::from_seed(seed, 60'000, 60));
  const auto known = bench::calibration(all);
  fmt::print("all: {} groups, calibration error {:.3f}; {} between 0.1 and 0.9, there {:.3f}\n", known.groups, known.error, known.between, known.error_between);
  return all;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view asked = argc > 1 ? argv[1] : "";
  if (asked == "--cost") return measure_cost(), 0;
  if (asked == "--calibrated") return judged(argc, argv, other_seeds), 0;
  if (asked == "--calibrate") {
    const auto [slope, offset] = bench::fitted(judged(argc, argv, development_seeds));
    fmt::print("slope = {:.0f}\noffset = {:.0f}\n", 100 * slope, 100 * offset);
    return 0;
  }
  fmt::print("| force | people by | reports | planted | whole in the first 1.2 × planted (F1 ≥ 0.85; at least 90 %) | mean F1 | innocent there | early (at least half) | s |\n"
             "|---|---|--:|--:|--:|--:|--:|--:|--:|\n");
  ByEthnicGroup by_ethnic_group;
  for (int i = 1; i < argc; ++i) {
    const auto planted = bench::from_folder(argv[i]);
    bench::Counted counted;
    std::vector<links::Group> list;
    if (i == 1) measure(planted, true, nullptr, nullptr);
    measure(planted, false, &counted, &list);
    by_ethnic_group.add(planted, counted, list);
  }
  for (const auto seed : kept_back_seeds) {
    const auto planted = bench::from_seed(seed, 100'000, 100);
    for (const bool truth : {true, false}) measure(planted, truth, nullptr, nullptr);
  }
  by_ethnic_group.print();
  measure_cost();
}
