#include "measures/equity/equity_tally.hpp"

#include <algorithm>

#include "measures/casework_shares.hpp"

namespace lapwing::measures {

namespace {

constexpr std::size_t countries_max = 1 << 16;

// Of one child, over the period.
struct ChildCounts {
  const EpisodeFacts* latest = nullptr;
  std::uint32_t latest_at = 0;             // seconds from the start of the period
  std::uint16_t episodes = 0, graded_high = 0, deployments_due = 0, deployed_in_time = 0, found_by_police = 0;
};

std::size_t way_found(const EpisodeFacts& episode) {
  if (!episode.how_found) return ways_found - 1;
  return std::min(static_cast<std::size_t>(*episode.how_found), ways_found - 1);
}

class Tallying {
 public:
  Tallying(const FactTable::Scan& scan, const EquityAsked& asked, const EthnicGroups& groups)
      : scan_(scan), groups_(groups), span_(span_of(asked.months)), children_(scan.child_rows()), category_(scan.child_rows()),
        by_country_(countries_max) {
    out.months = Periods::months(asked.months);
    out.categories.resize(groups.categories());
    out.children_by_team.resize(scan.teams().size());
    out.children_by_month.resize(out.months.size());
    out.children_by_observed.resize(groups.observed_groups());
    out.adults_by_month.resize(out.months.size());
    first_month_ = asked.months.first;
    in_order_ = asked.records_in_order;
  }

  // The categories come first: looking each child up from its episodes would miss the cache a million times.
  void run() {
    for (ChildRow row = 0; row < children_.size(); ++row) category_[row] = static_cast<std::uint8_t>(groups_.category(scan_.child(row)));
    for (const auto& episode : scan_.episodes())
      if (span_.has(episode.reported_at)) add(episode);
    for (ChildRow row = 0; row < children_.size(); ++row)
      if (children_[row].episodes > 0) add(scan_.child(row), row);
    for (ChildRow row = 0; row < children_.size(); ++row)
      if (children_[row].episodes > 0) leave_out(children_[row], out.categories[category_[row]]);
    for (const auto& adult : scan_.adults()) add(adult);
    name_countries();
    put_in_order();
  }

  EquityTally out;

 private:
  static std::size_t country_of(const char* code) { return static_cast<std::size_t>(static_cast<unsigned char>(code[0])) << 8 | static_cast<unsigned char>(code[1]); }
  void name_countries() {
    for (std::size_t code = 0; code < by_country_.size(); ++code)
      if (by_country_[code] > 0) out.nationalities[code == 0 ? std::string() : std::string{static_cast<char>(code >> 8), static_cast<char>(code & 255)}] = by_country_[code];
  }
  void put_in_order() {
    const auto until = out.to_complete.begin() + static_cast<std::ptrdiff_t>(std::min(in_order_, out.to_complete.size()));
    std::partial_sort(out.to_complete.begin(), until, out.to_complete.end(), [](const Chased& a, const Chased& b) {
      if (a.is_open != b.is_open) return a.is_open;
      return a.reported_at != b.reported_at ? a.reported_at > b.reported_at : a.child < b.child;
    });
  }

  void add(const EpisodeFacts& episode) {
    auto& tally = out.categories[category_[episode.child]];
    auto& child = children_[episode.child];
    const auto since = static_cast<std::uint32_t>(std::chrono::floor<std::chrono::seconds>(episode.reported_at - span_.from).count());
    if (!child.latest || since >= child.latest_at) child.latest = &episode, child.latest_at = since;
    const bool high = episode.assessed && episode.first_level >= RiskLevel::medium;
    const auto deployment = clock_in_time(episode, ClockKind::first_deployment);
    const auto way = way_found(episode);
    ++child.episodes;
    child.graded_high += high;
    child.deployments_due += static_cast<std::uint16_t>(deployment.of);
    child.deployed_in_time += static_cast<std::uint16_t>(deployment.met);
    child.found_by_police += way == static_cast<std::size_t>(casework::HowFound::found_by_police);
    ++tally.episodes;
    tally.graded_high += high;
    tally.deployed_in_time += deployment.met;
    tally.deployed_late += deployment.of - deployment.met;
    ++tally.found[way];
    if (episode.happened(episode.deployed)) tally.time_to_deploy.add(episode.deployed);
    if (episode.happened(episode.returned)) tally.time_missing.add(episode.returned);
  }

  void add(const ChildFacts& child, ChildRow row) {
    const auto& counts = children_[row];
    auto& tally = out.categories[category_[row]];
    ++tally.children;
    tally.of_episodes.add(counts.episodes, counts.episodes);
    tally.of_grades.add(counts.episodes, counts.graded_high);
    tally.of_deployments.add(counts.deployments_due, counts.deployed_in_time);
    tally.of_found_by_police.add(counts.episodes, counts.found_by_police);
    const auto& latest = *counts.latest;
    const auto state = child.completeness();
    ++out.children_by_team[latest.team][static_cast<std::size_t>(state)];
    if (const int month = out.months.index_of(latest.reported_at); month != Periods::none) ++out.children_by_month[static_cast<std::size_t>(month)][static_cast<std::size_t>(state)];
    ++out.children_by_observed[groups_.observed(child)][state != Completeness::self_defined];
    ++by_country_[country_of(child.nationality)];
    if (state != Completeness::self_defined || child.nationality[0] == '\0') chase(child, latest);
  }

  static void leave_out(const ChildCounts& child, CategoryTally& tally) {
    tally.of_grades.leave_out(child.episodes, child.graded_high);
    tally.of_deployments.leave_out(child.deployments_due, child.deployed_in_time);
    tally.of_found_by_police.leave_out(child.episodes, child.found_by_police);
  }

  void chase(const ChildFacts& child, const EpisodeFacts& latest) {
    if (child.restricted) {
      ++out.restricted_to_complete;
      return;
    }
    out.to_complete.push_back({child.id, latest.id, latest.reported_at, latest.team, latest.is_open(), child.completeness(), child.nationality[0] == '\0'});
  }

  void add(const AdultFacts& adult) {
    const auto month = adult.month - first_month_;
    if (month < 0 || month >= static_cast<MonthNumber>(out.months.size())) return;
    const auto state = static_cast<std::size_t>(adult.completeness());
    ++out.adults_by_month[static_cast<std::size_t>(month)][state];
    ++out.adults_by_team[{adult.agency, adult.team}][state];
  }

  const FactTable::Scan& scan_;
  const EthnicGroups& groups_;
  const Span span_;
  MonthNumber first_month_ = 0;
  std::vector<ChildCounts> children_;                 // by row, as the next
  std::vector<std::uint8_t> category_;
  std::vector<std::uint32_t> by_country_;             // by the code's two characters
  std::size_t in_order_ = 0;
};

}  // namespace

EquityTally tally_equity(const FactTable::Scan& scan, const EquityAsked& asked, const EthnicGroups& groups) {
  Tallying tallying(scan, asked, groups);
  tallying.run();
  return std::move(tallying.out);
}

}  // namespace lapwing::measures
