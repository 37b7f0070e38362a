// The invented force against the published figures it is sized by, each with its tolerance, at 20,000 episodes.
#include "synth/force.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json.hpp>
#include <map>
#include <set>
#include <sstream>

#include "domain/time.hpp"
#include "synth/year.hpp"

namespace lapwing::synth {

namespace json = boost::json;

struct Written { std::string reports, mentions, groups; };

Written write(std::uint64_t episodes, std::uint64_t seed) {
  std::ostringstream reports, mentions, groups;
  write_force(episodes, seed, {reports, mentions, groups}, {});
  return {reports.str(), mentions.str(), groups.str()};
}

// One force, read once for all the tests.
struct Read {
  std::vector<json::object> reports;
  std::map<std::string, std::map<std::string, std::string>> entity;   // report -> ref -> entity
  json::array groups;

  explicit Read(const Written& written) {
    std::istringstream lines(written.reports), rows(written.mentions);
    for (std::string line; std::getline(lines, line);) reports.push_back(json::parse(line).as_object());
    std::string row;
    std::getline(rows, row);
    EXPECT_EQ(row, "report,ref,entity");
    while (std::getline(rows, row)) {
      const auto first = row.find(','), second = row.find(',', first + 1);
      entity[row.substr(0, first)][row.substr(first + 1, second - first - 1)] = row.substr(second + 1);
    }
    groups = json::parse(written.groups).as_array();
  }
  std::vector<const json::object*> of_kind(std::string_view kind) const {
    std::vector<const json::object*> out;
    for (const auto& report : reports)
      if (report.at("kind").as_string() == kind) out.push_back(&report);
    return out;
  }
  std::string who(const json::object& report) const { return entity.at(std::string(report.at("report").as_string())).at("p1"); }
};

const Read& force() {
  static const Read read(write(20'000, 5));
  return read;
}

Instant received(const json::object& report) { return parse_rfc3339(std::string(report.at("received_at").as_string())).value(); }
bool is_of_a_child(const json::object& report) { return report.at("people").at(0).at("role").as_string() == "child"; }

TEST(Force, TheSameSeedGivesTheSameBytesAndAnotherDoesNot) {
  const auto one = write(300, 11), again = write(300, 11), other = write(300, 12);
  EXPECT_EQ(one.reports, again.reports);
  EXPECT_EQ(one.mentions, again.mentions);
  EXPECT_EQ(one.groups, again.groups);
  EXPECT_NE(one.reports, other.reports);
}

TEST(Force, EveryLineHasWhatAReportMustHaveAndOnlyWordsOfTheContract) {
  const std::set<std::string_view> kinds = {"missing", "return", "intelligence", "sighting", "crime", "referral", "stop", "interview"};
  const std::set<std::string_view> fields = {"report", "received_at", "kind", "agency", "team", "grading", "occurred", "text", "people", "places", "vehicles", "links"};
  const std::set<std::string_view> links = {"lift", "gave", "met", "stayed", "lives", "called", "messaged", "associates", "drives", "owns", "found_with", "paid", "family", "works_with"};
  Instant last{};
  std::set<std::string> numbers;
  for (const auto& report : force().reports) {
    EXPECT_TRUE(numbers.insert(std::string(report.at("report").as_string())).second);
    ASSERT_TRUE(kinds.contains(report.at("kind").as_string()));
    EXPECT_GE(received(report), last);
    last = received(report);
    for (const auto& [name, value] : report) EXPECT_TRUE(fields.contains(name)) << name;
    const auto& refs = force().entity.at(std::string(report.at("report").as_string()));
    if (!report.contains("links")) continue;
    for (const auto& link : report.at("links").as_array()) {
      ASSERT_TRUE(links.contains(link.at("kind").as_string())) << json::serialize(link);
      EXPECT_TRUE(refs.contains(std::string(link.at("from").as_string())));
      for (const auto* end : {"to", "at"})
        if (const auto* named = link.as_object().if_contains(end)) EXPECT_TRUE(refs.contains(std::string(named->as_string())));
    }
  }
}

TEST(Force, ChildrenAreTheirPublishedShareOfReportsAndCareOfTheirs) {
  const auto missing = force().of_kind("missing");
  EXPECT_EQ(missing.size(), 20'000u);
  const auto children = std::ranges::count_if(missing, [](const auto* report) { return is_of_a_child(*report); });
  EXPECT_NEAR(static_cast<double>(children) / 20'000, share_of_children, 0.01);
  const auto in_care = std::ranges::count_if(missing, [](const auto* report) {
    return is_of_a_child(*report) && report->at("places").at(0).at("kind").as_string() == "childrens_home";
  });
  EXPECT_NEAR(static_cast<double>(in_care) / static_cast<double>(children), share_in_care, 0.04);
}

TEST(Force, ChildrenAreReportedAgainAsOftenAsPublishedAndAFewVeryOften) {
  std::map<std::string, int> times;
  for (const auto* report : force().of_kind("missing"))
    if (is_of_a_child(*report)) ++times[force().who(*report)];
  double all = 0;
  std::vector<int> counts;
  for (const auto& [child, count] : times) all += count, counts.push_back(count);
  EXPECT_NEAR(all / static_cast<double>(times.size()), reports_a_child, 0.2);
  std::ranges::sort(counts, std::greater{});
  double of_top_tenth = 0;
  for (std::size_t i = 0; i < counts.size() / 10; ++i) of_top_tenth += counts[i];
  EXPECT_GT(of_top_tenth / all, 0.3);
  EXPECT_GT(std::ranges::count(counts, 1), static_cast<std::ptrdiff_t>(counts.size() / 3));
}

TEST(Force, ThePublishedSharesAreFoundWithin8And48Hours) {
  std::map<std::string, std::vector<Instant>> returns;
  for (const auto* report : force().of_kind("return")) returns[force().who(*report)].push_back(received(*report));
  int within_8 = 0, within_48 = 0;
  for (const auto* report : force().of_kind("missing")) {
    const auto& of_person = returns[force().who(*report)];
    const auto back = std::ranges::lower_bound(of_person, received(*report));
    if (back == of_person.end()) continue;
    within_8 += *back - received(*report) <= std::chrono::hours{8};
    within_48 += *back - received(*report) <= std::chrono::hours{48};
  }
  EXPECT_NEAR(within_8 / 20'000.0, found_within_8_hours, 0.015);
  EXPECT_NEAR(within_48 / 20'000.0, found_within_48_hours, 0.01);
}

TEST(Force, MoreAreReportedInTheEveningThanBeforeDawn) {
  std::array<int, 24> by_hour{};
  for (const auto* report : force().of_kind("missing"))
    ++by_hour[static_cast<std::size_t>(std::chrono::duration_cast<std::chrono::hours>(received(*report).time_since_epoch()).count() % 24)];
  EXPECT_GT(by_hour[21], 5 * by_hour[4]);
}

TEST(Force, NobodyIsReportedWhileMissing) {
  std::map<std::string, bool> missing;
  for (const auto& report : force().reports) {
    const auto kind = report.at("kind").as_string();
    if ((kind != "missing" && kind != "return") || !is_of_a_child(report)) continue;
    auto& is_missing = missing[force().who(report)];
    EXPECT_NE(is_missing, kind == "missing") << report.at("report").as_string();
    is_missing = kind == "missing";
  }
}

TEST(Force, EveryMemberOfAPlantedGroupIsNamedSomewhereAndNoReportHoldsAWholeGroup) {
  std::map<std::string, std::set<std::string>> reports_of;
  for (const auto& [report, refs] : force().entity)
    for (const auto& [ref, entity] : refs) reports_of[entity].insert(report);
  ASSERT_GT(force().groups.size(), 20u);
  for (const auto& group : force().groups) {
    const auto& adults = group.at("adults").as_array();
    const auto& children = group.at("children").as_array();
    EXPECT_GE(adults.size(), 2u);
    EXPECT_LE(adults.size(), 6u);
    EXPECT_GE(children.size(), 2u);
    EXPECT_LE(children.size(), 12u);
    std::set<std::string> shared;
    bool first = true;
    for (const auto* members : {&adults, &children})
      for (const auto& member : *members) {
        const auto& seen = reports_of[std::string(member.as_string())];
        EXPECT_FALSE(seen.empty()) << member.as_string();
        if (first) shared = seen;
        std::set<std::string> both;
        std::ranges::set_intersection(shared, seen, std::inserter(both, both.end()));
        shared = std::move(both);
        first = false;
      }
    EXPECT_TRUE(shared.empty());
  }
}

// The share of each code among children in groups is that among the rest, within four standard errors.
TEST(Force, EthnicityTellsNothingAboutWhoIsInAGroup) {
  std::set<std::string> in_group;
  for (const auto& group : force().groups)
    for (const auto& child : group.at("children").as_array()) in_group.insert(std::string(child.as_string()));
  std::map<std::string, std::string> code;
  for (const auto& report : force().reports)
    if (const auto* people = report.if_contains("people"))
      for (const auto& one : people->as_array())
        if (const auto* recorded = one.as_object().if_contains("ethnicity_self"))
          code[force().entity.at(std::string(report.at("report").as_string())).at(std::string(one.at("ref").as_string()))] = std::string(recorded->as_string());
  double inside = 0, inside_w1 = 0, outside = 0, outside_w1 = 0;
  for (const auto& [entity, recorded] : code) {
    if (!entity.starts_with("C-")) continue;
    (in_group.contains(entity) ? inside : outside) += 1;
    if (recorded == "W1") (in_group.contains(entity) ? inside_w1 : outside_w1) += 1;
  }
  ASSERT_GT(inside, 30);
  const double share = outside_w1 / outside;
  EXPECT_NEAR(inside_w1 / inside, share, 4 * std::sqrt(share * (1 - share) / inside));
}

TEST(Force, ASmallForceIsWhole) {
  const Read small(write(1, 3));
  EXPECT_EQ(small.of_kind("missing").size(), 1u);
}

}  // namespace lapwing::synth
