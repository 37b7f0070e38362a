#include "links/groups/judge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace lapwing::links {

namespace {

constexpr double part_share_least = 0.35;   // of a car, house or phone, for its owner to be listed for it alone
constexpr double alone_share = 0.1;          // of an incident's weight that it gives an adult whom only one child of the group met
constexpr double also_belongs_share = 0.6; // of what ties a child to a stronger group, for the child to be in this one too

// Whoever has such a standing is no part of a group, whatever ties them to its children.
bool stands_apart(Ordinary ordinary) {
  return ordinary == Ordinary::professional || ordinary == Ordinary::parent || ordinary == Ordinary::transport ||
         ordinary == Ordinary::one_venue || ordinary == Ordinary::hub;
}

std::string id_from(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325ull;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ull;
  hash ^= hash >> 29;
  return fmt::format("G-{:010x}", hash & 0xffffffffffull);
}

struct Candidate {
  Case::Set set;
  Adults adults;
  Case::Score score;
};

// Scores a group on fewer reports than there are.
class Weighing {
 public:
  Weighing(const Case& about, const Adults& adults, const Case::Set& set, const std::vector<bool>& children_out)
      : about_(about), adults_(adults), set_(set), children_out_(children_out), in_(about.reports.size(), false) {}

  double total() const { return about_.score(set_, adults_.in_incident, in_, children_out_).total; }
  void set(std::size_t report, bool in) { in_[report] = in; }
  bool has(std::size_t report) const { return in_[report]; }
  void set_all(bool in) { std::fill(in_.begin(), in_.end(), in); }

 private:
  const Case& about_;
  const Adults& adults_;
  const Case::Set& set_;
  const std::vector<bool>& children_out_;
  std::vector<bool> in_;
};

// Reports by what the whole loses without each; those that lose it nothing are left out.
std::vector<std::pair<double, std::size_t>> contributions(Weighing& weighing, const std::vector<std::size_t>& reports, double whole) {
  std::vector<std::pair<double, std::size_t>> out;
  weighing.set_all(true);
  for (const auto report : reports) {
    weighing.set(report, false);
    out.emplace_back(whole - weighing.total(), report);
    weighing.set(report, true);
  }
  std::ranges::sort(out, [](const auto& a, const auto& b) { return a.first != b.first ? a.first > b.first : a.second < b.second; });
  return out;
}

// The fewest reports found that keep the score at `least`: the telling ones first until it is reached, then each that is not needed left out.
void carry(Weighing& weighing, const std::vector<std::pair<double, std::size_t>>& reports, double least) {
  weighing.set_all(false);
  std::vector<std::size_t> taken;
  for (const auto& [contribution, report] : reports) {
    weighing.set(report, true);
    taken.push_back(report);
    if (weighing.total() >= least) break;
  }
  for (auto at = taken.rbegin(); at != taken.rend(); ++at) {
    weighing.set(*at, false);
    if (weighing.total() < least) weighing.set(*at, true);
  }
}

}  // namespace

std::vector<Group> Judge::groups(const std::vector<NodeId>& component) const {
  const auto young = std::ranges::count_if(component, [&](NodeId node) { return store_.node(node).standing.child; });
  if (young < 2) return {};
  const Case about(store_, ties_, search_, component);
  const std::vector<bool> all(about.reports.size(), true), nobody_out(about.children.size(), false);
  std::vector<Candidate> candidates;
  for (const auto& set : about.joined()) {
    if (!about.joins_children(set)) continue;
    auto adults = adults_of(store_, about, set);
    auto score = about.score(set, adults.in_incident, all, nobody_out);
    if (score.total >= ties_.rules().score.show_at) candidates.push_back({set, std::move(adults), std::move(score)});
  }
  // A child in two belongs to the stronger, unless the other ties them about as well.
  std::ranges::stable_sort(candidates, [](const Candidate& a, const Candidate& b) { return a.score.total > b.score.total; });
  std::vector<double> taken(about.children.size(), 0);
  std::vector<Group> out;
  for (auto& [set, adults, score] : candidates) {
    std::vector<bool> children_out(about.children.size(), false);
    for (std::size_t c = 0; c < taken.size(); ++c) children_out[c] = score.of_child[c] < taken[c] * also_belongs_share;
    score = about.score(set, adults.in_incident, all, children_out);
    if (score.total < ties_.rules().score.show_at) continue;
    for (std::size_t c = 0; c < taken.size(); ++c) taken[c] = std::max(taken[c], score.of_child[c]);
    out.push_back(group(about, adults, set, children_out, score));
  }
  std::ranges::sort(out, {}, &Group::id);
  return out;
}

std::optional<Group> Judge::as_one(const std::vector<NodeId>& nodes) const {
  const Case about(store_, ties_, search_, nodes);
  const std::vector<bool> nobody_out(about.children.size(), false);
  const auto everything = ~Case::Set();
  const auto adults = adults_of(store_, about, everything);
  const auto whole = about.score(everything, adults.in_incident, std::vector<bool>(about.reports.size(), true), nobody_out);
  if (whole.children < 2) return std::nullopt;
  return group(about, adults, everything, nobody_out, whole);
}

Group Judge::group(const Case& about, const Adults& adults, const Case::Set& set, const std::vector<bool>& children_out,
                   const Case::Score& whole) const {
  const auto& rules = ties_.rules().score;
  Group out;
  out.score = whole.total;
  out.probability = 1 / (1 + std::exp(-(rules.slope * whole.total + rules.offset)));
  out.ranked = whole.total >= rules.rank_at;

  // What bears on it: incidents of its children that share something with another of them.
  std::vector<std::size_t> incidents, reports;
  std::bitset<anchors_max> anchors;
  std::vector<double> of_adult(adults.all.size(), 0);
  std::vector<std::size_t> alone;            // what a child of the group was told of with somebody that no other child was
  for (std::size_t i = 0; i < about.incidents.size(); ++i) {
    const auto& incident = about.incidents[i];
    if (whole.of_child[incident.child] <= 0) continue;
    const auto* shared = about.best_sharing(i, set, [&](const Case::Sharing& one) { return whole.of_child[about.incidents[one.other].child] > 0; });
    if (!shared) {
      if (incident.concerning) alone.push_back(i);
      continue;
    }
    incidents.push_back(i);
    reports.insert(reports.end(), incident.told_in.begin(), incident.told_in.end());
    reports.insert(reports.end(), shared->also_in.begin(), shared->also_in.end());
    anchors |= incident.anchors & set;
    for (const auto adult : adults.in_incident[i]) of_adult[adult] += incident.weight * shared->share;
  }
  std::ranges::sort(reports);
  reports.erase(std::unique(reports.begin(), reports.end()), reports.end());
  const std::chrono::days window{ties_.rules().time.window_days};
  for (const auto i : alone) {
    const auto at = store_.report(about.incidents[i].reports[0]).received;
    if (at + window < store_.report(about.reports[reports.front()]).received || at > store_.report(about.reports[reports.back()]).received + window) continue;
    for (const auto adult : adults.in_incident[i]) of_adult[adult] += about.incidents[i].weight * alone_share;
  }

  for (std::size_t c = 0; c < about.children.size(); ++c) {
    if (whole.of_child[c] <= 0) continue;
    Member member;
    member.id = store_.id_of(about.children[c]);
    member.weight = whole.of_child[c];
    auto mentions = about.child_mentions[c], thought = about.child_thought[c];
    for (auto* list : {&mentions, &thought}) std::ranges::sort(*list, [&](MentionId a, MentionId b) { return store_.mention_before(a, b); });
    for (const auto mention : thought) member.thought.emplace_back(store_.report(store_.mention(mention).report).number, store_.mention(mention).ref);
    for (const auto mention : mentions) member.mentions.emplace_back(store_.report(store_.mention(mention).report).number, store_.mention(mention).ref);
    member.known_as = fullest_name(store_, mentions);
    std::vector<std::size_t> theirs;
    std::ranges::copy_if(incidents, std::back_inserter(theirs), [&](std::size_t i) { return about.incidents[i].child == c; });
    member.part = part_of(store_, about, theirs);
    out.children.push_back(std::move(member));
  }
  for (std::size_t a = 0; a < adults.all.size(); ++a) {
    const auto& adult = adults.all[a];
    if (adult.known != none && stands_apart(store_.node(adult.known).standing.ordinary)) continue;
    // Somebody of no known age who was only met at the house is a friend until told otherwise.
    const bool grown = std::ranges::any_of(adult.mentions, [&](MentionId mention) { return store_.mention(mention).grown; }) ||
                       (adult.known != none && std::ranges::any_of(store_.told(adult.known).facts, [&](FactIx ix) {
                          return store_.fact(ix).kind == FactKind::drives || store_.fact(ix).kind == FactKind::owns;
                        }));
    const bool owns = adult.known != none && grown && std::ranges::any_of(adult.anchors, [&](std::uint32_t anchor) {
      return anchors.test(anchor) && about.anchors[anchor] != adult.known && store_.node(about.anchors[anchor]).standing.share >= part_share_least;
    });
    if (of_adult[a] <= 0 && !owns) continue;
    Member member;
    member.id = adult.known != none ? store_.id_of(adult.known)
                                    : fmt::format("{}/{}", store_.report(store_.mention(adult.mentions[0]).report).number, store_.mention(adult.mentions[0]).ref);
    member.weight = of_adult[a];
    for (const auto mention : adult.mentions) member.mentions.emplace_back(store_.report(store_.mention(mention).report).number, store_.mention(mention).ref);
    for (const auto mention : adult.thought) member.thought.emplace_back(store_.report(store_.mention(mention).report).number, store_.mention(mention).ref);
    member.known_as = fullest_name(store_, adult.mentions);
    std::vector<std::size_t> theirs;
    std::ranges::copy_if(incidents, std::back_inserter(theirs), [&](std::size_t i) { return std::ranges::find(adults.in_incident[i], a) != adults.in_incident[i].end(); });
    member.part = theirs.empty() ? "has the car, house or phone that was used" : part_of(store_, about, theirs);
    out.adults.push_back(std::move(member));
  }
  const auto weightiest = [](const Member& a, const Member& b) { return a.weight > b.weight; };
  std::ranges::stable_sort(out.children, weightiest);
  std::ranges::stable_sort(out.adults, weightiest);
  for (std::size_t a = 0; a < about.anchors.size(); ++a) {
    const auto& node = store_.node(about.anchors[a]);
    if (!anchors.test(a) || node.kind == NodeKind::person) continue;
    std::set<std::size_t> met;
    for (const auto i : incidents)
      if (about.incidents[i].anchors.test(a)) met.insert(about.incidents[i].child);
    constexpr std::array<std::string_view, 4> kinds{"person", "place", "vehicle", "phone"};
    out.things.push_back({store_.id_of(about.anchors[a]), std::string(kinds[static_cast<std::size_t>(node.kind)]), store_.mention(node.first).name, met.size()});
  }

  Weighing weighing(about, adults, set, children_out);
  const auto by_contribution = contributions(weighing, reports, whole.total);
  const auto least = out.ranked ? rules.rank_at : rules.show_at;
  carry(weighing, by_contribution, least);
  std::vector<double> contribution(about.reports.size(), 0);
  for (const auto& [what, report] : by_contribution) contribution[report] = what;
  for (const auto report : reports) {
    EvidenceLine line{store_.report(about.reports[report]).number, why(store_, about, about.reports[report]), contribution[report]};
    (weighing.has(report) ? out.evidence : out.others).push_back(std::move(line));
  }

  weighing.set_all(false);
  for (const auto report : reports) {
    weighing.set(report, true);
    if (weighing.total() < least) continue;
    out.first_seen = store_.report(about.reports[report]).received;
    break;
  }
  out.last_seen = store_.report(about.reports[reports.back()]).received;
  const auto& first = *std::ranges::min_element(incidents, [&](std::size_t a, std::size_t b) {
    const auto &one = about.incidents[a], &other = about.incidents[b];
    return one.told_in[0] != other.told_in[0] ? one.told_in[0] < other.told_in[0] : one.child < other.child;
  });
  out.id = id_from(fmt::format("{}#{}", store_.report(about.incidents[first].reports[0]).number, store_.id_of(about.children[about.incidents[first].child])));
  out.weaken = what_would_weaken(store_, about, whole, out);
  return out;
}

}  // namespace lapwing::links
