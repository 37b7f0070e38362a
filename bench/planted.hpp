// An invented force with its truth: reports, who each mention is, and the groups planted in it. From a folder that `lapwing synth` wrote,
// or the second invented force of tests/links. Members are judged by the truth's entities: a listed person is whoever most of their
// mentions are. For benchmarks.
#pragma once
#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include "../tests/links/other_force.hpp"
#include "links/links.hpp"
#include "reports/read_report.hpp"

namespace lapwing::bench {

struct Planted {
  std::string name;
  std::vector<reports::Report> reports;
  std::map<std::string, std::string> entity;      // "R-000123,p2" → who it is
  std::vector<std::set<std::string>> groups;      // adults and children

  std::string who(const std::string& report, const std::string& ref) const {
    const auto found = entity.find(report + "," + ref);
    return found == entity.end() ? std::string() : found->second;
  }
  static bool is_child(const std::string& entity) { return entity[0] == 'C' || entity[0] == 'k'; }
};

inline Planted from_folder(const std::filesystem::path& folder) {
  Planted out{fmt::format("lapwing {}", folder.filename().string()), {}, {}, {}};
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

inline Planted from_seed(std::uint64_t seed, std::size_t reports, std::size_t groups) {
  auto force = other_force::make(seed, reports, groups);
  Planted out{fmt::format("the second force, seed {}", seed), std::move(force.reports), std::move(force.entity), {}};
  for (const auto& group : force.groups) {
    auto& members = out.groups.emplace_back(group.adults.begin(), group.adults.end());
    members.insert(group.children.begin(), group.children.end());
  }
  return out;
}

inline std::unique_ptr<links::People> people_of(const Planted& planted, bool truth) {
  if (!truth) return links::people_resolved();
  return links::people_given([&](const std::string& report, const std::string& ref) { return planted.who(report, ref); });
}

inline std::set<std::string> members_of(const Planted& planted, const links::Group& group) {
  std::set<std::string> out;
  for (const auto* list : {&group.adults, &group.children})
    for (const auto& member : *list) {
      std::map<std::string, int> told;
      for (const auto& [report, ref] : member.mentions)
        if (const auto who = planted.who(report, ref); !who.empty()) ++told[who];
      const auto most = std::ranges::max_element(told, {}, [](const auto& one) { return one.second; });
      if (most != told.end()) out.insert(most->first);
    }
  return out;
}

inline std::size_t in_both(const std::set<std::string>& found, const std::set<std::string>& truth) {
  return static_cast<std::size_t>(std::ranges::count_if(found, [&](const auto& one) { return truth.contains(one); }));
}

inline double f1(const std::set<std::string>& found, const std::set<std::string>& truth) {
  return found.empty() ? 0 : 2.0 * static_cast<double>(in_both(found, truth)) / static_cast<double>(found.size() + truth.size());
}

// The planted groups of which the list's first 1.2 times as many hold one with members' F1 of at least 0.85, and the innocent there.
struct Counted {
  std::vector<double> best;                // of each planted group
  std::size_t listed = 0, innocent = 0;
  std::size_t whole() const { return static_cast<std::size_t>(std::ranges::count_if(best, [](double f) { return f >= 0.85; })); }
};

inline Counted count(const Planted& planted, const std::vector<links::Group>& groups) {
  Counted out{std::vector<double>(planted.groups.size(), 0), std::min(planted.groups.size() * 12 / 10, groups.size()), 0};
  for (std::size_t i = 0; i < out.listed; ++i) {
    const auto found = members_of(planted, groups[i]);
    double most = 0;
    for (std::size_t g = 0; g < planted.groups.size(); ++g) {
      const auto score = f1(found, planted.groups[g]);
      out.best[g] = std::max(out.best[g], score);
      most = std::max(most, score);
    }
    out.innocent += most < 0.2;
  }
  return out;
}

}  // namespace lapwing::bench
