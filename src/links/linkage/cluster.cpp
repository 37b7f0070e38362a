#include "links/linkage/cluster.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <queue>
#include <unordered_map>

#include "links/linkage/model.hpp"

namespace lapwing::linkage {
namespace {

struct Tie {              // between two clusters: what its present links sum to, and how many they are
  double sum = 0;
  double count = 0;
};

struct Offer {
  double average;
  std::uint32_t a, b;     // a < b
  std::uint32_t version_a, version_b;
  bool operator<(const Offer& other) const {   // best on top; draws by the lower records
    if (average != other.average) return average < other.average;
    return a != other.a ? a > other.a : b > other.b;
  }
};

class Clustering {
 public:
  Clustering(std::size_t records, const std::vector<Link>& links, double threshold, const ClusterLimits& limits)
      : limits_(limits), ties_(records), size_(records, 1), version_(records), of_(records), links_(records) {
    std::iota(of_.begin(), of_.end(), 0);
    const double shift = log_odds_of(threshold);
    for (const auto& link : links) {
      const bool ruled = std::abs(link.log_odds) >= limits.ruled;
      const double odds = ruled ? link.log_odds : std::clamp<double>(link.log_odds - shift, -limits.clip_against, limits.clip_for);
      if (odds <= static_cast<double>(limits.absent) && odds > static_cast<double>(limits.against_from)) continue;
      ties_[link.a][link.b] = {odds, 1};
      ties_[link.b][link.a] = {odds, 1};
      links_[link.a].emplace_back(link.b, odds);
      links_[link.b].emplace_back(link.a, odds);
      offer(link.a, link.b, {odds, 1});
    }
    for (auto& own : links_) std::ranges::sort(own);
  }

  std::vector<std::uint32_t> run() {
    merge_all();
    move_single_records();
    return named();
  }

 private:
  static constexpr int rounds_max = 8;

  double average(std::uint32_t a, std::uint32_t b, const Tie& tie) const {
    const double pairs = static_cast<double>(size_[a]) * size_[b];
    return fit_together(tie.sum, tie.count, pairs, limits_);
  }
  void offer(std::uint32_t a, std::uint32_t b, const Tie& tie) {
    if (a > b) std::swap(a, b);
    const double worth = average(a, b, tie);
    if (worth > 0) offers_.push({worth, a, b, version_[a], version_[b]});
  }
  void merge_all() {
    while (!offers_.empty()) {
      const auto best = offers_.top();
      offers_.pop();
      if (size_[best.a] == 0 || size_[best.b] == 0 || version_[best.a] != best.version_a || version_[best.b] != best.version_b) continue;
      merge(best.a, best.b);
    }
  }
  void merge(std::uint32_t into, std::uint32_t gone) {
    for (auto& record : of_members(gone)) members_[into].push_back(record);
    size_[into] += size_[gone];
    size_[gone] = 0;
    ++version_[into];
    ties_[into].erase(gone);
    for (const auto& [other, tie] : ties_[gone]) {
      if (other == into) continue;
      auto& sum = ties_[into][other];
      sum.sum += tie.sum, sum.count += tie.count;
      ties_[other].erase(gone);
      ties_[other][into] = sum;
    }
    ties_[gone].clear();
    for (const auto& [other, tie] : ties_[into]) offer(into, other, tie);
  }
  std::vector<std::uint32_t> of_members(std::uint32_t cluster) {
    if (members_.empty()) {
      members_.resize(of_.size());
      for (std::uint32_t i = 0; i < of_.size(); ++i) members_[i] = {i};
    }
    return std::exchange(members_[cluster], {});
  }

  // A record leaves for the cluster that speaks most for it, or to stand alone.
  void move_single_records() {
    for (std::uint32_t c = 0; c < members_.size(); ++c)
      for (const auto record : members_[c]) of_[record] = c;
    for (int round = 0; round < rounds_max; ++round) {
      bool moved = false;
      for (std::uint32_t record = 0; record < of_.size(); ++record) moved |= move(record);
      if (!moved) break;
    }
  }
  bool move(std::uint32_t record) {
    std::map<std::uint32_t, Tie> to;
    for (const auto& [other, odds] : links_[record]) {
      auto& tie = to[of_[other]];
      tie.sum += odds, tie.count += 1;
    }
    const auto own = of_[record];
    const auto worth = [&](std::uint32_t cluster, const Tie& tie) {
      const double others = static_cast<double>(size_[cluster]) - (cluster == own ? 1 : 0);
      return others < 1 ? 0.0 : fit_together(tie.sum, tie.count, others, limits_);
    };
    double best = size_[own] == 1 ? 0 : worth(own, to.contains(own) ? to[own] : Tie{});
    auto best_cluster = own;
    constexpr double gain_min = 1e-6;
    for (const auto& [cluster, tie] : to)
      if (cluster != own && worth(cluster, tie) > best + gain_min) best = worth(cluster, tie), best_cluster = cluster;
    if (best < -gain_min && size_[own] > 1) best_cluster = empty_cluster(record);
    if (best_cluster == own) return false;
    --size_[own], ++size_[best_cluster];
    of_[record] = best_cluster;
    return true;
  }
  std::uint32_t empty_cluster(std::uint32_t record) {
    if (size_[record] == 0) return record;
    while (size_[next_empty_] != 0) next_empty_ = (next_empty_ + 1) % static_cast<std::uint32_t>(size_.size());
    return next_empty_;
  }
  std::vector<std::uint32_t> named() const {
    std::vector<std::uint32_t> lowest(of_.size(), UINT32_MAX), out(of_.size());
    for (std::uint32_t record = 0; record < of_.size(); ++record) lowest[of_[record]] = std::min(lowest[of_[record]], record);
    for (std::uint32_t record = 0; record < of_.size(); ++record) out[record] = lowest[of_[record]];
    return out;
  }

  ClusterLimits limits_;
  std::vector<std::unordered_map<std::uint32_t, Tie>> ties_;
  std::vector<std::uint32_t> size_, version_, of_;
  std::vector<std::vector<std::pair<std::uint32_t, double>>> links_;
  std::vector<std::vector<std::uint32_t>> members_;
  std::priority_queue<Offer> offers_;
  std::uint32_t next_empty_ = 0;
};

}  // namespace

double fit_together(double sum, double count, double pairs, const ClusterLimits& limits) {
  return (sum + static_cast<double>(limits.absent) * (pairs - count)) / pairs + static_cast<double>(limits.company) * (1 - 1 / std::sqrt(pairs));
}

std::vector<std::uint32_t> cluster(std::size_t records, const std::vector<Link>& links, double threshold, const ClusterLimits& limits) {
  return Clustering(records, links, threshold, limits).run();
}

}  // namespace lapwing::linkage
