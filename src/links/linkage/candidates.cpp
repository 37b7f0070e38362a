#include "links/linkage/candidates.hpp"

#include <algorithm>
#include <cmath>

#include "links/linkage/features.hpp"
#include "links/linkage/parallel.hpp"

namespace lapwing::linkage {
namespace {

struct Posting {
  std::uint64_t hash;
  std::uint32_t record;
  friend auto operator<=>(const Posting&, const Posting&) = default;
};

// Two hub values of one record, as one feature that is rarer than either.
std::uint64_t together(std::uint64_t a, std::uint64_t b) {
  const auto low = std::min(a, b), high = std::max(a, b);
  return (low * 0x9e3779b97f4a7c15ull ^ high) * 0xd6e8feb86659fd93ull;
}

// Who holds each feature. A feature of one record alone finds nobody and is left out.
class Index {
 public:
  explicit Index(std::vector<Posting> postings) : postings_(std::move(postings)) {
    std::ranges::sort(postings_);
    postings_.erase(std::unique(postings_.begin(), postings_.end()), postings_.end());
    std::size_t slots = 16;
    while (slots < 2 * postings_.size()) slots *= 2;
    table_.assign(slots, Slot{});
    for (std::size_t i = 0; i < postings_.size();) {
      std::size_t end = i;
      while (end < postings_.size() && postings_[end].hash == postings_[i].hash) ++end;
      auto at = postings_[i].hash & (slots - 1);
      while (table_[at].count != 0) at = (at + 1) & (slots - 1);
      table_[at] = {postings_[i].hash, static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(end - i)};
      i = end;
    }
  }
  std::pair<const Posting*, std::size_t> find(std::uint64_t hash) const {
    for (auto at = hash & (table_.size() - 1); table_[at].count != 0; at = (at + 1) & (table_.size() - 1))
      if (table_[at].hash == hash) return {postings_.data() + table_[at].first, table_[at].count};
    return {nullptr, 0};
  }

 private:
  struct Slot {
    std::uint64_t hash = 0;
    std::uint32_t first = 0, count = 0;
  };
  std::vector<Posting> postings_;
  std::vector<Slot> table_;
};

struct Found {
  std::uint32_t record;
  float score;
};

// The search of one thread: scores of all records, cleared by walking those that were touched.
class Search {
 public:
  Search(const Prepared& prepared, const Index& single, const Index& joint, const CandidateLimits& limits)
      : prepared_(prepared), single_(single), joint_(joint), limits_(limits), score_(prepared.size()), group_(prepared.size()) {}

  void find(std::uint32_t record, std::vector<Found>& best) {
    features_of(prepared_, record, features_);
    plan();
    for (const auto& step : plan_) {
      for (std::size_t i = 0; i < step.count; ++i) {
        const auto other = step.postings[i].record;
        if (group_[other] == step.group) continue;
        if (score_[other] == 0) touched_.push_back(other);
        group_[other] = step.group;
        score_[other] += step.score;
      }
    }
    best.clear();
    for (const auto other : touched_) {
      if (score_[other] >= limits_.score_min && prepared_.may_pair(record, other)) best.push_back({other, score_[other]});
      score_[other] = 0, group_[other] = 0;
    }
    touched_.clear();
    const auto better = [](const Found& a, const Found& b) { return a.score != b.score ? a.score > b.score : a.record < b.record; };
    if (best.size() > limits_.for_each_max) {
      std::nth_element(best.begin(), best.begin() + static_cast<std::ptrdiff_t>(limits_.for_each_max), best.end(), better);
      best.resize(limits_.for_each_max);
    }
  }

 private:
  static constexpr std::uint16_t joint_group = 0xffff;
  struct Step {
    const Posting* postings;
    std::size_t count;
    float score;
    std::uint16_t group;
  };

  // Group by group, rarest first in each, so that a record met again in a group has had its best there; hubs by twos at the end.
  void plan() {
    plan_.clear();
    hubs_.clear();
    const double all = static_cast<double>(prepared_.size());
    std::size_t own = 1;
    for (const auto& feature : features_) {
      const auto [postings, count] = single_.find(feature.hash);
      if (feature.whole && !feature.like) own = count;
      if (count == 0) continue;
      if (count > limits_.hub_records_max) {
        if (feature.whole || feature.like) hubs_.push_back(feature);
        continue;
      }
      const auto rarity = static_cast<double>(feature.like ? std::max(own, count) : count);
      plan_.push_back({postings, count, static_cast<float>(std::log(all / rarity)), feature.group});
    }
    std::ranges::stable_sort(plan_, [](const Step& a, const Step& b) { return a.group != b.group ? a.group < b.group : a.score > b.score; });
    const auto singles = plan_.size();
    for (std::size_t i = 0; i < hubs_.size(); ++i)
      for (std::size_t j = i + 1; j < hubs_.size(); ++j) {
        if (hubs_[i].group == hubs_[j].group) continue;
        const auto [postings, count] = joint_.find(together(hubs_[i].hash, hubs_[j].hash));
        if (count == 0 || count > limits_.hub_records_max) continue;
        plan_.push_back({postings, count, static_cast<float>(std::log(all / static_cast<double>(count))), joint_group});
      }
    std::stable_sort(plan_.begin() + static_cast<std::ptrdiff_t>(singles), plan_.end(),
                     [](const Step& a, const Step& b) { return a.score > b.score; });
  }

  const Prepared& prepared_;
  const Index &single_, &joint_;
  const CandidateLimits& limits_;
  std::vector<Feature> features_, hubs_;
  std::vector<Step> plan_;
  std::vector<float> score_;
  std::vector<std::uint16_t> group_;
  std::vector<std::uint32_t> touched_;
};

Index single_index(const Prepared& prepared) {
  std::vector<Posting> postings;
  std::vector<Feature> features;
  for (std::uint32_t record = 0; record < prepared.size(); ++record) {
    features_of(prepared, record, features);
    for (const auto& feature : features)
      if (!feature.like) postings.push_back({feature.hash, record});
  }
  return Index(std::move(postings));
}

Index joint_index(const Prepared& prepared, const Index& single, std::size_t hub_records_max) {
  std::vector<Posting> postings;
  std::vector<Feature> features;
  for (std::uint32_t record = 0; record < prepared.size(); ++record) {
    features_of(prepared, record, features);
    std::erase_if(features, [&](const Feature& one) { return !one.whole || one.like || single.find(one.hash).second <= hub_records_max; });
    for (std::size_t i = 0; i < features.size(); ++i)
      for (std::size_t j = i + 1; j < features.size(); ++j)
        if (features[i].group != features[j].group) postings.push_back({together(features[i].hash, features[j].hash), record});
  }
  return Index(std::move(postings));
}

}  // namespace

std::vector<Pair> find_candidates(const Prepared& prepared, const CandidateLimits& limits) {
  const auto single = single_index(prepared);
  const auto joint = joint_index(prepared, single, limits.hub_records_max);
  const std::size_t piece = std::max<std::size_t>(256, prepared.size() / 64);
  std::vector<std::vector<Pair>> found((prepared.size() + piece - 1) / piece);
  in_parallel(prepared.size(), piece, [&](std::size_t begin, std::size_t end) {
    Search search(prepared, single, joint, limits);
    std::vector<Found> best;
    auto& pairs = found[begin / piece];
    for (std::size_t record = begin; record < end; ++record) {
      search.find(static_cast<std::uint32_t>(record), best);
      for (const auto& other : best)
        pairs.emplace_back(std::min(static_cast<std::uint32_t>(record), other.record), std::max(static_cast<std::uint32_t>(record), other.record));
    }
  });
  std::vector<Pair> pairs;
  for (auto& part : found) {
    pairs.insert(pairs.end(), part.begin(), part.end());
    part = {};
  }
  std::ranges::sort(pairs);
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  return pairs;
}

}  // namespace lapwing::linkage
