#include "links/groups/case.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <set>

#include "links/graph/derive.hpp"

namespace lapwing::links {

namespace {

constexpr double nickname_share = 0.4, whole_link = 2.0, counted_least = 0.1;
constexpr double joins_standing_least = 0.3, direct_link_least = 0.4;   // for two anchors to belong to one group
constexpr double several_counted_max = 4;
constexpr int age_alike_years = 5;
constexpr std::size_t sharing_kept_max = 24;   // of one incident: the best are what counts
constexpr std::size_t compared_max = 16;       // incidents through one person or thing, before and after in time
constexpr std::size_t rounds_max = 4;

}  // namespace

// How one thing of the component leads to another: directly, or through a third.
void Case::find_links(const Search& search) {
  const auto n = anchors.size();
  links_.assign(n, std::vector<Linked>(n));
  for (std::size_t a = 0; a < n; ++a) {
    const auto& told = store_.told(anchors[a]);
    for (const auto& edge : store_.node(anchors[a]).edges) {
      const auto at = anchor_at_.find(edge.to);
      if (at == anchor_at_.end()) continue;
      auto& link = links_[a][at->second];
      link.share = ties_.rules().score.linked * std::min(1.0, search.strength(anchors[a], edge) / whole_link);
      for (const auto ix : told.facts) {
        const auto& fact = store_.fact(ix);
        const auto other = store_.person_of(fact.x) == anchors[a] ? fact.y : fact.x;
        if (store_.person_of(other) == edge.to) link.reports.push_back(fact.report);
      }
      // The earliest report that says so stands for the link.
      const auto first = std::ranges::min_element(link.reports, [&](ReportIx x, ReportIx y) { return store_.report_before(x, y); });
      if (first != link.reports.end()) link.reports = {*first};
    }
  }
  const auto direct = links_;
  direct_.assign(n, std::vector<double>(n, 0));
  for (std::size_t a = 0; a < n; ++a)
    for (std::size_t b = 0; b < n; ++b) direct_[a][b] = direct[a][b].share;
  for (std::size_t a = 0; a < n; ++a)
    for (std::size_t m = 0; m < n; ++m) {
      if (direct[a][m].share <= 0) continue;
      for (std::size_t b = 0; b < n; ++b) {
        const auto through = direct[a][m].share * direct[m][b].share;
        if (b == a || through <= links_[a][b].share) continue;
        links_[a][b].share = through;
        links_[a][b].reports.clear();
        for (const auto* step : {&direct[a][m], &direct[m][b]})
          if (!step->reports.empty()) links_[a][b].reports.push_back(step->reports.front());
      }
    }
}

// By what was met: from an incident's people and things, and those linked to them, to the incidents of other children there. Of a thing
// that very many incidents have in common only those nearest in time are looked at, so that the work grows with the incidents and no faster.
void Case::find_sharing() {
  struct Found {
    std::size_t other, through, to;
    double share;
  };
  const std::chrono::days window{ties_.rules().time.window_days};
  const auto n = anchors.size();
  sharing.assign(incidents.size(), {});
  std::vector<std::vector<std::size_t>> met(n), anchors_of(incidents.size());
  std::vector<Instant> at(incidents.size());
  std::map<std::string_view, std::vector<std::size_t>> by_nickname;
  for (std::size_t i = 0; i < incidents.size(); ++i) {
    at[i] = store_.report(incidents[i].reports[0]).middle();
    for (std::size_t a = 0; a < n; ++a)
      if (incidents[i].anchors.test(a)) anchors_of[i].push_back(a), met[a].push_back(i);
    for (const auto adult : incidents[i].adults)
      if (const auto& plain = store_.mention(adult).plain; !plain.empty())
        if (auto& list = by_nickname[plain]; list.empty() || list.back() != i) list.push_back(i);
  }
  const auto in_time = [&](std::size_t a, std::size_t b) { return at[a] != at[b] ? at[a] < at[b] : a < b; };
  for (auto& list : met) std::ranges::sort(list, in_time);
  for (auto& [name, list] : by_nickname) std::ranges::sort(list, in_time);
  std::vector<std::pair<std::size_t, std::size_t>> linked_to(n);
  std::vector<std::size_t> linked;
  for (std::size_t a = 0; a < n; ++a) {
    linked_to[a].first = linked.size();
    for (std::size_t b = 0; b < n; ++b)
      if (a == b || links_[a][b].share > 0) linked.push_back(b);
    linked_to[a].second = linked.size();
  }
  std::vector<std::size_t> seen(incidents.size(), incidents.size());
  std::vector<Found> found;
  std::vector<std::size_t> place(incidents.size());
  for (std::size_t i = 0; i < incidents.size(); ++i) {
    found.clear();
    const auto take = [&](std::size_t j, double share, std::size_t a, std::size_t b) {
      if (seen[j] != i) seen[j] = i, place[j] = found.size(), found.push_back({j, a, b, share});
      else if (auto& best = found[place[j]]; share > best.share) best = {j, a, b, share};
    };
    // Those of other children nearest in time, at most so many on either side.
    const auto nearest = [&](const std::vector<std::size_t>& list, auto&& each) {
      const auto here = std::ranges::lower_bound(list, i, in_time);
      std::size_t taken = 0;
      for (auto j = here; j != list.end() && taken < compared_max && at[*j] - at[i] <= window; ++j)
        if (incidents[*j].child != incidents[i].child) each(*j), ++taken;
      taken = 0;
      for (auto j = here; j != list.begin() && taken < compared_max && at[i] - at[*std::prev(j)] <= window; --j)
        if (const auto other = *std::prev(j); incidents[other].child != incidents[i].child) each(other), ++taken;
    };
    for (const auto a : anchors_of[i])
      for (auto l = linked_to[a].first; l < linked_to[a].second; ++l) {
        const auto b = linked[l];
        const auto share = a == b ? standing(a) : links_[a][b].share * std::min(standing(a), standing(b));
        if (share > 0) nearest(met[b], [&](std::size_t j) { take(j, share, a, b); });
      }
    for (const auto adult : incidents[i].adults)
      if (const auto list = by_nickname.find(store_.mention(adult).plain); list != by_nickname.end())
        nearest(list->second, [&](std::size_t j) {
          if (const auto share = share_of_nickname(adult, j); share > 0) take(j, share, n, n);
        });
    std::ranges::sort(found, [](const Found& a, const Found& b) { return a.share != b.share ? a.share > b.share : a.other < b.other; });
    if (found.size() > sharing_kept_max) found.resize(sharing_kept_max);
    for (const auto& one : found)
      sharing[i].push_back({one.other, one.share, one.through == one.to ? std::vector<ReportIx>() : links_[one.through][one.to].reports, {}, one.through, one.to});
  }
}

// Two strangers of one nickname, sex and about one age, each met with a child of the component, may be one.
double Case::share_of_nickname(MentionId adult, std::size_t incident) const {
  const auto& one = store_.mention(adult);
  double best = 0;
  for (const auto y : incidents[incident].adults) {
    const auto& other = store_.mention(y);
    if (one.plain.empty() || one.plain != other.plain) continue;
    if (one.sex != Sex::unknown && other.sex != Sex::unknown && one.sex != other.sex) continue;
    if (one.age >= 0 && other.age >= 0 && std::abs(one.age - other.age) > age_alike_years) continue;
    best = std::max(best, nickname_share * std::min(store_.node(store_.person_of(adult)).standing.share, store_.node(store_.person_of(y)).standing.share));
  }
  return best;
}

std::vector<Case::Set> Case::joined() const {
  const auto n = anchors.size();
  const std::chrono::days window{ties_.rules().time.window_days};
  std::vector<std::vector<std::size_t>> met(n);   // incidents
  for (std::size_t i = 0; i < incidents.size(); ++i)
    for (std::size_t a = 0; a < n; ++a)
      if (incidents[i].anchors.test(a)) met[a].push_back(i);
  std::vector<std::size_t> root(n);
  std::iota(root.begin(), root.end(), 0u);
  const std::function<std::size_t(std::size_t)> find = [&](std::size_t a) { return root[a] == a ? a : root[a] = find(root[a]); };
  const auto belong = [&](std::size_t a, std::size_t b) {
    if (direct_[a][b] >= direct_link_least) return true;
    std::set<std::size_t> common;
    for (const auto i : met[a])
      for (const auto j : met[b]) {
        if (i == j) return true;
        if (incidents[i].child != incidents[j].child) continue;
        const auto one = store_.report(incidents[i].reports[0]).middle(), other = store_.report(incidents[j].reports[0]).middle();
        if ((one < other ? other - one : one - other) > window) continue;
        if (incidents[i].telling && incidents[j].telling) return true;
        common.insert(incidents[i].child);
      }
    return common.size() >= 2;
  };
  for (std::size_t a = 0; a < n; ++a)
    for (std::size_t b = a + 1; b < n && standing(a) >= joins_standing_least; ++b)
      if (standing(b) >= joins_standing_least && find(a) != find(b) && belong(a, b)) root[std::max(find(a), find(b))] = std::min(find(a), find(b));
  std::vector<Set> sets(n);
  for (std::size_t a = 0; a < n; ++a) sets[find(a)].set(a);
  std::erase_if(sets, [](const Set& set) { return set.none(); });
  return sets;
}

bool Case::joins_children(const Set& set) const {
  std::size_t first = children.size();
  for (const auto& incident : incidents) {
    if ((incident.anchors & set).none()) continue;
    if (first == children.size()) first = incident.child;
    else if (incident.child != first) return true;
  }
  return false;
}

std::vector<bool> Case::bears_on(const Set& set) const {
  std::vector<bool> met(children.size(), false), out(incidents.size(), false);
  for (const auto& incident : incidents)
    if ((incident.anchors & set).any()) met[incident.child] = true;
  for (std::size_t i = 0; i < incidents.size(); ++i)
    out[i] = (incidents[i].anchors & set).any() || (incidents[i].concerning && met[incidents[i].child]);
  return out;
}

void Case::number_reports() {
  const auto before = [&](ReportIx a, ReportIx b) { return store_.report_before(a, b); };
  for (std::size_t i = 0; i < incidents.size(); ++i) {
    reports.insert(reports.end(), incidents[i].reports.begin(), incidents[i].reports.end());
    for (const auto& one : sharing[i]) reports.insert(reports.end(), one.also.begin(), one.also.end());
  }
  std::ranges::sort(reports);
  reports.erase(std::unique(reports.begin(), reports.end()), reports.end());
  std::ranges::sort(reports, before);
  const auto number = [&](const std::vector<ReportIx>& from, std::vector<std::uint32_t>& to) {
    for (const auto report : from) to.push_back(static_cast<std::uint32_t>(std::ranges::lower_bound(reports, report, before) - reports.begin()));
  };
  for (std::size_t i = 0; i < incidents.size(); ++i) {
    number(incidents[i].reports, incidents[i].told_in);
    for (auto& one : sharing[i]) number(one.also, one.also_in);
  }
}

Case::Score Case::score(const Set& set, const std::vector<std::vector<std::uint32_t>>& context, const std::vector<bool>& in,
                        const std::vector<bool>& children_out) const {
  const auto& rules = ties_.rules().score;
  const auto held = [&](std::uint32_t report) { return in[report]; };
  std::vector<bool> child_in(children.size()), told(incidents.size(), false);
  for (std::size_t c = 0; c < children.size(); ++c) child_in[c] = !children_out[c];
  for (std::size_t i = 0; i < incidents.size(); ++i) told[i] = std::ranges::any_of(incidents[i].told_in, held);

  Score out;
  std::set<std::uint32_t> adults;
  for (std::size_t round = 0; round < rounds_max; ++round) {
    out = {};
    out.of_child.assign(children.size(), 0);
    adults.clear();
    std::vector<std::vector<std::pair<double, std::size_t>>> parts(children.size());   // and through what
    std::vector<std::set<std::uint32_t>> adults_of(children.size());
    std::vector<bool> concerning(children.size(), false);
    for (std::size_t i = 0; i < incidents.size(); ++i) {
      if (!told[i] || !child_in[incidents[i].child]) continue;
      const auto* best = best_sharing(i, set, [&](const Sharing& one) {
        return told[one.other] && child_in[incidents[one.other].child] && std::ranges::all_of(one.also_in, held);
      });
      if (!best) continue;
      parts[incidents[i].child].emplace_back(incidents[i].weight * best->share, best->through);
      if (incidents[i].weight * best->share < counted_least) continue;
      out.kinds |= incidents[i].kinds;
      concerning[incidents[i].child] = concerning[incidents[i].child] || incidents[i].concerning;
      adults.insert(context[i].begin(), context[i].end());
      adults_of[incidents[i].child].insert(context[i].begin(), context[i].end());
    }
    bool lost = false;
    for (std::size_t c = 0; c < children.size(); ++c) {
      std::ranges::sort(parts[c], std::greater{});
      double sum = 0, share = 1;
      std::map<std::size_t, double> of_thing;
      for (const auto& [part, through] : parts[c]) {
        auto& same = of_thing.try_emplace(through, 1).first->second;
        sum += part * std::exchange(share, share * rules.again) * std::exchange(same, same * rules.same_again);
      }
      if (child_in[c] && sum < rules.child_least) child_in[c] = false, lost = lost || sum > 0;
      if (child_in[c]) out.of_child[c] = std::min(sum, rules.child_most), ++out.children;
      if (child_in[c]) out.with_several += adults_of[c].size() >= 2, out.concerning += concerning[c];
    }
    if (!lost) break;
  }
  out.adults = adults.size();
  if (out.children < 2) return {-100, std::vector<double>(children.size(), 0), {}, 0, 0, 0, 0};
  out.total = -rules.start + (out.adults >= 2 ? rules.second_adult_more : out.adults == 1 ? -rules.lone_adult_less : -rules.no_adult_less);
  out.total += rules.several_adults_more * std::min(static_cast<double>(out.with_several), several_counted_max);
  out.total += rules.kind_more * (static_cast<double>(out.kinds.count()) - 1);
  if (out.concerning < 2) out.total -= out.concerning == 0 ? rules.kindness_only_less : rules.one_concern_less;
  for (const auto e : out.of_child)
    if (e > 0) out.total += e - rules.child_cost;
  return out;
}

}  // namespace lapwing::links
